// The forward pass of a transformer encoder in BERT's form (Devlin et al. 2019; Vaswani et al.
// 2017, layers normalised after each sum), on one window of a text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "encode/eight_bits.h"

namespace hearsay::encode {

/// Sizes of an encoder.
struct TransformerSize {
  std::size_t layers = 0;
  std::size_t width = 0;  ///< numbers of a vector
  std::size_t heads = 0;  ///< divides `width`
  std::size_t inner = 0;  ///< width of the feed-forward network's hidden layer
};

/// y = x W^T + b. `weights` is out x in, row by row.
struct LinearWeights {
  EightBitWeights weights;
  std::vector<float> bias;
};

struct NormWeights {
  std::vector<float> scale;
  std::vector<float> shift;
};

struct LayerWeights {
  LinearWeights query_key_value;  ///< 3 width x width: queries', then keys', then values' rows
  LinearWeights attention_out;
  NormWeights attention_norm;
  LinearWeights inner;  ///< followed by GELU, in the form with the error function
  LinearWeights outer;
  NormWeights outer_norm;
};

struct TransformerWeights {
  TransformerSize size;
  float epsilon = 1e-12F;  ///< added to variances
  std::vector<LayerWeights> layers;
};

/// Immutable, so safe to share between threads. Runs on the calling thread alone.
class Transformer {
 public:
  virtual ~Transformer() = default;

  /// Turns the embeddings of a window, rows x width, into its vectors, in place. Every row sees
  /// every other. Precondition: 0 < rows <= longest_window. O(rows x width^2 + rows^2 x width).
  virtual void run(std::span<float> window) const = 0;

  static constexpr std::size_t longest_window = 512;
};

/// Plain loops, for agreement tests and where threads are checked.
std::unique_ptr<Transformer> reference_transformer(TransformerWeights weights);

/// On oneDNN, with the instructions that this processor has.
std::unique_ptr<Transformer> fast_transformer(const TransformerWeights& weights);

/// Layer normalisation (Ba et al. 2016) of each row, in place.
void normalise(std::span<float> rows, const NormWeights& norm, float epsilon);

}  // namespace hearsay::encode
