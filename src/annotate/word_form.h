// What a word looks like, for features: endings and beginnings by characters, and its shape.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hearsay::annotate {

/// The first or last `count` characters; all of a shorter word. Views into `word`.
std::string_view first_characters(std::string_view word, std::size_t count);
std::string_view last_characters(std::string_view word, std::size_t count);

/// "McDonald's" -> "XxXx'x": upper case X, lower case x, digits d, letters of scripts without case
/// c, other characters themselves; runs made one; at most 12 characters.
std::string shape_of(std::string_view word);

bool has_digit(std::string_view word);
bool has_letter(std::string_view word);

/// Upper or title case in front.
bool starts_upper(std::string_view word);

/// Has letters with case and none of them is lower case.
bool is_all_upper(std::string_view word);

}  // namespace hearsay::annotate
