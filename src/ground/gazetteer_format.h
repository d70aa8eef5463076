// The gazetteer's file: what its writer and its reader share.
//
//   magic[8] "HEARGAZ\0" | version u32 | 0 u32 | packed size u64 | raw size u64 | XXH3-64 of packed
//   u64 | packed: zstd of raw.   Numbers little-endian.
//
// Raw: card; number of places, then one column after the other (sorted by level, country,
// division, number, so that neighbours are alike); number of keys, then the keys in byte order,
// each as what it shares with the one before and the rest; then the postings of each key.
// Integers are varints (7 bits a byte, low first), signed ones zigzag.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace hearsay::gazetteer_format {

inline constexpr std::string_view magic{"HEARGAZ\0", 8};
inline constexpr std::uint32_t version = 2;
inline constexpr std::size_t header_size = 40;
inline constexpr std::uint64_t largest_raw_size = 1ULL << 30U;  // all of GeoNames has half of it
inline constexpr std::uint64_t large_raw_size = 64ULL << 20U;   // packed faster, and less tightly
/// Bytes of a folded name; without a bound a small file could hold huge ones (each key is written
/// as what it adds to the one before).
inline constexpr std::size_t longest_key = 1000;
/// Degrees are kept as multiples of 1/10000 (11 m).
inline constexpr double degree = 1e4;

/// The key under which a name is found: folded, without blanks ("U.S." = "US", "Deir ez-Zor" =
/// "Deir Ezzor").
std::string key_of(std::string_view name);

/// What a key sounds like: runs of vowels are one, doubled letters one, letters and pairs for one
/// sound alike. Empty for keys that are too short for that to say anything, or not of ASCII
/// letters. Stands in `sound`.
using Sound = std::array<char, 60>;
std::string_view sound_of(std::string_view key, Sound& sound);

}  // namespace hearsay::gazetteer_format
