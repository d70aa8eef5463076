// Where paragraphs begin and end: at empty lines, at the edges of what the page marks up, and at
// line breaks that somebody made on purpose.
#pragma once

#include <vector>

#include "hearsay/article.h"
#include "hearsay/segmentation.h"

namespace hearsay::segmenting {

/// In text order; their sentences are not filled in yet. Together they hold every character of the
/// text that is not white space.
std::vector<Paragraph> find_paragraphs(const Article& article);

}  // namespace hearsay::segmenting
