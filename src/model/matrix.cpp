#include "model/matrix.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace hearsay::model {
namespace {

bool all_finite(std::span<const float> numbers) {
  return std::all_of(numbers.begin(), numbers.end(),
                     [](float each) { return std::isfinite(each); });
}

tl::unexpected<Error> wrong(const ModelFile& file, const std::string& name) {
  return tl::unexpected(
      file.broken(fmt::format("its tensor \"{}\" is not what its card says", name)));
}

}  // namespace

Result<Matrix> Matrix::find(const ModelFile& file, const std::string& name, std::size_t rows,
                            std::size_t columns) {
  Matrix matrix;
  matrix.rows_ = rows;
  matrix.columns_ = columns;
  if (const auto bytes = file.tensor<std::int8_t>(name)) {
    const auto scales = file.tensor<float>(name + ".scale");
    if (!scales) return tl::unexpected(scales.error());
    if (bytes->size() != rows * columns || scales->size() != rows || !all_finite(*scales)) {
      return wrong(file, name);
    }
    matrix.bytes_ = *bytes;
    matrix.scales_ = *scales;
    return matrix;
  }
  const auto floats = file.tensor<float>(name);
  if (!floats) return tl::unexpected(floats.error());
  if (floats->size() != rows * columns || !all_finite(*floats)) return wrong(file, name);
  matrix.floats_ = *floats;
  return matrix;
}

void Matrix::add_row(std::size_t row, std::span<float> to) const {
  if (!floats_.empty()) {
    const float* const from = floats_.data() + row * columns_;
    for (std::size_t i = 0; i < columns_; ++i) to[i] += from[i];
    return;
  }
  const std::int8_t* const from = bytes_.data() + row * columns_;
  for (std::size_t i = 0; i < columns_; ++i) to[i] += static_cast<float>(from[i]) * scales_[row];
}

std::vector<float> Matrix::values() const {
  std::vector<float> out(rows_ * columns_);
  for (std::size_t row = 0; row < rows_; ++row) {
    add_row(row, std::span(out).subspan(row * columns_, columns_));
  }
  return out;
}

Result<std::vector<float>> find_vector(const ModelFile& file, const std::string& name,
                                       std::size_t size) {
  return Matrix::find(file, name, 1, size).map([](const Matrix& row) { return row.values(); });
}

}  // namespace hearsay::model
