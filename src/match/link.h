// What connects two documents: reuse of text, and claims that say the same or the opposite.
#pragma once

#include "hearsay/match.h"
#include "hearsay/reading.h"
#include "match/align.h"
#include "match/lexicon.h"

namespace hearsay::matching {

/// A word that counts in comparisons, by its hash.
struct HashedTerm {
  std::uint64_t hash = 0;
  double weight = 0;
  friend auto operator<=>(const HashedTerm&, const HashedTerm&) = default;
};

/// A claim's words as numbers, so that comparing two is a merge of two sorted lists.
struct ClaimView {
  const ClaimSketch* sketch = nullptr;
  std::vector<HashedTerm> terms;     ///< of the clause, sorted
  std::vector<HashedTerm> sentence;  ///< of clause and context, sorted
  double clause_mass = 0;            ///< sum of squared weights
  double sentence_mass = 0;
};

/// The first claims of a document, with views into `sketch`.
std::vector<ClaimView> views_of(const Sketch& sketch, const Lexicon& lexicon);
std::vector<ClaimView> views_of(const Sketch&&, const Lexicon&) = delete;

/// Text that the two share; none where no passage is shared. `a.article.id < b.article.id`.
std::optional<Reuse> find_reuse(const Document& a, const HashedWords& words_a, const Document& b,
                                const HashedWords& words_b);

/// Links between the claims of two documents, in order of (a, b). `a.document < b.document`.
std::vector<ClaimLink> link_claims(const Sketch& a, const std::vector<ClaimView>& views_a,
                                   const Sketch& b, const std::vector<ClaimView>& views_b);

/// How two amounts of one thing relate.
enum class AmountRelation { other_thing, same, narrower, wider, apart };
AmountRelation compare(const Quantity& a, const Quantity& b);

}  // namespace hearsay::matching
