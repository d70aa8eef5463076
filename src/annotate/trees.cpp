#include "annotate/trees.h"

#include <limits>

#include "model/sequence.h"

namespace hearsay::annotate {
namespace {

using Heads = std::vector<std::optional<std::size_t>>;

/// The best sum over the words from one to another, and where what makes it parts.
struct Best {
  float sum = -std::numeric_limits<float>::infinity();
  std::size_t split = 0;

  void offer(float other, std::size_t at) {
    if (other <= sum) return;
    sum = other;
    split = at;
  }
};

/// The best of each stretch of words, shorter ones first. A stretch is led by the word at one of
/// its ends; it is whole, or still open: its two ends are joined, and what hangs on the led end on
/// its far side is not in it.
class Chart {
 public:
  /// `logp` has a row for each word: for being the root, then for each head.
  Chart(std::span<const float> logp, std::size_t words) : logp_(logp), words_(words) {
    for (auto* table : {&open_left_, &open_right_, &left_, &right_}) table->resize(words * words);
    for (std::size_t i = 0; i < words; ++i) {
      at(left_, i, i) = at(right_, i, i) = {0, i};
    }
    for (std::size_t size = 1; size < words; ++size) {
      for (std::size_t i = 0; i + size < words; ++i) fill(i, i + size);
    }
  }

  [[nodiscard]] Heads tree() const {
    Best root;
    for (std::size_t i = 0; i < words_; ++i) {
      const float as_root = logp_[i * (words_ + 1)];
      root.offer(as_root + at(left_, 0, i).sum + at(right_, i, words_ - 1).sum, i);
    }
    Heads heads(words_);
    std::vector<Stretch> stretches = {{0, root.split, true, false},
                                      {root.split, words_ - 1, false, false}};
    while (!stretches.empty()) {
      const Stretch stretch = stretches.back();
      stretches.pop_back();
      if (stretch.first < stretch.last) take_apart(stretch, heads, stretches);
    }
    return heads;
  }

 private:
  using Table = std::vector<Best>;

  struct Stretch {
    std::size_t first, last;
    bool led_by_last, open;
  };

  [[nodiscard]] const Best& at(const Table& table, std::size_t i, std::size_t j) const {
    return table[i * words_ + j];
  }
  [[nodiscard]] Best& at(Table& table, std::size_t i, std::size_t j) const {
    return table[i * words_ + j];
  }
  [[nodiscard]] float arc(std::size_t word, std::size_t head) const {
    return logp_[word * (words_ + 1) + 1 + head];
  }

  void fill(std::size_t i, std::size_t j) {
    Best joined{at(right_, i, i).sum + at(left_, i + 1, j).sum, i};
    for (std::size_t k = i + 1; k < j; ++k) {
      joined.offer(at(right_, i, k).sum + at(left_, k + 1, j).sum, k);
    }
    at(open_left_, i, j) = {joined.sum + arc(i, j), joined.split};
    at(open_right_, i, j) = {joined.sum + arc(j, i), joined.split};
    Best left{at(left_, i, i).sum + at(open_left_, i, j).sum, i};
    Best right{at(open_right_, i, j).sum + at(right_, j, j).sum, j};
    for (std::size_t k = i + 1; k < j; ++k) {
      left.offer(at(left_, i, k).sum + at(open_left_, k, j).sum, k);
      right.offer(at(open_right_, i, k).sum + at(right_, k, j).sum, k);
    }
    at(left_, i, j) = left;
    at(right_, i, j) = right;
  }

  /// Puts in the arc of an open stretch, and adds the two that a stretch is made of.
  void take_apart(const Stretch& stretch, Heads& heads, std::vector<Stretch>& stretches) const {
    const auto [i, j, led_by_last, open] = stretch;
    if (open) {
      const std::size_t k = at(led_by_last ? open_left_ : open_right_, i, j).split;
      if (led_by_last) heads[i] = j;
      if (!led_by_last) heads[j] = i;
      stretches.push_back({i, k, false, false});
      stretches.push_back({k + 1, j, true, false});
      return;
    }
    const std::size_t k = at(led_by_last ? left_ : right_, i, j).split;
    stretches.push_back({i, k, led_by_last, !led_by_last});
    stretches.push_back({k, j, led_by_last, led_by_last});
  }

  std::span<const float> logp_;
  std::size_t words_;
  Table open_left_, open_right_, left_, right_;
};

}  // namespace

std::vector<std::optional<std::size_t>> best_tree(std::span<const float> arcs, std::size_t words) {
  std::vector<float> logp(arcs.begin(), arcs.end());
  for (std::size_t i = 0; i < words; ++i) {
    model::log_softmax(std::span(logp).subspan(i * (words + 1), words + 1));
  }
  return Chart(logp, words).tree();
}

}  // namespace hearsay::annotate
