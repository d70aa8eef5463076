#include "ground/tense.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace hearsay {
namespace {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

class Verbs {
 public:
  explicit Verbs(const Lexemes& x) : x_(x) {}

  [[nodiscard]] Tense near(std::size_t begin, std::size_t end) const {
    if (before(begin) == "as" && begin >= 2 && word_is(begin - 2, {"soon", "early"})) {
      return Tense::future;
    }
    if (is_one_of(lead_of(begin), {"until", "till", "through", "effective"})) return Tense::future;
    constexpr std::size_t reach = 14;
    for (std::size_t step = 1; step <= reach; ++step) {
      if (step > begin) break;
      const std::size_t i = begin - step;
      if (x_.mark(i, ";") || x_.mark(i, "\"")) break;
      if (is_verb(i)) {
        const Tense found = tense_of_verb(i);
        if (found != Tense::unknown) return found;
      }
    }
    for (std::size_t i = end; i < end + reach && i < x_.size(); ++i) {
      if (x_.mark(i, ";")) break;
      if (is_future_word(i)) return Tense::future;
      if (is_verb(i) && is_past(i)) return Tense::past;
    }
    return Tense::unknown;
  }

 private:
  const Lexemes& x_;

  [[nodiscard]] bool word_is(std::size_t i, std::initializer_list<std::string_view> words) const {
    return is_one_of(x_.word(i), words);
  }
  [[nodiscard]] std::string_view before(std::size_t i) const {
    return i == 0 ? std::string_view() : x_.word(i - 1);
  }

  [[nodiscard]] bool is_verb(std::size_t i) const {
    if (x_[i].word != nullptr && x_[i].tag != PartOfSpeech::X) {
      return x_[i].tag == PartOfSpeech::VERB || x_[i].tag == PartOfSpeech::AUX;
    }
    return word_is(i, {"is", "are", "was", "were", "will", "has", "have", "had", "said", "says",
                       "would", "be", "to", "may", "plans", "plan", "expected", "scheduled"}) ||
           (x_.word(i).size() > 4 && x_.word(i).ends_with("ed"));
  }

  [[nodiscard]] bool is_future_word(std::size_t i) const {
    return word_is(
        i, {"will", "ll", "shall", "wo", "plans", "plan", "planning", "expected", "expects",
            "expect", "scheduled", "due", "going", "slated", "intends", "upcoming", "hopes"});
  }

  [[nodiscard]] bool is_past(std::size_t i) const {
    const Lexeme& lexeme = x_[i];
    if (lexeme.word != nullptr && lexeme.word->features.find("Tense=Past") != std::string::npos) {
      return true;
    }
    return word_is(i, {"was",   "were", "had",    "said", "told",  "did",  "went",   "came",
                       "began", "fell", "rose",   "took", "made",  "got",  "met",    "found",
                       "left",  "held", "saw",    "won",  "lost",  "gave", "became", "ran",
                       "led",   "shot", "struck", "hit",  "killed"}) ||
           (lexeme.lower.size() > 4 && lexeme.lower.ends_with("ed"));
  }

  [[nodiscard]] bool word_was_had(std::size_t i) const {
    return before(i) == "had" || (i >= 2 && before(i) == "been" && before(i - 1) == "had");
  }

  // "meets", "arrives": of a day that is no more than a name, what is planned.
  [[nodiscard]] bool is_present(std::size_t i) const {
    const Word* word = x_[i].word;
    return word != nullptr && x_[i].tag == PartOfSpeech::VERB &&
           word->features.find("Tense=Pres") != std::string::npos &&
           word->features.find("VerbForm=Fin") != std::string::npos &&
           !word_is(i, {"says", "say", "tells"});
  }

  // Of the verb that is nearest, within the clause as marks show it.
  [[nodiscard]] Tense tense_of_verb(std::size_t i) const {
    for (std::size_t back = 0; back <= 4 && back <= i; ++back) {
      if (is_future_word(i - back)) {
        // "had been due to expire": the future of a past.
        return word_was_had(i - back) ? Tense::past : Tense::future;
      }
      // "is to resume", "set to resume"
      if (x_.word(i - back) == "to" && back > 0 && back < i &&
          word_is(i - back - 1, {"is", "are", "set", "likely", "ready", "about", "due"})) {
        return Tense::future;
      }
      if (back > 0 && !is_verb(i - back) && !word_is(i - back, {"to", "not", "t", "be", "also"})) {
        break;
      }
    }
    if (is_present(i)) return Tense::present;
    return is_past(i) ? Tense::past : Tense::unknown;
  }

  // The word before a date, and before the clock time that goes with it: "until 9 a.m. Tuesday".
  [[nodiscard]] std::string_view lead_of(std::size_t begin) const {
    std::size_t i = begin;
    while (i > 0 && begin - i < 6 &&
           (x_.number(i - 1) || x_.mark(i - 1, ":") ||
            word_is(i - 1, {"am", "pm", "noon", "midnight"}) || skip_zone(x_, i - 1) == i)) {
      --i;
    }
    return before(i);
  }
};

}  // namespace

Tense tense_near(const Lexemes& x, std::size_t begin, std::size_t end) {
  return Verbs(x).near(begin, end);
}

std::size_t skip_zone(const Lexemes& x, std::size_t i) {
  if (is_one_of(x.word(i), {"gmt", "utc", "est", "edt", "et", "pst", "pdt", "pt", "cst", "cdt",
                            "cet", "bst", "cest", "ist", "msk", "eet"})) {
    return i + 1;
  }
  if (x.word(i) == "local" && x.word(i + 1) == "time") return i + 2;
  return i;
}

}  // namespace hearsay
