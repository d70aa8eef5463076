// The phrases that say where something happens, names or not: "the roof", "three villages", "the
// Ilva river". Private to this stage.
#pragma once

#include <vector>

#include "claim/predicates.h"
#include "claim/tree.h"

namespace hearsay::claiming {

/// In text order, without their prepositions; goals and origins of motion too. What lies further in
/// is a phrase of its own ("a road | in the district"). Linear in the words below the predicate.
std::vector<Range> places_of(const Tree& tree, const Predicate& predicate);

}  // namespace hearsay::claiming
