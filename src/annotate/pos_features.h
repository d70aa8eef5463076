// What the part-of-speech tagger looks at.
#pragma once

#include <span>
#include <string_view>

#include "model/features.h"

namespace hearsay::annotate {

/// Writes the features of each word of one sentence.
void pos_features(std::span<const std::string_view> words, model::FeatureSink& sink);

}  // namespace hearsay::annotate
