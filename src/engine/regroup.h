// Groups made anew, as far as documents or decisions have touched them.
#pragma once

#include "hearsay/result.h"
#include "store/store.h"

namespace hearsay::engine {

/// Brings the groups of `store` up to date. What they are follows from the current documents and
/// the analyst's log alone, whatever was grouped before.
Result<void> regroup(const Store& store, Regrouping& groups);

}  // namespace hearsay::engine
