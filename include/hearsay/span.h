// Positions in text. Everything that hearsay says is pinned to exact words, so a span is the unit
// in which all stages answer. Inside the program spans count bytes of UTF-8; code points (JSON) and
// UTF-16 units (browsers) exist only at the edges and are converted in `text/units.h`.
#pragma once

#include <compare>
#include <cstdint>
#include <vector>

namespace hearsay {

/// Half-open range [begin, end) of bytes in `Article::text`. Both ends lie on code points.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  friend constexpr auto operator<=>(const Span&, const Span&) = default;

  [[nodiscard]] constexpr std::uint32_t size() const { return end - begin; }
  [[nodiscard]] constexpr bool empty() const { return begin >= end; }
  [[nodiscard]] constexpr bool contains(Span other) const {
    return begin <= other.begin && other.end <= end;
  }
  [[nodiscard]] constexpr bool contains(std::uint32_t offset) const {
    return begin <= offset && offset < end;
  }
  [[nodiscard]] constexpr bool overlaps(Span other) const {
    return begin < other.end && other.begin < end;
  }
};

/// Several pieces of text that belong together (a discontinuous content), in text order, disjoint.
using Spans = std::vector<Span>;

/// The smallest span that holds all of `spans`; empty for none. O(n).
constexpr Span hull(const Spans& spans) {
  if (spans.empty()) return {};
  Span all = spans.front();
  for (const Span& span : spans) {
    if (span.begin < all.begin) all.begin = span.begin;
    if (span.end > all.end) all.end = span.end;
  }
  return all;
}

/// Half-open range [begin, end) of bytes in `Source::bytes`. A type of its own, so that a position
/// in the fetched bytes never passes for one in the article's text.
struct SourceSpan {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  friend constexpr auto operator<=>(const SourceSpan&, const SourceSpan&) = default;
};

}  // namespace hearsay
