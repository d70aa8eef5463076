// The linear maps in eight bits, the rest in floating point. Where a processor has no instructions
// for sums of bytes, the same whole numbers are summed as floats, which hold them exactly as long
// as a sum stays below 2^24, and nearly so beyond.
//
// oneDNN makes its code for each shape of matrix, so windows are filled up to a multiple of
// `step` rows, which nobody looks at, and the code for each such size is made once, when the first
// window of that size comes.

#include <algorithm>
#include <array>
#include <cmath>
#include <dnnl.hpp>
#include <limits>
#include <mutex>

#include "encode/eight_bits.h"
#include "encode/transformer.h"
#include "model/numbers.h"
#include "model/one_thread.h"

namespace hearsay::encode {
namespace {

using dnnl::memory;
using Arguments = std::unordered_map<int, memory>;

constexpr std::size_t step = 16;  // rows
constexpr std::size_t sizes = Transformer::longest_window / step;

memory::dim dim(std::size_t n) { return static_cast<memory::dim>(n); }

memory::desc matrix(std::size_t rows, std::size_t columns) {
  return {{dim(rows), dim(columns)}, memory::data_type::f32, memory::format_tag::ab};
}

memory::desc row(std::size_t columns) {
  return {{dim(columns)}, memory::data_type::f32, memory::format_tag::a};
}

dnnl::primitive_attr own_scratchpad() {
  dnnl::primitive_attr attributes;
  // oneDNN's own scratchpad belongs to the thread that made the code.
  attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
  return attributes;
}

/// Products of eight-bit rows with eight-bit weights, as whole numbers: s8 to s32, or both as f32.
struct ProductTypes {
  memory::data_type numbers, sums;
};

ProductTypes product_types(bool bytes) {
  if (bytes) return {memory::data_type::s8, memory::data_type::s32};
  return {memory::data_type::f32, memory::data_type::f32};
}

dnnl::matmul::primitive_desc product(const dnnl::engine& engine, ProductTypes types,
                                     std::size_t rows, std::size_t in, std::size_t out,
                                     const memory::desc& weights) {
  const memory::desc from({dim(rows), dim(in)}, types.numbers, memory::format_tag::ab);
  const memory::desc to({dim(rows), dim(out)}, types.sums, memory::format_tag::ab);
  return {{from, weights, to}, own_scratchpad(), engine};
}

/// Weights as oneDNN wants them for matrices of any number of rows.
struct PackedLinear {
  memory weights;
  std::vector<float> scales, bias;
};

struct PackedNorm {
  memory scale, shift;
};

struct PackedLayer {
  PackedLinear query_key_value, attention_out, inner, outer;
  PackedNorm attention_norm, outer_norm;
};

/// The code for windows of one size, and the memory that it asks for.
struct Programs {
  dnnl::primitive query_key_value, scores, softmax, context, attention_out, inner, gelu, outer,
      normalise;
  memory::desc parts, queries, keys, values, looks, mask, mixed;
  std::size_t scratch = 0;  // bytes
};

/// The first `size` of numbers that grow where there are fewer.
template <typename Number>
std::span<Number> room(std::vector<Number>& numbers, std::size_t size) {
  if (numbers.size() < size) numbers.resize(size);
  return std::span(numbers).first(size);
}

/// What a window needs on its way. Fresh memory costs more than what is done with it, so it is used
/// for the next window too.
struct Buffers {
  std::vector<float> x, parts, looks, mixed, inner, scales, mask;  // of this window's size
  std::vector<std::int8_t> numbers;
  std::vector<std::int32_t> sums;
  std::vector<float> wide_numbers, wide_sums;  // where bytes are not summed
  std::vector<std::uint8_t> scratch;

  /// For `rows` of which those from `used` on are filled up.
  void fit(const TransformerSize& size, std::size_t rows, std::size_t used,
           std::size_t scratch_bytes) {
    x.assign(rows * size.width, 0.0F);
    parts.resize(rows * 3 * size.width);
    looks.resize(size.heads * rows * rows);
    mixed.resize(rows * size.width);
    inner.resize(rows * size.inner);
    scales.resize(rows);
    mask.assign(rows, 0.0F);
    std::fill(mask.begin() + static_cast<std::ptrdiff_t>(used), mask.end(),
              -std::numeric_limits<float>::infinity());
    room(scratch, scratch_bytes);
  }
};

/// Buffers that no thread uses. Safe to share between threads.
class IdleBuffers {
 public:
  std::unique_ptr<Buffers> take() {
    const std::lock_guard lock(mutex_);
    if (idle_.empty()) return std::make_unique<Buffers>();
    std::unique_ptr<Buffers> out = std::move(idle_.back());
    idle_.pop_back();
    return out;
  }
  void give_back(std::unique_ptr<Buffers> buffers) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(buffers));
  }

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<Buffers>> idle_;
};

