// The same sums as the paper writes them, without regard to speed.
#include <algorithm>
#include <cmath>

#include "encode/transformer.h"

namespace hearsay::encode {

void normalise(std::span<float> rows, const NormWeights& norm, float epsilon) {
  const std::size_t width = norm.scale.size();
  for (std::size_t row = 0; row * width < rows.size(); ++row) {
    float* const x = rows.data() + row * width;
    float mean = 0;
    for (std::size_t i = 0; i < width; ++i) mean += x[i];
    mean /= static_cast<float>(width);
    float variance = 0;
    for (std::size_t i = 0; i < width; ++i) variance += (x[i] - mean) * (x[i] - mean);
    variance /= static_cast<float>(width);
    const float factor = 1.0F / std::sqrt(variance + epsilon);
    for (std::size_t i = 0; i < width; ++i) {
      x[i] = (x[i] - mean) * factor * norm.scale[i] + norm.shift[i];
    }
  }
}

namespace {

std::vector<float> product(const LinearWeights& linear, std::span<const float> x) {
  const std::size_t out = linear.bias.size();
  const std::size_t in = linear.weights.numbers.size() / out;
  const EightBitWeights& weights = linear.weights;
  const EightBitWeights rows = to_eight_bits(x, in);
  std::vector<float> y(rows.scales.size() * out);
  for (std::size_t row = 0; row < rows.scales.size(); ++row) {
    for (std::size_t o = 0; o < out; ++o) {
      std::int32_t sum = 0;
      for (std::size_t i = 0; i < in; ++i) {
        sum += rows.numbers[row * in + i] * weights.numbers[o * in + i];
      }
      const float scale = rows.scales[row] * weights.scales[o];
      y[row * out + o] = static_cast<float>(sum) * scale + linear.bias[o];
    }
  }
  return y;
}

void softmax(std::span<float> x) {
  const float highest = *std::max_element(x.begin(), x.end());
  float sum = 0;
  for (float& value : x) {
    value = std::exp(value - highest);
    sum += value;
  }
  for (float& value : x) value /= sum;
}

float gelu(float x) { return 0.5F * x * (1.0F + std::erf(x / std::sqrt(2.0F))); }

class ReferenceTransformer final : public Transformer {
 public:
  explicit ReferenceTransformer(TransformerWeights weights) : weights_(std::move(weights)) {}

  void run(std::span<float> window) const override {
    for (const LayerWeights& layer : weights_.layers) {
      const std::vector<float> mixed = product(layer.attention_out, attend(layer, window));
      for (std::size_t i = 0; i < window.size(); ++i) window[i] += mixed[i];
      normalise(window, layer.attention_norm, weights_.epsilon);
      std::vector<float> inner = product(layer.inner, window);
      std::transform(inner.begin(), inner.end(), inner.begin(), gelu);
      const std::vector<float> outer = product(layer.outer, inner);
      for (std::size_t i = 0; i < window.size(); ++i) window[i] += outer[i];
      normalise(window, layer.outer_norm, weights_.epsilon);
    }
  }

 private:
  [[nodiscard]] std::vector<float> attend(const LayerWeights& layer,
                                          std::span<const float> window) const {
    const auto [layers, width, heads, inner] = weights_.size;
    const std::size_t rows = window.size() / width;
    const std::size_t depth = width / heads;
    const std::vector<float> parts = product(layer.query_key_value, window);
    const auto part = [&](std::size_t row, std::size_t which, std::size_t head) {
      return std::span(parts).subspan(row * 3 * width + which * width + head * depth, depth);
    };
    std::vector<float> out(window.size());
    std::vector<float> looks(rows);
    for (std::size_t head = 0; head < heads; ++head) {
      for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t other = 0; other < rows; ++other) {
          float sum = 0;
          for (std::size_t i = 0; i < depth; ++i)
            sum += part(row, 0, head)[i] * part(other, 1, head)[i];
          looks[other] = sum / std::sqrt(static_cast<float>(depth));
        }
        softmax(looks);
        float* const to = out.data() + row * width + head * depth;
        for (std::size_t other = 0; other < rows; ++other) {
          for (std::size_t i = 0; i < depth; ++i) to[i] += looks[other] * part(other, 2, head)[i];
        }
      }
    }
    return out;
  }

  TransformerWeights weights_;
};

}  // namespace

std::unique_ptr<Transformer> reference_transformer(TransformerWeights weights) {
  return std::make_unique<ReferenceTransformer>(std::move(weights));
}

}  // namespace hearsay::encode
