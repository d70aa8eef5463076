// Model files come from outside: whatever the bytes, opening gives an encoder that reads a text, or
// a message.
#include <cstddef>
#include <cstdint>
#include <string>

#include "encode/encode.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hearsay;
  auto file = model::ModelFile::from_bytes(std::string(reinterpret_cast<const char*>(data), size),
                                           "fuzz", {"encoder", 1, 1});
  if (!file) return 0;
  const auto encoder = encode::Encoder::from_file(*file, encode::Encoder::Kernel::reference);
  if (!encoder) return 0;
  const std::string text = "The roof leaks, the mayor said.";
  const auto part = encoder->encode(text, {0, static_cast<std::uint32_t>(text.size())});
  if (part.vectors.size() != part.pieces.size() * encoder->width()) __builtin_trap();
  return 0;
}
