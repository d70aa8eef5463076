// A view of the words of a temporary article would outlive them.
#include "hearsay/article.h"

hearsay::Article make();

std::size_t size() {
#if defined(GOOD)
  const hearsay::Article article = make();
  return hearsay::words(article, {0, 0}).size();
#elif defined(BAD)
  return hearsay::words(make(), {0, 0}).size();
#endif
}
