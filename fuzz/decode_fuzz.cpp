// The store's records: whatever bytes a damaged or forged store holds, decoding refuses them or
// gives records that can be used. The first byte picks the kind; head and hash are made to fit, so
// that the fuzzer gets past them.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "json/json.h"
#include "text/hash.h"

namespace {

std::string sealed(char kind, std::string_view fields) {
  std::string bytes = "hsy";
  bytes += kind;
  bytes += '\1';
  bytes += fields;
  const std::uint64_t hash = hearsay::text::hash64(bytes);
  for (unsigned i = 0; i < 8; ++i) bytes += static_cast<char>((hash >> (8 * i)) & 0xFF);
  return bytes;
}

void read_document(const std::string& bytes) {
  const auto document = hearsay::json::decode_document(bytes);
  if (!document) return;
  if (!hearsay::json::check(*document)) std::abort();
  hearsay::json::dump(hearsay::json::annotated_document(*document, true));
  hearsay::json::dump(hearsay::json::extracted(document->article));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  static_cast<void>(hearsay::json::decode_document(input));
  if (input.empty()) return 0;
  constexpr std::string_view kKinds = "dspgoe";
  const char kind = kKinds[static_cast<unsigned char>(input[0]) % kKinds.size()];
  const std::string bytes = sealed(kind, input.substr(1));
  read_document(bytes);
  static_cast<void>(hearsay::json::decode_sketch(bytes));
  static_cast<void>(hearsay::json::decode_pair_match(bytes));
  static_cast<void>(hearsay::json::decode_entity_group(bytes));
  static_cast<void>(hearsay::json::decode_outline(bytes));
  static_cast<void>(hearsay::json::decode_entity(bytes));
  return 0;
}
