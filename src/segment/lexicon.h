// The few words of English whose spelling says where words begin: a closed class.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace hearsay::segmenting {

/// "'em", "'til": the mark opens no quotation. `word` in lower case, without it.
bool is_clipped(std::string_view word);

/// Where the second word of two that are written as one begins, as the English treebanks of
/// Universal Dependencies part them: "do|n't", "mayor|'s", "can|not". `word`: letters and
/// apostrophes, in lower case; none for other words.
std::optional<std::size_t> clitic_of(std::string_view word);

}  // namespace hearsay::segmenting
