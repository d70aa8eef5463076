// Any bytes as a gazetteer: refused or read, never a crash. A checksum would keep the fuzzer out,
// so half of the runs put the right one in, and some take the bytes for a table to be packed.
#include <cstddef>
#include <cstdint>
#include <string>

#include "ground/gazetteer.h"
#include "text/hash.h"

namespace {

void look_up(const hearsay::Gazetteer& gazetteer) {
  for (const char* name : {"Sofia", "the Hague", "al-Raqqa", "province of X", ""}) {
    for (const auto& found : gazetteer.lookup(name)) (void)gazetteer.id(found.place);
  }
}

void with_right_header(std::string bytes) {
  constexpr std::size_t header = 40;
  if (bytes.size() < header) return;
  const auto put = [&](std::size_t at, std::uint64_t value) {
    for (std::size_t i = 0; i < 8; ++i)
      bytes[at + i] = static_cast<char>((value >> (8 * i)) & 0xFF);
  };
  put(16, bytes.size() - header);
  put(32, hearsay::text::hash64(std::string_view(bytes).substr(header)));
  if (const auto gazetteer = hearsay::Gazetteer::read(bytes, "fuzz")) look_up(*gazetteer);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  if (const auto gazetteer = hearsay::Gazetteer::read(bytes, "fuzz")) look_up(*gazetteer);
  with_right_header(bytes);
  if (const auto packed = hearsay::pack_gazetteer(bytes, "{}")) {
    const auto gazetteer = hearsay::Gazetteer::read(*packed, "packed");
    if (!gazetteer) __builtin_trap();  // what is packed can be read
    look_up(*gazetteer);
  }
  return 0;
}
