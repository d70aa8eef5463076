// Quotations beside each other in one paragraph (or within one quotation) are siblings; between
// them lie stretches of other words. A stretch is cut into clauses at its stops: the first may
// belong to the quotation before it ("“…,” said Weiss."), the last to the one behind it ("Weiss
// said: “…”"), one alone to both ("“…,” said Weiss, “…”").
#include "attribute/speech.h"

#include <utility>

#include "attribute/known_speech.h"
#include "attribute/speech_contents.h"
#include "attribute/speech_cues.h"
#include "attribute/speech_owners.h"
#include "attribute/speech_tokens.h"
#include "attribute/speech_units.h"
#include "attribute/utterances.h"

namespace hearsay::attribute {

void settle_speech(const Page& page, std::vector<Found>& found) {
  const SpeechTokens tokens(page);
  SpeechCues cues(found);
  std::vector<Utterance> utterances = find_utterances(page);
  const std::vector<KnownSpeech> known = find_known_speech(tokens, utterances, cues);
  SpeechUnits units(tokens, std::move(utterances), known);
  cues.index();
  find_owners(tokens, units, cues);
  fit_contents(tokens, units, cues);
}

}  // namespace hearsay::attribute
