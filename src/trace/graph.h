// The provenance graph: which way the words travelled.
#pragma once

#include "trace/origins.h"

namespace hearsay::tracing {

/// Nodes, edges, what is cited and not held, and unsourced claims, written into `trace`.
void write_graph(const Pile& pile, const Statements& statements, const Origins& origins,
                 Trace& trace);

}  // namespace hearsay::tracing
