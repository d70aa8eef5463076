#include "engine/comparables.h"

#include <iterator>
#include <utility>

namespace hearsay::engine {
namespace {

// Of texts, as many as the store keeps; what is kept of one is some fifty times its text.
constexpr std::size_t kMostBytes = std::size_t{1} << 19;

std::size_t size_of(const Comparable& comparable) {
  return comparable.document()->article.text.size();
}

}  // namespace

Result<Comparable> Comparables::get(const std::string& id, const Store& store,
                                    const Matcher& matcher) {
  // The store knows whether another program has changed the document, and gives out the same one
  // as long as nobody has.
  auto document = store.document(id);
  if (!document) return tl::unexpected<Error>(document.error());
  if (const auto found = by_id_.find(id); found != by_id_.end()) {
    if (found->second->comparable.document() == *document) {
      kept_.splice(kept_.begin(), kept_, found->second);
      return kept_.front().comparable;
    }
    forget(found->second);
  }
  auto sketch = store.sketch(id);
  if (!sketch) return tl::unexpected<Error>(sketch.error());
  auto outline = store.outline(id);
  if (!outline) return tl::unexpected<Error>(outline.error());
  kept_.push_front(
      {id, matcher.prepare(std::move(*document), std::move(*sketch), std::move(*outline))});
  by_id_[id] = kept_.begin();
  bytes_ += size_of(kept_.front().comparable);
  while (bytes_ > kMostBytes && kept_.size() > 1) forget(std::prev(kept_.end()));
  return kept_.front().comparable;
}

void Comparables::forget(std::list<Kept>::iterator kept) {
  bytes_ -= size_of(kept->comparable);
  by_id_.erase(kept->id);
  kept_.erase(kept);
}

}  // namespace hearsay::engine
