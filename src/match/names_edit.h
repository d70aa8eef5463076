// Are two words one word, spelled twice? Both are cut into runs of letters that stand for each
// other
// ("shch" and "щ"); each such pair of runs has a learned log-odds (names_costs.h), the best cut's
// sum is how much likelier two spellings of one word are than two words (after Ristad and Yianilos
// 1998).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "match/names_letters.h"

namespace hearsay::matching {

/// Runs of one, two and three letters that end at a place of a word, by their numbers in the tables
/// of odds; 0: in none of them.
using UnitEnds = std::array<std::uint16_t, 3>;

/// A word of a name, made ready once.
struct PreparedWord {
  NameWord word;
  std::vector<UnitEnds> latin;   ///< of its Latin form, with a mark at each end
  std::vector<UnitEnds> native;  ///< of its own letters; empty for Latin
  std::int32_t self = 0;         ///< odds of the Latin form with itself
  std::uint64_t sounds = 0;      ///< how many consonants of each of eight kinds, a byte each
};

/// How many consonants each of two words, or names, has that the other lacks, by kinds that
/// spellings hardly ever interchange: a fast sign that two are not one.
struct Excess {
  unsigned a = 0;
  unsigned b = 0;
};
Excess excess(std::uint64_t a, std::uint64_t b);

PreparedWord prepare_word(NameWord word);

/// What two different words look like side by side.
struct WordSigns {
  float odds = 0;     ///< nats, of the best cut
  float per = 0;      ///< the same, per letter
  float loss = 0;     ///< what is missing to the odds of equal words, nats; 0 across scripts
  float letters = 0;  ///< of both
  float begin = 0;    ///< 1 where the first letters never stand for each other; 0 across scripts
  float end = 0;      ///< the same of the last
  float swapped = 0;  ///< where one letter alone differs: odds of the two, if under 0
  bool across = false;
};

WordSigns compare_letters(const PreparedWord& a, const PreparedWord& b);

/// The chance that two words are spellings of one, in [0, 1]; 1 for equal letters. Symmetric.
/// O(letters of a × letters of b), both at most 24.
double word_chance(const PreparedWord& a, const PreparedWord& b);

/// The same from signs; `table` is 0 Latin, 1 Cyrillic, 2 Arabic against Latin.
double chance_of(const WordSigns& signs, int table);
int table_of(const PreparedWord& a, const PreparedWord& b);

/// Letters to change, drop, add or swap with the next (Damerau) to make one word of the other.
std::size_t edits(std::u16string_view a, std::u16string_view b);

}  // namespace hearsay::matching
