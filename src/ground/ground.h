// Ties words to the world: names of places to points, dates and times to the calendar, amounts to
// intervals. Places come from a gazetteer and from what else the article names; times and amounts
// from rules over small tables of words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ground/gazetteer.h"
#include "ground/gazetteer_import.h"
#include "hearsay/annotation.h"
#include "hearsay/article.h"
#include "hearsay/attribution.h"
#include "hearsay/grounding.h"
#include "hearsay/segmentation.h"

namespace hearsay {

/// All that can be tied to the world in headline and body. Each layer is in text order.
Groundings ground(const Article& article, const Segmentation& segmentation,
                  const Annotation& annotation, const Gazetteer& gazetteer);

/// Places of the given spans of text, whatever `annotation` says of them; in the order of `spans`,
/// those that the gazetteer lacks left out. `Place::mention` is the index into `spans`.
std::vector<Place> places_at(const Article& article, const Segmentation& segmentation,
                             const Annotation& annotation, const Spans& spans,
                             const Gazetteer& gazetteer);

/// All places that `places_at` chooses among for a name, whatever stands around it.
std::vector<PlaceCandidate> candidates_of(std::string_view name, const Gazetteer& gazetteer);

/// Words that name a place, whether one is meant or not: demonyms ("Mexican") and places inside
/// other names ("University of Ghana") too, which `ground` ties to no place. In text order,
/// disjoint. A small model decides; it may leave out what `annotate` takes for a place.
Spans places_named(const Article& article, const Segmentation& segmentation,
                   const Annotation& annotation, const Gazetteer& gazetteer);

/// Dates, times, durations and sets (TIMEX3), in text order, disjoint. Relative ones are counted
/// from `article.published`; without it they keep a value with X ("XXXX-WXX-2") and no interval.
std::vector<Time> resolve_times(const Article& article, const Segmentation& segmentation,
                                const Annotation& annotation);

/// The attributions with `said_begin` and `said_end` where a time in the sentence goes with the
/// words of saying ("told reporters late Monday"); empty elsewhere.
Attributions with_times_of_saying(Attributions attributions, const Article& article,
                                  const Segmentation& segmentation, const Annotation& annotation,
                                  const std::vector<Time>& times);

/// Amounts, in text order, disjoint from each other and from `times`.
std::vector<Quantity> read_quantities(const Article& article, const Segmentation& segmentation,
                                      const Annotation& annotation, const std::vector<Time>& times);

}  // namespace hearsay
