// Hashes: XXH3 inside (fast, fixed by its specification), SHA-256 for what people check.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace hearsay::text {

/// XXH3-64 of the bytes, seed 0. Same on every machine; model files rely on it.
std::uint64_t hash64(std::string_view bytes);

/// Mixes a value into a running hash; order matters.
std::uint64_t mix(std::uint64_t hash, std::uint64_t value);

/// SHA-256 as 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);

}  // namespace hearsay::text
