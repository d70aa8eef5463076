// Where a claim comes from, whole and in parts.
#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <string_view>

#include "serve/routes.h"

namespace hearsay::serve {
namespace {

using json::Json;

bool is_document(const std::string& id) {
  return id.size() >= 16 && id.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// Of a claim, an allegation, a narrative, or the narrative that a document is in.
Result<Trace> trace_of(const Engine& engine, const std::string& id) {
  if (!is_document(id)) return engine.trace_id(id);
  const auto narratives = engine.collection().narratives_with(id);
  if (!narratives) return tl::unexpected(narratives.error());
  if (!narratives->empty()) return engine.trace_id(narratives->front());
  return fail(ErrorKind::not_found,
              "The document is in no narrative, or not in this store: nothing in it is told "
              "elsewhere here.");
}

/// All documents that stand anywhere in it.
std::vector<std::string> documents_in(const Trace& trace) {
  std::set<std::string> ids(trace.narrative.documents.begin(), trace.narrative.documents.end());
  for (const Node& node : trace.nodes) {
    if (node.kind == NodeKind::document) ids.insert(node.id);
  }
  for (const Origin& origin : trace.origins) {
    ids.insert(origin.documents.begin(), origin.documents.end());
  }
  for (const Revision& revision : trace.revisions) {
    ids.insert(revision.from);
    ids.insert(revision.to);
  }
  return {ids.begin(), ids.end()};
}

/// The rows of the documents that a trace names.
Result<Json> rows_of(const Engine& engine, const Trace& trace) {
  const auto rows = engine.documents_of(documents_in(trace));
  if (!rows) return tl::unexpected(rows.error());
  Json all = Json::array();
  for (const DocumentRow& row : *rows) all.push_back(json::row(row));
  return all;
}

/// JSON texts by their names.
using Texts = std::map<std::string_view, std::string_view>;

/// A trace as lines of a name, a tab and JSON: its members as they are whatever was asked for, and
/// each allegation by its id. To make them takes all documents of the trace.
Answer written(const Engine& engine, const Trace& trace) {
  const auto rows = rows_of(engine, trace);
  if (!rows) return problem(rows.error());
  Answer made;
  const auto add = [&](const std::string& name, const Json& value) {
    made.body += name + '\t' + json::dump(value) + '\n';
  };
  const Json whole = json::trace(trace, engine.collection());
  const std::set<std::string> asked = {"schema", "query", "allegations", "candidates", "decisions"};
  for (const auto& [name, value] : whole.items()) {
    if (!asked.contains(name)) add(name, value);
  }
  for (const Json& each : whole.at("allegations")) add(each.at("id"), each);
  add("documents", *rows);
  return made;
}

Texts texts_in(std::string_view lines) {
  Texts texts;
  while (!lines.empty()) {
    const std::size_t tab = lines.find('\t'), end = lines.find('\n');
    texts[lines.substr(0, tab)] = lines.substr(tab + 1, end - tab - 1);
    lines.remove_prefix(end + 1);
  }
  return texts;
}

/// Kept while the store stays as it is: traces of one narrative differ in little.
AnswerCache::Kept written_once(const Reading& reading, const Trace& trace) {
  return reading.parts.get(reading.contents, "trace:" + trace.narrative.id,
                           [&] { return written(reading.engine, trace); });
}

/// An object, member by member.
class ObjectText {
 public:
  void add(std::string_view name, std::string_view value) {
    text_.append(text_.empty() ? "{\"" : ",\"").append(name).append("\":").append(value);
  }
  std::string take() { return std::move(text_.append("}")); }

 private:
  std::string text_;
};

/// Those of the trace, in its order.
std::string allegations_text(const Trace& trace, const Texts& texts) {
  std::string all;
  for (const TracedAllegation& each : trace.allegations) {
    all.append(all.empty() ? "[" : ",").append(texts.at(each.id));
  }
  return all.empty() ? "[]" : all + ']';
}

Answer trace(const Reading& reading) {
  const std::string query = reading.values.text("q"), id = reading.values.text("id");
  if (query.empty() == id.empty()) return problem(400, "Either q or id is wanted.");
  const auto trace = id.empty() ? reading.engine.trace(query) : trace_of(reading.engine, id);
  if (!trace) return problem(trace.error());
  const auto kept = written_once(reading, *trace);
  if (kept->status != 200) return *kept;
  const Texts texts = texts_in(kept->body);
  Trace asked;
  asked.query = trace->query;
  asked.candidates = trace->candidates;
  asked.decisions = trace->decisions;
  ObjectText out;
  const Json in_order = json::trace(asked, reading.engine.collection());
  for (const auto& [name, value] : in_order.items()) {
    const auto found = texts.find(name);
    if (name == "allegations") {
      out.add(name, allegations_text(*trace, texts));
    } else {
      out.add(name, found == texts.end() ? json::dump(value) : std::string(found->second));
    }
  }
  out.add("documents", texts.at("documents"));
  Answer made;
  made.body = out.take();
  // It costs little to make; kept under each wording, it would push out what costs more.
  made.may_be_kept = query.empty();
  return made;
}

/// Some members of a trace.
Answer part(const Reading& reading, const std::vector<std::string>& members) {
  const auto trace = trace_of(reading.engine, reading.values.text("id"));
  if (!trace) return problem(trace.error());
  const auto kept = written_once(reading, *trace);
  if (kept->status != 200) return *kept;
  const Texts texts = texts_in(kept->body);
  ObjectText out;
  out.add("schema", "1");
  out.add("narrative", texts.at("narrative"));
  for (const std::string& name : members) out.add(name, texts.at(name));
  out.add("documents", texts.at("documents"));
  Answer made;
  made.body = out.take();
  return made;
}

/// Claims that name a place, of some documents.
class Places {
 public:
  explicit Places(std::size_t most) : most_(most) {}

  /// Of the claims of one document those that `wanted` holds; all where it is empty.
  void add(const Document& document, const std::set<std::string>& wanted) {
    if (document.reading.groundings.places.empty()) return;
    const Json whole = json::annotated_document(document);
    std::map<std::string, const Json*> places, modalities;
    for (const Json& each : whole.at("places")) places[each.at("mention")] = &each;
    for (const Json& each : whole.at("attributions")) {
      modalities[each.at("id")] = &each.at("modality");
    }
    for (const Json& claim : whole.at("claims")) {
      const std::string id = document.article.id + '#' + claim.at("id").get<std::string>();
      if (!wanted.empty() && wanted.count(id) == 0) continue;
      const Json& attribution = claim.at("attribution");
      const auto modality =
          attribution.is_string() ? modalities.find(attribution) : modalities.end();
      for (const Json& mention : claim.at("place")) {
        const auto place = places.find(mention);
        if (place == places.end() || is_full()) continue;
        items_.push_back(row(document, claim, *place->second));
        items_.back()["attribution_modality"] =
            modality == modalities.end() ? Json() : *modality->second;
      }
    }
  }

  [[nodiscard]] bool is_full() const { return items_.size() >= most_; }
  [[nodiscard]] Json items() const { return items_; }

 private:
  static Json row(const Document& document, const Json& claim, const Json& place) {
    const auto id = claim.at("id").get<std::string>();
    const std::size_t index = std::stoul(id.substr(1)) - 1;  // "c3" is the third
    const Article& article = document.article;
    return {{"claim", article.id + '#' + id},
            {"text", words(article, document.reading.claims.claims.at(index).span)},
            {"span", claim.at("span")},
            {"modality", claim.at("modality")},
            {"polarity", claim.at("polarity")},
            {"published", article.published.empty() ? Json() : Json(article.published)},
            {"document", article.id},
            {"place",
             {{"name", place.at("name")},
              {"country", place.at("country")},
              {"division", place.at("division")},
              {"lat", place.at("lat")},
              {"lon", place.at("lon")},
              {"level", place.at("level")},
              {"gazetteer", place.at("gazetteer")},
              {"span", place.at("span")}}}};
  }

  const std::size_t most_;
  Json items_ = Json::array();
};

Answer places(const Reading& reading) {
  const std::string id = reading.values.text("id");
  const Collection& collection = reading.engine.collection();
  std::vector<std::string> documents;
  std::set<std::string> claims;
  if (id.empty()) {
    const auto all = collection.document_ids();
    if (!all) return problem(all.error());
    documents = *all;
  } else {
    const auto story = collection.story(id);
    if (!story) return problem(story.error());
    for (const Narrative& narrative : story->narratives) {
      if (narrative.id == id) documents = narrative.documents;
    }
    for (const Allegation& each : story->allegations) {
      for (const ClaimId& claim : each.claims) claims.insert(json::text_of(claim));
    }
    if (documents.empty()) return problem(404, "This store holds no such narrative.");
  }
  Places found(reading.values.number("limit"));
  for (const std::string& each : documents) {
    if (found.is_full()) break;
    const auto document = collection.document(each);
    if (!document) return problem(document.error());
    found.add(**document, claims);
  }
  return answer({{"schema", 1}, {"items", found.items()}, {"limited", found.is_full()}});
}

/// Kept as a part of answers: another page of the list, or the same one again, traces nothing anew.
Answer missing_of(const Engine& engine, const std::string& narrative) {
  const auto trace = engine.trace_id(narrative);
  if (!trace) return problem(trace.error());
  return answer(json::trace(*trace, engine.collection()).at("missing"));
}

/// The rows of the documents that cite what is missing.
Result<Json> citing(const Engine& engine, const Json& items) {
  std::set<std::string> ids;
  for (const Json& item : items) {
    for (const Json& missing : item.at("missing")) {
      for (const Json& id : missing.at("cited_by")) ids.insert(id.get<std::string>());
    }
  }
  const auto rows = engine.documents_of({ids.begin(), ids.end()});
  if (!rows) return tl::unexpected(rows.error());
  Json all = Json::array();
  for (const DocumentRow& row : *rows) all.push_back(json::row(row));
  return all;
}

/// Of the narratives of one page of their list.
Answer all_wanted(const Reading& reading) {
  Filter filter;
  filter.limit = reading.values.number("limit");
  filter.offset = reading.values.number("offset");
  const auto narratives = reading.engine.narratives(filter);
  if (!narratives) return problem(narratives.error());
  const auto total = reading.engine.total(Listed::narratives, filter);
  if (!total) return problem(total.error());
  Json items = Json::array();
  for (const Narrative& each : *narratives) {
    const auto missing = reading.parts.get(reading.contents, "missing:" + each.id,
                                           [&] { return missing_of(reading.engine, each.id); });
    if (missing->status != 200) return *missing;
    items.push_back({{"narrative", json::row(each)}, {"missing", Json::parse(missing->body)}});
  }
  auto rows = citing(reading.engine, items);
  if (!rows) return problem(rows.error());
  return answer({{"schema", 1},
                 {"items", std::move(items)},
                 {"total", *total},
                 {"limit", filter.limit},
                 {"offset", filter.offset},
                 {"documents", *std::move(rows)}});
}

Route part_route(const char* name, const char* summary, const std::vector<std::string>& members) {
  Route route{.path = std::string("/api/v1/") + name + "/{id}", .summary = summary};
  route.parameters = {
      {"id", Parameter::Kind::text, "an allegation, a narrative, a claim or a document", true}};
  route.schema = schema_ref(std::string("api#") + name);
  route.read = [members](const Reading& reading) { return part(reading, members); };
  route.work = Work::lengthy;
  route.shows_notes = false;
  return route;
}

}  // namespace

std::vector<Route> trace_routes() {
  Route whole{.path = "/api/v1/trace",
              .summary =
                  "Where a claim comes from, by words or by id; with the rows of the "
                  "documents that it names"};
  whole.parameters = {
      {"q", Parameter::Kind::text, "free words, or a sentence pasted from somewhere", false, 0,
       6000},
      {"id", Parameter::Kind::text, "a claim, an allegation, a narrative or a document"}};
  whole.schema = schema_ref("api#trace");
  whole.read = trace;
  whole.work = Work::lengthy;
  Route map{.path = "/api/v1/places", .summary = "Claims that name a place"};
  map.parameters = {
      {"id", Parameter::Kind::text, "of this narrative; else of the whole store"},
      {"limit", Parameter::Kind::number, "claims at most", false, 1, 5000, {}, "1000"}};
  map.schema = schema_ref("api#places");
  map.read = places;
  map.work = Work::lengthy;
  map.shows_notes = false;
  Route wanted{
      .path = "/api/v1/wanted",
      .summary = "What is cited and not held, of every narrative of one page of their list"};
  wanted.parameters = {
      {"limit", Parameter::Kind::number, "narratives at most", false, 1, 50, {}, "10"},
      {"offset",
       Parameter::Kind::number,
       "narratives to skip",
       false,
       0,
       std::numeric_limits<std::uint32_t>::max(),
       {},
       "0"}};
  wanted.schema = list_schema("api#wanted_of");
  wanted.read = all_wanted;
  wanted.work = Work::lengthy;
  wanted.shows_notes = false;
  return {whole,
          map,
          wanted,
          part_route("changes", "How a claim changed on its way",
                     {"variants", "drift", "attribution_changes", "revisions"}),
          part_route("conflicts", "What contradicts it; neither side wins", {"contradictions"}),
          part_route("wanted", "What is cited and not held", {"missing"})};
}

}  // namespace hearsay::serve
