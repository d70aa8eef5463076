#include "serve/engines.h"

#include <algorithm>
#include <utility>

namespace hearsay::serve {
namespace {

constexpr std::chrono::seconds kLongestWait{20};

}  // namespace

Engines::Engines(std::unique_ptr<Engine> first, std::size_t most)
    : first_(std::move(first)), most_(most) {}

Engines::Lease::Lease(Engines& engines, std::unique_ptr<Engine> engine,
                      std::unique_ptr<Moment> moment, Work work)
    : engines_(&engines), engine_(std::move(engine)), moment_(std::move(moment)), work_(work) {}

Engines::Lease::~Lease() {
  moment_.reset();
  if (engine_) engines_->give_back(std::move(engine_), work_);
}

Result<Engines::Lease> Engines::lease(Work work) {
  auto engine = take(work);
  if (!engine) return tl::unexpected(engine.error());
  auto moment = (*engine)->moment();
  if (!moment) {
    give_back(std::move(*engine), work);
    return tl::unexpected(moment.error());
  }
  return Lease(*this, std::move(*engine), std::move(*moment), work);
}

bool Engines::has_room(Work work) const {
  if (work == Work::lengthy && lengthy_ >= std::max<std::size_t>(1, most_ / 2)) return false;
  return !free_.empty() || open_ < most_;
}

Result<std::unique_ptr<Engine>> Engines::take(Work work) {
  std::unique_lock lock(mutex_);
  Queue& queue = queue_of(work);
  ++queue.waiting;
  const bool is_there = queue.changed.wait_for(lock, kLongestWait, [&] { return has_room(work); });
  --queue.waiting;
  if (!is_there) {
    return fail(ErrorKind::store, "all that can read are busy with other requests: try again");
  }
  const std::size_t lengthy = work == Work::lengthy ? 1 : 0;
  lengthy_ += lengthy;
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
  lengthy_ -= lengthy;
  wake(work);
  return engine;
}

void Engines::give_back(std::unique_ptr<Engine> engine, Work work) {
  const std::scoped_lock lock(mutex_);
  free_.push_back(std::move(engine));
  if (work == Work::lengthy) --lengthy_;
  wake(work);
}

/// One of those who wait, whose turn it is when such work ends: each kind hands on to its own.
void Engines::wake(Work ended) {
  const Work other = ended == Work::brief ? Work::lengthy : Work::brief;
  for (const Work work : {ended, other}) {
    if (queue_of(work).waiting > 0 && has_room(work)) return queue_of(work).changed.notify_one();
  }
}

bool Engines::is_awaited() {
  const std::scoped_lock lock(mutex_);
  return brief_queue_.waiting + lengthy_queue_.waiting > 0;
}

Result<Engines::State> Engines::state() {
  const std::scoped_lock lock(watch_);
  const auto version = first_->version();
  if (!version) return tl::unexpected(version.error());
  if (seen_ && seen_->version == *version) return *seen_;
  const auto contents = first_->contents();
  if (!contents) return tl::unexpected(contents.error());
  seen_ = State{*version, *contents};
  return *seen_;
}

Result<std::unique_ptr<Engine>> Engines::writer() { return first_->another(false); }

}  // namespace hearsay::serve
