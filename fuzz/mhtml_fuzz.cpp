// Any bytes as an MHTML file: a page no larger than the file, or a reason.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "ingest/mhtml.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto source = hearsay::ingest::source_of_mhtml({reinterpret_cast<const char*>(data), size});
  if (source ? source->bytes.empty() || source->bytes.size() > size : source.error().empty()) {
    std::abort();
  }
  return 0;
}
