// Which language a text is in.
#pragma once

#include <string>
#include <string_view>

namespace hearsay::extraction {

/// BCP 47 of a text by its letters and words (CLD2); empty where that is not reliable.
std::string detect_language(std::string_view text);

/// A declared language as a BCP 47 tag's first part, lower case ("en-US" → "en"); empty for none.
std::string primary_language(std::string_view declared);

}  // namespace hearsay::extraction