class FastTransformer final : public Transformer {
 public:
  explicit FastTransformer(const TransformerWeights& weights)
      : size_(weights.size),
        epsilon_(weights.epsilon),
        engine_(dnnl::engine::kind::cpu, 0),
        bytes_(model::sums_bytes()) {
    model::use_one_thread();
    for (const LayerWeights& layer : weights.layers) {
      layers_.push_back({pack(layer.query_key_value), pack(layer.attention_out), pack(layer.inner),
                         pack(layer.outer), pack(layer.attention_norm), pack(layer.outer_norm)});
      scale_queries(layers_.back().query_key_value);
    }
  }

  void run(std::span<float> window) const override;

 private:
  class Run;

  // Looks are queries times keys, by the root of their depth: the root goes into the scales.
  void scale_queries(PackedLinear& parts) const {
    const float factor = 1.0F / std::sqrt(static_cast<float>(size_.width / size_.heads));
    for (std::size_t i = 0; i < size_.width; ++i) {
      parts.scales[i] *= factor;
      parts.bias[i] *= factor;
    }
  }

  PackedLinear pack(const LinearWeights& linear) {
    const std::size_t out = linear.bias.size();
    const std::size_t in = linear.weights.numbers.size() / out;
    const ProductTypes types = product_types(bytes_);
    const memory::desc any({dim(in), dim(out)}, types.numbers, memory::format_tag::any);
    const memory::desc packed = product(engine_, types, 256, in, out, any).weights_desc();
    PackedLinear result{memory(packed, engine_), linear.weights.scales, linear.bias};
    const memory::desc plain({dim(in), dim(out)}, memory::data_type::s8, memory::format_tag::ba);
    memory from(plain, engine_, const_cast<std::int8_t*>(linear.weights.numbers.data()));
    dnnl::stream stream(engine_);
    dnnl::reorder(from, result.weights).execute(stream, from, result.weights);
    stream.wait();
    return result;
  }

  PackedNorm pack(const NormWeights& norm) {
    PackedNorm result{memory(row(norm.scale.size()), engine_),
                      memory(row(norm.shift.size()), engine_)};
    fill(result.scale, norm.scale);
    fill(result.shift, norm.shift);
    return result;
  }

  static void fill(const memory& to, const std::vector<float>& numbers) {
    std::copy(numbers.begin(), numbers.end(), static_cast<float*>(to.get_data_handle()));
  }

  const Programs& programs(std::size_t rows) const {
    const std::size_t index = rows / step - 1;
    std::call_once(made_[index], [&] { programs_[index] = make(rows); });
    return programs_[index];
  }

