// Letters of protocols: ASCII only, no locale.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace hearsay::ingest {

inline char lower_ascii(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

inline std::string lower_ascii(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return lower_ascii(c); });
  return out;
}

inline bool is_blank_ascii(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v';
}

inline std::string_view trim_ascii(std::string_view text) {
  while (!text.empty() && is_blank_ascii(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank_ascii(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace hearsay::ingest
