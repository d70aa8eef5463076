// Traces made lately: whoever asks by other words for a narrative that was traced already, or for
// another part of it, has it at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "hearsay/result.h"
#include "hearsay/trace.h"

namespace hearsay::engine {

/// Safe from any thread. Bounded by the documents of the narratives that it keeps.
class KeptTraces {
 public:
  using Kept = std::shared_ptr<const Trace>;
  using Make = std::function<Result<Trace>()>;

  explicit KeptTraces(std::size_t most_documents) : most_(most_documents) {}

  /// What `make` gives for the narrative of that id in a store of these contents (`Store::contents`
  /// names them; what came before them is dropped). An error is not kept.
  Result<Kept> get(std::int64_t contents, const std::string& narrative, const Make& make);

 private:
  struct Entry {
    std::string narrative;
    Kept trace;
  };

  [[nodiscard]] Kept find(std::int64_t contents, const std::string& narrative);
  void keep(std::int64_t contents, const std::string& narrative, const Kept& trace);

  const std::size_t most_;
  std::mutex mutex_;
  std::int64_t contents_ = -1;
  std::list<Entry> entries_;  ///< asked for last first
  std::map<std::string, std::list<Entry>::iterator, std::less<>> by_narrative_;
  std::size_t documents_ = 0;
};

}  // namespace hearsay::engine
