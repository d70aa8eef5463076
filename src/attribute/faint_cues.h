// Cues that the heads see too faintly to take, where the sentence is built as one that says who
// says it.
#pragma once

#include <span>
#include <vector>

#include "attribute/finder.h"

namespace hearsay::attribute {

/// "[The kiln was shut], a clerk close to the talks [confirmed] to the Mail by letter", "Weiss
/// [told] the Mail [at least nine kilns were shut]": adds who says it where a likely cue is a verb
/// with a subject of its own, and a clause stands before the subject or hangs on the verb behind a
/// hearer. What the heads have with that cue goes, unless a clause is among its content. Outside of
/// quotations and of what others say.
/// O(words + likely x length of a sentence).
void add_faint_cues(const Page& page, std::span<const LikelyCue> likely, std::vector<Found>& found);

/// "[Lee claims] that it leaks, the Mail [reports]": what stands before a comma and who says it is
/// one content, where the heads have left out what belongs to another cue. O(words).
void fill_contents(const Page& page, std::vector<Found>& found);

}  // namespace hearsay::attribute
