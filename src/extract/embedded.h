// Documents inside the document: an embedded post, a statement pasted below an article.
#pragma once

#include "hearsay/article.h"

namespace hearsay::extraction {

/// Adds the statements that are pasted into the body: a heading of their own and, right below it, a
/// line that is a date, or words such as "Full text of the statement". From there to the next such
/// heading or the end. A page with many of them is a live blog or a list, and holds none.
void find_pasted_documents(Article& article);

/// The author and day that an embedded post names in its last line ("— Jane Doe (@jd) May 5,
/// 2015").
void read_post_line(Embedded& post, const Article& article);

/// A short line in which a day stands and little else.
bool is_date_line(std::string_view line);

}  // namespace hearsay::extraction
