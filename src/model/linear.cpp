#include "model/linear.h"

#include <dnnl.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <dnnl.hpp>
#include <numeric>

#include "model/numbers.h"
#include "model/one_thread.h"

namespace hearsay::model {
namespace {

/// to = a b^T + factor x to
void multiply(std::span<const float> a, std::span<const float> b, std::size_t width, float factor,
              std::span<float> to) {
  if (a.empty() || b.empty()) return;
  use_one_thread();
  const auto rows = static_cast<dnnl_dim_t>(a.size() / width);
  const auto columns = static_cast<dnnl_dim_t>(b.size() / width);
  const auto inner = static_cast<dnnl_dim_t>(width);
  dnnl_sgemm('N', 'T', rows, columns, inner, 1.0F, a.data(), inner, b.data(), inner, factor,
             to.data(), columns);
}

// A number in sixteen bits is an upper and a lower byte, 2^15 of which is zero: bytes are
// multiplied four times as fast as floats, twice as fast then, and as good as exact.
constexpr float steps = 32'767.0F;  // on each side of zero
constexpr float upper_zero = 0x80;

/// Rows of numbers as bytes: first all uppers, then all lowers.
struct Halves {
  std::vector<std::uint8_t> bytes;
  std::vector<float> scales;  // what a step is worth in each row

  Halves(std::span<const float> rows, std::size_t width)
      : bytes(2 * rows.size()), scales(rows.size() / width) {
    for (std::size_t row = 0; row < scales.size(); ++row) {
      const auto numbers = rows.subspan(row * width, width);
      const float most = largest(numbers);
      const float factor = steps / most;
      // Of next to nothing, and of what is no number, no use can be made.
      const bool usable = std::isfinite(most) && std::isfinite(factor);
      scales[row] = usable ? most / steps : 0.0F;
      if (!usable) continue;
      std::uint8_t* const upper = bytes.data() + row * width;
      split_halves(numbers, factor, upper, upper + rows.size());
    }
  }
};

/// to = rows weights^T, in whole numbers, both with `width` numbers a row.
void multiply_bytes(std::span<const std::uint8_t> rows, std::span<const std::int8_t> weights,
                    std::size_t width, std::int32_t* to) {
  use_one_thread();
  const auto count = static_cast<dnnl_dim_t>(rows.size() / width);
  const auto out = static_cast<dnnl_dim_t>(weights.size() / width);
  const auto inner = static_cast<dnnl_dim_t>(width);
  const std::int32_t offset = 0;
  dnnl_gemm_u8s8s32('N', 'T', 'F', count, out, inner, 1.0F, rows.data(), inner, 0, weights.data(),
                    inner, 0, 0.0F, to, out, &offset);
}

/// oneDNN's code for GELU, which takes many numbers at a time and always as many. Immutable, so
/// safe to share between threads.
class GeluProgram {
 public:
  static constexpr std::size_t numbers_at_once = 2048;

  GeluProgram()
      : engine_(dnnl::engine::kind::cpu, 0),
        numbers_({numbers_at_once}, dnnl::memory::data_type::f32, dnnl::memory::format_tag::a),
        gelu_({{dnnl::prop_kind::forward_inference, dnnl::algorithm::eltwise_gelu_erf, numbers_,
                0.0F, 0.0F},
               engine_}) {}

  void run(float* numbers) const {
    dnnl::stream stream(engine_);
    const dnnl::memory memory(numbers_, engine_, numbers);
    gelu_.execute(stream, {{DNNL_ARG_SRC, memory}, {DNNL_ARG_DST, memory}});
    stream.wait();
  }

 private:
  dnnl::engine engine_;
  dnnl::memory::desc numbers_;
  dnnl::eltwise_forward gelu_;
};

}  // namespace

Linear::Linear(const Matrix& weights) : in_(weights.columns()), out_(weights.rows()) {
  if (weights.bytes().empty() || !sums_bytes()) {
    weights_ = weights.values();
    return;
  }
  bytes_.assign(weights.bytes().begin(), weights.bytes().end());
  scales_.assign(weights.scales().begin(), weights.scales().end());
  for (std::size_t row = 0; row < out_; ++row) {
    const auto bytes = weights.bytes().subspan(row * in_, in_);
    const int sum = std::accumulate(bytes.begin(), bytes.end(), 0);
    zeros_.push_back(upper_zero * static_cast<float>(sum));
  }
}

Result<Linear> Linear::find(const ModelFile& file, const std::string& name, std::size_t in,
                            std::size_t out, bool with_bias) {
  const auto weights = Matrix::find(file, name + ".weight", out, in);
  if (!weights) return tl::unexpected(weights.error());
  Linear linear(*weights);
  if (!with_bias) return linear;
  auto bias = find_vector(file, name + ".bias", out);
  if (!bias) return tl::unexpected(bias.error());
  linear.bias_ = *std::move(bias);
  return linear;
}

std::vector<float> Linear::apply(std::span<const float> rows) const {
  const std::size_t count = rows.size() / in_;
  std::vector<float> out = biases(count);
  if (bytes_.empty()) {
    multiply(rows, weights_, in_, 1.0F, out);
    return out;
  }
  // As many rows at once as leave their sums in the processor's cache.
  constexpr std::size_t sums_at_once = 32'768;
  const std::size_t most = std::clamp<std::size_t>(sums_at_once / out_, 32, 1024);
  std::vector<std::int32_t> sums(2 * out_ * std::min(most, count));
  for (std::size_t row = 0; row < count; row += most) {
    const std::size_t few = std::min(most, count - row);
    add_products(rows.subspan(row * in_, few * in_), std::span(out).subspan(row * out_, few * out_),
                 sums);
  }
  return out;
}

std::vector<float> Linear::biases(std::size_t rows) const {
  if (bias_.empty()) return std::vector<float>(rows * out_);
  std::vector<float> out;
  out.reserve(rows * out_);
  for (std::size_t row = 0; row < rows; ++row) out.insert(out.end(), bias_.begin(), bias_.end());
  return out;
}

void Linear::add_products(std::span<const float> rows, std::span<float> to,
                          std::span<std::int32_t> sums) const {
  const Halves halves(rows, in_);
  multiply_bytes(halves.bytes, bytes_, in_, sums.data());
  for (std::size_t row = 0; row < halves.scales.size(); ++row) {
    const std::int32_t* const upper = sums.data() + row * out_;
    add_halves({upper, upper + to.size(), zeros_.data(), scales_.data(), halves.scales[row]},
               to.subspan(row * out_, out_));
  }
}

std::vector<float> products(std::span<const float> a, std::span<const float> b, std::size_t width) {
  std::vector<float> out(a.size() / width * (b.size() / width));
  multiply(a, b, width, 0.0F, out);
  return out;
}

void gelu(std::span<float> numbers) {
  use_one_thread();
  static const GeluProgram program;
  constexpr std::size_t step = GeluProgram::numbers_at_once;
  for (; numbers.size() >= step; numbers = numbers.subspan(step)) program.run(numbers.data());
  if (numbers.empty()) return;
  std::array<float, step> rest{};
  std::copy(numbers.begin(), numbers.end(), rest.begin());
  program.run(rest.data());
  std::copy_n(rest.begin(), numbers.size(), numbers.begin());
}

}  // namespace hearsay::model
