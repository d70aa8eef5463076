// What stands at the head of a text: by-lines ("By Jane Roe, Meadow Wire"), lines of agencies'
// codes
// ("MWA/Hill Press"), datelines ("ORURO (Meadow Wire) —").
#pragma once

#include "attribute/relay_list.h"

namespace hearsay::attribute {

void read_bylines(RelayList& relays);
void read_datelines(RelayList& relays);

}  // namespace hearsay::attribute
