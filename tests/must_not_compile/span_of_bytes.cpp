// A place in the fetched bytes never passes for a place in the article's text.
#include "hearsay/article.h"

std::string_view quote(const hearsay::Article& article) {
#if defined(GOOD)
  return hearsay::words(article, hearsay::Span{0, 0});
#elif defined(BAD)
  return hearsay::words(article, hearsay::SourceSpan{0, 0});
#endif
}
