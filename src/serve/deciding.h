// Decisions from the page, one after the other, through a session of their own.
#pragma once

#include <memory>
#include <mutex>

#include "hearsay/decision.h"
#include "hearsay/result.h"
#include "serve/engines.h"

namespace hearsay::serve {

/// Safe from any thread. The store is opened to write with the first decision.
class Deciding {
 public:
  explicit Deciding(Engines& engines) : engines_(engines) {}

  Result<DecisionRow> decide(const DecisionRequest& request);

 private:
  Engines& engines_;
  std::mutex mutex_;
  std::unique_ptr<Engine> engine_;
};

}  // namespace hearsay::serve
