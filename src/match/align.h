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

/// A run of words by its hash, and the word at which it begins.
struct Gram {
  std::uint64_t hash = 0;
  std::uint32_t word = 0;
};

/// The fingerprints of a text, in order, given the hashes of its folded words.
std::vector<Gram> winnowed_grams(const std::vector<std::uint64_t>& words);

/// The words of a text as numbers: made once for a text, however many it is compared with.
struct HashedWords {
  HashedWords() = default;
  explicit HashedWords(const std::vector<TextWord>& text);

  std::vector<std::uint64_t> words;   ///< hashes of the folded words, in order
  std::vector<Span> spans;            ///< where they stand, in bytes
  std::vector<Gram> grams;            ///< the fingerprints, in order
  std::vector<std::uint64_t> prints;  ///< their hashes, sorted
};

/// Fingerprints of the words: at least one in every run of 8, each over 5 words.
std::vector<Fingerprint> fingerprints(const HashedWords& words);

/// A passage that stands in both: words [first.begin, first.end) and [second.begin, second.end).
struct Passage {
  Span first;  ///< in words, not bytes
  Span second;
  std::uint32_t equal = 0;  ///< words that are equal in both
  friend auto operator<=>(const Passage&, const Passage&) = default;
};

/// Maximal shared passages, in order of the first, disjoint in both. Linear, with a bound on the
/// work for repetitive texts.
std::vector<Passage> shared_passages(const HashedWords& a, const HashedWords& b);

}  // namespace hearsay::matching
