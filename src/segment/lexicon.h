// The few words of English whose spelling decides where tokens and sentences end.
#pragma once

#include <string_view>

namespace hearsay::segmenting {

/// How a full stop after a word is to be read.
enum class Abbreviation {
  none,    ///< the stop ends a sentence
  never,   ///< "Mr.": belongs to the word and never ends a sentence
  maybe,   ///< "Inc.": belongs to the word; the next word tells whether a sentence ends
  number,  ///< "No.": belongs to the word only before a number
};

/// `word` without its full stop, as written.
Abbreviation abbreviation_of(std::string_view word);

/// "non" in "non-violent": the hyphen stays inside the token. `part` in lower case.
bool is_joined_prefix(std::string_view part);
/// "wise" in "career-wise".
bool is_joined_suffix(std::string_view part);

/// "am", "km": split from the number before it ("10am" is two words). In lower case.
bool is_unit(std::string_view letters);

/// Where "cannot", "gonna" are split in two; 0 for other words. In lower case.
std::size_t contraction_split(std::string_view word);

/// "'em", "'til": written with an apostrophe in front. `word` in lower case, without it.
bool is_clipped(std::string_view word);

/// Words that seldom stand inside a name and often begin a sentence ("The", "He"), in lower case.
bool is_sentence_opener(std::string_view word);

/// "said" in “"Why?" Smith said”: the words before it go on with the sentence of the quotation.
bool is_verb_of_saying(std::string_view word);

}  // namespace hearsay::segmenting
