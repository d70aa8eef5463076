// What the two taggers look at. The trainer reads the same lines through the dump, so what was
// learned and what is asked cannot drift apart.
#pragma once

#include <cstdint>
#include <vector>

#include "attribute/page.h"
#include "model/features.h"

namespace hearsay::attribute {

/// The tokens of a sentence.
TokenRange tokens_of(const Page& page, std::uint32_t sentence);

/// The features of every token of a sentence, or of a part of one that is read as if it stood
/// alone, for "is this word part of a cue?".
void cue_features(const Page& page, TokenRange range, model::FeatureSink& sink);

/// The tokens around a cue among which its source and content are sought: its sentence, two before,
/// four after, cut where sentences are endless or leave headline or body.
TokenRange window_of(const Page& page, TokenRange cue);

/// The features of every token of `window`, for "is this word the source or the content of *this*
/// cue?". `is_cue` tells, for every token of the page, whether it belongs to any cue.
void role_features(const Page& page, TokenRange window, TokenRange cue,
                   const std::vector<bool>& is_cue, model::FeatureSink& sink);

}  // namespace hearsay::attribute
