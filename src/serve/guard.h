// Who may ask: names that this server goes by, requests that a foreign page cannot send, the token.
// Pure functions on what a request says about itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hearsay::serve {

/// What a request says of where it comes from and goes to; empty: not said.
struct Credentials {
  std::string host;
  std::string origin;
  std::string authorization;
  std::string marker;  ///< X-Hearsay
};

/// What the server holds requests against.
struct Gate {
  std::vector<std::string> hosts;  ///< names it goes by, lower case, without port
  bool any_address = false;        ///< it listens on all addresses: each of them is a name too
  std::string token;               ///< empty: none is needed
};

/// The gate of a server that listens on `host`.
Gate gate_of(const std::string& host, const std::vector<std::string>& allow_hosts,
             const std::string& token);

/// Whether a name in a Host header ("[::1]:8350") is one of the server's. A page of another site
/// whose name was made to lead here (DNS rebinding) says its own.
bool knows_host(const Gate& gate, std::string_view host);

/// Whether a request that changes something comes from the server's own page or from no page: it
/// has the header that a page of another site cannot send unasked, and no other origin.
bool is_own(const Gate& gate, const Credentials& credentials);

/// Whether it shows the token, where one is needed. Takes as long for any token of one length.
bool has_token(const Gate& gate, std::string_view authorization);

}  // namespace hearsay::serve
