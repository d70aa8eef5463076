// A plain number is no index: somebody has to say of what.
#include "hearsay/annotation.h"

hearsay::Mention make() {
  hearsay::Mention mention;
#if defined(GOOD)
  mention.entity = hearsay::EntityIndex{3};
#elif defined(BAD)
  mention.entity = 3;
#endif
  return mention;
}
