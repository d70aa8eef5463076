// A layer of a neural network that is a matrix and a row added: what the heads of the encoder are
// made of.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "hearsay/result.h"
#include "model/matrix.h"
#include "model/model_file.h"

namespace hearsay::model {

/// y = W x + b for each row x. Immutable, so safe to share between threads. Where W is stored as
/// bytes, and the processor sums bytes, x is taken in sixteen bits with a scale for each row: a
/// number is wrong by no more than 1/65000 of its row's largest.
class Linear {
 public:
  Linear() = default;
  /// Without b. `weights` is out x in; its numbers are copied.
  explicit Linear(const Matrix& weights);

  /// Finds `name`.weight, out x in, and, if wanted, `name`.bias. Fails as Matrix::find does.
  static Result<Linear> find(const ModelFile& file, const std::string& name, std::size_t in,
                             std::size_t out, bool with_bias = true);

  [[nodiscard]] std::size_t in() const { return in_; }
  [[nodiscard]] std::size_t out() const { return out_; }

  /// rows x in -> rows x out, on the calling thread alone. O(rows x in x out).
  [[nodiscard]] std::vector<float> apply(std::span<const float> rows) const;

 private:
  std::size_t in_ = 0;
  std::size_t out_ = 0;
  [[nodiscard]] std::vector<float> biases(std::size_t rows) const;
  void add_products(std::span<const float> rows, std::span<float> to,
                    std::span<std::int32_t> sums) const;

  std::vector<float> weights_;  // empty where there are bytes
  std::vector<std::int8_t> bytes_;
  std::vector<float> scales_;  // of each row of bytes
  std::vector<float> zeros_;   // what each row of bytes gives for the number zero
  std::vector<float> bias_;    // empty: none
};

/// The products of all rows of `a` with all rows of `b`, both with `width` numbers a row:
/// rows of a x rows of b.
std::vector<float> products(std::span<const float> a, std::span<const float> b, std::size_t width);

/// Gaussian error linear unit, x times the normal distribution's share below x (Hendrycks and
/// Gimpel 2016), of each number in place.
void gelu(std::span<float> numbers);

}  // namespace hearsay::model
