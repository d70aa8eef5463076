// How many separate ends there are: docs/trace.md, "How many are separate".
#pragma once

#include <cstddef>
#include <set>

#include "trace/origins.h"

namespace hearsay::tracing {

/// Separate origins of the statements for which `in` holds.
IndependentOrigins count_independent(const Pile& pile, const Statements& statements,
                                     const Origins& origins, const std::set<std::size_t>& in);

}  // namespace hearsay::tracing
