// Sentences in which a page says of its own text where it has it from: "This article first appeared
// in the Valley Tribune", "Translated from …", "The text below reached us from a reader".
#pragma once

#include "attribute/relay_list.h"

namespace hearsay::attribute {

void read_credit_notes(RelayList& relays);

}  // namespace hearsay::attribute
