// How alike two short texts are: two headlines, or a sentence and a claim that was checked before.
// What they share is put in a few numbers, the signs, and what each sign counts was learned
// (tools/train/pairs). A pair's score depends on the two texts and on shipped tables only.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "match/lexicon.h"
#include "match/word_vectors.h"

namespace hearsay::matching {

/// A word of a short text, once however often it stands there.
struct ShortTextWord {
  std::string term;
  double weight = 0;  ///< Lexicon::weight
  double bits = 0;    ///< Lexicon::bits
  double count = 0;
  bool number = false;
  bool name = false;  ///< written with a capital wherever it stands
};

/// A sentence or headline, made ready for comparing with many others.
struct ShortText {
  std::vector<ShortTextWord> words;  ///< without function words, by term
  std::vector<std::uint64_t>
      neighbours;  ///< pairs of successive words, all of them, sorted, unique
  std::vector<std::pair<std::uint64_t, double>> letters;  ///< runs of four, sorted, with counts
  double size = 0;                                        ///< of `words`, with counts
  TextMeaning meaning;
};

/// Linear in the text, of which the first 2,000 bytes count.
ShortText short_text(std::string_view text, const Lexicon& lexicon, const WordVectors& vectors);

/// What `a` has of `b`: not symmetric. Each sign lies in [0, 1] or somewhat above.
inline constexpr std::size_t kPairSigns = 24;
using PairSigns = std::array<double, kPairSigns>;
PairSigns signs_of(const ShortText& a, const ShortText& b, const WordVectors& vectors);

/// How alike in meaning, in [0, 1]; symmetric. O(words of a x words of b).
double likeness(const ShortText& a, const ShortText& b, const WordVectors& vectors);

/// How likely it is that `said` says what the short `claim` says, in [0, 1].
double says(const ShortText& said, const ShortText& claim, const WordVectors& vectors);

}  // namespace hearsay::matching
