// Dependency trees from a score of each arc (McDonald et al. 2005; biaffine scores as in Dozat and
// Manning 2017).
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace hearsay::annotate {

/// The maximum spanning tree over the words of a sentence whose one root is the word that is
/// likeliest to be it (Chu and Liu 1965; Edmonds 1967): the head of each word, none for the root.
/// `arcs` has a row of 1 + words logits for each word: for being the root, then for each head. Of
/// equals the first. Precondition: words > 0. O(words^3), about words^2 on real sentences.
std::vector<std::optional<std::size_t>> best_tree(std::span<const float> arcs, std::size_t words);

}  // namespace hearsay::annotate
