// Which network addresses are of the open internet.
#pragma once

#include <sys/socket.h>

#include <string>

namespace hearsay::ingest {

/// Whether an address is public: not of a private, shared, local, loopback, multicast,
/// documentation or reserved range (IANA's registries of special-purpose addresses), also where
/// IPv6 wraps IPv4.
bool is_public(const sockaddr& address);

/// "10.0.0.1", for messages.
std::string shown(const sockaddr& address);

}  // namespace hearsay::ingest
