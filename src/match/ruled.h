// What merges and splits share, whatever they are of.
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "hearsay/decision.h"
#include "match/match.h"

namespace hearsay::matching {

/// Documents' outlines by id.
using Outlines = std::map<std::string, const Outline*>;

/// "decision 3: the same person under two spellings"
std::string reason_of(const Ruling& ruling);

/// Merges and splits of entities, in the order of the log.
void rule_entities(std::vector<EntityGroup>& groups, const Outlines& outlines,
                   const std::vector<Ruling>& rulings);

/// Those of allegations and narratives.
void rule_stories(Grouping& grouping, const Outlines& outlines, const std::vector<Ruling>& rulings);

/// Which of several things have to leave the group that they are in, so that none is with another:
/// of those in one group all but the first; one that is named alone leaves in any case.
/// `groups`: of each its group.
inline std::vector<std::size_t> leaving(const std::vector<std::size_t>& groups) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const auto end = groups.begin() + static_cast<std::ptrdiff_t>(i);
    if (groups.size() == 1 || std::find(groups.begin(), end, groups[i]) != end) out.push_back(i);
  }
  return out;
}

}  // namespace hearsay::matching
