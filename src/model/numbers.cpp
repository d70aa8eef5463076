#include "model/numbers.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <dnnl.hpp>

namespace hearsay::model {

namespace {

// A single sum would wait for itself at each step.
constexpr std::size_t lanes = 16;

// Each loop is written once and made twice: for any processor, and for those with AVX2, which take
// twice as many numbers at a time. Both do the same in the same order: no multiplication is fused
// with an addition.

// Without their sign, floats are in the order of their bits, and whole numbers are compared many
// at a time.
[[gnu::always_inline]] inline float largest_in(std::span<const float> numbers) {
  std::array<std::int32_t, lanes> most{};
  const std::size_t whole = numbers.size() / lanes * lanes;
  for (std::size_t at = 0; at < whole; at += lanes) {
    for (std::size_t i = 0; i < lanes; ++i) {
      const std::int32_t size = std::bit_cast<std::int32_t>(numbers[at + i]) & 0x7FFF'FFFF;
      most[i] = size > most[i] ? size : most[i];
    }
  }
  for (std::size_t i = whole; i < numbers.size(); ++i) {
    const std::int32_t size = std::bit_cast<std::int32_t>(numbers[i]) & 0x7FFF'FFFF;
    most[0] = size > most[0] ? size : most[0];
  }
  std::int32_t all = 0;
  for (const std::int32_t each : most) all = each > all ? each : all;
  return std::bit_cast<float>(all);
}

[[gnu::always_inline]] inline float dot_of(std::span<const float> a, std::span<const float> b) {
  std::array<float, lanes> sums{};
  const std::size_t whole = a.size() / lanes * lanes;
  for (std::size_t at = 0; at < whole; at += lanes) {
    for (std::size_t i = 0; i < lanes; ++i) sums[i] += a[at + i] * b[at + i];
  }
  for (std::size_t i = 0; whole + i < a.size(); ++i) sums[i] += a[whole + i] * b[whole + i];
  for (std::size_t half = lanes / 2; half > 0; half /= 2) {
    for (std::size_t i = 0; i < half; ++i) sums[i] += sums[half + i];
  }
  return sums[0];
}

[[gnu::always_inline]] inline void split(std::span<const float> numbers, float factor,
                                         std::uint8_t* upper, std::uint8_t* lower) {
  constexpr float zero_and_half = 32'768.5F;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const int number = static_cast<int>(numbers[i] * factor + zero_and_half);
    upper[i] = static_cast<std::uint8_t>(number >> 8);
    lower[i] = static_cast<std::uint8_t>(number & 0xFF);
  }
}

[[gnu::always_inline]] inline void add(const HalfSums& sums, std::span<float> to) {
  const std::int32_t* const upper = sums.upper;
  const std::int32_t* const lower = sums.lower;
  const float* const zeros = sums.zeros;
  const float* const scales = sums.scales;
  float* const numbers = to.data();
  for (std::size_t i = 0; i < to.size(); ++i) {
    const float sum =
        (static_cast<float>(upper[i]) - zeros[i]) * 256.0F + static_cast<float>(lower[i]);
    numbers[i] += sum * (sums.scale * scales[i]);
  }
}

#if defined(__x86_64__)
bool is_wide() {
  static const bool wide = __builtin_cpu_supports("avx2") != 0;
  return wide;
}
[[gnu::target("avx2")]] float wide_largest(std::span<const float> numbers) {
  return largest_in(numbers);
}
[[gnu::target("avx2")]] float wide_dot(std::span<const float> a, std::span<const float> b) {
  return dot_of(a, b);
}
[[gnu::target("avx2")]] void wide_split(std::span<const float> numbers, float factor,
                                        std::uint8_t* upper, std::uint8_t* lower) {
  split(numbers, factor, upper, lower);
}
[[gnu::target("avx2")]] void wide_add(const HalfSums& sums, std::span<float> to) { add(sums, to); }
#else
bool is_wide() { return false; }
constexpr auto wide_largest = largest_in;
constexpr auto wide_dot = dot_of;
constexpr auto wide_split = split;
constexpr auto wide_add = add;
#endif

}  // namespace

float largest(std::span<const float> numbers) {
  return is_wide() ? wide_largest(numbers) : largest_in(numbers);
}

float dot(std::span<const float> a, std::span<const float> b) {
  return is_wide() ? wide_dot(a, b) : dot_of(a, b);
}

void split_halves(std::span<const float> numbers, float factor, std::uint8_t* upper,
                  std::uint8_t* lower) {
  is_wide() ? wide_split(numbers, factor, upper, lower) : split(numbers, factor, upper, lower);
}

void add_halves(const HalfSums& sums, std::span<float> to) {
  is_wide() ? wide_add(sums, to) : add(sums, to);
}

bool sums_bytes() {
  const dnnl::cpu_isa isa = dnnl::get_effective_cpu_isa();
  return isa == dnnl::cpu_isa::avx512_core_vnni || isa == dnnl::cpu_isa::avx512_core_bf16 ||
         isa == dnnl::cpu_isa::avx512_core_amx;
}

}  // namespace hearsay::model
