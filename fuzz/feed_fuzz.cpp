// Any bytes as a feed: items in their order, each with words or a reason, nothing expanded.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "ingest/feed.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::size_t items = 0;
  std::size_t bytes = 0;
  hearsay::ingest::for_each_feed_item({reinterpret_cast<const char*>(data), size}, {},
                                      [&](std::size_t number, const auto& source) {
                                        if (number != ++items) std::abort();
                                        if (source ? source->bytes.empty() : source.error().empty())
                                          std::abort();
                                        if (source) bytes += source->bytes.size();
                                        return true;
                                      });
  // Another charset takes up to three times as much; markup that is printed anew up to twelve.
  if (bytes > 40 * (size + 1)) std::abort();
  return 0;
}
