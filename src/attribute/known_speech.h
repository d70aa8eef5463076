// Speech that is known for what it is before quotations are read: turns of transcripts, and
// paragraphs behind a dash.
#pragma once

#include <vector>

#include "attribute/speech_cues.h"

namespace hearsay::attribute {

/// Turns first, then paragraphs behind dashes in text order; adds attributions for them to `cues`,
/// which are looked up only once they are indexed again. `quotations`: what stands in marks.
/// O(n log n) in the tokens.
std::vector<KnownSpeech> find_known_speech(const SpeechTokens& tokens,
                                           const std::vector<Utterance>& quotations,
                                           SpeechCues& cues);

}  // namespace hearsay::attribute
