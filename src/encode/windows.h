// Long texts pass through the encoder in overlapping windows. A piece is read from the window in
// which it stands furthest from an edge, so that it sees its neighbours on both sides.
#pragma once

#include <cstddef>
#include <vector>

namespace hearsay::encode {

/// Pieces [begin, end) seen together; of these, the vectors of [own_begin, own_end) are kept.
struct Window {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t own_begin = 0;
  std::size_t own_end = 0;
  friend bool operator==(const Window&, const Window&) = default;
};

/// The windows of `count` pieces, of at most `size` each, which share `overlap` with the next. Each
/// piece is one window's own. Precondition: overlap < size. O(number of windows).
std::vector<Window> windows_of(std::size_t count, std::size_t size, std::size_t overlap);

}  // namespace hearsay::encode
