#include "serve/engines.h"

#include <utility>

namespace hearsay::serve {
namespace {

constexpr std::chrono::seconds kLongestWait{20};

}  // namespace

Engines::Engines(std::unique_ptr<Engine> first, std::size_t most)
    : first_(std::move(first)), most_(most) {}

Engines::Lease::Lease(Engines& engines, std::unique_ptr<Engine> engine,
                      std::unique_ptr<Moment> moment)
    : engines_(&engines), engine_(std::move(engine)), moment_(std::move(moment)) {}

Engines::Lease::~Lease() {
  moment_.reset();
  if (engine_) engines_->give_back(std::move(engine_));
}

Result<Engines::Lease> Engines::lease() {
  auto engine = take();
  if (!engine) return tl::unexpected(engine.error());
  auto moment = (*engine)->moment();
  if (!moment) {
    give_back(std::move(*engine));
    return tl::unexpected(moment.error());
  }
  return Lease(*this, std::move(*engine), std::move(*moment));
}

Result<std::unique_ptr<Engine>> Engines::take() {
  std::unique_lock lock(mutex_);
  const bool is_there =
      returned_.wait_for(lock, kLongestWait, [this] { return !free_.empty() || open_ < most_; });
  if (!is_there) {
    return fail(ErrorKind::store, "all that can read are busy with other requests: try again");
  }
  if (!free_.empty()) {
    auto engine = std::move(free_.back());
    free_.pop_back();
    return engine;
  }
  ++open_;
  lock.unlock();
  auto engine = first_->another(true);
  if (engine) return engine;
  lock.lock();
  --open_;
  returned_.notify_one();
  return engine;
}

void Engines::give_back(std::unique_ptr<Engine> engine) {
  const std::scoped_lock lock(mutex_);
  free_.push_back(std::move(engine));
  returned_.notify_one();
}

Result<std::int64_t> Engines::version() {
  const std::scoped_lock lock(watch_);
  return first_->version();
}

Result<std::unique_ptr<Engine>> Engines::writer() { return first_->another(false); }

}  // namespace hearsay::serve
