// Whom a document says it has its text from. Credit lines, by-lines, datelines and the page's own
// metadata hold for the whole body, or for the item of a digest that they stand with; "the Daily X
// reported, citing the Y agency" holds for its sentences.
#pragma once

#include <vector>

#include "attribute/lexicon.h"
#include "attribute/page.h"
#include "hearsay/attribution.h"

namespace hearsay::attribute {

/// Nearest first. The outlet itself and the authors of its own are none. O(text).
std::vector<Relay> find_relays(const Page& page, const Lexicon& lexicon,
                               const std::vector<Attribution>& attributions);

}  // namespace hearsay::attribute
