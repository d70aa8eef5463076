// What the block classifier looks at: for each block its words, its links, where it stands in the
// page and in the tree, what its neighbours and its like are, and what the rules made of it.
// Written by one piece of code for the program and for its training, so that the two cannot
// disagree.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extract/blocks.h"
#include "extract/body.h"

namespace hearsay::extraction {

/// A row of numbers for each block of a page.
class BlockFeatures {
 public:
  /// Linear in the page.
  BlockFeatures(const Page& page, const BodyGuess& guess, const Metadata& metadata);

  [[nodiscard]] std::span<const float> row(std::size_t block) const {
    return std::span<const float>(values_).subspan(block * width_, width_);
  }
  [[nodiscard]] std::size_t width() const { return width_; }

  /// What the numbers of a row are, in their order.
  static const std::vector<std::string>& names();

 private:
  std::vector<float> values_;
  std::size_t width_ = 0;
};

}  // namespace hearsay::extraction
