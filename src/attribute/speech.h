// Direct speech: who says what the page sets off. The heads' spans are soft, marks are hard
// evidence of where words of somebody begin and end.
#pragma once

#include <vector>

#include "attribute/finder.h"
#include "attribute/page.h"

namespace hearsay::attribute {

/// Fits contents to the direct speech on the page: each quotation goes wholly to the clause beside
/// it ("“…,” said Weiss, “…”", "Weiss told the court: “…”"), to the speaker before it, or to
/// whoever the heads say. Clauses that the heads missed become attributions too. Paragraphs of
/// nothing but speech behind speech become attributions without source and cue (`Found::cue` is
/// empty, at their first token). Linear in the tokens and attributions.
void settle_speech(const Page& page, std::vector<Found>& found);

}  // namespace hearsay::attribute
