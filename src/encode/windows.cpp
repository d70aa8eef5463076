#include "encode/windows.h"

#include <algorithm>

namespace hearsay::encode {

std::vector<Window> windows_of(std::size_t count, std::size_t size, std::size_t overlap) {
  std::vector<Window> out;
  const std::size_t stride = size - overlap;
  for (std::size_t begin = 0; begin == 0 || begin + overlap < count; begin += stride) {
    const std::size_t own_begin = begin == 0 ? 0 : begin + overlap / 2;
    if (!out.empty()) out.back().own_end = own_begin;
    out.push_back({begin, std::min(begin + size, count), own_begin, count});
  }
  return out;
}

}  // namespace hearsay::encode
