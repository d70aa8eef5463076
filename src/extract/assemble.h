// The article's text out of the blocks that were chosen.
#pragma once

#include "extract/blocks.h"
#include "extract/body.h"
#include "extract/metadata.h"
#include "hearsay/article.h"

namespace hearsay::extraction {

/// Writes headline, byline and date lines and the chosen blocks into `article`, blocks apart by
/// "\n\n", with spans for each and the origin map. `raw`: all blocks, all body.
void assemble(Article& article, const Page& page, const Metadata& metadata,
              const std::vector<BlockChoice>& choices, bool raw);

}  // namespace hearsay::extraction
