// Work on many threads, results in the order of the inputs. A producer hands over items, a fixed
// number of workers turn each into a result, and the calling thread takes the results, always the
// oldest first. Only so many items, and so many bytes of them, are under way at a time: whoever is
// ahead waits.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace hearsay::engine {

template <typename Item, typename Output>
class OrderedPool {
 public:
  /// Takes an item and what it costs in bytes; waits while too much is under way; false: stop.
  using Push = std::function<bool(Item item, std::size_t cost)>;
  /// Runs on a thread of its own; must not throw.
  using Produce = std::function<void(const Push& push)>;
  /// Runs on several threads at once; must not throw.
  using Work = std::function<Output(const Item& item)>;
  /// Runs on the calling thread; false: stop.
  using Consume = std::function<bool(Item item, Output output)>;

  OrderedPool(std::size_t jobs, std::size_t most_bytes)
      : jobs_(std::max<std::size_t>(jobs, 1)), most_items_(4 * jobs_), most_bytes_(most_bytes) {}

  void run(const Produce& produce, const Work& work, const Consume& consume) {
    Threads threads(*this);
    threads.start([this, &produce] {
      produce([this](Item item, std::size_t cost) { return push(std::move(item), cost); });
      finish();
    });
    for (std::size_t i = 0; i < jobs_; ++i) threads.start([this, &work] { serve(work); });
    while (auto slot = next_done()) {
      if (!consume(std::move(slot->item), std::move(*slot->output))) break;
    }
  }

 private:
  struct Slot {
    Item item;
    std::size_t cost = 0;
    std::optional<Output> output;
  };

  /// Stops and joins all threads, also when `consume` throws.
  class Threads {
   public:
    explicit Threads(OrderedPool& pool) : pool_(pool) {}
    ~Threads() { pool_.stop(); }
    Threads(const Threads&) = delete;
    Threads& operator=(const Threads&) = delete;
    template <typename Body>
    void start(Body body) {
      threads_.emplace_back(std::move(body));
    }

   private:
    OrderedPool& pool_;
    std::vector<std::jthread> threads_;  // joined after `stop`, when members are destroyed
  };

  bool push(Item item, std::size_t cost) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] {
      return stopped_ || slots_.empty() ||
             (slots_.size() < most_items_ && bytes_ + cost <= most_bytes_);
    });
    if (stopped_) return false;
    slots_.push_back(Slot{std::move(item), cost, std::nullopt});
    bytes_ += cost;
    waiting_.notify_one();
    return true;
  }

  void finish() {
    const std::scoped_lock lock(mutex_);
    finished_ = true;
    waiting_.notify_all();
    done_.notify_all();
  }

  void stop() {
    const std::scoped_lock lock(mutex_);
    stopped_ = true;
    waiting_.notify_all();
    room_.notify_all();
  }

  void serve(const Work& work) {
    while (Slot* slot = next_waiting()) {
      Output output = work(slot->item);
      const std::scoped_lock lock(mutex_);
      slot->output.emplace(std::move(output));
      done_.notify_all();
    }
  }

  /// The oldest item that nobody works on; a deque keeps it in place while others come and go.
  Slot* next_waiting() {
    std::unique_lock lock(mutex_);
    waiting_.wait(lock, [&] { return stopped_ || taken_ < slots_.size() || finished_; });
    if (stopped_ || taken_ >= slots_.size()) return nullptr;
    return &slots_[taken_++];
  }

  std::optional<Slot> next_done() {
    std::unique_lock lock(mutex_);
    done_.wait(lock, [&] {
      return (!slots_.empty() && slots_.front().output) || (finished_ && slots_.empty());
    });
    if (slots_.empty()) return {};
    std::optional<Slot> slot(std::move(slots_.front()));
    slots_.pop_front();
    --taken_;
    bytes_ -= slot->cost;
    room_.notify_all();
    return slot;
  }

  const std::size_t jobs_;
  const std::size_t most_items_;
  const std::size_t most_bytes_;
  std::mutex mutex_;
  std::condition_variable room_, waiting_, done_;
  std::deque<Slot> slots_;  // oldest first
  std::size_t taken_ = 0;   // how many of them a worker has taken
  std::size_t bytes_ = 0;
  bool finished_ = false;  // no more items will come
  bool stopped_ = false;
};

}  // namespace hearsay::engine
