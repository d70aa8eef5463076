// The index of a claim never passes for that of an attribution.
#include "hearsay/claim.h"

hearsay::Claim make() {
  hearsay::Claim claim;
#if defined(GOOD)
  claim.attribution = hearsay::AttributionIndex{1};
#elif defined(BAD)
  claim.attribution = hearsay::ClaimIndex{1};
#endif
  return claim;
}
