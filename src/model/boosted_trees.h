// Gradient-boosted decision trees (Friedman 2001) for one yes-or-no question: each tree sends a row
// of numbers to one of its leaves, and the leaves' weights add up to the log-odds of yes. Trained
// by tools/train with LightGBM.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "hearsay/result.h"
#include "model/model_file.h"

namespace hearsay::model {

/// Immutable, so safe to share between threads; copies share the mapped weights.
class BoostedTrees {
 public:
  /// Opens a file of that kind and checks that its parts agree.
  static Result<BoostedTrees> load(const std::string& path, const std::string& kind);
  static Result<BoostedTrees> from_file(ModelFile file);

  /// What the numbers of a row are, in their order.
  [[nodiscard]] const std::vector<std::string>& features() const { return features_; }
  [[nodiscard]] const ModelFile& file() const { return file_; }

  /// The log-odds of yes; above 0 is more likely than not. Precondition: the row has as many
  /// numbers as there are features. O(trees x depth).
  [[nodiscard]] double score(std::span<const float> row) const;

 private:
  std::optional<std::string> read();

  ModelFile file_;
  std::vector<std::string> features_;
  std::span<const std::int32_t> roots_;  // of each tree: a node, or ~ a leaf
  // Of each node: what it looks at, and where to go. Children come after their parents.
  std::span<const std::uint16_t> feature_;
  std::span<const float> threshold_;
  std::span<const std::int32_t> at_most_;  // as roots_; for numbers up to the threshold
  std::span<const std::int32_t> above_;
  std::span<const float> leaves_;
};

}  // namespace hearsay::model
