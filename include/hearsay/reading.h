// The reading of one article: every layer that the stages made of it.
#pragma once

#include <string>
#include <vector>

#include "hearsay/annotation.h"
#include "hearsay/article.h"
#include "hearsay/attribution.h"
#include "hearsay/claim.h"
#include "hearsay/grounding.h"
#include "hearsay/segmentation.h"

namespace hearsay {

struct Reading {
  Segmentation segmentation;
  Annotation annotation;
  Attributions attributions;
  Groundings groundings;
  Claims claims;
  friend bool operator==(const Reading&, const Reading&) = default;
};

/// What the page itself gives, where the analyst has set another value.
struct OwnValue {
  std::string field;  ///< "published", "publisher", …
  std::string value;  ///< empty: it gave none
  friend bool operator==(const OwnValue&, const OwnValue&) = default;
};

/// What of article and reading is the analyst's word, not the program's.
struct Decided {
  std::vector<OwnValue> overruled;
  /// Attributions that he rejects, sorted: they stay to be seen, and give nobody as a source.
  std::vector<AttributionIndex> rejected;
  friend bool operator==(const Decided&, const Decided&) = default;
};

/// An article and its reading: all that hearsay knows of one document by itself.
struct Document {
  Article article;
  Reading reading;
  Decided decided = {};
  friend bool operator==(const Document&, const Document&) = default;
};

}  // namespace hearsay
