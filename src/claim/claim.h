// What an article says happened, in slots that compare: one claim for each clause with a verb of
// its own, with who stands behind it.
#pragma once

#include "hearsay/annotation.h"
#include "hearsay/article.h"
#include "hearsay/attribution.h"
#include "hearsay/claim.h"
#include "hearsay/grounding.h"
#include "hearsay/segmentation.h"

namespace hearsay {

/// The claims of headline and body, in text order. Total and deterministic; linear in the text but
/// for looking up what stands in a clause.
Claims claim(const Article& article, const Segmentation& segmentation, const Annotation& annotation,
             const Attributions& attributions, const Groundings& groundings);

}  // namespace hearsay
