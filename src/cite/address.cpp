#include <fmt/format.h>

#include <cctype>

#include "cite/cite.h"

namespace hearsay {
namespace {

bool is_hex(char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; }

/// Unreserved characters and delimiters. Brackets belong around IPv6 addresses only.
bool may_stand(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
         std::string_view("-._~:/?@!$&'()*+,;=").find(c) != std::string_view::npos;
}

}  // namespace

std::string web_address(std::string_view address) {
  if (!address.starts_with("http://") && !address.starts_with("https://")) return {};
  std::string out;
  bool has_fragment = false;
  for (std::size_t i = 0; i < address.size(); ++i) {
    const char c = address[i];
    const bool is_escape =
        c == '%' && i + 2 < address.size() && is_hex(address[i + 1]) && is_hex(address[i + 2]);
    const bool begins_fragment = c == '#' && !has_fragment;
    has_fragment = has_fragment || begins_fragment;
    if (may_stand(c) || is_escape || begins_fragment) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

}  // namespace hearsay
