// What changed on the way: variants, contradictions, quote drift, lost or strengthened sources.
#pragma once

#include "trace/origins.h"

namespace hearsay::tracing {

/// An amount as it is shown: "about 40 leak", "at least 3 boat".
std::string amount_of(const Quantity& quantity);

void write_changes(const Pile& pile, const Statements& statements, const Origins& origins,
                   Trace& trace);
void write_timeline(const Pile& pile, const Statements& statements, const Origins& origins,
                    Trace& trace);

}  // namespace hearsay::tracing