  Programs make(std::size_t rows) const {
    const std::size_t width = size_.width;
    const std::size_t depth = width / size_.heads;
    const auto heads = dim(size_.heads);
    const auto of_head = [&](memory::dims dims, memory::dims strides) {
      return memory::desc(std::move(dims), memory::data_type::f32, std::move(strides));
    };
    Programs out;
    const auto keep = [&out](const auto& description) {
      out.scratch = std::max(out.scratch, description.scratchpad_desc().get_size());
      return dnnl::primitive(description);
    };
    const PackedLayer& layer = layers_.front();
    const auto weights = [](const PackedLinear& packed) { return packed.weights.get_desc(); };
    const auto linear = [&](const PackedLinear& packed, std::size_t from, std::size_t to) {
      return keep(product(engine_, product_types(bytes_), rows, from, to, weights(packed)));
    };
    out.query_key_value = linear(layer.query_key_value, width, 3 * width);
    out.attention_out = linear(layer.attention_out, width, width);
    out.inner = linear(layer.inner, width, size_.inner);
    out.outer = linear(layer.outer, size_.inner, width);
    out.gelu = keep(dnnl::eltwise_forward::primitive_desc(
        {dnnl::prop_kind::forward_inference, dnnl::algorithm::eltwise_gelu_erf,
         matrix(rows, size_.inner), 0.0F, 0.0F},
        own_scratchpad(), engine_));
    using Flags = dnnl::normalization_flags;
    out.normalise = keep(dnnl::layer_normalization_forward::primitive_desc(
        {dnnl::prop_kind::forward_inference, matrix(rows, width), epsilon_,
         Flags::use_scale | Flags::use_shift},
        own_scratchpad(), engine_));

    // Each head's queries, keys and values as they lie beside each other in a row.
    const auto l = dim(rows);
    const auto d = dim(depth);
    const auto w = dim(width);
    out.queries = of_head({heads, l, d}, {d, 3 * w, 1});
    out.keys = of_head({heads, d, l}, {d, 1, 3 * w});
    out.values = of_head({heads, l, d}, {d, 3 * w, 1});
    out.mixed = of_head({heads, l, d}, {d, w, 1});
    out.looks = of_head({heads, l, l}, {l * l, l, 1});
    out.mask = of_head({1, 1, l}, {l, l, 1});
    dnnl::primitive_attr masked = own_scratchpad();
    dnnl::post_ops add_mask;
    add_mask.append_binary(dnnl::algorithm::binary_add, out.mask);
    masked.set_post_ops(add_mask);
    out.scores =
        keep(dnnl::matmul::primitive_desc({out.queries, out.keys, out.looks}, masked, engine_));
    out.softmax = keep(dnnl::softmax_forward::primitive_desc(
        {dnnl::prop_kind::forward_inference, out.looks, 2}, own_scratchpad(), engine_));
    out.context = keep(dnnl::matmul::primitive_desc({out.looks, out.values, out.mixed},
                                                    own_scratchpad(), engine_));
    return out;
  }

  TransformerSize size_;
  float epsilon_;
  dnnl::engine engine_;
  bool bytes_;
  std::vector<PackedLayer> layers_;
  mutable std::array<std::once_flag, sizes> made_;
  mutable std::array<Programs, sizes> programs_;
  mutable IdleBuffers idle_;
};

/// One window on its way through the layers.
class FastTransformer::Run {
 public:
  Run(const FastTransformer& transformer, const Programs& programs, std::size_t padded,
      Buffers& buffers)
      : of_(transformer),
        programs_(programs),
        padded_(padded),
        stream_(transformer.engine_),
        buffers_(buffers) {}

  void read(std::span<const float> window) {
    std::copy(window.begin(), window.end(), buffers_.x.begin());
  }
  void write(std::span<float> window) const {
    std::copy_n(buffers_.x.begin(), window.size(), window.begin());
  }

  void pass(const PackedLayer& layer) {
    multiply(programs_.query_key_value, buffers_.x, layer.query_key_value);
    write_scaled(layer.query_key_value, buffers_.parts);
    attend();
    multiply(programs_.attention_out, buffers_.mixed, layer.attention_out);
    add_scaled(layer.attention_out, buffers_.x);
    normalise(layer.attention_norm);
    multiply(programs_.inner, buffers_.x, layer.inner);
    write_scaled(layer.inner, buffers_.inner);
    const memory inner = lend(matrix(padded_, of_.size_.inner), buffers_.inner.data());
    execute(programs_.gelu, {{DNNL_ARG_SRC, inner}, {DNNL_ARG_DST, inner}});
    multiply(programs_.outer, buffers_.inner, layer.outer);
    add_scaled(layer.outer, buffers_.x);
    normalise(layer.outer_norm);
  }

 private:
  [[nodiscard]] std::size_t width() const { return of_.size_.width; }

  memory lend(const memory::desc& description, float* numbers) {
    return {description, of_.engine_, numbers};
  }

  void execute(const dnnl::primitive& program, Arguments arguments) {
    const memory::desc scratch({dim(buffers_.scratch.size())}, memory::data_type::u8,
                               memory::format_tag::a);
    arguments.emplace(DNNL_ARG_SCRATCHPAD, memory(scratch, of_.engine_, buffers_.scratch.data()));
    program.execute(stream_, arguments);
    stream_.wait();
  }

