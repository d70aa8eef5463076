// Index keys: by what two documents are found that may tell of one thing.
#pragma once

#include <cstdint>
#include <vector>

#include "hearsay/match.h"
#include "match/lexicon.h"
#include "match/match.h"

namespace hearsay::matching {

/// Keys of a document: hashes of runs of words, of words of its story taken together, and of words
/// of its claims taken together, each so rare by the shipped table that hardly any two documents
/// share one by chance; one so rare that it tells enough alone is odd. What is no rarer is no key,
/// so that a document meets about as many others in a pile of a hundred thousand as in one of a
/// thousand. `words` and `terms` are those of its
/// body, one each; `story` its heaviest terms; `outlets` the terms, sorted, of the names of its
/// outlet and of those that it has its words from, which say nothing of what it tells and stand in
/// all that these print. Sorted, unique; bounded.
std::vector<std::uint64_t> index_keys(const Sketch& sketch, const std::vector<TextWord>& words,
                                      const std::vector<TextTerm>& terms,
                                      const std::vector<WeightedTerm>& story,
                                      const std::vector<std::string>& outlets,
                                      const Lexicon& lexicon);

}  // namespace hearsay::matching
