// A trace as people read it: the number an analyst came for, then the way to every word behind it.
#pragma once

#include "cli/references.h"
#include "cli/screen.h"
#include "hearsay/collection.h"
#include "hearsay/trace.h"

namespace hearsay::cli {

/// The whole answer to `trace`, at the screen's width.
void print_trace(Screen& screen, const Trace& trace, const Collection& collection);

/// Parts of it, also printed by `changes`, `conflicts` and `wanted`. Each prints nothing where
/// there is nothing, and returns how many entries it printed.
std::size_t print_variants(Screen& screen, const Trace& trace, const References& references);
std::size_t print_drift(Screen& screen, const Trace& trace, const References& references);
std::size_t print_attribution_changes(Screen& screen, const Trace& trace,
                                      const References& references);
std::size_t print_revisions(Screen& screen, const Trace& trace, const References& references);
std::size_t print_contradictions(Screen& screen, const Trace& trace, const References& references);
std::size_t print_missing(Screen& screen, const Trace& trace, const References& references);

/// The two sentences that stand under every count.
void print_caution(Screen& screen);

/// All documents that a trace speaks of.
std::vector<std::string> documents_of(const Trace& trace);

}  // namespace hearsay::cli
