// Listings, filtered and in pages.
#include <chrono>
#include <limits>
#include <set>

#include "serve/routes.h"

namespace hearsay::serve {
namespace {

using json::Json;
using Clock = std::chrono::steady_clock;

/// A listing of narratives counts origins for so long, row after row; what is left is null.
constexpr std::chrono::milliseconds kCountingTime{100};

std::vector<Parameter> filter_parameters() {
  constexpr std::size_t kMany = std::numeric_limits<std::uint32_t>::max();
  return {{"since", Parameter::Kind::day, "from this day, month or year on"},
          {"until", Parameter::Kind::day, "up to this day, month or year"},
          {"place", Parameter::Kind::text, "a place's name or gazetteer id"},
          {"source", Parameter::Kind::text, "words of a source's name"},
          {"document", Parameter::Kind::text, "of this document: its id in full"},
          {"limit", Parameter::Kind::number, "rows at most", false, 1, 500, {}, "50"},
          {"offset", Parameter::Kind::number, "rows to skip", false, 0, kMany, {}, "0"}};
}

Filter filter_of(const Values& values) {
  return {values.text("since"),   values.text("until"),   values.text("place"),
          values.text("source"),  values.number("limit"), values.number("offset"),
          values.text("document")};
}

/// The list that a page of a listing is.
Json page(const Reading& reading, Json items, std::size_t total) {
  return {{"schema", 1},
          {"items", std::move(items)},
          {"total", total},
          {"limit", reading.values.number("limit")},
          {"offset", reading.values.number("offset")}};
}

template <typename Row>
Answer listing(const Reading& reading, Listed what,
               Result<std::vector<Row>> (Engine::*fetch)(const Filter&) const) {
  const Filter filter = filter_of(reading.values);
  const auto rows = (reading.engine.*fetch)(filter);
  if (!rows) return problem(rows.error());
  const auto total = reading.engine.total(what, filter);
  if (!total) return problem(total.error());
  Json items = Json::array();
  for (const Row& row : *rows) items.push_back(json::row(row));
  return answer(page(reading, std::move(items), *total));
}

/// How many outlets tell it, by their names.
Result<std::size_t> outlets_of(const Engine& engine, const Narrative& narrative) {
  const auto rows = engine.documents_of(narrative.documents);
  if (!rows) return tl::unexpected(rows.error());
  std::set<std::string> names;
  for (const DocumentRow& row : *rows) {
    if (!row.publisher.empty()) names.insert(row.publisher);
  }
  return names.size();
}

/// Where it ends, and how many separate origins that makes.
Answer count_origins(const Engine& engine, const std::string& narrative) {
  const auto trace = engine.trace_id(narrative);
  if (!trace) return problem(trace.error());
  const IndependentOrigins& found = trace->independent_origins;
  return answer(
      {{"origins", {{"named", found.named}, {"unnamed", found.unnamed}}},
       {"independent_origins", {{"count", found.count}, {"min", found.min}, {"max", found.max}}}});
}

/// A row of narratives; without the counts of origins, null, where there is no `time` left for
/// them.
Json narrative_row(const Reading& reading, const Narrative& narrative, bool has_time) {
  Json row = json::row(narrative);
  const auto outlets = outlets_of(reading.engine, narrative);
  row["outlets"] = outlets ? Json(*outlets) : Json();
  row["origins"] = nullptr;
  row["independent_origins"] = nullptr;
  const std::string key = "origins:" + narrative.id;
  const auto counted =
      has_time ? reading.parts.get(reading.contents, key,
                                   [&] { return count_origins(reading.engine, narrative.id); })
               : reading.parts.find(reading.contents, key);
  if (counted && counted->status == 200) row.update(Json::parse(counted->body));
  return row;
}

Answer narratives(const Reading& reading) {
  const Filter filter = filter_of(reading.values);
  const auto rows = reading.engine.narratives(filter);
  if (!rows) return problem(rows.error());
  const auto total = reading.engine.total(Listed::narratives, filter);
  if (!total) return problem(total.error());
  const bool is_to_count = reading.values.text("origins") == "count";
  const auto end = Clock::now() + (is_to_count ? kCountingTime : Clock::duration());
  Json items = Json::array();
  bool is_whole = true;
  for (const Narrative& row : *rows) {
    items.push_back(narrative_row(reading, row, Clock::now() < end));
    is_whole = is_whole && !items.back()["independent_origins"].is_null();
  }
  Answer made = answer(page(reading, std::move(items), *total));
  made.may_be_kept = is_whole;
  return made;
}

Answer narrative(const Reading& reading) {
  const std::string id = reading.values.text("id");
  const auto story = reading.engine.collection().story(id);
  if (!story) return problem(story.error());
  if (!story->narratives.empty() && story->narratives.front().id == id) {
    return answer(narrative_row(reading, story->narratives.front(), true));
  }
  return problem(404, "This store holds no such narrative.");
}

}  // namespace

std::vector<Route> listing_routes() {
  const auto list = [](const char* name, const char* summary, const char* schema) {
    Route route{.path = std::string("/api/v1/") + name, .summary = summary};
    route.parameters = filter_parameters();
    route.schema = list_schema(schema);
    route.shows_notes = false;
    return route;
  };
  Route stories = list("narratives",
                       "The stories that recur, most articles first; counts of "
                       "origins are null where they have not been made yet: ask for the narrative",
                       "api#narrative");
  stories.parameters.push_back(
      {"origins",
       Parameter::Kind::choice,
       "count: as many as there is time for; known: those that have been counted before, at once",
       false,
       0,
       0,
       {"count", "known"},
       "count"});
  stories.read = narratives;
  Route story{.path = "/api/v1/narratives/{id}", .summary = "One narrative with its counts"};
  story.parameters = {{"id", Parameter::Kind::text, "a narrative", true}};
  story.schema = schema_ref("api#narrative");
  story.read = narrative;
  story.shows_notes = false;
  Route claims = list("claims", "What is said, and who stands behind it", "claim-line");
  claims.read = [](const Reading& reading) {
    return listing(reading, Listed::claims, &Engine::claims);
  };
  Route sources = list("sources", "Who says things in this store", "source-line");
  sources.read = [](const Reading& reading) {
    return listing(reading, Listed::sources, &Engine::sources);
  };
  Route documents = list("documents", "What the store holds", "document-line");
  documents.read = [](const Reading& reading) {
    return listing(reading, Listed::documents, &Engine::documents);
  };
  return {stories, story, claims, sources, documents};
}

}  // namespace hearsay::serve
