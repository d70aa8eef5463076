// What a page itself calls its text: "Satire", "Opinion", "Sponsored". Nothing is detected: only
// what stands there as a label, in a line of its own beside the headline, before a colon in the
// headline, or in the mark-up, is one.
#pragma once

#include <string>
#include <vector>

#include "extract/blocks.h"
#include "extract/metadata.h"
#include "hearsay/article.h"

namespace hearsay::extraction {

/// Whether a line, or the name of a section, is a label and no more: "SATIRE", "Paid content".
bool is_label(std::string_view line);

/// Adds the labels of plain text: lines of their own above the body or among its first.
void label_plain_text(Article& article);

/// Adds the labels of a page, whose text has been put together.
void label_page(Article& article, const Page& page, const Metadata& metadata);

}  // namespace hearsay::extraction
