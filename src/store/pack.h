// Bytes made small: zstd frames that say their size and carry a checksum.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hearsay::store {

/// For originals, which are kept for good, and for what is derived and often rewritten.
enum class Packing { small = 9, fast = 1 };

std::string pack(std::string_view bytes, Packing packing);

/// The bytes again; throws Failure, naming `what`, where the frame is damaged or claims to hold
/// more than any document may.
std::string unpack(std::string_view packed, std::string_view what);

}  // namespace hearsay::store
