// The reading of one article: every layer that the stages made of it.
#pragma once

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

/// An article and its reading: all that hearsay knows of one document by itself.
struct Document {
  Article article;
  Reading reading;
  friend bool operator==(const Document&, const Document&) = default;
};

}  // namespace hearsay
