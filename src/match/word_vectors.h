// What words mean to each other: a vector for each word piece, such that the sum over a short
// text's pieces lies where a sentence encoder would put the text. Learned from one by distillation
// (tools/train/vectors; the idea is model2vec's, Tulkens & van Dongen 2024): a table look-up where
// the encoder would need a pass over the text. docs/match.md tells how well it does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "hearsay/result.h"
#include "model/matrix.h"
#include "model/model_file.h"
#include "model/word_pieces.h"

namespace hearsay::matching {

/// A short text as its pieces and the direction that they point to together.
struct TextMeaning {
  std::vector<std::uint32_t> pieces;  ///< rows of the table, in the order of the text
  std::vector<float> direction;       ///< unit length; empty for a text without pieces
};

/// What one text has of another's meaning. Not symmetric, but for `together`.
struct SharedMeaning {
  double together = 0;  ///< cosine of the two directions
  double covered = 0;   ///< mean of each piece's best cosine with a piece of the other, weighted
  double surely = 0;    ///< the same with squares: what is only somewhat alike counts little
  double around = 0;    ///< mean cosine of the pieces with the other's direction, weighted
  double least = 0;     ///< the piece that is covered worst
};

/// The table. Immutable after loading, so safe to share between threads; copies share the file.
class WordVectors {
 public:
  /// Maps `path`. `model` error where it is missing or broken.
  static Result<WordVectors> open(const std::string& path);
  static Result<WordVectors> from_file(const model::ModelFile& file);

  /// Of the first 128 pieces. Linear in the text.
  [[nodiscard]] TextMeaning meaning(std::string_view text) const;

  /// What `a` has of `b`; nothing where either has no pieces. O(pieces of a x pieces of b).
  [[nodiscard]] SharedMeaning shared(const TextMeaning& a, const TextMeaning& b) const;

 private:
  /// Cosine of two rows, of whole numbers: the same on every machine.
  [[nodiscard]] double cosine(std::uint32_t a, std::uint32_t b) const;
  [[nodiscard]] double cosine(std::uint32_t a, const std::vector<float>& direction) const;

  model::ModelFile file_;  // the table lies in it
  std::shared_ptr<const model::WordPieces> pieces_;
  model::Matrix vectors_;
  std::vector<float> lengths_;  // of the rows, in their whole numbers
  std::vector<float> weights_;  // of the rows: their lengths as numbers
};

}  // namespace hearsay::matching
