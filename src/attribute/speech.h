// Direct speech that no cue reaches: quotations that run on over paragraphs, second halves, and
// paragraphs that are nothing but a quotation and so go on with whoever spoke last.
#pragma once

#include <vector>

#include "attribute/finder.h"
#include "attribute/page.h"

namespace hearsay::attribute {

/// Adds quotations that nothing covers to the attribution they go on with, or, for paragraphs of
/// their own, as attributions without source and cue (`Found::cue` is empty, at their first token).
void carry_quotations(const Page& page, std::vector<Found>& found);

}  // namespace hearsay::attribute
