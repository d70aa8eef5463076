// Average-link clustering of few things with sparse similarities: two clusters join while the mean
// similarity of their members is at least a threshold, most alike first. It does not chain: a thing
// that resembles one member only stays outside. The result does not depend on the order of input
// as long as items are numbered by a total order of their own (ids).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace hearsay::matching {

/// Similarity of items `a` < `b`; pairs that are not given count as 0.
struct Similarity {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  double value = 0;
};

/// For each of `count` items the smallest item of its cluster. `forbidden(a, b)` keeps two items
/// out of one cluster; it may be empty. Two clusters of three items or more stay apart, too, where
/// the mean similarity between them is less than `cohesion` times the mean inside them: some things
/// are told in few words and some in many, so that two close groups of one kind are as like as the
/// members of one loose group. O(e log e) for e pairs, times the merges of a cluster.
std::vector<std::uint32_t> average_link(
    std::size_t count, const std::vector<Similarity>& similarities, double threshold,
    const std::function<bool(std::uint32_t, std::uint32_t)>& forbidden = {}, double cohesion = 0);

}  // namespace hearsay::matching
