// One-line fields: cleaned for showing, folded for comparing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hearsay::extraction {

std::string lower_ascii(std::string_view text);

/// One line: references decoded (sites encode twice), tags dropped, white space collapsed, cut at
/// 2000 bytes.
std::string cleaned(std::string_view text);

/// The words of a line, lower case, a blank between them; for telling whether two say the same.
std::string words_of(std::string_view line);

}  // namespace hearsay::extraction
