// Engines to read with, one for each request that is being answered, and a watch over the store.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "hearsay/engine.h"
#include "hearsay/result.h"

namespace hearsay::serve {

/// A fixed number of sessions, opened when they are first needed. Safe from any thread.
class Engines {
 public:
  /// `first` reads the store and is the watch; others are opened beside it.
  Engines(std::unique_ptr<Engine> first, std::size_t most);

  /// One engine for as long as it lives, with the store as it was when it was handed out.
  class Lease {
   public:
    Lease(Engines& engines, std::unique_ptr<Engine> engine, std::unique_ptr<Moment> moment);
    ~Lease();
    Lease(Lease&&) noexcept = default;
    Lease& operator=(Lease&&) = delete;
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;

    [[nodiscard]] const Engine& engine() const { return *engine_; }

   private:
    Engines* engines_;
    std::unique_ptr<Engine> engine_;
    std::unique_ptr<Moment> moment_;
  };

  /// Waits a while where all are lent.
  Result<Lease> lease();
  /// Another number after every write, whoever wrote.
  Result<std::int64_t> version();
  /// A session that may write.
  Result<std::unique_ptr<Engine>> writer();

 private:
  Result<std::unique_ptr<Engine>> take();
  void give_back(std::unique_ptr<Engine> engine);

  const std::unique_ptr<Engine> first_;
  const std::size_t most_;
  std::mutex watch_;  ///< `first_` is read under it
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Engine>> free_;
  std::size_t open_ = 0;  ///< lent and free
};

}  // namespace hearsay::serve
