// Which sayers are surely one: the same person, an institution and its spokesman, the unnamed
// source of one report. docs/trace.md, "Who is one".
#pragma once

#include <cstddef>
#include <vector>

#include "trace/sets.h"
#include "trace/statements.h"

namespace hearsay::tracing {

/// Why two sayers are one.
struct SayerJoin {
  std::size_t a = 0, b = 0;  ///< indexes into Statements::sayers
  OriginGroup group;
};

struct Identities {
  Sets sets;  ///< of the sayers that are one
  std::vector<SayerJoin> joins;
};

Identities find_identities(const Pile& pile, const Statements& statements);

}  // namespace hearsay::tracing
