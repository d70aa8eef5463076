#include "exports/names.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>

namespace hearsay::exports {
namespace {

using Bytes = std::array<unsigned char, 20>;
using Space = std::array<unsigned char, 16>;

// 00abedb4-aa42-466c-9c01-fed23315a9b7, STIX 2.1 section 2.9.
constexpr Space kObservables = {0x00, 0xab, 0xed, 0xb4, 0xaa, 0x42, 0x46, 0x6c,
                                0x9c, 0x01, 0xfe, 0xd2, 0x33, 0x15, 0xa9, 0xb7};
// UUID version 5 of "urn:hearsay:" in the name space of URLs.
constexpr Space kHearsay = {0xbf, 0xaf, 0xaf, 0x5e, 0x66, 0x1a, 0x50, 0x16,
                            0xb4, 0xca, 0x41, 0xcb, 0xc8, 0xc0, 0xd1, 0xec};

Bytes sha1(std::string_view first, std::string_view second) {
  Bytes out{};
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  EVP_DigestInit_ex(context, EVP_sha1(), nullptr);
  EVP_DigestUpdate(context, first.data(), first.size());
  EVP_DigestUpdate(context, second.data(), second.size());
  EVP_DigestFinal_ex(context, out.data(), nullptr);
  EVP_MD_CTX_free(context);
  return out;
}

std::string uuid(const Space& space, std::string_view name) {
  Bytes bytes = sha1({reinterpret_cast<const char*>(space.data()), space.size()}, name);
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0FU) | 0x50U);
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3FU) | 0x80U);
  std::string out;
  for (std::size_t i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) out += '-';
    out += fmt::format("{:02x}", bytes[i]);
  }
  return out;
}

}  // namespace

std::string sha1_hex(std::string_view bytes) {
  std::string out;
  for (const unsigned char byte : sha1(bytes, {})) out += fmt::format("{:02x}", byte);
  return out;
}

std::string uuid_of_observable(std::string_view name) { return uuid(kObservables, name); }
std::string uuid_of(std::string_view name) { return uuid(kHearsay, name); }

}  // namespace hearsay::exports
