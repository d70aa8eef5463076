// The retelling graph as SVG: time runs from left to right; a node stands in the column of its day,
// and behind those of that day from which it has its words.
#pragma once

#include <string>

#include "cite/cite.h"
#include "hearsay/trace.h"

namespace hearsay::report {

/// Stated hops are solid, inferred ones dashed, the analyst's dotted; what is not held is hollow.
/// Nodes beyond `most` are left out, the least connected first; `left_out` gets their number.
std::string graph_svg(const Trace& trace, Standings& standings, std::size_t most,
                      std::size_t& left_out);

}  // namespace hearsay::report
