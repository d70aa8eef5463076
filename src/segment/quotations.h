// What stands between quotation marks. An apostrophe is none, a mark of inches neither; a quotation
// that goes on in the next paragraph is opened there anew.
#pragma once

#include <vector>

#include "hearsay/article.h"
#include "hearsay/segmentation.h"

namespace hearsay::segmenting {

/// The quotations of all paragraphs, in the order that Segmentation promises. O(size of the text).
std::vector<Quotation> find_quotations(const Article& article,
                                       const std::vector<Paragraph>& paragraphs);

}  // namespace hearsay::segmenting
