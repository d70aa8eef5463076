// Answers given lately: asked again while nothing has been written, they cost nothing; asked for
// by several at once, they are made once.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "serve/answer.h"

namespace hearsay::serve {

/// Safe from any thread. Bounded by the bytes of what it keeps.
class AnswerCache {
 public:
  using Kept = std::shared_ptr<const Answer>;
  using Make = std::function<Answer()>;

  explicit AnswerCache(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  /// The answer to `key` of a store at `version`, with its etag; made by `make`, on this thread,
  /// where no other thread is at it already. Versions go up; what was of a former one is dropped,
  /// and who still reads one has it made for himself.
  Kept get(std::int64_t version, const std::string& key, const Make& make);

  /// The answer where it is kept; else null.
  [[nodiscard]] Kept find(std::int64_t version, const std::string& key) const;

  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Slot {
    Kept answer;                   ///< none: it is being made
    std::condition_variable made;  ///< who waits for one answer is not woken by others
    std::list<std::string>::iterator place = {};
  };
  using Slots = std::map<std::string, std::shared_ptr<Slot>>;

  void finish(const std::string& key, const std::shared_ptr<Slot>& slot, Kept answer);
  void drop_oldest();

  const std::size_t most_bytes_;
  mutable std::mutex mutex_;
  std::int64_t version_ = -1;
  Slots slots_;
  std::list<std::string> used_;  ///< keys of what is kept, the last used first
  std::size_t bytes_ = 0;
};

}  // namespace hearsay::serve
