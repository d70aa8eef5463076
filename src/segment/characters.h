// Characters that the cutting of text turns on.
#pragma once

#include <cstddef>
#include <string_view>

#include "text/utf8.h"

namespace hearsay::segmenting {

/// The character at `at`, and 0 beyond the ends.
inline char32_t character_at(std::string_view words, std::size_t at) {
  return at < words.size() ? text::decode_at(words, at).code_point : 0;
}
inline char32_t character_before(std::string_view words, std::size_t at) {
  return at > 0 && at <= words.size() ? text::decode_before(words, at).code_point : 0;
}

/// Characters without a width that may stand inside a word: soft hyphens, joiners, marks of
/// direction.
constexpr bool is_invisible(char32_t c) {
  return c == 0xAD || (c >= 0x200C && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

constexpr bool is_dash(char32_t c) { return c >= 0x2012 && c <= 0x2015; }

constexpr bool is_stop(char32_t c) {
  return c == '.' || c == '!' || c == '?' || c == U'\u2026' || c == U'\u3002' || c == U'\uFF01' ||
         c == U'\uFF1F' || c == U'\u061F' || c == U'\u06D4' || c == U'\u0964';
}

constexpr bool is_opening_bracket(char32_t c) { return c == '(' || c == '[' || c == '{'; }

}  // namespace hearsay::segmenting
