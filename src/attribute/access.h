// How a source is said to know what it says.
#pragma once

#include "attribute/finder.h"
#include "attribute/lexicon.h"
#include "attribute/page.h"

namespace hearsay::attribute {

struct Ground {
  Access access = Access::not_stated;
  TokenRange words = {};  ///< what tells it: "saw", "footage", "had been told"
};

/// Reads it from words, never guesses: what is said of the source ("a nurse who saw it",
/// "witnesses"), what stands beside in its sentences ("pointing to drone video", "going by the
/// log"), and what the source itself says of it at the beginning ("she had counted", "a driver had
/// told him"). What the content is about says nothing. A paper rests on something only if that is
/// said. O(sentences of the attribution, at most some dozens of tokens to each side).
Ground access_of(const Page& page, const Lexicon& lexicon, const Found& found);

}  // namespace hearsay::attribute
