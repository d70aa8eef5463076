// What is done with the content, and how the source is said to know: read from the words.
#pragma once

#include "attribute/finder.h"
#include "attribute/lexicon.h"
#include "attribute/page.h"
#include "hearsay/attribution.h"

namespace hearsay::attribute {

/// "warned": warn; "did not comment": decline; what says nothing special: assert.
Modality modality_of(const Page& page, const Lexicon& lexicon, const Found& found);

/// "a neighbour who saw it": witnessed; "the video shows": footage; "said he was told": told.
Access access_of(const Page& page, const Lexicon& lexicon, const Found& found, SourceKind kind);

}  // namespace hearsay::attribute
