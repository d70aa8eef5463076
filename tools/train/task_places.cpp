// Names of places with what speaks for each candidate, and candidates for names, for
// fit_places.py. The first file is the folder of models and gazetteer, the others sets of geocoded
// texts; a JSON object a text:
// {"id": …, "gold": [[begin, end, latitude or null, longitude or null, type or null], …],
//  "chosen": [[toponym, [[latitude, longitude, [feature, …]], …]], …],   (of gold with coordinates)
//  "named": [[begin, end, [feature, …]], …]}                            (bytes)
#include "task_places.h"

#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "engine/models.h"
#include "ground/places.h"
#include "ground/places_named.h"
#include "tasks.h"
#include "text/units.h"

namespace hearsay::train {
namespace {

using nlohmann::json;

std::string text_at(const json& record, const char* member) {
  const auto found = record.find(member);
  return found != record.end() && found->is_string() ? found->get<std::string>() : "";
}

}  // namespace

std::string places_record(const std::string& line, const Article& article,
                          const Segmentation& segmentation, const Annotation& annotation,
                          const Gazetteer& gazetteer) {
  const json record = json::parse(line);
  const text::CodePoints points(article.text);
  json gold = json::array();
  Spans spans;
  for (const json& it : record.at("toponyms")) {
    const Span span{points.to_byte(it.at("start").get<std::uint32_t>()),
                    points.to_byte(it.at("end").get<std::uint32_t>())};
    spans.push_back(span);
    gold.push_back({span.begin, span.end, it.value("lat", json()), it.value("lon", json()),
                    it.value("type", json())});
  }
  json chosen = json::array();
  const auto all = toponyms(article, segmentation, spans, gazetteer);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (gold[i][2].is_null()) continue;
    json candidates = json::array();
    for (std::size_t c = 0; c < all[i].candidates.size(); ++c) {
      const PlaceCandidate& it = all[i].candidates[c];
      candidates.push_back({it.latitude, it.longitude, all[i].features[c]});
    }
    chosen.push_back({i, std::move(candidates)});
  }
  json named = json::array();
  for (const auto& it : named_candidates(article, segmentation, annotation, gazetteer)) {
    named.push_back({it.span.begin, it.span.end, it.features});
  }
  return json{{"id", record.at("id")}, {"gold", gold}, {"chosen", chosen}, {"named", named}}.dump();
}

int dump_places(const std::vector<std::string>& files, std::ostream& out) {
  const auto models = engine::load_models(files.front());
  if (!models) {
    std::cerr << "hearsay-features: " << models.error().message << '\n';
    return 1;
  }
  for (std::size_t i = 1; i < files.size(); ++i) {
    std::ifstream in(files[i]);
    for (std::string line; std::getline(in, line);) {
      const json record = json::parse(line);
      Source source;
      source.bytes = text_at(record, "text");
      source.media_type = MediaType::plain_text;
      source.charset = "utf-8";
      ExtractOptions options;
      options.raw = true;
      auto article = models->extractor.extract(source, options);
      if (!article || article->text != source.bytes) continue;
      article->published = text_at(record, "date");
      article->url = text_at(record, "url");
      encode::Encoding encoding(models->encoder, article->text);
      const auto segmentation = models->segmenter.segment(*article, encoding);
      const auto annotation = models->annotator.annotate(*article, segmentation, encoding);
      out << places_record(line, *article, segmentation, annotation, models->gazetteer) << '\n';
    }
  }
  return 0;
}

}  // namespace hearsay::train
