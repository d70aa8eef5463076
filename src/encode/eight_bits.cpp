#include "encode/eight_bits.h"

#include <algorithm>
#include <cmath>

#include "model/numbers.h"

namespace hearsay::encode {
namespace {

/// Adding this leaves no room for a fraction: what is rounded, ties to even, is the sum's own
/// rounding. For numbers below 2^22.
constexpr float no_fraction = 12'582'912.0F;  // 1.5 * 2^23

}  // namespace

void to_eight_bits(std::span<const float> rows, std::size_t width, std::span<std::int8_t> to,
                   std::span<float> scales) {
  for (std::size_t row = 0; row < scales.size(); ++row) {
    const float* const from = rows.data() + row * width;
    std::int8_t* const numbers = to.data() + row * width;
    const float most = model::largest({from, width});
    const float factor = 127.0F / most;
    // Of next to nothing, and of what is no number, no use can be made.
    if (!std::isfinite(most) || !std::isfinite(factor)) {
      scales[row] = 0;
      std::fill_n(numbers, width, std::int8_t{0});
      continue;
    }
    scales[row] = most / 127.0F;
    for (std::size_t i = 0; i < width; ++i) {
      const float whole = (from[i] * factor + no_fraction) - no_fraction;
      numbers[i] = static_cast<std::int8_t>(static_cast<int>(whole));
    }
  }
}

EightBitWeights to_eight_bits(std::span<const float> weights, std::size_t in) {
  if (in == 0) return {};
  EightBitWeights out{std::vector<std::int8_t>(weights.size()),
                      std::vector<float>(weights.size() / in)};
  to_eight_bits(weights, in, out.numbers, out.scales);
  return out;
}

EightBitWeights to_eight_bits(const model::Matrix& weights) {
  if (weights.bytes().empty()) return to_eight_bits(weights.values(), weights.columns());
  return {{weights.bytes().begin(), weights.bytes().end()},
          {weights.scales().begin(), weights.scales().end()}};
}

}  // namespace hearsay::encode
