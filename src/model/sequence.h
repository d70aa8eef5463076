// Labels of a sequence from a score for each: spans in the BIO scheme (Ramshaw and Marcus 1995).
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace hearsay::model {

/// Positions [begin, end) that carry one label.
struct Run {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t type = 0;  ///< which of the types, from 0
  float confidence = 0;  ///< mean probability of its labels, in [0, 1]
  friend bool operator==(const Run&, const Run&) = default;
};

/// The runs of the likeliest sequence of labels in which a run goes on only where it began
/// (Viterbi). `scores` has a row for each position: O, then B and I of each type, as logits. Of
/// equal sequences the first. O(positions x types).
std::vector<Run> best_runs(std::span<const float> scores, std::size_t types);

/// The same, where runs stand being decided whatever their types, then the type of each, so that
/// doubt about the one does not break the other. Confidence is that of the labels with the type.
std::vector<Run> best_typed_runs(std::span<const float> scores, std::size_t types);

/// The index of the greatest number; of equals the first. Precondition: not empty.
std::size_t greatest(std::span<const float> numbers);

/// Logits as logarithms of probabilities, in place: what `exp` is taken of sums to 1.
void log_softmax(std::span<float> logits);

}  // namespace hearsay::model
