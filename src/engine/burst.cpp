#include "engine/burst.h"

#include <utility>

namespace hearsay::engine {
namespace {

// What a kill may lose, and have to be read again.
constexpr std::chrono::milliseconds kLongest{250};
constexpr std::size_t kMostBytes = std::size_t{1} << 19;  // a reading is some fifty times its text

}  // namespace

Burst::Burst(Store& store, std::mutex& mutex, StoreOne store_one, Stored stored)
    : store_(store), mutex_(mutex), store_one_(std::move(store_one)), stored_(std::move(stored)) {}

Result<void> Burst::push(Input input, InputReading reading) {
  const auto now = std::chrono::steady_clock::now();
  if (waiting_.empty()) since_ = now;
  if (reading.document) bytes_ += reading.document->article.text.size();
  waiting_.push_back({std::move(input), std::move(reading)});
  if (now - since_ < kLongest && bytes_ < kMostBytes) return {};
  return flush();
}

Result<void> Burst::flush() {
  std::vector<Waiting> all = std::exchange(waiting_, {});
  bytes_ = 0;
  if (all.empty()) return {};
  {
    const std::scoped_lock lock(mutex_);
    const auto change = store_.change();
    if (!change) return tl::unexpected<Error>(change.error());
    for (Waiting& each : all) {
      const auto done = store_one_(each.input, std::move(each.reading));
      if (!done) return done;
    }
    if (const auto kept = (*change)->keep(); !kept) return kept;
  }
  for (const Waiting& each : all) stored_(each.input);
  return {};
}

}  // namespace hearsay::engine
