#include "serve/guard.h"

#include <arpa/inet.h>
#include <openssl/crypto.h>

#include <algorithm>

#include "serve/serve.h"
#include "text/hash.h"

namespace hearsay::serve {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

/// "Localhost:8350" is localhost, "[::1]:8350" is ::1; empty where it is neither name nor address.
std::string name_in(std::string_view host) {
  std::string_view name = host, port;
  if (!host.empty() && host.front() == '[') {
    const std::size_t end = host.find(']');
    if (end == std::string_view::npos) return {};
    name = host.substr(1, end - 1);
    port = host.substr(end + 1);
  } else if (const std::size_t colon = host.find(':'); colon != std::string_view::npos) {
    name = host.substr(0, colon);
    port = host.substr(colon);
  }
  const bool is_port = port.empty() || (port.size() > 1 && port.front() == ':' &&
                                        port.find_first_not_of("0123456789", 1) == port.npos);
  return is_port ? lower(name) : std::string();
}

bool is_address(const std::string& name) {
  in6_addr parsed{};
  return inet_pton(AF_INET, name.c_str(), &parsed) == 1 ||
         inet_pton(AF_INET6, name.c_str(), &parsed) == 1;
}

}  // namespace

bool is_loopback(const std::string& host) {
  return host == "localhost" || host == "::1" || (host.rfind("127.", 0) == 0 && is_address(host));
}

Gate gate_of(const std::string& host, const std::vector<std::string>& allow_hosts,
             const std::string& token) {
  Gate gate;
  gate.token = token;
  gate.any_address = host == "0.0.0.0" || host == "::";
  gate.hosts = {lower(host)};
  if (is_loopback(host)) gate.hosts = {"localhost", "127.0.0.1", "::1", lower(host)};
  for (const std::string& name : allow_hosts) gate.hosts.push_back(lower(name));
  return gate;
}

bool knows_host(const Gate& gate, std::string_view host) {
  const std::string name = name_in(host);
  if (name.empty()) return false;
  // An address cannot be made to lead elsewhere.
  if (gate.any_address && is_address(name)) return true;
  return std::find(gate.hosts.begin(), gate.hosts.end(), name) != gate.hosts.end();
}

bool is_own(const Gate& gate, const Credentials& credentials) {
  if (credentials.marker != "1") return false;
  if (credentials.origin.empty()) return true;
  const std::string origin = lower(credentials.origin);
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!origin.starts_with(scheme)) continue;
    const std::string_view host = std::string_view(origin).substr(scheme.size());
    return host == lower(credentials.host) && knows_host(gate, host);
  }
  return false;
}

bool has_token(const Gate& gate, std::string_view authorization) {
  if (gate.token.empty()) return true;
  constexpr std::string_view kScheme = "bearer ";
  if (lower(authorization.substr(0, kScheme.size())) != kScheme) return false;
  // Hashes are of one length, so that the comparison tells nothing about the token's.
  const std::string given = text::sha256_hex(authorization.substr(kScheme.size()));
  const std::string wanted = text::sha256_hex(gate.token);
  return CRYPTO_memcmp(given.data(), wanted.data(), wanted.size()) == 0;
}

}  // namespace hearsay::serve
