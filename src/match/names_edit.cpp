#include "match/names_edit.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <unordered_map>

#include "match/names_costs.h"

namespace hearsay::matching {
namespace {

constexpr std::int8_t kNone = -128;  // no such operation: worse than any others in its place
constexpr std::int8_t kOther = -40;  // one letter for another, never seen: minus five nats
constexpr std::int8_t kDrop = -72;
constexpr unsigned kMostOdd = 3;  // consonants that one of two spellings has and the other lacks
constexpr float kSteps = 8;       // units of odds in a nat

constexpr std::uint16_t kEmpty = 0;   // the run of no letters
constexpr std::uint16_t kAbsent = 1;  // a run that is in no table

/// Numbers for runs of up to three letters. Single letters come first, of these the marks of begin
/// and end.
class Units {
 public:
  explicit Units(std::u16string_view letters) {
    ids_[0] = kEmpty;
    ids_[1] = kAbsent;  // no letter has this number
    add(u"^");
    add(u"$");
    for (std::size_t i = 0; i < letters.size(); ++i) add(letters.substr(i, 1));
    single_ = ids_.size();
  }
  void add(std::u16string_view run) {
    ids_.try_emplace(packed(run), static_cast<std::uint16_t>(ids_.size()));
  }
  [[nodiscard]] std::uint16_t find(std::u16string_view run) const {
    const auto found = ids_.find(packed(run));
    return found == ids_.end() ? kAbsent : found->second;
  }
  [[nodiscard]] std::size_t size() const { return ids_.size(); }
  [[nodiscard]] std::size_t single() const { return single_; }  ///< ids below it: none, one letter

  [[nodiscard]] std::vector<UnitEnds> cut(std::u16string_view letters) const {
    const std::u16string marked = u"^" + std::u16string(letters) + u"$";
    std::vector<UnitEnds> ends(marked.size(), UnitEnds{kAbsent, kAbsent, kAbsent});
    for (std::size_t i = 0; i < marked.size(); ++i) {
      for (std::size_t n = 1; n <= std::min<std::size_t>(3, i + 1); ++n) {
        ends[i][n - 1] = find(std::u16string_view(marked).substr(i + 1 - n, n));
      }
    }
    return ends;
  }

 private:
  static std::uint64_t packed(std::u16string_view run) {
    std::uint64_t key = 0;
    for (const char16_t c : run) key = key << 16 | c;
    return key;
  }
  std::unordered_map<std::uint64_t, std::uint16_t> ids_;
  std::size_t single_ = 0;
};

/// Odds of every pair of units, so that comparing needs one look-up for each.
class Odds {
 public:
  template <std::size_t N>
  Odds(const std::array<LetterOdds, N>& list, const Units& rows, const Units& columns,
       bool symmetric)
      : columns_(columns.size()), cells_(rows.size() * columns.size(), kNone) {
    // "^" and "$", the first two letters, stand for themselves alone.
    constexpr std::size_t kMarks = kAbsent + 1;
    constexpr std::size_t kLetters = kMarks + 2;
    for (std::size_t x = kLetters; x < rows.single(); ++x) {
      cell(x, kEmpty) = kDrop;
      for (std::size_t y = kLetters; y < columns.single(); ++y) cell(x, y) = kOther;
    }
    for (std::size_t y = kLetters; y < columns.single(); ++y) cell(kEmpty, y) = kDrop;
    for (std::size_t mark = kMarks; mark < kLetters; ++mark) cell(mark, mark) = 0;
    for (const LetterOdds& one : list) {
      cell(rows.find(one.a), columns.find(one.b)) = one.odds;
      if (symmetric) cell(rows.find(one.b), columns.find(one.a)) = one.odds;
    }
  }
  [[nodiscard]] const std::int8_t* row(std::uint16_t x) const { return &cells_[x * columns_]; }

 private:
  std::int8_t& cell(std::size_t x, std::size_t y) { return cells_[x * columns_ + y]; }
  std::size_t columns_;
  std::vector<std::int8_t> cells_;
};

struct Tables {
  Units latin{alphabet(Script::latin)};
  Units cyrillic{alphabet(Script::cyrillic)};
  Units arabic{alphabet(Script::arabic)};
  std::vector<Odds> odds;

