// A first-order linear-chain CRF (Lafferty, McCallum and Pereira 2001): every position of a
// sequence gets a label; its score is the sum of the weights of its features, plus one weight for
// each pair of neighbouring labels. Trained by tools/train, kept as a few megabytes of sparse int8
// rows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hearsay/result.h"
#include "model/features.h"
#include "model/model_file.h"

namespace hearsay::model {

/// The best labels of a sequence, and how probable the model holds each of them, in [0, 1].
struct Tagging {
  std::vector<std::uint32_t> labels;  ///< indexes into LinearTagger::labels()
  std::vector<float> confidence;
};

/// Immutable, so safe to share between threads; copies share the mapped weights.
class LinearTagger {
 public:
  /// Longer sequences are read in pieces of this length, so memory is bounded.
  static constexpr std::size_t piece_size = 2048;

  /// Opens "<kind>"'s file and checks that its parts agree.
  static Result<LinearTagger> load(const std::string& path, const std::string& kind);
  static Result<LinearTagger> from_file(ModelFile file);

  [[nodiscard]] const std::vector<std::string>& labels() const { return labels_; }
  [[nodiscard]] std::optional<std::uint32_t> label(std::string_view name) const;
  [[nodiscard]] const ModelFile& file() const { return file_; }

  /// The most probable sequence of labels (Viterbi). O(positions x (features + labels^2)).
  [[nodiscard]] std::vector<std::uint32_t> decode(const Features& features) const;

  /// The probability of each label at each position (forward-backward): positions x labels, row by
  /// row; each row sums to 1.
  [[nodiscard]] std::vector<float> marginals(const Features& features) const;

  /// `decode`, and the marginal of each label it chose.
  [[nodiscard]] Tagging tag(const Features& features) const;

 private:
  struct Row {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };
  using Piece = std::span<const std::vector<std::uint64_t>>;

  [[nodiscard]] Row row_of(std::uint64_t hash) const;
  [[nodiscard]] std::vector<float> emissions(Piece piece) const;
  void decode_piece(const std::vector<float>& scores, std::vector<std::uint32_t>& out) const;
  void marginals_of_piece(const std::vector<float>& scores, std::vector<float>& out) const;
  std::optional<std::string> read_labels();
  std::optional<std::string> read_rows();
  std::optional<std::string> read_transitions();
  void index_keys();

  ModelFile file_;
  std::vector<std::string> labels_;
  std::span<const std::uint32_t> keys_;       // upper halves of the features' hashes, ascending
  std::span<const std::uint32_t> row_begin_;  // of each key's cells; one more than keys
  std::span<const std::uint8_t> cell_label_;
  std::span<const std::int8_t> cell_weight_;
  float scale_ = 1;                       // weight = cell_weight x scale
  std::vector<std::uint32_t> first_key_;  // of each value of a key's upper bits
  int key_shift_ = 32;
  std::vector<float> transition_;         // [from x labels + to]
  std::vector<float> transition_factor_;  // exp of the above
};

/// Positions [begin, end) of a sequence that carry one label, and how sure the tagger is.
struct LabelledRun {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string_view label;  ///< without "B-"/"I-"; a view of the tagger's own label
  float confidence = 0;    ///< the mean over the run
};

/// Reads B-X, I-X, O labels into runs, in order; an I- without its B- begins a run.
std::vector<LabelledRun> labelled_runs(const LinearTagger& tagger, const Tagging& tagging);

}  // namespace hearsay::model
