// Reads many tensors of a model one after the other and keeps the first failure, so that a stage
// asks once at the end.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "hearsay/result.h"
#include "model/linear.h"
#include "model/matrix.h"
#include "model/model_file.h"

namespace hearsay::model {

/// Holds on to the file by reference: for the time of loading.
class TensorReader {
 public:
  explicit TensorReader(const ModelFile& file) : file_(file) {}

  /// Each gives something of the wanted size also where it fails.
  Matrix matrix(const std::string& name, std::size_t rows, std::size_t columns);
  std::vector<float> vector(const std::string& name, std::size_t size);
  Linear linear(const std::string& name, std::size_t in, std::size_t out, bool with_bias = true);

  /// A table and a number of the card (model/tables.h).
  std::vector<std::string> table(const std::string& name);
  std::size_t size(const std::string& name);
  /// Remembers that the file is not what it should be.
  void refuse(const std::string& why);

  [[nodiscard]] const ModelFile& file() const { return file_; }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  template <typename T>
  T kept(Result<T> found, T otherwise);

  const ModelFile& file_;
  std::optional<Error> error_;
};

/// What a span is from what its first and its last piece are: gelu(first(x) + last(y)).
class SpanLayer {
 public:
  SpanLayer() = default;
  /// Reads `name`.first (with a bias) and `name`.last (without).
  SpanLayer(TensorReader& read, const std::string& name, std::size_t in, std::size_t out);

  struct Ends {
    std::size_t first = 0;
    std::size_t last = 0;
  };
  /// spans x out, before gelu. `vectors` holds `in` numbers for each piece.
  [[nodiscard]] std::vector<float> sums(std::span<const float> vectors,
                                        std::span<const Ends> spans) const;
  /// spans x out.
  [[nodiscard]] std::vector<float> apply(std::span<const float> vectors,
                                         std::span<const Ends> spans) const;
  [[nodiscard]] std::size_t out() const { return first_.out(); }

 private:
  Linear first_, last_;
};

/// The chosen rows of a matrix of `width` columns, one after the other.
std::vector<float> rows_of(std::span<const float> matrix, std::size_t width,
                           std::span<const std::size_t> rows);

/// Of every row of a matrix of `width` columns `count` from `first` on, row by row.
std::vector<float> columns_of(std::span<const float> matrix, std::size_t width, std::size_t first,
                              std::size_t count);

}  // namespace hearsay::model
