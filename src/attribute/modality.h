// What is done with the content: read from the cue.
#pragma once

#include "attribute/finder.h"
#include "attribute/lexicon.h"
#include "attribute/page.h"
#include "hearsay/attribution.h"

namespace hearsay::attribute {

/// "warned": warn; "did not comment": decline; what says nothing special: assert.
Modality modality_of(const Page& page, const Lexicon& lexicon, const Found& found);

}  // namespace hearsay::attribute
