// Where sentences end, among the tokens of a paragraph.
#pragma once

#include <string_view>
#include <vector>

#include "hearsay/segmentation.h"

namespace hearsay::segmenting {

/// Appends the sentences that tokens [begin, end) of one paragraph make. `closing` are the offsets
/// of the marks that close quotations, ascending. A sentence has a thousand tokens at most.
/// O(tokens).
void cut_sentences(std::string_view whole, const std::vector<Token>& tokens, std::uint32_t begin,
                   std::uint32_t end, ParagraphIndex paragraph,
                   const std::vector<std::uint32_t>& closing, std::vector<Sentence>& sentences);

}  // namespace hearsay::segmenting
