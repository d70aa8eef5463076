#include "annotate/trees.h"

#include <algorithm>
#include <limits>

#include "model/sequence.h"

namespace hearsay::annotate {
namespace {

constexpr float never = -std::numeric_limits<float>::infinity();
constexpr std::size_t none = static_cast<std::size_t>(-1);

/// Scores of heads, one row for each node.
struct Scores {
  std::size_t size = 0;
  std::vector<float> numbers;

  explicit Scores(std::size_t n) : size(n), numbers(n * n, never) {}
  float& at(std::size_t dependent, std::size_t head) { return numbers[dependent * size + head]; }
  [[nodiscard]] float at(std::size_t dependent, std::size_t head) const {
    return numbers[dependent * size + head];
  }
  [[nodiscard]] std::span<const float> row(std::size_t dependent) const {
    return std::span(numbers).subspan(dependent * size, size);
  }
};

using Heads = std::vector<std::size_t>;  // `none` for the root

/// The nodes of a cycle, empty where there is none.
std::vector<std::size_t> cycle_in(const Heads& heads) {
  enum class State : char { fresh, on_path, done };
  std::vector<State> state(heads.size(), State::fresh);
  for (std::size_t start = 0; start < heads.size(); ++start) {
    std::vector<std::size_t> path;
    std::size_t at = start;
    for (; at != none && state[at] == State::fresh; at = heads[at]) {
      state[at] = State::on_path;
      path.push_back(at);
    }
    if (at != none && state[at] == State::on_path) {
      return {std::find(path.begin(), path.end(), at), path.end()};
    }
    for (const std::size_t node : path) state[node] = State::done;
  }
  return {};
}

Heads spanning_tree(Scores scores, std::size_t root);

/// The cycle as one node: where an arc into it enters, where one out of it leaves.
class Contraction {
 public:
  Contraction(const Scores& scores, const Heads& heads, std::vector<std::size_t> cycle)
      : scores_(scores), heads_(heads), cycle_(std::move(cycle)) {
    for (std::size_t node = 0; node < heads.size(); ++node) {
      if (std::find(cycle_.begin(), cycle_.end(), node) == cycle_.end()) rest_.push_back(node);
    }
  }

  Heads solve(std::size_t root) const {
    const std::size_t whole = rest_.size();  // the cycle's own number
    Scores small(whole + 1);
    std::vector<std::size_t> enter(whole);
    std::vector<std::size_t> leave(whole);
    for (std::size_t i = 0; i < whole; ++i) {
      for (std::size_t j = 0; j < whole; ++j) small.at(i, j) = scores_.at(rest_[i], rest_[j]);
      enter[i] = best_of([&](std::size_t node) { return gain(node, rest_[i]); });
      leave[i] = best_of([&](std::size_t node) { return scores_.at(rest_[i], node); });
      small.at(whole, i) = gain(enter[i], rest_[i]);
      small.at(i, whole) = scores_.at(rest_[i], leave[i]);
    }
    const auto small_root =
        static_cast<std::size_t>(std::find(rest_.begin(), rest_.end(), root) - rest_.begin());
    const Heads found = spanning_tree(std::move(small), small_root);
    Heads out = heads_;
    for (std::size_t i = 0; i < whole; ++i) {
      const std::size_t head = found[i];
      out[rest_[i]] = head == none ? none : head == whole ? leave[i] : rest_[head];
    }
    out[enter[found[whole]]] = rest_[found[whole]];
    return out;
  }

 private:
  /// What it brings that a node of the cycle gets its head from outside.
  [[nodiscard]] float gain(std::size_t node, std::size_t head) const {
    return scores_.at(node, head) - scores_.at(node, heads_[node]);
  }

  template <typename Score>
  [[nodiscard]] std::size_t best_of(Score score) const {
    return *std::max_element(cycle_.begin(), cycle_.end(),
                             [&](std::size_t a, std::size_t b) { return score(a) < score(b); });
  }

  const Scores& scores_;
  const Heads& heads_;
  std::vector<std::size_t> cycle_;
  std::vector<std::size_t> rest_;
};

Heads spanning_tree(Scores scores, std::size_t root) {
  Heads heads(scores.size, none);
  for (std::size_t node = 0; node < scores.size; ++node) {
    scores.at(node, node) = never;
    if (node != root) heads[node] = model::greatest(scores.row(node));
  }
  auto cycle = cycle_in(heads);
  if (cycle.empty()) return heads;
  return Contraction(scores, heads, std::move(cycle)).solve(root);
}

}  // namespace

std::vector<std::optional<std::size_t>> best_tree(std::span<const float> arcs, std::size_t words) {
  std::vector<float> logp(arcs.begin(), arcs.end());
  Scores scores(words);
  std::vector<float> as_root(words);
  for (std::size_t i = 0; i < words; ++i) {
    const std::span<float> row = std::span(logp).subspan(i * (words + 1), words + 1);
    model::log_softmax(row);
    as_root[i] = row[0];
    std::copy(row.begin() + 1, row.end(),
              scores.numbers.begin() + static_cast<std::ptrdiff_t>(i * words));
  }
  const std::size_t root = model::greatest(as_root);
  std::vector<std::optional<std::size_t>> out(words);
  const Heads heads = spanning_tree(std::move(scores), root);
  for (std::size_t i = 0; i < words; ++i) {
    if (heads[i] != none) out[i] = heads[i];
  }
  return out;
}

}  // namespace hearsay::annotate
