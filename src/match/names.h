// Are two spellings one name? Words are compared letter by letter by what was learned of spellings
// (names_edit.h), paired off, and what is left over weighed: a title may be missing, a middle name
// too; a number or another given name may not.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "match/names_edit.h"
#include "match/names_words.h"

namespace hearsay::matching {

/// Similarities from here on are of one name, spelled twice; from `kMaybeOneName` on one may be the
/// other misspelt.
inline constexpr double kOneName = 0.75;
inline constexpr double kMaybeOneName = 0.5;

/// A name, made ready for comparing with many others.
struct PreparedName {
  std::vector<PreparedWord> words;      ///< without titles and company forms
  std::vector<WordMeaning> meanings;    ///< of `words`
  std::vector<std::string_view> legal;  ///< forms of company, sorted
  std::string key;                      ///< folded words, joined by blanks; equal: one spelling
  std::uint64_t sounds = 0;             ///< of all words (names_edit.h)
  std::string initials;                 ///< of the words that count; "" for fewer than two
  bool is_acronym = false;              ///< one word in capitals, or letters with full stops
  bool is_plain = true;                 ///< Latin letters and no ordinary words
  bool ideographs = false;              ///< cut by rule, not by blanks
  bool is_body = false;                 ///< has ordinary words, as bodies and places have
};

/// Linear in the name, of which the first 512 bytes count.
PreparedName prepare_name(std::string_view name);

enum class NameReason : std::uint8_t {
  none,            ///< not one name
  same,            ///< the same words
  spellings,       ///< spellings of one name
  order,           ///< and in another order
  initial,         ///< a given name is an initial in one of them
  left_out,        ///< a middle name or second surname is left out
  acronym,         ///< one is the other's initials
  maybe_misspelt,  ///< alike, but no usual spelling
};

struct NameMatch {
  double similarity = 0;
  NameReason reason = NameReason::none;
};

/// Symmetric. Bounded: names have at most 16 words of at most 24 letters.
NameMatch compare_names(const PreparedName& a, const PreparedName& b);

/// For messages: "spellings of one name".
std::string_view words_of(NameReason reason);

/// The words of a name as they are compared: folded, without titles; never empty words.
std::vector<std::string> name_words(std::string_view name);

/// How it sounds, roughly: consonants alone, one letter for those that spellings interchange.
/// Equal for most spellings of one word, so that it finds candidates.
std::string sound_key(const PreparedWord& word);

/// What the likelihood of a pair is computed from; for training.
/// The second sign is the chance of the words; of two single words it says all.
inline constexpr std::size_t kNameSigns = 11;
bool is_word_pair(const PreparedName& a, const PreparedName& b);
std::array<float, kNameSigns> name_signs(const PreparedName& a, const PreparedName& b);

}  // namespace hearsay::matching
