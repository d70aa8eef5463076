#include "attribute/source_words.h"

#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::attribute {

bool is_first_person(std::string_view word) {
  return one_of<7>(word, {"i", "we", "me", "us", "my", "our", "myself"});
}

bool is_third_person(std::string_view word) {
  return one_of<13>(word, {"he", "she", "they", "it", "him", "her", "them", "who", "which", "his",
                           "their", "himself", "herself"});
}

bool is_relative(std::string_view word) { return word == "who" || word == "which"; }

bool ends_head(std::string_view word) {
  return one_of<26>(
      word, {"of",   "for", "at", "from",     "in",     "with",    "on",       "who",   "which",
             "that", ",",   "(",  "to",       "about",  "close",   "familiar", "whose", "near",
             "by",   "—",   "–",  "speaking", "within", "working", "there",    "-"});
}

bool is_determiner(std::string_view word) {
  return one_of<11>(
      word, {"a", "an", "the", "this", "that", "these", "those", "its", "his", "her", "their"});
}

bool counts(std::string_view word) {
  return one_of<12>(word, {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
                           "one", "both", "another"});
}

bool is_indefinite(std::string_view word) {
  return one_of<8>(word, {"a", "an", "one", "some", "several", "many", "any", "no"}) ||
         counts(word);
}

bool is_bare_person(std::string_view phrase) {
  static constexpr auto endings =
      std::to_array<std::string_view>({" man", " woman", " boy", " girl", " teenager", "year-old"});
  return std::ranges::any_of(endings, [&](std::string_view end) { return phrase.ends_with(end); });
}

bool is_capital(const Row& row) {
  return row.shape == "Xx" || row.shape == "X" || row.shape == "X1";
}

bool is_other_gender(std::string_view pronoun, std::string_view description) {
  const bool man = one_of<2>(pronoun, {"he", "him"}), woman = one_of<2>(pronoun, {"she", "her"});
  if (!man && !woman) return false;
  for (const std::string_view word : text::split(description)) {
    const bool of_woman = word.ends_with("woman") || one_of<3>(word, {"Mrs", "Ms", "Miss"});
    const bool of_man = (word.ends_with("man") && !of_woman) || word == "Mr";
    if ((man && of_woman) || (woman && of_man)) return true;
  }
  return false;
}

bool is_passive(const std::vector<Row>& rows, TokenRange source, TokenRange cue) {
  if (source.end != cue.begin) return false;
  bool passive = false;
  for (std::uint32_t at = cue.begin; at < cue.end; ++at) {
    const std::string& word = rows[at].lower;
    if (passive && one_of<13>(word, {"told", "asked", "warned", "informed", "advised", "assured",
                                     "said", "reported", "believed", "thought", "alleged",
                                     "understood", "rumoured"})) {
      return true;
    }
    passive = passive || one_of<6>(word, {"is", "was", "are", "were", "been", "being"});
  }
  return false;
}

bool is_plural(const Page& page, std::uint32_t token) {
  const std::vector<Word>& words = page.annotation().words;
  return token < words.size() && words[token].features.find("Number=Plur") != std::string::npos;
}

}  // namespace hearsay::attribute
