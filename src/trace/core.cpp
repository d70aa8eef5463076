#include "trace/core.h"

#include <algorithm>

#include "text/fold.h"

namespace hearsay::tracing {
namespace {

bool is_content(PartOfSpeech tag) {
  return tag == PartOfSpeech::NOUN || tag == PartOfSpeech::PROPN || tag == PartOfSpeech::VERB ||
         tag == PartOfSpeech::ADJ;
}

// Indexes of the tokens that begin in the span.
std::pair<std::size_t, std::size_t> tokens_in(const Document& document, Span span) {
  const auto& tokens = document.reading.segmentation.tokens;
  const auto at = [&](std::uint32_t offset) {
    const auto found =
        std::lower_bound(tokens.begin(), tokens.end(), offset,
                         [](const Token& t, std::uint32_t o) { return t.span.begin < o; });
    return static_cast<std::size_t>(found - tokens.begin());
  };
  return {at(span.begin), at(span.end)};
}

// What the headline and the first sentence that claims anything claim; not who says so.
std::set<std::string> opening(const Document& document) {
  std::set<std::string> words;
  const auto& headline = document.article.headline;
  std::optional<Span> first;
  for (const Claim& claim : document.reading.claims.claims) {
    const bool above = headline && headline->overlaps(claim.span);
    if (!above && !first) first = sentence_of(document, claim.span);
    if (!above && !first->overlaps(claim.span)) continue;
    words.merge(content_words(document, claim.span));
  }
  return words;
}

}  // namespace

std::set<std::string> content_words(const Document& document, Span span) {
  std::set<std::string> words;
  const auto& analyses = document.reading.annotation.words;
  if (analyses.size() == document.reading.segmentation.tokens.size() && !analyses.empty()) {
    const auto [begin, end] = tokens_in(document, span);
    for (std::size_t i = begin; i < end; ++i) {
      if (is_content(analyses[i].tag)) words.insert(text::fold(analyses[i].lemma));
    }
    return words;
  }
  const std::string folded = text::fold(hearsay::words(document.article, span));
  for (const std::string_view word : text::split(folded)) {
    if (word.size() > 3) words.emplace(word);
  }
  return words;
}

std::string head_word(const Document& document, const Spans& spans) {
  const auto& analyses = document.reading.annotation.words;
  if (analyses.size() != document.reading.segmentation.tokens.size()) return {};
  for (const Span span : spans) {
    const auto [begin, end] = tokens_in(document, span);
    for (std::size_t i = begin; i < end; ++i) {
      const bool noun =
          analyses[i].tag == PartOfSpeech::NOUN || analyses[i].tag == PartOfSpeech::PROPN;
      const auto head = analyses[i].head ? static_cast<std::size_t>(*analyses[i].head) : end;
      const bool inside = analyses[i].head && head >= begin && head < end && head != i;
      if (noun && !inside && !analyses[i].relation.empty()) return text::fold(analyses[i].lemma);
    }
  }
  return {};
}

std::map<const Allegation*, std::set<std::string>> core_words(const Pile& pile) {
  std::map<const Allegation*, std::set<std::string>> all;
  for (const Allegation* allegation : pile.allegations()) {
    std::map<std::string, std::size_t> counts;
    for (const std::string& id : allegation->documents) {
      const Document* document = pile.document(id);
      if (document == nullptr) continue;
      for (const std::string& word : opening(*document)) ++counts[word];
    }
    const std::size_t least = std::max<std::size_t>(2, (allegation->documents.size() + 3) / 4);
    for (const auto& [word, count] : counts) {
      if (count >= least) all[allegation].insert(word);
    }
  }
  return all;
}

}  // namespace hearsay::tracing
