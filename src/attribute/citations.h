// "X reports, citing Y, that Z" and "X reported that Z, citing Y": X gives Z on the word of Y.
#pragma once

#include <vector>

#include "attribute/finder.h"
#include "attribute/page.h"

namespace hearsay::attribute {

/// Turns attributions whose cue is "citing" or "quoting" into one to whoever is cited, nested in
/// one to whoever cites.
void nest_citations(const Page& page, std::vector<Found>& found);

}  // namespace hearsay::attribute
