#include "model/tensors.h"

#include <utility>

#include "model/tables.h"

namespace hearsay::model {

template <typename T>
T TensorReader::kept(Result<T> found, T otherwise) {
  if (found) return *std::move(found);
  if (!error_) error_ = found.error();
  return otherwise;
}

Matrix TensorReader::matrix(const std::string& name, std::size_t rows, std::size_t columns) {
  return kept(Matrix::find(file_, name, rows, columns), Matrix());
}

std::vector<float> TensorReader::vector(const std::string& name, std::size_t size) {
  return kept(find_vector(file_, name, size), std::vector<float>(size));
}

Linear TensorReader::linear(const std::string& name, std::size_t in, std::size_t out,
                            bool with_bias) {
  return kept(Linear::find(file_, name, in, out, with_bias), Linear());
}

std::vector<std::string> TensorReader::table(const std::string& name) {
  return kept(read_table(file_, name), std::vector<std::string>());
}

std::size_t TensorReader::size(const std::string& name) {
  return kept(read_size(file_, name), std::size_t{1});
}

void TensorReader::refuse(const std::string& why) {
  if (!error_) error_ = file_.broken(why);
}

SpanLayer::SpanLayer(TensorReader& read, const std::string& name, std::size_t in, std::size_t out)
    : first_(read.linear(name + ".first", in, out)),
      last_(read.linear(name + ".last", in, out, false)) {}

std::vector<float> SpanLayer::sums(std::span<const float> vectors,
                                   std::span<const Ends> spans) const {
  std::vector<std::size_t> firsts;
  std::vector<std::size_t> lasts;
  for (const Ends& ends : spans) {
    firsts.push_back(ends.first);
    lasts.push_back(ends.last);
  }
  std::vector<float> out = first_.apply(rows_of(vectors, first_.in(), firsts));
  const std::vector<float> more = last_.apply(rows_of(vectors, last_.in(), lasts));
  for (std::size_t i = 0; i < out.size(); ++i) out[i] += more[i];
  return out;
}

std::vector<float> SpanLayer::apply(std::span<const float> vectors,
                                    std::span<const Ends> spans) const {
  std::vector<float> out = sums(vectors, spans);
  gelu(out);
  return out;
}

std::vector<float> rows_of(std::span<const float> matrix, std::size_t width,
                           std::span<const std::size_t> rows) {
  std::vector<float> out;
  out.reserve(rows.size() * width);
  for (const std::size_t row : rows) {
    const auto begin = matrix.begin() + static_cast<std::ptrdiff_t>(row * width);
    out.insert(out.end(), begin, begin + static_cast<std::ptrdiff_t>(width));
  }
  return out;
}

std::vector<float> columns_of(std::span<const float> matrix, std::size_t width, std::size_t first,
                              std::size_t count) {
  std::vector<float> out;
  for (std::size_t at = first; at < matrix.size(); at += width) {
    const auto row = matrix.subspan(at, count);
    out.insert(out.end(), row.begin(), row.end());
  }
  return out;
}

}  // namespace hearsay::model
