// What the signs of two short texts count (match/likeness.h), the constant last. Made by
// tools/train/pairs. Do not edit.
#pragma once

#include <array>

namespace hearsay::matching {

// clang-format off
inline constexpr std::array<double, 19> pair_alike{
    0.74443, -0.35001, -0.16658, -0.032874, 0.18986, -0.0077706, 0.33562, 0.11644, 0.53224, 0.067184, -0.05708, -0.084195, 0.336, 0.075061, -0.048303, 0.066448, -0.12992, -0.29273, -0.24558};
inline constexpr std::array<double, 19> pair_says{
    6.2676, 0.6638, -0.45463, -0.092986, 1.4318, 0.035162, -0.066398, -0.38592, -4.478e-14, 0.35989, 0.64588, 3.7788, 6.1229, -0.56406, 0.49571, -1.1099, -0.24402, 5.4307, -7.3715};
// clang-format on

}  // namespace hearsay::matching
