// What the analyst has decided about one document, worked into its reading. What the page itself
// gives is kept beside.
#pragma once

#include <vector>

#include "hearsay/decision.h"
#include "hearsay/reading.h"
#include "hearsay/result.h"

namespace hearsay::engine {

/// Puts the values of `set` in the place of the page's own, in order. Run before the reading.
void set_values(Document& document, const std::vector<Decision>& decisions);

/// Marks attributions that were rejected; their claims go to whoever is left in the chain. Run
/// after the reading.
void reject_attributions(Document& document, const std::vector<Decision>& decisions);

/// Whether a field can be set, and to this value; the message lists what can be.
Result<void> check_value(const std::string& field, const std::string& value);

}  // namespace hearsay::engine
