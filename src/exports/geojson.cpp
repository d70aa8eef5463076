// Claims with a place, as GeoJSON (RFC 7946). A place that no gazetteer has, or that has no valid
// point, is left out; `level` says how exact a point is: that of a country is no pin.
#include <cmath>

#include "exports/walk.h"

namespace hearsay::exports {
namespace {

bool is_on_earth(const Place& place) {
  return !place.gazetteer.empty() && std::isfinite(place.latitude) &&
         std::isfinite(place.longitude) && std::abs(place.latitude) <= 90 &&
         std::abs(place.longitude) <= 180;
}

double rounded(double degrees) { return std::round(degrees * 1e5) / 1e5; }

Json or_null(const std::string& value) { return value.empty() ? Json() : Json(value); }

Json feature(const Document& document, std::size_t index, std::size_t place_number,
             const Groups& groups) {
  const Claim& claim = document.reading.claims.claims[index];
  const auto place_index = static_cast<std::size_t>(claim.places[place_number]);
  const Place& place = document.reading.groundings.places[place_index];
  const ClaimId id = claim_id(document, index);
  const Allegation* allegation = groups.allegation(id);
  const Attribution* said = attribution_of(document, claim);
  const Article& article = document.article;
  return Json{
      {"type", "Feature"},
      {"id", json::text_of(id) + "." + std::to_string(place_number + 1)},
      {"geometry",
       Json{{"type", "Point"},
            {"coordinates", Json::array({rounded(place.longitude), rounded(place.latitude)})}}},
      {"properties", Json{{"claim", json::text_of(id)},
                          {"allegation", allegation == nullptr ? Json() : Json(allegation->id)},
                          {"words", std::string(words(article, claim.span))},
                          {"place", place.name},
                          {"place_words", std::string(words(article, place.span))},
                          {"country", or_null(place.country)},
                          {"division", or_null(place.division)},
                          {"level", or_null(place.level)},
                          {"gazetteer", place.gazetteer},
                          {"modality", json::name_of(claim.modality)},
                          {"polarity", json::name_of(claim.polarity)},
                          {"voice", json::name_of(claim.voice)},
                          {"source", said == nullptr ? Json() : or_null(said->source_name)},
                          {"document", article.id},
                          {"publisher", or_null(article.publisher)},
                          {"title", or_null(article.title)},
                          {"published", or_null(article.published)},
                          {"url", or_null(article.url)},
                          {"sha256", article.sha256}}}};
}

}  // namespace

Result<void> write_geojson(const Engine& engine, Output& output) {
  const auto grouping = engine.collection().grouping();
  if (!grouping) return tl::unexpected(grouping.error());
  const Groups groups(**grouping);
  output.write(R"({"type":"FeatureCollection","features":[)");
  Items items(output);
  const auto done = each_document(engine, output, [&](const Document& document) {
    const auto& places = document.reading.groundings.places;
    for (std::size_t i = 0; i < document.reading.claims.claims.size(); ++i) {
      const Claim& claim = document.reading.claims.claims[i];
      for (std::size_t p = 0; p < claim.places.size(); ++p) {
        const auto at = static_cast<std::size_t>(claim.places[p]);
        if (at < places.size() && is_on_earth(places[at])) {
          items.add(feature(document, i, p, groups));
        }
      }
    }
  });
  output.write("\n]}\n");
  return done;
}

}  // namespace hearsay::exports
