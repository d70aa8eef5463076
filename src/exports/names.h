// Names that are made of other names: UUIDs and SHA-1 as the standards ask for them.
#pragma once

#include <string>
#include <string_view>

namespace hearsay::exports {

/// SHA-1 as 40 lower-case hex digits.
std::string sha1_hex(std::string_view bytes);

/// UUID version 5 (RFC 4122) of `name` in a name space of STIX's own: that of SCOs, for which the
/// standard settles the name, or hearsay's for everything else.
std::string uuid_of_observable(std::string_view name);
std::string uuid_of(std::string_view name);

}  // namespace hearsay::exports
