#include "engine/kept_traces.h"

#include <utility>

namespace hearsay::engine {
namespace {

/// A trace of few documents takes room too.
std::size_t size_of(const Trace& trace) { return 8 + trace.narrative.documents.size(); }

}  // namespace

Result<KeptTraces::Kept> KeptTraces::get(std::int64_t contents, const std::string& narrative,
                                         const Make& make) {
  if (Kept kept = find(contents, narrative)) return kept;
  // Two who ask at once may both make it: that is rare, and neither waits for the other's store.
  auto made = make();
  if (!made) return tl::unexpected(made.error());
  auto trace = std::make_shared<const Trace>(*std::move(made));
  keep(contents, narrative, trace);
  return trace;
}

KeptTraces::Kept KeptTraces::find(std::int64_t contents, const std::string& narrative) {
  const std::scoped_lock lock(mutex_);
  const auto found = by_narrative_.find(narrative);
  if (contents != contents_ || found == by_narrative_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return entries_.front().trace;
}

void KeptTraces::keep(std::int64_t contents, const std::string& narrative, const Kept& trace) {
  const std::scoped_lock lock(mutex_);
  if (contents < contents_) return;
  if (contents > contents_) {
    entries_.clear();
    by_narrative_.clear();
    documents_ = 0;
    contents_ = contents;
  }
  if (by_narrative_.contains(narrative)) return;
  entries_.push_front({narrative, trace});
  by_narrative_[narrative] = entries_.begin();
  documents_ += size_of(*trace);
  while (documents_ > most_) {
    documents_ -= size_of(*entries_.back().trace);
    by_narrative_.erase(entries_.back().narrative);
    entries_.pop_back();
  }
}

}  // namespace hearsay::engine
