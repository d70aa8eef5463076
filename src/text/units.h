// Bytes inside, code points outside (what W3C TextPositionSelector counts): conversion at the edge.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "hearsay/span.h"

namespace hearsay::text {

/// Converts between byte and code point offsets of one text. Building is O(n); a look-up scans at
/// most 64 bytes. Keeps a view: the text must outlive it. Immutable, so safe to share.
class CodePoints {
 public:
  explicit CodePoints(std::string_view text);

  [[nodiscard]] std::uint32_t from_byte(std::uint32_t byte) const;  ///< byte <= size, on a boundary
  [[nodiscard]] std::uint32_t to_byte(std::uint32_t point) const;   ///< clamped to the end
  [[nodiscard]] std::uint32_t size() const { return size_; }        ///< code points in all

 private:
  std::string_view text_;
  std::vector<std::uint32_t> points_before_;  ///< code points before byte 64*i
  std::uint32_t size_ = 0;
};

}  // namespace hearsay::text
