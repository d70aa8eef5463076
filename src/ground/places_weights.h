// What speaks how much for a candidate: `chosen` in the order of PlaceFeature, `named` in that of
// NamedFeature. Made by tools/train/places from the train parts of LGL, TR-News, GeoWebNews and
// GeoVirus (`named`: of GeoWebNews alone). Do not edit.
#pragma once

#include <array>

namespace hearsay::places_weights {

// clang-format off
inline constexpr std::array<double, 20> chosen = {
    4.129,  // population
    1.910,  // is_region
    0.343,  // is_continent
    2.313,  // is_country
    0.851,  // is_division
    -0.488,  // is_district
    0.745,  // is_feature
    1.399,  // main_name
    0.856,  // capital
    2.449,  // country_support
    3.402,  // division_support
    1.811,  // containment
    4.000,  // told_within
    2.748,  // nearness
    1.000,  // kind_word
    -1.000,  // against_kind
    1.729,  // home_country
    1.273,  // largest
    -0.317,  // largest_town
    2.142,  // unpeopled
};

inline constexpr std::array<double, 43> named = {
    -3.613,  // named_bias
    2.353,  // is_place_mention
    2.640,  // is_facility_mention
    -0.187,  // is_organisation_mention
    2.019,  // is_group_mention
    -1.884,  // is_other_mention
    0.462,  // mention_confidence
    -3.234,  // in_person
    -2.187,  // in_place
    -1.629,  // in_facility
    -0.479,  // in_organisation
    0.000,  // in_group
    -0.656,  // in_other_mention
    -0.369,  // in_nothing
    0.847,  // opens_mention
    -0.798,  // closes_mention
    -0.146,  // across_mention
    5.504,  // is_demonym
    0.473,  // demonym_plural
    1.286,  // demonym_before_noun
    0.335,  // not_in_gazetteer
    2.092,  // names_wide_place
    0.726,  // names_division
    0.234,  // names_district
    1.306,  // names_feature
    1.246,  // by_main_name
    2.139,  // people
    -0.993,  // one_word
    -0.984,  // three_letters
    0.532,  // all_capitals
    -0.319,  // in_capitals
    1.127,  // has_proper_tag
    1.521,  // has_adjective_tag
    0.888,  // follows_place_preposition
    0.212,  // follows_of
    -0.732,  // before_proper
    0.309,  // before_comma
    0.800,  // also_place_mention
    -2.091,  // also_lower_case
    -3.990,  // part_of_longer
    -1.021,  // demonym_in_organisation
    -0.788,  // town_in_nothing
    -0.528,  // organisation_before_noun
};
// clang-format on

}  // namespace hearsay::places_weights
