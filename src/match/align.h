// Shared passages of two texts: winnowing fingerprints (Schleimer, Wilkerson and Aiken 2003) find
// where to look, runs of equal words are extended to their ends, and runs that follow one another
// closely in both texts are joined across light edits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "hearsay/match.h"
#include "match/lexicon.h"

namespace hearsay::matching {

/// Fingerprints of `words`: at least one in every run of 8 words, each over 5 words.
std::vector<Fingerprint> fingerprints(const std::vector<TextWord>& words);

/// A passage that stands in both: words [first.begin, first.end) and [second.begin, second.end).
struct Passage {
  Span first;  ///< in words, not bytes
  Span second;
  std::uint32_t equal = 0;  ///< words that are equal in both
  friend auto operator<=>(const Passage&, const Passage&) = default;
};

/// Maximal shared passages, in order of the first, disjoint in both. Linear, with a bound on the
/// work for repetitive texts.
std::vector<Passage> shared_passages(const std::vector<TextWord>& a,
                                     const std::vector<TextWord>& b);

}  // namespace hearsay::matching
