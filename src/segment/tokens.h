// Words and marks, as the English Universal Dependencies treebanks (EWT, GUM) count them.
#pragma once

#include <string_view>
#include <vector>

#include "hearsay/segmentation.h"

namespace hearsay::segmenting {

/// Appends the tokens of one paragraph of `whole`. They cover all that is not white space, in
/// order, and no token is longer than about a thousand bytes. O(size of the paragraph).
void cut_tokens(std::string_view whole, Span paragraph, std::vector<Token>& tokens);

}  // namespace hearsay::segmenting
