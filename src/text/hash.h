// Hashes: XXH3 inside (fast, fixed by its specification), SHA-256 for what people check.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace hearsay::text {

/// XXH3-64 of the bytes, seed 0. Same on every machine; model files rely on it.
std::uint64_t hash64(std::string_view bytes);

/// Mixes a value into a running hash; order matters. The finaliser of SplitMix64 over the sum:
/// cheap, well spread, and here because fingerprints call it for every word.
inline std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
  std::uint64_t z = hash * 0x9E3779B97F4A7C15ULL + value + 0x9E3779B97F4A7C15ULL;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31U);
}

/// SHA-256 as 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);

}  // namespace hearsay::text
