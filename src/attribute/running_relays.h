// Outlets that the running text passes on from: "the Mill Daily reported", "he told the Meadow Wire
// news agency", "citing Hill Radio", "state television said".
#pragma once

#include <vector>

#include "attribute/relay_list.h"

namespace hearsay::attribute {

/// First what is plainly an outlet, then again for those that are known by then under their names.
void read_running_text(RelayList& relays, const std::vector<Attribution>& attributions);

}  // namespace hearsay::attribute
