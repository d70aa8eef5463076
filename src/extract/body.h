// Which blocks of a page are the article.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/blocks.h"
#include "hearsay/article.h"

namespace hearsay::extraction {

/// What becomes of a block: body, boilerplate that stands inside the article, or not taken over.
enum class Role : std::uint8_t { outside, body, boilerplate };

struct BlockChoice {
  Role role = Role::outside;
  BoilerplateKind kind = BoilerplateKind::other;  ///< for boilerplate
};

/// One choice per block of the page. `stated_body` is the article's text as the page's metadata
/// gives it (JSON-LD articleBody), empty where it does not; it only helps to find the blocks.
std::vector<BlockChoice> choose_body(const Page& page, std::string_view stated_body,
                                     std::string_view title);

}  // namespace hearsay::extraction
