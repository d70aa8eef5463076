// Plain text and Markdown: the text is the file; what is not article is marked.
#pragma once

#include "hearsay/article.h"

namespace hearsay::extraction {

/// Fills title, authors, dates, headline, byline, body, boilerplate and embedded documents of an
/// article whose text is set, from its lines. Fields that the carrier filled stay.
void mark_plain_text(Article& article, bool markdown);

/// All of the text is body: the hull of what is no white space.
void mark_raw(Article& article);

}  // namespace hearsay::extraction
