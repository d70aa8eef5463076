#include "model/linear.h"

#include <dnnl.h>

#include <algorithm>
#include <array>
#include <dnnl.hpp>

#include "model/matrix.h"
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

Result<Linear> Linear::find(const ModelFile& file, const std::string& name, std::size_t in,
                            std::size_t out, bool with_bias) {
  Linear linear;
  linear.in_ = in;
  linear.out_ = out;
  const auto weights = Matrix::find(file, name + ".weight", out, in);
  if (!weights) return tl::unexpected(weights.error());
  linear.weights_ = weights->values();
  if (!with_bias) return linear;
  auto bias = find_vector(file, name + ".bias", out);
  if (!bias) return tl::unexpected(bias.error());
  linear.bias_ = *std::move(bias);
  return linear;
}

std::vector<float> Linear::apply(std::span<const float> rows) const {
  std::vector<float> out;
  out.reserve(rows.size() / in_ * out_);
  for (std::size_t row = 0; row < rows.size() / in_; ++row) {
    if (bias_.empty()) {
      out.resize(out.size() + out_);
    } else {
      out.insert(out.end(), bias_.begin(), bias_.end());
    }
  }
  multiply(rows, weights_, in_, 1.0F, out);
  return out;
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
