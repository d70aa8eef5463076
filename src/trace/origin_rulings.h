// What the analyst has decided about origins: which are one, which are not.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "hearsay/decision.h"
#include "trace/origins.h"
#include "trace/statements.h"

namespace hearsay::tracing {

/// Two statements whose origins are not one.
using ApartStatements = std::vector<std::pair<std::size_t, std::size_t>>;

/// Merges and splits origins that have their sayers, and if they are outlets their statements, in
/// the order of the log. What is named and not here changes nothing.
ApartStatements rule_origins(const std::vector<Ruling>& rulings, const Statements& statements,
                             std::map<std::size_t, FoundOrigin>& found);

/// Names that the analyst has split off: no likeness makes the sources that bear them one.
std::set<const EntityGroup*> split_names(const Pile& pile);

/// Attributions that name the origin, sorted.
std::vector<AttributionId> attributions_of(const Statements& statements, const FoundOrigin& found);

}  // namespace hearsay::tracing
