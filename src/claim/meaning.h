// Whether what a predicate says happened, did not, or is meant to: its auxiliaries and negations,
// and those of what governs it. Private to this stage.
#pragma once

#include "claim/predicates.h"
#include "claim/roles.h"
#include "claim/tree.h"
#include "hearsay/claim.h"

namespace hearsay::claiming {

struct Meaning {
  ClaimModality modality = ClaimModality::fact;
  bool negative = false;
  bool hearsay = false;  ///< "is alleged to have": somebody says so, nobody is named
};

/// Steps up at most eight clauses.
Meaning meaning_of(const Tree& tree, const Predicate& predicate, const std::vector<Filler>& roles);

}  // namespace hearsay::claiming
