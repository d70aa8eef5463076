// Credits that stand by themselves: lines ("Source: Meadow Wire"), and names in brackets or behind
// a dash at the end of a paragraph. Several of them among the paragraphs make a digest, in which
// each holds for its own item.
#pragma once

#include "attribute/relay_list.h"

namespace hearsay::attribute {

void read_credit_lines(RelayList& relays);
void read_end_credits(RelayList& relays);

}  // namespace hearsay::attribute
