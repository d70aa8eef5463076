#include "attribute/known_speech.h"

#include <optional>
#include <utility>

#include "attribute/inserted_clauses.h"
#include "attribute/transcripts.h"

namespace hearsay::attribute {
namespace {

KnownSpeech of_turn(const Turn& turn, SpeechCues& cues) {
  std::size_t owner = turn.owner;
  if (owner == none) {
    Found each;
    each.cue = turn.cue;
    if (!turn.source.empty()) each.source = {turn.source};
    owner = cues.add(std::move(each));
  }
  return {{turn.words, turn.words, none, true, false}, owner, {turn.words}};
}

/// "She said only:", and one paragraph behind a dash; several make a list.
std::size_t announced(const SpeechTokens& tokens, TokenRange paragraph, SpeechCues& cues) {
  const std::vector<Row>& rows = tokens.rows();
  if (paragraph.begin == 0 || rows[paragraph.begin - 1].word != ":") return none;
  if (paragraph.end < rows.size() && is_dash(rows[paragraph.end].word)) return none;
  const TokenRange before =
      tokens.last_clause({tokens.paragraph_of(paragraph.begin - 1).begin, paragraph.begin});
  if (const auto read = clause_before(tokens.page(), before)) return cues.attribution_of(*read);
  return none;
}

/// A paragraph behind a dash is speech if somebody is said to speak in it, or before a colon.
std::optional<KnownSpeech> behind_dash(const SpeechTokens& tokens, TokenRange paragraph,
                                       SpeechCues& cues) {
  if (paragraph.end - paragraph.begin < 2 || !tokens.is_read(paragraph.begin)) return std::nullopt;
  if (!is_dash(tokens.rows()[paragraph.begin].word)) return std::nullopt;
  const Utterance words{paragraph, {paragraph.begin + 1, paragraph.end}, none, false, false};
  const auto all_of_it = [](std::uint32_t) { return true; };
  if (auto inserted = find_inserted_clause(tokens, cues, paragraph, false, all_of_it)) {
    return KnownSpeech{words, inserted->owner, std::move(inserted->pieces)};
  }
  const std::size_t owner = announced(tokens, paragraph, cues);
  if (owner == none) return std::nullopt;
  return KnownSpeech{words, owner, {paragraph}};
}

}  // namespace

std::vector<KnownSpeech> find_known_speech(const SpeechTokens& tokens,
                                           const std::vector<Utterance>& quotations,
                                           SpeechCues& cues) {
  std::vector<KnownSpeech> all;
  for (const Turn& turn : find_turns(tokens.page(), cues.found(), quotations)) {
    all.push_back(of_turn(turn, cues));
  }
  for (const TokenRange paragraph : tokens.paragraphs()) {
    if (auto speech = behind_dash(tokens, paragraph, cues)) all.push_back(*std::move(speech));
  }
  return all;
}

}  // namespace hearsay::attribute
