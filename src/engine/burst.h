// Documents on their way into the store, some at a time: what one transaction costs (a wait for the
// disk, pages written again and again) is shared by all that were read in a quarter of a second.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <mutex>
#include <vector>

#include "engine/read_inputs.h"
#include "hearsay/result.h"
#include "store/store.h"

namespace hearsay::engine {

/// Used by one thread; others may use the store meanwhile while they hold `mutex`.
class Burst {
 public:
  /// Writes one document. An error is one of the store, and ends it all.
  using StoreOne = std::function<Result<void>(const Input& input, InputReading reading)>;
  /// Told of each document once it is on disk, in the order in which they came.
  using Stored = std::function<void(const Input& input)>;

  Burst(Store& store, std::mutex& mutex, StoreOne store_one, Stored stored);

  /// Takes a document; stores those that wait when they have waited long enough or are many.
  Result<void> push(Input input, InputReading reading);
  /// Stores those that wait: all of them or, with an error, none.
  Result<void> flush();

 private:
  struct Waiting {
    Input input;
    InputReading reading;
  };

  Store& store_;
  std::mutex& mutex_;
  const StoreOne store_one_;
  const Stored stored_;
  std::vector<Waiting> waiting_;
  std::size_t bytes_ = 0;  ///< of their texts
  std::chrono::steady_clock::time_point since_;
};

}  // namespace hearsay::engine
