// Dependency trees from a score of each arc (McDonald et al. 2005; biaffine scores as in Dozat and
// Manning 2017).
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace hearsay::annotate {

/// The likeliest tree over the words of a sentence that has one root and no arcs that cross, seen
/// above the words (Eisner 1996): the head of each word, none for the root. English has hardly
/// others, and where the likeliest heads taken one by one cross, one of them is mostly wrong.
/// `arcs` has a row of 1 + words logits for each word: for being the root, then for each head.
/// Precondition: words > 0. O(words^3).
std::vector<std::optional<std::size_t>> best_tree(std::span<const float> arcs, std::size_t words);

}  // namespace hearsay::annotate
