// Which of the places of a name is meant. Private to this stage.
//
// Each candidate is scored by a linear model over what a reader would go by: how large it is, how
// exact the name, which countries and divisions the article speaks of otherwise, what stands after
// the comma ("Springfield, Ohio"), what is near. After Lieberman and Samet (2012), with weights
// learned from four geocoded news sets (see docs/ground.md).
#pragma once

#include <array>
#include <vector>

#include "ground/gazetteer.h"
#include "hearsay/annotation.h"
#include "hearsay/article.h"
#include "hearsay/segmentation.h"

namespace hearsay {

/// What speaks for one candidate. All about 0 … 1.
enum PlaceFeature : std::size_t {
  population,  ///< log10 / 8
  is_region,   // levels; town is the rest
  is_continent,
  is_country,
  is_division,
  is_district,
  is_feature,
  main_name,  ///< found by its main name
  capital,
  country_support,  ///< share of the other names and demonyms that speak of its country
  division_support,
  containment,   ///< "X, Y": Y names its division or country
  told_within,   ///< "X in northern Y", "X, a village in Y": the same
  nearness,      ///< to the nearest place that another name most likely means
  kind_word,     ///< "County", "Province" in the name fits its level
  against_kind,  ///< … and does not
  home_country,  ///< the page's address or publisher's name points to its country
  largest,       ///< no candidate of its level is larger
  largest_town,  ///< a town, and no other candidate has more people
  unpeopled,     ///< its population is not known, and it is no district
  place_feature_count
};
using PlaceFeatures = std::array<double, place_feature_count>;

/// A name to be placed and its candidates with what speaks for each.
struct Toponym {
  Span span;
  std::vector<PlaceCandidate> candidates;
  std::vector<PlaceFeatures> features;
  std::vector<PlaceCandidate> told;  ///< what the text says that it lies in; may be empty
  Span told_span = {};               ///< the words that say so
};

/// In the order of `spans`.
std::vector<Toponym> toponyms(const Article& article, const Segmentation& segmentation,
                              const Spans& spans, const Gazetteer& gazetteer);

/// Score of a candidate; higher is likelier.
double score(const PlaceFeatures& features);

}  // namespace hearsay
