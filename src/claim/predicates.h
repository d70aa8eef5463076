// What a sentence says happened or is so: its verbs, copulas and nouns for events. Private to this
// stage.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "claim/tree.h"

namespace hearsay::claiming {

enum class PredicateKind : std::uint8_t { verb, copula, noun };

struct Predicate {
  PredicateKind kind = PredicateKind::verb;
  NodeIndex node = 0;  ///< whose children are its arguments; of a copula, the complement
  NodeIndex word = 0;  ///< the word that names it: the verb, the copula, the noun of a light verb
  std::string lemma;   ///< of the verb that is meant
  bool passive = false;
  std::optional<NodeIndex> noun;  ///< of a light verb ("carried out an attack"): its event
};

/// In text order of their nodes. `headline`: words like "is" are left out there. Verbs that only
/// say how another one is meant ("failed to repair") and words that only give words to a source are
/// none. Linear in the sentence, but for its depth.
std::vector<Predicate> predicates_of(const Tree& tree, bool headline);

/// Whether the noun of the phrase names an event that brings a participant: "the arrest of Maas".
bool is_event(const Tree& tree, NodeIndex noun);

}  // namespace hearsay::claiming
