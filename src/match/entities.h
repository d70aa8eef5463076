// Entities of several documents that are one, by their names.
#pragma once

#include <vector>

#include "hearsay/match.h"
#include "match/match.h"

namespace hearsay::matching {

/// Groups the entities of `outlines` (sorted by document). Only entities whose name is a name are
/// grouped; each is in exactly one group. `matches` says which documents tell one story: only
/// within one story is a bare surname enough.
std::vector<EntityGroup> group_entities(const std::vector<const Outline*>& outlines,
                                        const std::vector<PairMatch>& matches);

}  // namespace hearsay::matching