  Tables() {
    for (const LetterOdds& one : latin_odds) {
      latin.add(one.a);
      latin.add(one.b);
    }
    for (const LetterOdds& one : cyrillic_odds) {
      latin.add(one.a);
      cyrillic.add(one.b);
    }
    for (const LetterOdds& one : arabic_odds) {
      latin.add(one.a);
      arabic.add(one.b);
    }
    odds.emplace_back(latin_odds, latin, latin, true);
    odds.emplace_back(cyrillic_odds, latin, cyrillic, false);
    odds.emplace_back(arabic_odds, latin, arabic, false);
  }
};

/// Made of constants at first use; never changes.
const Tables& tables() {
  static const Tables made;
  return made;
}

constexpr std::size_t kMostPlaces = 2 * 24 + 2;  // letters of a word and its two marks
constexpr std::size_t kLanes = 8;                // sums of 16 bits that a processor makes at once
constexpr std::size_t kMostLanes = (kMostPlaces + kLanes - 1) / kLanes * kLanes;

/// Fifty places of at most 128 units of odds each: 16 bits hold any sum.
using Sum = std::int16_t;
using Row = std::array<Sum, kMostLanes + 1>;
using Steps = std::array<Sum, kMostLanes>;

Sum plus(Sum a, int b) { return static_cast<Sum>(a + b); }

/// Of each place the better of what it has and a step from the place before in another row. In
/// groups of a fixed size, which the compiler turns into a few instructions.
void take_steps(Row& here, const Row& before, const Steps& steps, std::size_t columns) {
  for (std::size_t j = 0; j < columns; j += kLanes) {
    for (std::size_t lane = j; lane < j + kLanes; ++lane) {
      here[lane + 1] = std::max(here[lane + 1], plus(before[lane], steps[lane]));
    }
  }
}

/// A word's units side by side, and where it has longer ones: what the inner loops go over.
struct Places {
  std::size_t size = 0;
  std::size_t pair_count = 0;
  std::size_t triple_count = 0;
  std::array<std::uint16_t, kMostPlaces> letters;
  std::array<std::uint8_t, kMostPlaces> pairs;
  std::array<std::uint8_t, kMostPlaces> triples;

