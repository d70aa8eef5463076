#include "text/hash.h"

#include <openssl/evp.h>
#include <xxhash.h>

#include <array>

namespace hearsay::text {

std::uint64_t hash64(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr);
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  out.reserve(std::size_t{size} * 2);
  for (unsigned int i = 0; i < size; ++i) {
    out += kHex[digest.at(i) >> 4U];
    out += kHex[digest.at(i) & 0x0FU];
  }
  return out;
}

}  // namespace hearsay::text
