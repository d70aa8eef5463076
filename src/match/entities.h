// Entities of several documents that are one, by their names.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "hearsay/match.h"
#include "match/match.h"

namespace hearsay::matching {

/// `entities` of match.h.
std::vector<EntityGroup> group_entities(
    const std::vector<const Outline*>& outlines,
    const std::vector<std::pair<std::string, std::string>>& neighbours);

}  // namespace hearsay::matching
