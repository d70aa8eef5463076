// Are two spellings one name? Names are cut into folded Latin words, titles and particles aside;
// each word is compared by letters and by its consonants, so that "Zhelyazkov" meets "Jeliazkov"
// and a name written without vowels meets its Latin form.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hearsay::matching {

/// The words of a name as they are compared: folded, without titles; never empty words.
std::vector<std::string> name_words(std::string_view name);

/// Consonant skeleton of a folded word: spellings of one sound become one letter. `soft_c` reads
/// "c" as "ts", as Slavic names have it.
std::string consonants(std::string_view word, bool soft_c = false);

/// How alike two words of names are, in [0, 1].
double name_word_similarity(std::string_view a, std::string_view b);

/// First letters of the words that count in an institution's name ("World Health Organization" ->
/// "who"); empty for fewer than two words.
std::string acronym(std::string_view name);

}  // namespace hearsay::matching
