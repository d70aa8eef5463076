// Any bytes as a WARC, plain or packed: every record is a bounded page, a revisit or a failure, and
// it ends.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "ingest/byte_stream.h"
#include "ingest/warc.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::uint64_t limit = 1U << 16U;
  hearsay::ingest::ByteStream bytes(std::string(reinterpret_cast<const char*>(data), size));
  hearsay::ingest::WarcReader reader(bytes, limit);
  std::size_t items = 0;
  while (const auto item = reader.next()) {
    if (item->source && (item->source->bytes.empty() != item->source->revisit.has_value() ||
                         item->source->bytes.size() > limit)) {
      std::abort();
    }
    if (!item->source && item->source.error().empty()) std::abort();
    if (++items > 64 * (size + 1)) std::abort();  // a bomb gives more records than it has bytes
  }
  if (reader.next()) std::abort();
  return 0;
}
