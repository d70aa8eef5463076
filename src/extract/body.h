// Which blocks of a page are the article.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "extract/blocks.h"
#include "extract/metadata.h"
#include "hearsay/article.h"
#include "model/boosted_trees.h"

namespace hearsay::extraction {

/// What becomes of a block: body, boilerplate that stands inside the article, or not taken over.
enum class Role : std::uint8_t { outside, body, boilerplate };

struct BlockChoice {
  Role role = Role::outside;
  BoilerplateKind kind = BoilerplateKind::other;  ///< for boilerplate
};

/// What the rules make of a page: all that the classifier is told besides the page itself.
struct BodyGuess {
  std::vector<BlockChoice> choices;                      ///< one per block
  std::vector<double> values;                            ///< for and against a block, alone
  std::vector<std::optional<BoilerplateKind>> wordings;  ///< as boilerplate_kind says of the words
  std::vector<double> overlaps;     ///< how much of it the page's metadata also has, 0 to 1
  NodeIndex container = no_node;    ///< the element that holds the body
  std::size_t headline = no_block;  ///< the block that shows the title

  static constexpr std::size_t no_block = static_cast<std::size_t>(-1);
};

/// Rules alone. The article's text as the page's metadata gives it (JSON-LD articleBody), where it
/// does, only helps to find the blocks. Linear in the page.
BodyGuess guess_body(const Page& page, const Metadata& metadata);

/// One choice per block of the page: the classifier's, who is told what the rules would say.
std::vector<BlockChoice> choose_body(const Page& page, const Metadata& metadata,
                                     const model::BoostedTrees& classifier);

}  // namespace hearsay::extraction
