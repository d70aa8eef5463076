#include "attribute/modality.h"

#include <algorithm>

#include "text/fold.h"

namespace hearsay::attribute {
namespace {

bool is_negation(std::string_view word) {
  return word == "not" || word == "n't" || word == "n’t" || word == "never" || word == "nor" ||
         word == "yet" || word == "without";
}

// In the cue or just before it: "did n't", "has yet to". What is said ("Not so, says …") is not.
bool is_negated(const Page& page, TokenRange cue, const std::vector<TokenRange>& said = {}) {
  static constexpr std::uint32_t reach = 3;
  const std::uint32_t sentence = page.rows()[cue.begin].sentence;
  const std::uint32_t begin = cue.begin > reach ? cue.begin - reach : 0;
  for (std::uint32_t at = begin; at < cue.end; ++at) {
    const Row& row = page.rows()[at];
    if (row.sentence == sentence && is_negation(row.lower) && !contains(said, at)) return true;
  }
  return false;
}

std::vector<std::string> lower_words(const Page& page, TokenRange range) {
  std::vector<std::string> words;
  for (std::uint32_t at = range.begin; at < range.end; ++at) {
    words.push_back(page.rows()[at].lower);
  }
  return words;
}

// "called" | "on drivers to": the preposition behind a cue says what the verb means.
TokenRange with_preposition(const Page& page, TokenRange cue) {
  const std::vector<Row>& rows = page.rows();
  const bool goes_on = cue.end < rows.size() && rows[cue.end].tag == "ADP" &&
                       rows[cue.end].sentence == rows[cue.end - 1].sentence;
  return {cue.begin, goes_on ? cue.end + 1 : cue.end};
}

// What is said from its first word on, without marks and "that".
TokenRange opened(const Page& page, TokenRange content) {
  const std::vector<Row>& rows = page.rows();
  while (!content.empty() &&
         (rows[content.begin].shape == "p" || rows[content.begin].lower == "that")) {
    ++content.begin;
  }
  return content;
}

// "said | it would not comment": a refusal is what is said.
bool says_nothing(const Page& page, const Lexicon& lexicon, const Found& found) {
  if (found.content.empty()) return false;
  static constexpr std::uint32_t reach = 9;
  const std::vector<Row>& rows = page.rows();
  const TokenRange content = opened(page, found.content.front());
  std::uint32_t at = content.begin;
  if (content.empty() || rows[at].tag != "PRON") return false;
  const std::uint32_t end = std::min(content.end, at + reach);
  for (; at < end; ++at) {
    if (lexicon.is_no_comment(rows[at].lower) && is_negated(page, {at, at + 1})) return true;
  }
  return false;
}

// "It is untrue | that", "There is no truth | in": what is said is that something is not so.
bool says_untrue(const Page& page, const Lexicon& lexicon, const Found& found) {
  if (found.content.empty()) return false;
  static constexpr std::uint32_t reach = 7;
  const std::vector<Row>& rows = page.rows();
  const TokenRange content = opened(page, found.content.front());
  std::uint32_t at = content.begin;
  if (content.end - content.begin == 2 && is_negation(rows[at].lower)) {  // "Not so, says …"
    return lexicon.is_untrue(rows[at + 1].lower, true);
  }
  if (content.empty() || (rows[at].lower != "it" && rows[at].lower != "there")) return false;
  const std::uint32_t end = std::min(content.end, at + reach);
  bool negated = false;
  for (++at; at + 1 < end; ++at) {
    negated = negated || is_negation(rows[at].lower) || rows[at].lower == "no";
    const std::string& next = rows[at + 1].lower;
    const bool leads = next == "that" || next == "in" || next == "to";
    if (leads) return lexicon.is_untrue(rows[at].lower, negated);
  }
  return false;
}

// "rejected [reports] that": what is done with the reports.
bool is_denied_noun(const Page& page, const Lexicon& lexicon, TokenRange cue) {
  const std::vector<Word>& words = page.annotation().words;
  if (cue.empty() || cue.end > words.size()) return false;
  const Word& noun = words[cue.end - 1];
  if (noun.tag != PartOfSpeech::NOUN || noun.relation != "obj" || !noun.head) return false;
  const auto verb = static_cast<std::uint32_t>(*noun.head);
  return !cue.contains(verb) && lexicon.modality({page.rows()[verb].lower}) == Modality::deny;
}

// "is looking into | whether a mayor may sell": what is open is not asserted.
bool is_open(const Page& page, const Found& found) {
  if (found.content.empty()) return false;
  const TokenRange content = found.content.front();
  return content.begin < content.end && page.rows()[content.begin].lower == "whether";
}

}  // namespace

Modality modality_of(const Page& page, const Lexicon& lexicon, const Found& found) {
  const std::vector<std::string> words = lower_words(page, found.cue);
  const bool silent =
      std::ranges::any_of(words, [&](const std::string& word) { return lexicon.is_silent(word); });
  if (silent && is_negated(page, found.cue, found.content)) return Modality::decline;
  if (!words.empty() && lexicon.modality({words.front()}) == Modality::decline) {
    return Modality::decline;  // "refused to rule out"
  }
  if (is_denied_noun(page, lexicon, found.cue)) return Modality::deny;
  const auto known = lexicon.modality(lower_words(page, with_preposition(page, found.cue)));
  if (known && *known != Modality::assert_) return *known;
  if (says_untrue(page, lexicon, found)) return Modality::deny;
  if (is_open(page, found)) return Modality::ask;
  return says_nothing(page, lexicon, found) ? Modality::decline : Modality::assert_;
}

}  // namespace hearsay::attribute
