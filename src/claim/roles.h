// Who and what fills a predicate's roles, read off the relations of the tree. Private to this
// stage.
#pragma once

#include <optional>
#include <vector>

#include "claim/predicates.h"
#include "claim/tree.h"
#include "hearsay/claim.h"

namespace hearsay::claiming {

struct Filler {
  Role role = Role::agent;
  NodeIndex head = 0;
  Range range;
};

/// The noun whose phrase is the surface subject of a verb: its own, or the one that it shares with
/// the verb it is joined to, is controlled by, or describes. Relative pronouns give their
/// antecedent. Steps up at most eight clauses.
std::optional<NodeIndex> subject_of(const Tree& tree, NodeIndex verb);

/// In the order agent, patient, recipient, instrument, purpose.
std::vector<Filler> roles_of(const Tree& tree, const Predicate& predicate);

}  // namespace hearsay::claiming
