// Matrices of a model: stored as floats, or, at a quarter of the size, as one byte a number with a
// scale for each row (symmetric quantisation: value = byte x scale).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "hearsay/result.h"
#include "model/model_file.h"

namespace hearsay::model {

/// A matrix as it lies in the file. Copies are cheap; valid as long as the file is open.
class Matrix {
 public:
  /// Finds the tensor `name`, of floats, or of bytes beside the floats `name`.scale. Fails where it
  /// is missing, of another size than rows x columns, or not finite.
  static Result<Matrix> find(const ModelFile& file, const std::string& name, std::size_t rows,
                             std::size_t columns);

  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] std::size_t columns() const { return columns_; }

  /// Adds a row to as many numbers. Precondition: row < rows(). O(columns).
  void add_row(std::size_t row, std::span<float> to) const;

  /// All of it, row by row.
  [[nodiscard]] std::vector<float> values() const;

  /// The bytes, row by row, and the scale of each row; empty where it is stored as floats.
  [[nodiscard]] std::span<const std::int8_t> bytes() const { return bytes_; }
  [[nodiscard]] std::span<const float> scales() const { return scales_; }

 private:
  std::size_t rows_ = 0;
  std::size_t columns_ = 0;
  std::span<const float> floats_;
  std::span<const std::int8_t> bytes_;
  std::span<const float> scales_;
};

/// A row of `size` floats.
Result<std::vector<float>> find_vector(const ModelFile& file, const std::string& name,
                                       std::size_t size);

}  // namespace hearsay::model
