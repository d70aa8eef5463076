#include "attribute/modality.h"

#include <algorithm>

#include "text/fold.h"

namespace hearsay::attribute {
namespace {

bool is_negation(std::string_view word) {
  return word == "not" || word == "n't" || word == "n’t" || word == "never" || word == "nor" ||
         word == "yet" || word == "without";
}

// In the cue or just before it: "did n't", "has yet to".
bool is_negated(const Page& page, TokenRange cue) {
  static constexpr std::uint32_t reach = 3;
  const std::uint32_t sentence = page.rows()[cue.begin].sentence;
  const std::uint32_t begin = cue.begin > reach ? cue.begin - reach : 0;
  for (std::uint32_t at = begin; at < cue.end; ++at) {
    const Row& row = page.rows()[at];
    if (row.sentence == sentence && is_negation(row.lower)) return true;
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

bool is_person_pronoun(std::string_view word) {
  return word == "i" || word == "we" || word == "he" || word == "she" || word == "they";
}

// "he saw", "they had been told": what the speaker says of how it knows. Only at the very start,
// where the words are about the speaker.
std::string opening(const Page& page, const Found& found) {
  static constexpr std::uint32_t reach = 6;
  const TokenRange first = found.content.front();
  std::uint32_t at = first.begin;
  while (at < first.end && (page.rows()[at].shape == "p" || page.rows()[at].lower == "that")) ++at;
  if (at >= first.end || !is_person_pronoun(page.rows()[at].lower)) return {};
  return text::lower(page.text(page.span({at, std::min(first.end, at + reach)})));
}

}  // namespace

Modality modality_of(const Page& page, const Lexicon& lexicon, const Found& found) {
  const std::vector<std::string> words = lower_words(page, found.cue);
  const bool silent =
      std::ranges::any_of(words, [&](const std::string& word) { return lexicon.is_silent(word); });
  if (silent && is_negated(page, found.cue)) return Modality::decline;
  if (!words.empty() && lexicon.modality({words.front()}) == Modality::decline) {
    return Modality::decline;  // "refused to rule out"
  }
  return lexicon.modality(words).value_or(Modality::assert_);
}

Access access_of(const Page& page, const Lexicon& lexicon, const Found& found, SourceKind kind) {
  std::string words;
  for (const TokenRange piece : found.source) {
    words += text::lower(page.text(page.span(piece))) + " | ";
  }
  words += text::lower(page.text(page.span(found.cue)));
  const Access access = lexicon.access(words);
  if (access != Access::not_stated) return access;
  if (kind == SourceKind::document) return Access::document;
  const Access said = lexicon.access(opening(page, found));
  return said == Access::witnessed || said == Access::told ? said : Access::not_stated;
}

}  // namespace hearsay::attribute
