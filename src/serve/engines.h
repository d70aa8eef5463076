// Engines to read with, one for each request that is being answered, and a watch over the store.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "hearsay/engine.h"
#include "hearsay/result.h"

namespace hearsay::serve {

/// What is asked of an engine: a row or a page of them, or a trace, which takes many times as long.
enum class Work { brief, lengthy };

/// A fixed number of sessions, opened when they are first needed. Safe from any thread.
class Engines {
 public:
  /// `first` reads the store and is the watch; others are opened beside it.
  Engines(std::unique_ptr<Engine> first, std::size_t most);

  /// One engine for as long as it lives, with the store as it was when it was handed out.
  class Lease {
   public:
    Lease(Engines& engines, std::unique_ptr<Engine> engine, std::unique_ptr<Moment> moment,
          Work work);
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
    Work work_;
  };

  /// Waits a while where all are lent. No more than half of them do what is lengthy.
  Result<Lease> lease(Work work);
  /// What the store is at. `version` is another number after every write, whoever wrote; `contents`
  /// a greater one after every write but a note.
  struct State {
    std::int64_t version = 0, contents = 0;
  };
  Result<State> state();
  /// Somebody waits for one.
  [[nodiscard]] bool is_awaited();
  /// A session that may write.
  Result<std::unique_ptr<Engine>> writer();

 private:
  /// Those who wait for an engine for one kind of work.
  struct Queue {
    std::condition_variable changed;
    std::size_t waiting = 0;
  };

  Result<std::unique_ptr<Engine>> take(Work work);
  void give_back(std::unique_ptr<Engine> engine, Work work);
  [[nodiscard]] bool has_room(Work work) const;
  Queue& queue_of(Work work) { return work == Work::brief ? brief_queue_ : lengthy_queue_; }
  void wake(Work ended);

  const std::unique_ptr<Engine> first_;
  const std::size_t most_;
  std::mutex watch_;  ///< `first_` is read under it
  std::optional<State> seen_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Engine>> free_;
  std::size_t open_ = 0;     ///< lent and free
  std::size_t lengthy_ = 0;  ///< lent for what is lengthy
  Queue brief_queue_, lengthy_queue_;
};

}  // namespace hearsay::serve
