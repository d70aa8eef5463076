#include "match/names.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <tuple>
#include <utility>

#include "match/match.h"
#include "match/names_costs.h"
#include "text/fold.h"

namespace hearsay::matching {
namespace {

constexpr double kSure = 0.5;     // chance from which two words are one
constexpr double kInitial = 0.8;  // "J." beside "John"
constexpr double kLeast = 0.25;   // less alike is not paired
constexpr std::size_t kMostWords = 16;
// Consonants that each of two names lacks of the other: more in other scripts, and where words may
// be translated.
constexpr unsigned kMostOddOfNames = 1;
constexpr unsigned kMostOddOfOthers = 2;

// ---- making ready ------------------------------------------------------------------------------

/// "N.A.C.R." is written as one word.
std::vector<NameWord> with_joined_initials(std::vector<NameWord> words) {
  const bool letters =
      words.size() >= 2 && std::all_of(words.begin(), words.end(), [](const NameWord& word) {
        return word.letters.size() == 1 && word.dotted;
      });
  if (!letters) return words;
  NameWord joined;
  joined.script = words.front().script;
  joined.capitals = true;
  for (const NameWord& word : words) {
    joined.letters += word.letters;
    joined.latin += word.latin;
  }
  return {std::move(joined)};
}

/// "B.V.", "L.L.C.": runs of single letters at the end that make a form of company.
std::vector<NameWord> with_joined_forms(std::vector<NameWord> words) {
  for (std::size_t size = 4; size >= 2; --size) {
    for (const bool at_end : {true, false}) {
      if (words.size() <= size) continue;
      const std::size_t begin = at_end ? words.size() - size : 0;
      std::string joined;
      bool single = true;
      for (std::size_t i = begin; i < begin + size; ++i) {
        single = single && words[i].letters.size() <= 1;
        joined += words[i].latin;
      }
      if (!single || word_meaning(joined).kind != WordKind::legal) continue;
      words[begin].latin = joined;
      words[begin].letters.assign(joined.begin(), joined.end());
      words[begin].script = Script::latin;
      words.erase(words.begin() + static_cast<std::ptrdiff_t>(begin) + 1,
                  words.begin() + static_cast<std::ptrdiff_t>(begin + size));
      return words;
    }
  }
  return words;
}

/// "y" joins two surnames; "Y.", "Y" or "y" before a name is an initial.
WordMeaning meaning_of(const NameWord& word, bool first) {
  WordMeaning meaning = word_meaning(word.latin);
  const bool letter = word.latin.size() == 1 && (word.dotted || word.upper || first);
  if (letter && meaning.kind == WordKind::particle) meaning.kind = WordKind::initial;
  return meaning;
}

bool counts_for_initials(WordKind kind) {
  return kind != WordKind::particle && kind != WordKind::legal && kind != WordKind::title;
}

char initial_of(const PreparedWord& word) {
  return word.word.latin.empty() ? '?' : word.word.latin.front();
}

std::string initials_of(const PreparedName& name) {
  std::string letters;
  for (std::size_t i = 0; i < name.words.size(); ++i) {
    if (counts_for_initials(name.meanings[i].kind)) letters += initial_of(name.words[i]);
  }
  return letters.size() < 2 ? std::string() : letters;
}

// "World Health Organization (WHO)": the initials of the rest, in brackets.
void drop_bracketed_initials(PreparedName& name) {
  if (name.words.size() < 3 || !name.words.back().word.bracketed) return;
  std::string letters;
  for (std::size_t i = 0; i + 1 < name.words.size(); ++i) {
    if (counts_for_initials(name.meanings[i].kind)) letters += initial_of(name.words[i]);
  }
  if (letters != name.words.back().word.latin) return;
  name.words.pop_back();
  name.meanings.pop_back();
}

/// Initials with and without the ordinary small words: "Department of Trade" is DT or DOT.
bool spells_initials(const std::string& letters, const PreparedName& whole) {
  if (letters.size() < 2 || whole.words.size() < 2) return false;
  if (letters == whole.initials) return true;
  std::string all;
  for (const PreparedWord& word : whole.words) all += initial_of(word);
  return letters == all;
}

// ---- pairing words -----------------------------------------------------------------------------

struct Pairing {
  std::uint8_t a;
  std::uint8_t b;
  float like;    ///< misprints counted, too
  float chance;  ///< of one word, spelled twice
  bool initial;
};

struct Alignment {
  std::vector<Pairing> pairs;
  std::array<bool, kMostWords> taken_a{};
  std::array<bool, kMostWords> taken_b{};
  bool joined = false;  ///< words were written together in one of them
};

bool is_number(WordMeaning meaning) { return meaning.kind == WordKind::number; }

std::string number_of(const PreparedName& name, std::size_t i) {
  const std::string digits = digits_of(name.words[i].word.latin);
  return digits.empty() ? std::string(name.meanings[i].value) : digits;
}

/// How alike two words are when a letter may be mistaken.
double misprint(const PreparedWord& a, const PreparedWord& b) {
  const std::u16string& x = a.word.letters;
  const std::u16string& y = b.word.letters;
  const std::size_t longest = std::max(x.size(), y.size());
  const std::size_t shortest = std::min(x.size(), y.size());
  if (a.word.script != b.word.script || shortest < 3 || longest - shortest > 3) return 0;
  const Excess odd = excess(a.sounds, b.sounds);
  if (odd.a + odd.b > 3) return 0;
  const double share = static_cast<double>(edits(x, y)) / static_cast<double>(longest);
  return std::max(0.0, 1 - 1.6 * share);
}

Pairing pair_words(const PreparedName& a, const PreparedName& b, std::size_t i, std::size_t j) {
  const PreparedWord& x = a.words[i];
  const PreparedWord& y = b.words[j];
  Pairing pair{static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(j), 0, 0, false};
  if (a.meanings[i].kind == WordKind::common && b.meanings[j].kind == WordKind::common &&
      !a.meanings[i].value.empty() && a.meanings[i].value == b.meanings[j].value) {
    pair.like = pair.chance = 1;  // one word in two languages
    return pair;
  }
  if (is_number(a.meanings[i]) || is_number(b.meanings[j])) {
    const bool both = is_number(a.meanings[i]) && is_number(b.meanings[j]);
    if (x.word.latin == y.word.latin || (both && number_of(a, i) == number_of(b, j))) {
      pair.like = pair.chance = 1;
    }
    return pair;
  }
  const std::size_t size_x = x.word.letters.size();
  const std::size_t size_y = y.word.letters.size();
  if (size_x == 1 || size_y == 1) {
    if (x.word.latin == y.word.latin) {
      pair.like = pair.chance = 1;
    } else if (size_x != size_y && initial_of(x) == initial_of(y) &&
               a.meanings[i].kind != WordKind::particle &&
               b.meanings[j].kind != WordKind::particle) {
      pair.like = pair.chance = static_cast<float>(kInitial);
      pair.initial = true;
    }
    return pair;
  }
  // "East" and "West", "Energy" and "Engineering": ordinary words have one spelling, or two.
  if (a.meanings[i].kind == WordKind::common && b.meanings[j].kind == WordKind::common &&
      x.word.latin != y.word.latin && (size_x < 6 || edits(x.word.letters, y.word.letters) > 1)) {
    return pair;
  }
  pair.chance = static_cast<float>(word_chance(x, y));
  pair.like = std::max(pair.chance, static_cast<float>(pair.chance > kSure ? 0 : misprint(x, y)));
  return pair;
}

/// Two or three words of `many` against one of `one`: "van der Bilt", "Vanderbilt".
bool join_words(const PreparedName& many, std::array<bool, kMostWords>& taken_many,
                const PreparedName& one, std::array<bool, kMostWords>& taken_one, bool swapped,
                Alignment& alignment) {
  bool found = false;
  for (std::size_t j = 0; j < one.words.size(); ++j) {
    for (std::size_t size = 4; size >= 2 && !taken_one[j]; --size) {
      for (std::size_t i = 0; i + size <= many.words.size() && !taken_one[j]; ++i) {
        NameWord joined;
        joined.script = many.words[i].word.script;
        bool usable = true;
        std::size_t length = 0;
        std::uint64_t sounds = 0;
        for (std::size_t k = i; k < i + size; ++k) {
          const bool free = !taken_many[k] || many.meanings[k].kind == WordKind::particle;
          usable = usable && free && many.words[k].word.script == joined.script;
          length += many.words[k].word.letters.size();
          sounds += many.words[k].sounds;
        }
        const std::size_t whole_length = one.words[j].word.letters.size();
        const Excess odd = excess(sounds, one.words[j].sounds);
        constexpr unsigned kMostOdd = 3;
        if (!usable || length < 4 || length > 24 || length > 2 * whole_length + 2 ||
            whole_length > length + 3 || odd.a + odd.b > kMostOdd) {
          continue;
        }
        for (std::size_t k = i; k < i + size; ++k) {
          joined.letters += many.words[k].word.letters;
          joined.latin += many.words[k].word.latin;
        }
        const PreparedWord whole = prepare_word(std::move(joined));
        const double chance = word_chance(whole, one.words[j]);
        if (chance < kSure) continue;
        const auto first = static_cast<std::uint8_t>(i);
        const auto second = static_cast<std::uint8_t>(j);
        alignment.pairs.push_back({swapped ? second : first, swapped ? first : second,
                                   static_cast<float>(chance), static_cast<float>(chance), false});
        for (std::size_t k = i; k < i + size; ++k) taken_many[k] = true;
        taken_one[j] = true;
        found = true;
      }
    }
  }
  return found;
}

bool any_left(const PreparedName& name, const std::array<bool, kMostWords>& taken) {
  for (std::size_t i = 0; i < name.words.size(); ++i) {
    if (!taken[i]) return true;
  }
  return false;
}

/// For each word of `a` and of `b` the one that is the same word, where there is only one: it need
/// not be compared with any others.
struct SameWords {
  static constexpr std::uint8_t kNone = kMostWords;
  std::array<std::uint8_t, kMostWords> of_a;
  std::array<std::uint8_t, kMostWords> of_b;

