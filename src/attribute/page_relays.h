// What the page says besides its sentences: metadata (a canonical address elsewhere, `isBasedOn`),
// links whose words name an outlet and lead to another host, and that "MWA is a news agency".
#pragma once

#include "attribute/relay_list.h"

namespace hearsay::attribute {

/// Before all others: names that the page calls outlets.
void read_declarations(RelayList& relays);
void read_metadata(RelayList& relays);
void read_links(RelayList& relays);

}  // namespace hearsay::attribute
