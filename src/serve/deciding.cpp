#include "serve/deciding.h"

#include <utility>

namespace hearsay::serve {

Result<DecisionRow> Deciding::decide(const DecisionRequest& request) {
  const std::scoped_lock lock(mutex_);
  if (!engine_) {
    auto engine = engines_.writer();
    if (!engine) return tl::unexpected(engine.error());
    engine_ = std::move(*engine);
  }
  auto row = engine_->decide(request);
  // Groups are made now and kept, so that whoever reads next does not have to.
  if (row) static_cast<void>(engine_->collection().largest(0));
  return row;
}

}  // namespace hearsay::serve