  SameWords(const PreparedName& a, const PreparedName& b) {
    clear();
    for (std::uint8_t i = 0; i < a.words.size(); ++i) {
      for (std::uint8_t j = 0; j < b.words.size(); ++j) {
        if (!same(a, i, b, j)) continue;
        if (of_a[i] != kNone || of_b[j] != kNone) {  // "Ali Ali"
          clear();
          return;
        }
        of_a[i] = j;
        of_b[j] = i;
      }
    }
  }

  [[nodiscard]] bool rule_out(std::size_t i, std::size_t j) const {
    return of_a[i] != j && (of_a[i] != kNone || of_b[j] != kNone);
  }

 private:
  static bool same(const PreparedName& a, std::size_t i, const PreparedName& b, std::size_t j) {
    if (a.words[i].sounds != b.words[j].sounds) return false;  // nearly all that differ
    const NameWord& x = a.words[i].word;
    const NameWord& y = b.words[j].word;
    return x.script == y.script && x.letters.size() > 1 && x.letters == y.letters &&
           a.meanings[i].kind == WordKind::plain && b.meanings[j].kind == WordKind::plain;
  }
  void clear() {
    of_a.fill(kNone);
    of_b.fill(kNone);
  }
};

Alignment align(const PreparedName& a, const PreparedName& b) {
  const SameWords same(a, b);
  std::array<Pairing, kMostWords * kMostWords> candidates;  // as many as `count` are set
  std::size_t count = 0;
  for (std::size_t i = 0; i < a.words.size(); ++i) {
    for (std::size_t j = 0; j < b.words.size(); ++j) {
      if (same.rule_out(i, j)) continue;
      const Pairing pair = pair_words(a, b, i, j);
      if (pair.like > (a.words.size() * b.words.size() > 1 ? kLeast : 0))
        candidates[count++] = pair;
    }
  }
  std::sort(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(count),
            [](const Pairing& x, const Pairing& y) {
              const auto rank = [](const Pairing& p) {
                return std::tuple(-p.like, std::abs(p.a - p.b), p.a, p.b);
              };
              return rank(x) < rank(y);
            });
  Alignment alignment;
  const auto take = [&](bool sure) {
    for (std::size_t k = 0; k < count; ++k) {
      const Pairing& pair = candidates[k];
      if (alignment.taken_a[pair.a] || alignment.taken_b[pair.b]) continue;
      if (sure != (pair.chance >= kSure && !pair.initial)) continue;
      alignment.taken_a[pair.a] = alignment.taken_b[pair.b] = true;
      alignment.pairs.push_back(pair);
    }
  };
  take(true);
  // Before what is hardly alike is paired: "Abdel" is "Abd al", not "Abd" misspelt.
  if (a.words.size() + b.words.size() > 2 && any_left(a, alignment.taken_a) &&
      any_left(b, alignment.taken_b)) {
    const bool first = join_words(a, alignment.taken_a, b, alignment.taken_b, false, alignment);
    const bool second = join_words(b, alignment.taken_b, a, alignment.taken_a, true, alignment);
    alignment.joined = first || second;
  }
  take(false);
  return alignment;
}

// ---- deciding ----------------------------------------------------------------------------------

float weight_of(const PreparedName& name, std::size_t i) {
  switch (name.meanings[i].kind) {
    case WordKind::particle:
      return 0.1F;
    case WordKind::title:
      return 0.1F;
    case WordKind::legal:
      return 0.2F;
    case WordKind::initial:
      return 0.3F;
    case WordKind::common:
      return 0.7F;
    default:
      return 1;
  }
}

bool ends_in_a(const PreparedWord& word) {
  const std::string& latin = word.word.latin;
  const std::size_t size = latin.size();
  return size > 1 && (latin[size - 1] == 'a' || (latin[size - 1] == 'h' && latin[size - 2] == 'a'));
}

// "Zhuravsky" and "Zhuravskaya", "Yevgeny" and "Yevgenia": a man and a woman. Arabic script writes
// too few vowels to say.
bool other_gender(const PreparedWord& a, const PreparedWord& b) {
  if (a.word.script == Script::arabic || b.word.script == Script::arabic) return false;
  return ends_in_a(a) != ends_in_a(b);
}

/// What is over on one side once words are paired.
struct Left {
  float weight = 0;
  std::size_t plain = 0;  ///< words that count
  bool number = false;
  bool common = false;
  bool initial = false;
  bool inside = true;  ///< all that count stand between words that are paired
};

Left left_over(const PreparedName& name, const std::array<bool, kMostWords>& taken) {
  Left left;
  std::size_t first = name.words.size();
  std::size_t last = 0;
  for (std::size_t i = 0; i < name.words.size(); ++i) {
    if (!taken[i] || name.meanings[i].kind == WordKind::particle) continue;
    first = std::min(first, i);
    last = i;
  }
  for (std::size_t i = 0; i < name.words.size(); ++i) {
    if (taken[i]) continue;
    const WordKind kind = name.meanings[i].kind;
    left.weight += weight_of(name, i);
    left.number = left.number || kind == WordKind::number;
    left.common = left.common || kind == WordKind::common;
    left.initial = left.initial || kind == WordKind::initial;
    if (kind == WordKind::plain || kind == WordKind::number || kind == WordKind::common) {
      ++left.plain;
      left.inside = left.inside && i > first && i < last;
    }
  }
  return left;
}

/// All words of a name as one, as scripts without blanks write them.
NameWord joined_name(const PreparedName& name) {
  NameWord joined;
  joined.script = name.words.front().word.script;
  for (const PreparedWord& word : name.words) {
    if (word.word.script != joined.script) return {};
    joined.letters += word.word.letters;
    joined.latin += word.word.latin;
  }
  constexpr std::size_t kMostLetters = 24;
  return joined.letters.size() > kMostLetters ? NameWord{} : joined;
}

/// "Xi Jinping" and "Xijinping", "Qingling Xian" and "Qing Lingxian": the same letters, cut
/// otherwise.
bool same_letters(const PreparedName& a, const PreparedName& b) {
  if (a.words.size() == b.words.size() && !a.ideographs && !b.ideographs) return false;
  const auto has_number = [](const PreparedName& name) {
    return std::any_of(name.meanings.begin(), name.meanings.end(), is_number);
  };
  if (has_number(a) || has_number(b)) return false;
  const Excess odd = excess(a.sounds, b.sounds);
  constexpr unsigned kMostOdd = 3;
  if (odd.a + odd.b > kMostOdd) return false;
  const PreparedWord x = prepare_word(joined_name(a));
  const PreparedWord y = prepare_word(joined_name(b));
  constexpr double kVerySure = 0.7;
  return x.word.letters.size() > 4 && y.word.letters.size() > 4 && word_chance(x, y) > kVerySure;
}

/// Whether the pairs and what they leave show one name, and why.
NameReason reason_for(const PreparedName& a, const PreparedName& b, const Alignment& alignment,
                      const Left& left_a, const Left& left_b) {
  std::size_t whole = 0;  // words that count and are paired, initials aside
  std::size_t initials = 0;
  bool in_order = true;
  std::uint8_t before = 0;
  std::vector<Pairing> pairs = alignment.pairs;
  std::sort(pairs.begin(), pairs.end(), [](const Pairing& x, const Pairing& y) {
    return std::pair(x.a, x.b) < std::pair(y.a, y.b);
  });
  for (const Pairing& pair : pairs) {
    const PreparedWord& x = a.words[pair.a];
    const PreparedWord& y = b.words[pair.b];
    in_order = in_order && pair.b >= before;
    before = pair.b;
    initials += pair.initial ? 1 : 0;
    const bool small = a.meanings[pair.a].kind == WordKind::particle &&
                       b.meanings[pair.b].kind == WordKind::particle;
    if (small || pair.initial) continue;
    if (pair.chance < kSure) return NameReason::none;
    if (!alignment.joined && x.word.latin != y.word.latin && other_gender(x, y)) {
      return NameReason::none;
    }
    ++whole;
  }
  if (whole == 0) return NameReason::none;
  if (left_a.number || left_b.number) return NameReason::none;
  if (left_a.initial && left_b.initial) return NameReason::none;  // "William G." and "William W."
  if (left_a.plain > 0 && left_b.plain > 0) return NameReason::none;
  if (left_a.plain + left_b.plain > 0) {
    const Left& left = left_a.plain > 0 ? left_a : left_b;
    const bool names_a_body = a.is_body || b.is_body || !a.legal.empty() || !b.legal.empty();
    // "Jose Maria Etxandi" is "J. M. Etxandi Ugarte", "Jose Etxandi" need not be "J. Etxandi
    // Ugarte".
    const bool middle = left.inside && whole >= 2;
    const bool more = whole + initials >= 3 && left.plain == 1;
    if (names_a_body || !(middle || more) || left.plain > 2) return NameReason::none;
    return initials > 0 ? NameReason::initial : NameReason::left_out;
  }
  if (!a.legal.empty() && !b.legal.empty() && a.legal != b.legal) return NameReason::none;
  if (initials > 0) return NameReason::initial;
  if (!in_order) return NameReason::order;
  return NameReason::spellings;
}

struct Comparison {
  std::array<float, kNameSigns> signs{};
  NameReason reason = NameReason::none;
};

Comparison compare_ordered(const PreparedName& a, const PreparedName& b) {
  const Alignment alignment = align(a, b);
  const Left left_a = left_over(a, alignment.taken_a);
  const Left left_b = left_over(b, alignment.taken_b);
  Comparison result;
  result.reason = reason_for(a, b, alignment, left_a, left_b);
  if (result.reason == NameReason::none && left_a.plain > 0 && left_b.plain > 0 &&
      same_letters(a, b)) {
    result.reason = NameReason::spellings;
  }
  float sum = 0;
  float total = 0;
  float least = alignment.pairs.empty() ? 0 : 1;
  float chances = 0;
  float initials = 0;
  for (const Pairing& pair : alignment.pairs) {
    const float weight = weight_of(a, pair.a) + weight_of(b, pair.b);
    sum += weight * pair.like;
    chances += weight * pair.chance;
    total += weight;
    if (!pair.initial) least = std::min(least, pair.like);
    initials += pair.initial ? 1 : 0;
  }
  const float left = left_a.weight + left_b.weight;
  const float all = std::max(total + left, 0.1F);
  const float conflict = std::min(left_a.weight, left_b.weight);
  result.signs = {
      sum / all,
      chances / all,
      least,
      conflict / all,
      (left - 2 * conflict) / all,
      result.reason != NameReason::none ? 1.0F : 0.0F,
      (left_a.number && left_b.number) ? 1.0F : 0.0F,
      !a.legal.empty() && !b.legal.empty() && a.legal != b.legal ? 1.0F : 0.0F,
      left_a.common || left_b.common || a.is_body || b.is_body ? 1.0F : 0.0F,
      initials,
      (left_a.plain + left_b.plain > 0 && left_a.inside && left_b.inside) ? 1.0F : 0.0F};
  return result;
}

double likelihood(const std::array<float, kNameSigns>& signs) {
  double x = static_cast<double>(name_pair[0]);
  for (std::size_t i = 0; i < kNameSigns; ++i) {
    x += static_cast<double>(name_pair[i + 1]) * static_cast<double>(signs[i]);
  }
  return 1 / (1 + std::exp(-x));
}

bool is_acronym_pair(const PreparedName& a, const PreparedName& b) {
  return (a.is_acronym && spells_initials(a.words.front().word.latin, b)) ||
         (b.is_acronym && spells_initials(b.words.front().word.latin, a));
}

}  // namespace

PreparedName prepare_name(std::string_view text) {
  PreparedName name;
  std::vector<NameWord> words = with_joined_forms(with_joined_initials(name_letters(text)));
  std::vector<WordMeaning> meanings;
  for (const NameWord& word : words) meanings.push_back(meaning_of(word, &word == &words.front()));
  std::size_t begin = 0;
  while (begin + 1 < words.size() && meanings[begin].kind == WordKind::title) ++begin;
  for (std::size_t i = begin; i < words.size(); ++i) {
    if (meanings[i].kind == WordKind::legal && words.size() - begin > 1) {
      name.legal.push_back(meanings[i].value);
      continue;
    }
    if (!name.key.empty()) name.key += ' ';
    name.key += words[i].latin;
    name.is_plain = name.is_plain && words[i].script == Script::latin && words[i].plain;
    name.ideographs = name.ideographs || words[i].ideographs;
    name.is_body = name.is_body || meanings[i].kind == WordKind::common;
    name.meanings.push_back(meanings[i]);
    name.words.push_back(prepare_word(std::move(words[i])));
    name.sounds += name.words.back().sounds;
  }
  std::sort(name.legal.begin(), name.legal.end());
  drop_bracketed_initials(name);
  name.is_plain = name.is_plain && !name.is_body;
  name.initials = initials_of(name);
  name.is_acronym = name.words.size() == 1 && name.words.front().word.capitals &&
                    name.words.front().word.letters.size() <= 8;
  return name;
}

bool is_word_pair(const PreparedName& a, const PreparedName& b) {
  return a.words.size() == 1 && b.words.size() == 1 && a.legal.empty() && b.legal.empty();
}

NameMatch compare_names(const PreparedName& a, const PreparedName& b) {
  if (a.words.empty() || b.words.empty()) return {};
  if (b.key < a.key) return compare_names(b, a);
  if (a.key == b.key && a.legal == b.legal) return {1, NameReason::same};
  if (is_acronym_pair(a, b)) return {0.9, NameReason::acronym};
  const Excess odd = excess(a.sounds, b.sounds);
  const bool plain = a.is_plain && b.is_plain;
  if (std::min(odd.a, odd.b) > (plain ? kMostOddOfNames : kMostOddOfOthers)) return {};
  const Comparison comparison = compare_ordered(a, b);
  const double likely =
      is_word_pair(a, b) ? static_cast<double>(comparison.signs[1]) : likelihood(comparison.signs);
  if (comparison.reason != NameReason::none) {
    return {kOneName + (0.99 - kOneName) * likely, comparison.reason};
  }
  const double similarity = likely * kOneName;
  return {similarity, similarity >= kMaybeOneName ? NameReason::maybe_misspelt : NameReason::none};
}

std::array<float, kNameSigns> name_signs(const PreparedName& a, const PreparedName& b) {
  return b.key < a.key ? compare_ordered(b, a).signs : compare_ordered(a, b).signs;
}

std::string_view words_of(NameReason reason) {
  switch (reason) {
    case NameReason::none:
      return "not one name";
    case NameReason::same:
      return "same name";
    case NameReason::spellings:
      return "spellings of one name";
    case NameReason::order:
      return "spellings of one name, in another order";
    case NameReason::initial:
      return "initial and surname";
    case NameReason::left_out:
      return "a part of the name is left out";
    case NameReason::acronym:
      return "its initials";
    case NameReason::maybe_misspelt:
      return "may be misspelt";
  }
  return {};
}

std::vector<std::string> name_words(std::string_view text) {
  std::vector<std::string> words;
  const PreparedName name = prepare_name(text);
  for (const PreparedWord& word : name.words) words.push_back(word.word.latin);
  return words;
}

std::string sound_key(const PreparedWord& word) {
  constexpr std::size_t kLongest = 3;
  constexpr std::string_view kHisses =
      "szcjkgqx";  // "ts", "dzh", "tch" are one sound with "c", "j"
  std::string key;
  const std::string& latin = word.word.latin;
  const auto add = [&key](char sound) {
    if (key.empty() || key.back() != sound) key += sound;
  };
  for (std::size_t i = 0; i < latin.size() && key.size() < kLongest; ++i) {
    const char c = latin[i];
    const bool before_hiss =
        i + 1 < latin.size() && kHisses.find(latin[i + 1]) != std::string_view::npos;
    if (c == 'm' || c == 'n' || c == 'l' || c == 'r') add(c);
    if (c == 'b' || c == 'p' || c == 'f') add('p');
    if ((c == 't' || c == 'd') && !before_hiss) add('t');
    if (kHisses.find(c) != std::string_view::npos && c != 'j') add('k');
    if (c == 'j' && i == 0) add('k');
  }
  return key;
}

}  // namespace hearsay::matching

namespace hearsay {

double name_similarity(std::string_view a, std::string_view b) {
  return matching::compare_names(matching::prepare_name(a), matching::prepare_name(b)).similarity;
}

}  // namespace hearsay
