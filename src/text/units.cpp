#include "text/units.h"

#include <algorithm>

#include "text/utf8.h"

namespace hearsay::text {
namespace {
constexpr std::uint32_t kStride = 64;  // bytes between two remembered counts

bool starts_code_point(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }
}  // namespace

CodePoints::CodePoints(std::string_view text) : text_(text) {
  points_before_.reserve(text.size() / kStride + 1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i % kStride == 0) points_before_.push_back(size_);
    if (starts_code_point(text[i])) ++size_;
  }
  if (text.size() % kStride == 0) points_before_.push_back(size_);
}

std::uint32_t CodePoints::from_byte(std::uint32_t byte) const {
  byte = std::min(byte, static_cast<std::uint32_t>(text_.size()));
  std::uint32_t points = points_before_[byte / kStride];
  for (std::uint32_t i = byte / kStride * kStride; i < byte; ++i) {
    if (starts_code_point(text_[i])) ++points;
  }
  return points;
}

std::uint32_t CodePoints::to_byte(std::uint32_t point) const {
  if (point >= size_) return static_cast<std::uint32_t>(text_.size());
  // The last remembered count that is not past `point`; the code point starts after it.
  const auto after = std::ranges::upper_bound(points_before_, point);
  auto stride = static_cast<std::uint32_t>(after - points_before_.begin()) - 1;
  std::uint32_t points = points_before_[stride];
  std::uint32_t i = stride * kStride;
  while (true) {
    if (starts_code_point(text_[i])) {
      if (points == point) return i;
      ++points;
    }
    ++i;
  }
}

}  // namespace hearsay::text