  /// Rows in eight bits times weights in eight bits.
  void multiply(const dnnl::primitive& program, const std::vector<float>& rows,
                const PackedLinear& linear) {
    const std::size_t in = rows.size() / padded_;
    const std::size_t out = linear.bias.size();
    const auto numbers = room(buffers_.numbers, rows.size());
    to_eight_bits(rows, in, numbers, buffers_.scales);
    const ProductTypes types = product_types(of_.bytes_);
    void* from = numbers.data();
    void* to = nullptr;
    if (of_.bytes_) {
      to = room(buffers_.sums, padded_ * out).data();
    } else {
      const auto wide = room(buffers_.wide_numbers, rows.size());
      std::copy(numbers.begin(), numbers.end(), wide.begin());
      from = wide.data();
      to = room(buffers_.wide_sums, padded_ * out).data();
    }
    const memory::desc source({dim(padded_), dim(in)}, types.numbers, memory::format_tag::ab);
    const memory::desc target({dim(padded_), dim(out)}, types.sums, memory::format_tag::ab);
    execute(program, {{DNNL_ARG_SRC, memory(source, of_.engine_, from)},
                      {DNNL_ARG_WEIGHTS, linear.weights},
                      {DNNL_ARG_DST, memory(target, of_.engine_, to)}});
  }

  /// The sums as numbers: by the scales of both sides, and with the bias.
  template <typename Sum, typename Keep>
  void scaled(const Sum* sums, const PackedLinear& linear, std::vector<float>& to, Keep keep) {
    const std::size_t out = linear.bias.size();
    const float* const scales = linear.scales.data();
    const float* const bias = linear.bias.data();
    for (std::size_t row = 0; row < padded_; ++row) {
      const float scale = buffers_.scales[row];
      const Sum* const from = sums + row * out;
      float* const numbers = to.data() + row * out;
      for (std::size_t i = 0; i < out; ++i) {
        keep(numbers[i], static_cast<float>(from[i]) * (scale * scales[i]) + bias[i]);
      }
    }
  }

  template <typename Keep>
  void scaled(const PackedLinear& linear, std::vector<float>& to, Keep keep) {
    if (of_.bytes_) {
      scaled(buffers_.sums.data(), linear, to, keep);
    } else {
      scaled(buffers_.wide_sums.data(), linear, to, keep);
    }
  }

  void write_scaled(const PackedLinear& linear, std::vector<float>& to) {
    scaled(linear, to, [](float& number, float value) { number = value; });
  }
  void add_scaled(const PackedLinear& linear, std::vector<float>& to) {
    scaled(linear, to, [](float& number, float value) { number += value; });
  }

  void attend() {
    float* const parts = buffers_.parts.data();
    const memory looks = lend(programs_.looks, buffers_.looks.data());
    execute(programs_.scores, {{DNNL_ARG_SRC, lend(programs_.queries, parts)},
                               {DNNL_ARG_WEIGHTS, lend(programs_.keys, parts + width())},
                               {DNNL_ARG_DST, looks},
                               {DNNL_ARG_ATTR_MULTIPLE_POST_OP(0) | DNNL_ARG_SRC_1,
                                lend(programs_.mask, buffers_.mask.data())}});
    execute(programs_.softmax, {{DNNL_ARG_SRC, looks}, {DNNL_ARG_DST, looks}});
    execute(programs_.context, {{DNNL_ARG_SRC, looks},
                                {DNNL_ARG_WEIGHTS, lend(programs_.values, parts + 2 * width())},
                                {DNNL_ARG_DST, lend(programs_.mixed, buffers_.mixed.data())}});
  }

  void normalise(const PackedNorm& norm) {
    const memory x = lend(matrix(padded_, width()), buffers_.x.data());
    execute(programs_.normalise, {{DNNL_ARG_SRC, x},
                                  {DNNL_ARG_SCALE, norm.scale},
                                  {DNNL_ARG_SHIFT, norm.shift},
                                  {DNNL_ARG_DST, x}});
  }

  const FastTransformer& of_;
  const Programs& programs_;
  std::size_t padded_;
  dnnl::stream stream_;
  Buffers& buffers_;
};

void FastTransformer::run(std::span<float> window) const {
  model::use_one_thread();
  const std::size_t rows = window.size() / size_.width;
  const std::size_t padded = (rows + step - 1) / step * step;
  const Programs& code = programs(padded);
  std::unique_ptr<Buffers> buffers = idle_.take();
  buffers->fit(size_, padded, rows, code.scratch);
  Run run(*this, code, padded, *buffers);
  run.read(window);
  for (const PackedLayer& layer : layers_) run.pass(layer);
  run.write(window);
  idle_.give_back(std::move(buffers));
}

}  // namespace

std::unique_ptr<Transformer> fast_transformer(const TransformerWeights& weights) {
  return std::make_unique<FastTransformer>(weights);
}

}  // namespace hearsay::encode
