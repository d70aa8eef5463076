// Which words name a place at all: names of places, but also demonyms ("Mexican"), and places
// inside other names ("University of Ghana"). Private to this stage.
//
// A name that stands for an organisation is no place on the map, but where the words alone are
// asked for, a reader marks them. Candidates are whatever the gazetteer knows among capitalised
// words, and names that `annotate` takes for places or buildings; a logistic model over what is
// seen of each and around it decides (weights: places_weights.h, from tools/train/places).
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "ground/gazetteer.h"
#include "hearsay/annotation.h"
#include "hearsay/article.h"
#include "hearsay/segmentation.h"

namespace hearsay {

/// What is seen of a candidate. All about 0 … 1.
enum NamedFeature : std::size_t {
  named_bias,
  is_place_mention,  // the candidate is a mention of that type
  is_facility_mention,
  is_organisation_mention,
  is_group_mention,
  is_other_mention,
  mention_confidence,
  in_person,  // it is a part of a mention of that type
  in_place,
  in_facility,
  in_organisation,
  in_group,
  in_other_mention,
  in_nothing,
  opens_mention,
  closes_mention,
  across_mention,  // it is a part of one and reaches beyond it
  is_demonym,
  demonym_plural,
  demonym_before_noun,
  not_in_gazetteer,
  names_wide_place,  // region, continent, country
  names_division,
  names_district,
  names_feature,
  by_main_name,
  people,  // log10 of its population / 8
  one_word,
  three_letters,  // at most
  all_capitals,
  in_capitals,  // so is the word beside it
  has_proper_tag,
  has_adjective_tag,
  follows_place_preposition,
  follows_of,
  before_proper,
  before_comma,
  also_place_mention,  // elsewhere in the article the same words are one
  also_lower_case,     // … they stand in lower case
  part_of_longer,      // a longer candidate of the gazetteer covers it
  demonym_in_organisation,
  town_in_nothing,
  organisation_before_noun,
  named_feature_count
};
using NamedFeatures = std::array<double, named_feature_count>;

/// Words that may name a place.
struct NamedCandidate {
  Span span;
  NamedFeatures features{};
};

/// In text order; they may overlap. O(words · longest name).
std::vector<NamedCandidate> named_candidates(const Article& article,
                                             const Segmentation& segmentation,
                                             const Annotation& annotation,
                                             const Gazetteer& gazetteer);

/// Log odds that it does.
double score(const NamedFeatures& features);

}  // namespace hearsay
