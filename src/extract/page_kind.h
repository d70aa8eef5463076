// Article, listing, home page or author's page: only articles have statements of their own.
#pragma once

#include <vector>

#include "extract/blocks.h"
#include "extract/body.h"
#include "extract/metadata.h"
#include "hearsay/article.h"

namespace hearsay::extraction {

PageKind page_kind(const Page& page, const Metadata& metadata,
                   const std::vector<BlockChoice>& choices);

}  // namespace hearsay::extraction
