// Decisions against what the store holds now: what a request means, what an entry of the log is
// about, and what the stages are told.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hearsay/decision.h"
#include "hearsay/result.h"
#include "hearsay/trace.h"
#include "store/store.h"

namespace hearsay::engine {

/// The entry that the request makes, numbered behind the log's last; errors of kind `usage` or
/// `not_found` say what was asked wrongly. `now`: the time that it gets.
Result<Decision> decision_of(const DecisionRequest& request, const Store& store,
                             const std::string& now);

/// The whole log, oldest first, with what has become of each entry.
Result<std::vector<DecisionRow>> decision_rows(const Store& store);

/// Whether it is in force, acts or is a note, and is about something of the trace.
bool bears_on(const DecisionRow& row, const Trace& trace);

/// The decision as the stages take it; nullopt where something it is about is not found.
Result<std::optional<Ruling>> ruling_of(const Decision& decision, const Store& store);

/// What is in force and about things that are all found, in the order of the log.
Result<std::vector<Ruling>> rulings(const Store& store);

}  // namespace hearsay::engine
