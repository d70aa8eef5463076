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

/// The whole log, oldest first, with what has become of each entry. Looks up what each is about: a
/// document's reading for each.
Result<std::vector<DecisionRow>> decision_rows(const Store& store);

/// Those in force, notes too, that are about something of the trace: readings of its documents
/// alone are looked up.
Result<std::vector<DecisionRow>> decision_rows(const Store& store, const Trace& trace);

/// One entry of the log; `not_found` where it has none of that number.
Result<DecisionRow> decision_row(const Store& store, std::size_t number);

/// The decision as the stages take it; nullopt where something it is about is not found.
Result<std::optional<Ruling>> ruling_of(const Decision& decision, const Store& store);

/// What is in force and about things that are all found, in the order of the log.
Result<std::vector<Ruling>> rulings(const Store& store);

}  // namespace hearsay::engine
