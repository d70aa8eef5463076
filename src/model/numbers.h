// Small loops over many numbers, which the compiler is told to make vectors of.
#pragma once

#include <cstdint>
#include <span>

namespace hearsay::model {

/// The largest absolute value; of no numbers 0. Infinite or no number where one of them is.
float largest(std::span<const float> numbers);

/// The sum of the products of each with its like; the same on every machine. Precondition: as many
/// on both sides.
float dot(std::span<const float> a, std::span<const float> b);

/// Each number times `factor`, which lies within 32,767 of zero, rounded, in sixteen bits with
/// 2^15 for zero: the upper and the lower eight of them.
void split_halves(std::span<const float> numbers, float factor, std::uint8_t* upper,
                  std::uint8_t* lower);

/// What sums of products of such halves with weights stand for, each sum by itself.
struct HalfSums {
  const std::int32_t* upper = nullptr;
  const std::int32_t* lower = nullptr;
  const float* zeros = nullptr;   ///< what the upper halves of zeros give
  const float* scales = nullptr;  ///< what the weights are worth
  float scale = 0;                ///< what a step of the numbers is worth
};
/// Adds them, as many as `to` has.
void add_halves(const HalfSums& sums, std::span<float> to);

/// Whether sums of bytes are exact and fast here: oneDNN's own way without these instructions
/// saturates.
bool sums_bytes();

}  // namespace hearsay::model
