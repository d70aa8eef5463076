#include "model/sequence.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hearsay::model {
namespace {

constexpr float never = -std::numeric_limits<float>::infinity();

/// The likeliest labels. A label is O (0), B of a type (odd) or I of it (the even one behind).
class Viterbi {
 public:
  Viterbi(std::span<const float> logp, std::size_t labels)
      : logp_(logp), labels_(labels), positions_(logp.size() / labels), back_(logp.size()) {}

  std::vector<std::size_t> path() {
    std::vector<float> score(logp_.begin(), logp_.begin() + static_cast<std::ptrdiff_t>(labels_));
    for (std::size_t label = 2; label < labels_; label += 2) score[label] = never;
    for (std::size_t i = 1; i < positions_; ++i) step(i, score);
    std::vector<std::size_t> out(positions_);
    out.back() = greatest(score);
    for (std::size_t i = positions_ - 1; i > 0; --i) out[i - 1] = back_[i * labels_ + out[i]];
    return out;
  }

 private:
  void step(std::size_t position, std::vector<float>& score) {
    // O and every B may follow anything, I only its own B or I.
    const std::size_t best = greatest(score);
    std::vector<float> next(labels_);
    for (std::size_t label = 0; label < labels_; ++label) {
      const bool inside = label > 0 && label % 2 == 0;
      std::size_t from = best;
      if (inside) from = score[label - 1] >= score[label] ? label - 1 : label;
      back_[position * labels_ + label] = from;
      next[label] = score[from] + logp_[position * labels_ + label];
    }
    score = std::move(next);
  }

  std::span<const float> logp_;
  std::size_t labels_;
  std::size_t positions_;
  std::vector<std::size_t> back_;
};

}  // namespace

std::size_t greatest(std::span<const float> numbers) {
  return static_cast<std::size_t>(std::max_element(numbers.begin(), numbers.end()) -
                                  numbers.begin());
}

void log_softmax(std::span<float> logits) {
  const float highest = *std::max_element(logits.begin(), logits.end());
  float sum = 0;
  for (const float each : logits) sum += std::exp(each - highest);
  const float shift = highest + std::log(sum);
  for (float& each : logits) each -= shift;
}

namespace {

/// Rows of logits as logarithms of probabilities.
std::vector<float> log_probabilities(std::span<const float> scores, std::size_t labels) {
  std::vector<float> out(scores.begin(), scores.end());
  for (std::size_t at = 0; at < out.size(); at += labels) {
    log_softmax(std::span(out).subspan(at, labels));
  }
  return out;
}

/// O, B, I of each position: the probabilities of all types together.
std::vector<float> without_types(std::span<const float> logp, std::size_t types) {
  std::vector<float> out;
  const std::size_t labels = 1 + 2 * types;
  for (std::size_t at = 0; at < logp.size(); at += labels) {
    float begins = 0;
    float inside = 0;
    for (std::size_t type = 0; type < types; ++type) {
      begins += std::exp(logp[at + 1 + 2 * type]);
      inside += std::exp(logp[at + 2 + 2 * type]);
    }
    out.insert(out.end(), {logp[at], std::log(begins), std::log(inside)});
  }
  return out;
}

}  // namespace

std::vector<Run> best_runs(std::span<const float> scores, std::size_t types) {
  const std::size_t labels = 1 + 2 * types;
  const std::vector<float> logp = log_probabilities(scores, labels);
  const std::size_t positions = scores.size() / labels;
  std::vector<Run> out;
  if (positions == 0) return out;
  const std::vector<std::size_t> path = Viterbi(logp, labels).path();
  for (std::size_t i = 0; i < positions;) {
    if (path[i] == 0) {
      ++i;
      continue;
    }
    Run run{i, i + 1, (path[i] - 1) / 2, 0};
    while (run.end < positions && path[run.end] != 0 && path[run.end] % 2 == 0) ++run.end;
    for (; i < run.end; ++i) run.confidence += std::exp(logp[i * labels + path[i]]);
    run.confidence /= static_cast<float>(run.end - run.begin);
    out.push_back(run);
  }
  return out;
}

std::vector<Run> best_typed_runs(std::span<const float> scores, std::size_t types) {
  const std::size_t labels = 1 + 2 * types;
  const std::vector<float> logp = log_probabilities(scores, labels);
  const auto logp_of = [&](std::size_t position, bool first, std::size_t type) {
    return logp[position * labels + (first ? 1 : 2) + 2 * type];
  };
  std::vector<Run> out = best_runs(without_types(logp, types), 1);
  for (Run& run : out) {
    std::vector<float> sums(types);
    for (std::size_t type = 0; type < types; ++type) {
      for (std::size_t i = run.begin; i < run.end; ++i) {
        sums[type] += logp_of(i, i == run.begin, type);
      }
    }
    run.type = greatest(sums);
    run.confidence = 0;
    for (std::size_t i = run.begin; i < run.end; ++i) {
      run.confidence += std::exp(logp_of(i, i == run.begin, run.type));
    }
    run.confidence /= static_cast<float>(run.end - run.begin);
  }
  return out;
}

}  // namespace hearsay::model
