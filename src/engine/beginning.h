// The beginning of an article that is too long to be analysed as a whole.
#pragma once

#include <cstddef>

#include "hearsay/article.h"

namespace hearsay::engine {

/// The article with the first `size` bytes of its text, and of all spans what lies in them; what it
/// says of itself stays. Precondition: `size` is a boundary of characters. O(article).
Article beginning_of(const Article& article, std::size_t size);

}  // namespace hearsay::engine
