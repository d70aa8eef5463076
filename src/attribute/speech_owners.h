// Whose each quotation is: by the clause beside it, by a signature, by who spoke before, or by what
// the heads say.
#pragma once

#include "attribute/speech_cues.h"

namespace hearsay::attribute {

/// Sets owner, pieces and clause of each unit; adds attributions for clauses that the heads missed,
/// and one without source and cue for each paragraph of nothing but speech behind speech. Linear in
/// tokens and claims, but for look-ups.
void find_owners(const SpeechTokens& tokens, SpeechUnits& units, SpeechCues& cues);

}  // namespace hearsay::attribute
