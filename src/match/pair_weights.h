// What the signs of two short texts count (match/likeness.h), the constant last. Made by
// tools/train/pairs. Do not edit.
#pragma once

#include <array>

namespace hearsay::matching {

// clang-format off
inline constexpr std::array<double, 25> pair_alike{
    0.27315, -0.15508, -0.071543, -0.034517, 0.077979, -0.018802, 0.27825, -0.081573, 0.42577, 0.11516, -0.025593, -0.09887, 0.1945, 0.039174, -0.014342, 0.052936, -0.15813, -0.41594, 0.28059, 0.36201, 0.66432, -0.25388, -0.72033, 0.011363, -0.27757};
inline constexpr std::array<double, 25> pair_says{
    1.9959, -0.60675, 0.16849, -0.81466, 0.30158, 0.3485, 0.40859, -0.45794, -3.2792e-14, 0.073941, 2.2299, 1.8772, 1.5734, -0.24764, 0.29041, -0.57697, -0.30529, 3.6542, 2.292, 1.754, 4.3953, 1.6186, 5.0047, -0.19112, -8.509};
// clang-format on

}  // namespace hearsay::matching
