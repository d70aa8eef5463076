// Copies in other words: a later page without credit that tells the earlier one's odd details in
// its order. What two pages have from a source that both name is no copy of either.
#pragma once

#include "trace/pile.h"

namespace hearsay::tracing {

/// A page that was reworded into another, as far as its details tell; always inferred.
struct Reworded {
  const Document* from = nullptr;
  const Document* to = nullptr;
  std::string reason;
  std::vector<std::pair<Span, Span>> details;  ///< (in from, in to), in the order of the second
  double confidence = 0;
};

/// At most one for each later page: the earlier one with the most details; by the later one's id.
/// Needs further pages of the pile, which tell what of the story is common to all.
std::vector<Reworded> find_reworded(const Pile& pile);

}  // namespace hearsay::tracing
