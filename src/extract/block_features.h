// What the block classifier looks at: for each block its words, its links, where it stands in the
// page and in the tree, what its neighbours and its like are, and what the rules made of it.
// Written by one piece of code for the program and for its training, so that the two cannot
// disagree.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extract/blocks.h"
#include "extract/body.h"

namespace hearsay::extraction {

/// A row of numbers for each block of a page. All that it is made from must outlive it.
class BlockFeatures {
 public:
  /// Linear in the page.
  BlockFeatures(const Page& page, const BodyGuess& guess, const Metadata& metadata);
  ~BlockFeatures();
  BlockFeatures(const BlockFeatures&) = delete;
  BlockFeatures& operator=(const BlockFeatures&) = delete;

  /// The numbers of one block, until the next call.
  std::span<const float> row(std::size_t block);

  /// What the numbers of a row are, in their order.
  static const std::vector<std::string>& names();

 private:
  class Writer;
  std::unique_ptr<Writer> writer_;
  std::vector<float> row_;
};

}  // namespace hearsay::extraction
