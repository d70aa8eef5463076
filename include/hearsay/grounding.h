// Words tied to the world: places to the gazetteer, times to the calendar (TIMEX3), amounts to
// intervals.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hearsay/annotation.h"
#include "hearsay/basis.h"
#include "hearsay/span.h"

namespace hearsay {

enum class PlaceIndex : std::uint32_t {};
enum class TimeIndex : std::uint32_t {};
enum class QuantityIndex : std::uint32_t {};

/// A toponym. Of a village that no gazetteer has only mention, span, name (its words) and basis are
/// set: `gazetteer` is empty, and the point means nothing.
struct Place {
  MentionIndex mention{};
  Span span;
  std::string name;      ///< the gazetteer's main name
  std::string country;   ///< ISO 3166-1 alpha-2
  std::string division;  ///< first-order division, plain name; may be empty
  double latitude = 0;   ///< degrees, WGS 84
  double longitude = 0;
  std::string gazetteer;  ///< "geonames:3909234"
  std::string level;      ///< "country", "division", "town": how exact the point is
  Basis basis;
  /// Where the text puts it and the gazetteer does not: "Parma" in "X, in the province of Parma".
  std::optional<Span> differs = {};
  friend bool operator==(const Place&, const Place&) = default;
};

enum class TimexType { date, time, duration, set };

/// A TIMEX3 expression. `value` as in ISO-TimeML; `begin` and `end` are the first and last day it
/// covers ("2015-05-04"), empty where the text and the document's date do not settle it.
struct Time {
  Span span;
  TimexType type = TimexType::date;
  std::string value;
  std::string begin;
  std::string end;
  Basis basis;
  friend bool operator==(const Time&, const Time&) = default;
};

/// An amount as a closed interval: "at least 40" is [40, open), "some 40" is 40 and approximate.
struct Quantity {
  Span span;
  std::optional<double> low;
  std::optional<double> high;
  std::string unit;  ///< singular lemma of what is counted or measured: "leak", "kilometre", "%"
  bool approximate = false;
  Basis basis;
  friend bool operator==(const Quantity&, const Quantity&) = default;
};

/// Each in text order.
struct Groundings {
  std::vector<Place> places;
  std::vector<Time> times;
  std::vector<Quantity> quantities;
  friend bool operator==(const Groundings&, const Groundings&) = default;
};

}  // namespace hearsay