  explicit Places(const std::vector<UnitEnds>& ends) : size(std::min(ends.size(), kMostPlaces)) {
    for (std::size_t j = 0; j < size; ++j) {
      letters[j] = ends[j][0];
      pairs[pair_count] = static_cast<std::uint8_t>(j);
      pair_count += ends[j][1] != kAbsent ? 1U : 0U;
      triples[triple_count] = static_cast<std::uint8_t>(j);
      triple_count += ends[j][2] != kAbsent ? 1U : 0U;
    }
  }
};

/// The odds of the best cut of both words into runs that stand for each other. Row by row of the
/// table of all their beginnings; each loop adds one size of runs.
std::int32_t best_cut(const std::vector<UnitEnds>& a, const std::vector<UnitEnds>& b,
                      const Odds& odds) {
  const std::size_t rows = std::min(a.size(), kMostPlaces);
  const Places places(b);
  const std::size_t columns = places.size;
  // The rows that are still needed: this one and the three before it.
  std::array<Row, 4> table;
  Steps steps;
  const std::size_t lanes = (columns + kLanes - 1) / kLanes * kLanes;
  for (Row& row : table) std::fill_n(row.begin(), lanes + 1, Sum{0});
  std::fill_n(steps.begin(), lanes, Sum{0});
  const std::int8_t* none = odds.row(kEmpty);
  for (std::size_t j = 1; j <= columns; ++j) {
    table[0][j] = plus(table[0][j - 1], none[places.letters[j - 1]]);
  }
  for (std::size_t i = 1; i <= rows; ++i) {
    const UnitEnds& x = a[i - 1];
    Row& here = table[i % 4];
    const auto add = [&](const Row& before, std::uint16_t unit, bool all) {
      const std::int8_t* step = odds.row(unit);
      for (std::size_t j = 0; j < columns; ++j) steps[j] = step[places.letters[j]];
      take_steps(here, before, steps, columns);
      for (std::size_t k = 0; k < places.pair_count && all; ++k) {
        const std::size_t j = places.pairs[k];
        here[j + 1] = std::max(here[j + 1], plus(before[j - 1], step[b[j][1]]));
      }
    };
    const Row& one = table[(i - 1) % 4];
    const std::int8_t* single = odds.row(x[0]);
    for (std::size_t j = 0; j <= columns; ++j) here[j] = plus(one[j], single[kEmpty]);
    add(one, x[0], true);
    for (std::size_t k = 0; k < places.triple_count; ++k) {
      const std::size_t j = places.triples[k];
      here[j + 1] = std::max(here[j + 1], plus(one[j - 2], single[b[j][2]]));
    }
    if (x[1] != kAbsent) add(table[(i + 2) % 4], x[1], true);
    if (x[2] != kAbsent) add(table[(i + 1) % 4], x[2], false);
    for (std::size_t j = 1; j <= columns; ++j) {
      here[j] = std::max(here[j], plus(here[j - 1], none[places.letters[j - 1]]));
    }
  }
  return table[rows % 4][columns];
}

/// Where two words are equal but for one letter: the odds of these two, if under 0. "Lindqvist" and
/// "Lundqvist" agree in so much that the rest would outweigh it.
float swapped_letter(const std::vector<UnitEnds>& a, const std::vector<UnitEnds>& b,
                     const Odds& odds) {
  if (a.size() != b.size()) return 0;
  std::size_t differing = 0;
  float least = 0;
  for (std::size_t i = 0; i < a.size() && differing < 2; ++i) {
    if (a[i][0] == b[i][0]) continue;
    ++differing;
    least = std::min(0.0F, static_cast<float>(odds.row(a[i][0])[b[i][0]]) / kSteps);
  }
  return differing == 1 ? least : 0;
}

/// Kinds of consonants that no spelling takes for one another; runs of one kind count once.
std::uint64_t sounds_in(std::string_view latin) {
  constexpr auto kSounds =
      std::to_array<std::string_view>({"m", "n", "l", "r", "bpfvw", "td", "sz", "kgq"});
  std::uint64_t sounds = 0;
  std::size_t before = kSounds.size();
  for (const char c : latin) {
    std::size_t kind = 0;
    while (kind < kSounds.size() && kSounds[kind].find(c) == std::string_view::npos) ++kind;
    if (kind < kSounds.size() && kind != before) sounds += std::uint64_t{1} << (8 * kind);
    before = kind;
  }
  return sounds;
}

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

}  // namespace

Excess excess(std::uint64_t a, std::uint64_t b) {
  // All eight bytes at once; none is over 127. The top bit of a byte stays where `x` has as many.
  constexpr std::uint64_t kTops = 0x8080808080808080U;
  const auto over = [](std::uint64_t x, std::uint64_t y) {
    const std::uint64_t difference = (x | kTops) - y;
    const std::uint64_t kept = ((difference & kTops) >> 7) * 0x7F;
    return static_cast<unsigned>(((difference & kept) * 0x0101010101010101U) >> 56);
  };
  return {over(a, b), over(b, a)};
}

PreparedWord prepare_word(NameWord word) {
  const Tables& all = tables();
  PreparedWord ready;
  std::u16string latin(word.letters);
  if (word.script != Script::latin) {
    latin.clear();
    for (const char c : word.latin) latin += static_cast<char16_t>(static_cast<unsigned char>(c));
    if (latin.size() > 24) latin.resize(24);
    const Units& units = word.script == Script::cyrillic ? all.cyrillic : all.arabic;
    ready.native = units.cut(word.letters);
  }
  ready.latin = all.latin.cut(latin);
  ready.self = best_cut(ready.latin, ready.latin, all.odds[0]);
  ready.sounds = sounds_in(word.latin);
  ready.word = std::move(word);
  return ready;
}

std::size_t edits(std::u16string_view a, std::u16string_view b) {
  constexpr std::size_t kMost = 64;
  a = a.substr(0, kMost);
  b = b.substr(0, kMost);
  std::array<std::array<std::uint8_t, kMost + 1>, 3> table;
  for (std::size_t j = 0; j <= b.size(); ++j) table[0][j] = static_cast<std::uint8_t>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto& here = table[i % 3];
    const auto& before = table[(i - 1) % 3];
    const auto& earlier = table[(i + 1) % 3];
    here[0] = static_cast<std::uint8_t>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int change = before[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      int best = std::min({change, before[j] + 1, here[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        best = std::min(best, earlier[j - 2] + 1);
      }
      here[j] = static_cast<std::uint8_t>(best);
    }
  }
  return table[a.size() % 3][b.size()];
}

int table_of(const PreparedWord& a, const PreparedWord& b) {
  if (a.word.script == b.word.script) return 0;
  const bool arabic = a.word.script == Script::arabic || b.word.script == Script::arabic;
  return arabic ? 2 : 1;
}

WordSigns compare_letters(const PreparedWord& a, const PreparedWord& b) {
  const Tables& all = tables();
  const int table = table_of(a, b);
  WordSigns signs;
  std::int32_t odds = 0;
  if (table == 0) {
    odds = best_cut(a.latin, b.latin, all.odds[0]);
    signs.loss = static_cast<float>((a.self + b.self) / 2 - odds) / kSteps;
    // Units of one letter: the second and the last but one place, between the marks.
    const auto unlike = [&](const UnitEnds& x, const UnitEnds& y) {
      return all.odds[0].row(x[0])[y[0]] < 0 ? 1.0F : 0.0F;
    };
    signs.begin = unlike(a.latin[1], b.latin[1]);
    signs.swapped = swapped_letter(a.latin, b.latin, all.odds[0]);
    signs.end = unlike(a.latin[a.latin.size() - 2], b.latin[b.latin.size() - 2]);
  } else {
    const Script native = table == 1 ? Script::cyrillic : Script::arabic;
    const bool swapped = a.word.script == native;
    const PreparedWord& left = swapped ? b : a;
    const PreparedWord& right = swapped ? a : b;
    odds = best_cut(left.latin, right.native, all.odds[static_cast<std::size_t>(table)]);
    signs.across = true;
  }
  signs.odds = static_cast<float>(odds) / kSteps;
  const std::size_t size_a = a.word.letters.size();
  const std::size_t size_b = b.word.letters.size();
  signs.letters = static_cast<float>(size_a + size_b);
  signs.per = signs.odds / signs.letters;
  return signs;
}

double chance_of(const WordSigns& s, int table) {
  const auto& w = table == 0 ? latin_word : table == 1 ? cyrillic_word : arabic_word;
  return logistic(w[0] + w[1] * s.odds + w[2] * s.per + w[3] * s.letters + w[4] * s.loss +
                  w[5] * s.loss / s.letters + w[6] * s.begin + w[7] * s.end + w[8] * s.swapped);
}

double word_chance(const PreparedWord& a, const PreparedWord& b) {
  if (a.word.script == b.word.script && a.word.letters == b.word.letters) return 1;
  const std::size_t size_a = a.word.letters.size();
  const std::size_t size_b = b.word.letters.size();
  const Excess odd = excess(a.sounds, b.sounds);
  const unsigned most = a.word.script == b.word.script ? kMostOdd - 1 : kMostOdd;
  if (odd.a + odd.b > (std::min(size_a, size_b) < 4 ? most - 1 : most) || size_a > 2 * size_b + 4 ||
      size_b > 2 * size_a + 4) {
    return 0;
  }
  const double chance = chance_of(compare_letters(a, b), table_of(a, b));
  // Two words in letters that leave out vowels have no other spellings, but one letter's in a long
  // word.
  const bool bare = a.word.script == Script::arabic && b.word.script == Script::arabic;
  const bool near = std::min(size_a, size_b) >= 6 && edits(a.word.letters, b.word.letters) == 1;
  return bare && !near ? std::min(chance, 0.4) : chance;
}

}  // namespace hearsay::matching
