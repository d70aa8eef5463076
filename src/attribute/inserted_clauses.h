// Clauses inserted in speech: "— We sold it, said Olga Pint, and we would again."
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "attribute/speech_cues.h"

namespace hearsay::attribute {

struct InsertedClause {
  std::size_t owner = none;        ///< the attribution that the clause makes
  std::vector<TokenRange> pieces;  ///< of the speech, before and behind the clause
};

/// The first clause within `whole` that says whose words it holds: one that the heads saw before
/// one that only the tree shows; makes an attribution of it if there is none. `may_hold`: which
/// tokens are the speech's own. `only_inverted`: the verb must come first ("cried the keeper").
/// Linear in the tokens: looks at no more than a few dozen of them from each comma or stop.
std::optional<InsertedClause> find_inserted_clause(
    const SpeechTokens& tokens, SpeechCues& cues, TokenRange whole, bool only_inverted,
    const std::function<bool(std::uint32_t)>& may_hold);

}  // namespace hearsay::attribute
