// What connects two documents: reuse of text, and claims that say the same or the opposite.
#pragma once

#include "hearsay/match.h"
#include "hearsay/reading.h"
#include "match/lexicon.h"

namespace hearsay::matching {

/// Text that the two share; none where no passage is shared. `a.article.id < b.article.id`.
std::optional<Reuse> find_reuse(const Document& a, const Document& b);

/// Links between the claims of two documents, in order of (a, b). `a.document < b.document`.
std::vector<ClaimLink> link_claims(const Sketch& a, const Sketch& b, const Lexicon& lexicon);

/// How two amounts of one thing relate.
enum class AmountRelation { other_thing, same, narrower, wider, apart };
AmountRelation compare(const Quantity& a, const Quantity& b);

}  // namespace hearsay::matching
