// Headlines and live-blog lines that give words to somebody by a mark alone: "Weiss: Roof will
// hold", "Roof will hold – Weiss".
#pragma once

#include <vector>

#include "attribute/finder.h"
#include "attribute/page.h"

namespace hearsay::attribute {

/// Adds an attribution for each line without a full stop that has the name of a person or body
/// before a colon, or behind a dash at its end, and a clause on the other side; the mark is the
/// cue. Lines with quotation marks, lists of such lines and those with a cue at that mark stay as
/// they are. Linear in the tokens.
void add_headlines(const Page& page, std::vector<Found>& found);

}  // namespace hearsay::attribute
