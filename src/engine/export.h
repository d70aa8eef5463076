// The store as JSON Lines.
#pragma once

#include <functional>
#include <string_view>

#include "hearsay/result.h"
#include "store/store.h"

namespace hearsay::engine {

/// See Engine::export_jsonl.
Result<void> export_jsonl(const Store& store,
                          const std::function<bool(std::string_view line)>& sink);

}  // namespace hearsay::engine
