// UTF-8 and characters. Code points go through here, not through <cctype>: no locale, no sign bit.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace hearsay::text {

/// The code point that starts at `offset`, and how many bytes it takes. Ill-formed bytes give
/// U+FFFD and size 1, so a loop over any bytes ends. Precondition: offset < text.size().
struct Decoded {
  char32_t code_point = 0;
  std::uint32_t size = 1;
};
Decoded decode_at(std::string_view text, std::size_t offset);

/// The code point that ends just before `offset` (> 0).
Decoded decode_before(std::string_view text, std::size_t offset);

/// Appends the UTF-8 form of a code point.
void append(std::string& out, char32_t code_point);

/// Whether all of it is well-formed UTF-8 (no surrogates, no overlong forms). O(n).
bool is_valid(std::string_view text);

/// Whether `offset` lies between two code points (or at an end).
bool is_boundary(std::string_view text, std::size_t offset);

/// Number of code points. O(n).
std::size_t length(std::string_view text);

/// Character classes by Unicode properties (ICU).
bool is_letter(char32_t c);
bool is_digit(char32_t c);  ///< decimal digits of any script
bool is_upper(char32_t c);  ///< upper or title case
bool is_lower(char32_t c);
bool is_space(char32_t c);  ///< White_Space, and zero-width space
bool is_punctuation(char32_t c);
bool is_mark(char32_t c);  ///< combining marks
bool is_currency(char32_t c);
bool is_emoji(char32_t c);  ///< shown as a picture without more ado, and the halves of flags

/// Without white space at both ends.
std::string_view trim(std::string_view text);

/// For terminals and messages: control characters (C0, C1, DEL), line separators and bidirectional
/// controls are replaced by U+FFFD, line breaks and tabs by a blank. Ill-formed bytes too.
std::string printable(std::string_view text);

}  // namespace hearsay::text
