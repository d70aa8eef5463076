// "Reportedly", "allegedly": words that give what they stand in to nobody in particular.
#pragma once

#include <vector>

#include "attribute/finder.h"
#include "attribute/lexicon.h"
#include "attribute/page.h"

namespace hearsay::attribute {

/// Adds an attribution without source for each such word that is in no cue: its content is the rest
/// of the sentence, or of the piece of another's content that it stands in, which then is its
/// parent. Sentences that somebody else's cue stands in are left alone. O(tokens + attributions).
void add_vague(const Page& page, const Lexicon& lexicon, std::vector<Found>& found);

}  // namespace hearsay::attribute
