// What is one by the way it is written, or two, whatever the encoder makes of it: numbers, dates
// and telephone numbers, tags, emoji. The encoder sees each mark as a piece by itself, and has seen
// too few of these to learn them. As UAX #29 (word and grapheme cluster boundaries) and the English
// treebanks of Universal Dependencies have them.
#pragma once

#include <cstdint>
#include <string_view>

#include "hearsay/span.h"

namespace hearsay::segmenting {

/// Whether a word that begins at `at` would cut such a unit: "1,|200", "2015|-05-04", "#|flood",
/// "canno|t".
/// Looks at no more than some 60 bytes around it.
bool cuts_written_unit(std::string_view text, std::uint32_t at);

/// Where the first unit of a word ends: "£|1,200", "do|n't", an emoji before another; most often
/// the word's end. Precondition: `word` is not empty.
std::uint32_t end_of_first_unit(std::string_view text, Span word);

}  // namespace hearsay::segmenting
