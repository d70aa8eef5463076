#include "attribute/speech_tokens.h"

#include "attribute/speech_clauses.h"
#include "attribute/utterances.h"

namespace hearsay::attribute {

bool is_comma_or_dash(const Row& row) { return row.word == "," || is_dash(row.word); }

SpeechTokens::SpeechTokens(const Page& page) : page_(page), words_before_{0} {
  words_before_.reserve(rows().size() + 1);
  for (std::uint32_t token = 0; token < rows().size(); ++token) {
    const Row& row = rows()[token];
    const bool word = row.shape != "p" && row.shape != "d";
    words_before_.push_back(words_before_.back() + (word ? 1 : 0));
    if (row.paragraph >= paragraphs_.size()) paragraphs_.resize(row.paragraph + 1U);
    TokenRange& range = paragraphs_[row.paragraph];
    if (range.empty()) range.begin = token;
    range.end = token + 1;
  }
}

bool SpeechTokens::is_quotation_mark(std::uint32_t token) const {
  const Row& row = rows()[token];
  return row.shape == "p" && !ends_clause(page_, token) && !is_comma_or_dash(row) &&
         row.word != "(" && row.word != ")" && row.word != "[" && row.word != "]" &&
         row.word != "..." && row.word != "%" && row.word != "$";
}

TokenRange SpeechTokens::last_clause(TokenRange range) const {
  if (range.empty()) return range;
  const Row& last = rows()[range.end - 1];
  if (last.word == ":" || is_comma_or_dash(last)) --range.end;
  std::uint32_t begin = range.end;
  while (begin > range.begin && !ends_clause(page_, begin - 1)) --begin;
  return {begin, range.end};
}

TokenRange SpeechTokens::trimmed(TokenRange part) const {
  while (!part.empty() && is_loose(part.begin)) ++part.begin;
  while (!part.empty() && is_loose(part.end - 1)) --part.end;
  return part;
}

bool SpeechTokens::is_loose(std::uint32_t token) const {
  return (is_comma_or_dash(rows()[token]) || ends_clause(page_, token)) && !page_.quoted(token);
}

TokenRange SpeechTokens::without_stop(TokenRange piece) const {
  const bool stops =
      !piece.empty() && rows()[piece.end - 1].word == "." && !page_.quoted(piece.end - 1);
  return {piece.begin, stops ? piece.end - 1 : piece.end};
}

}  // namespace hearsay::attribute
