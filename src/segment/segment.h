// Article -> Segmentation: paragraphs, sentences, tokens as Universal Dependencies counts them, and
// what stands between quotation marks.
#pragma once

#include "hearsay/article.h"
#include "hearsay/segmentation.h"

namespace hearsay {

/// Total: any article with valid UTF-8 gives a segmentation whose tokens cover all characters that
/// are not white space. O(size of the text).
[[nodiscard]] Segmentation segment(const Article& article);

}  // namespace hearsay
