// Claims of one article that say the same, made one with all their spans. Private to this stage.
#pragma once

#include "hearsay/annotation.h"
#include "hearsay/article.h"
#include "hearsay/attribution.h"
#include "hearsay/claim.h"
#include "hearsay/grounding.h"

namespace hearsay::claiming {

/// Joins a claim to an earlier one with the same predicate, polarity, modality, voice and source
/// whose roles name the same and whose places, times and amounts can be the same. What the earlier
/// one lacks is taken from the later. Keeps the order; O(n log n): at most eight earlier claims are
/// looked at for each.
Claims joined_duplicates(const Article& article, const Annotation& annotation,
                         const Attributions& attributions, const Groundings& groundings,
                         Claims claims);

}  // namespace hearsay::claiming
