// Matrices in eight bits (Jacob et al. 2018, without zero points): each row has a scale, so that
// products of rows are sums of whole numbers, which are exact and the same on every processor, and
// four times as fast as floating point where a processor has instructions for them (VNNI).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "model/matrix.h"

namespace hearsay::encode {

/// Writes each row of `width` numbers as whole numbers from -127 to 127: round(x * (127 / m)), ties
/// to even, where m is the row's largest absolute value, and its scale, m / 127; a row of
/// zeros, of next to nothing or with infinities or NaN becomes zeros, with the scale 0. `to` has as
/// many numbers as `rows`, `scales` one a row. O(numbers).
void to_eight_bits(std::span<const float> rows, std::size_t width, std::span<std::int8_t> to,
                   std::span<float> scales);

/// Weights of a linear map in eight bits: out x in, a scale for each row.
struct EightBitWeights {
  std::vector<std::int8_t> numbers;
  std::vector<float> scales;
};

EightBitWeights to_eight_bits(std::span<const float> weights, std::size_t in);

/// As the file has them; put into eight bits where it has floats.
EightBitWeights to_eight_bits(const model::Matrix& weights);

}  // namespace hearsay::encode
