// What the signs of two short texts count (match/likeness.h), the constant last. Made by
// tools/train/pairs. Do not edit.
#pragma once

#include <array>

namespace hearsay::matching {

// clang-format off
inline constexpr std::array<double, 19> pair_alike{
    0.74443, -0.35001, -0.16658, -0.032874, 0.18986, -0.0077706, 0.33562, 0.11644, 0.53224, 0.067184, -0.05708, -0.084195, 0.336, 0.075061, -0.048303, 0.066448, -0.12992, -0.29273, -0.24558};
inline constexpr std::array<double, 19> pair_says{
    9.1399, -0.42976, 0.76409, -0.73651, 0.42487, 0.84538, -1.5319, -1.1433, -1.402e-13, 0.16274, 1.6321, 4.4247, 7.6082, -0.18625, 0.18819, -0.90553, -0.23936, 5.0894, -6.8664};
// clang-format on

}  // namespace hearsay::matching
