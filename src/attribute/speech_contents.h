// What each attribution says, once it is known whose the quotations are: whole utterances, and of
// what the heads gave the clauses beside them.
#pragma once

#include "attribute/speech_cues.h"

namespace hearsay::attribute {

/// Sets the contents of all attributions and counts their words; those left without any go. Linear
/// in tokens and contents, but for look-ups: no half of a sentence longer than `longest_half` is
/// read, so that a text without stops is not read anew for each of its cues.
void fit_contents(const SpeechTokens& tokens, const SpeechUnits& units, SpeechCues& cues);

/// In tokens: of a sentence, before the clause that says whose it is.
inline constexpr std::uint32_t longest_half = 400;

}  // namespace hearsay::attribute
