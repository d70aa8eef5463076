// hearsay-bench predict: the stages, one by one, on public sets in the sets' own forms. The gold in
// them is not looked at.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <map>
#include <stdexcept>

#include "annotate/annotate.h"
#include "attribute/attribute.h"
#include "bench.h"
#include "cli/document_text.h"
#include "extract/extract.h"
#include "ground/ground.h"
#include "match/match.h"
#include "segment/segment.h"
#include "text/units.h"

namespace hearsay::bench {
namespace {

namespace fs = std::filesystem;

/// Texts that cannot be read as given (ill-formed) are treated as empty rather than left out.
/// Stays where it is: the encoding looks at the article's text.
struct Read {
  Read(Stages& stages, const std::string& text, const std::string& date)
      : article(plain_article(stages.extractor(), text, date)),
        encoding(stages.encoder(), article.text),
        segmentation(stages.segmenter().segment(article, encoding)),
        annotation(stages.annotator().annotate(article, segmentation, encoding)) {}
  Read(const Read&) = delete;
  Read& operator=(const Read&) = delete;

  Article article;
  encode::Encoding encoding;
  Segmentation segmentation;
  Annotation annotation;
};

// -- page --------------------------------------------------------------------------------------

Json page_record(const Article& article) {
  std::string body;
  for (const Span& span : article.body) {
    body += std::string(body.empty() ? "" : "\n") + std::string(words(article, span));
  }
  std::string author;
  for (const std::string& name : article.authors) author += (author.empty() ? "" : ", ") + name;
  return Json{{"articleBody", body},
              {"title", article.title},
              {"author", author},
              {"authors", article.authors},
              {"publisher", article.publisher},
              {"date", article.published.empty() ? Json() : Json(article.published)}};
}

void predict_page(const std::string& folder, const Options& options) {
  Stages stages(options);
  const Extractor& extractor = stages.extractor();
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<Json> records(files.size());
  in_parallel(files.size(), jobs_of(options), [&](std::size_t i) {
    Source source;
    source.bytes = read_file(files[i].string());
    source.media_type = MediaType::html;
    const Result<Article> article = extractor.extract(source);
    records[i] = page_record(article ? *article : Article{});
  });
  Json all = Json::object();
  for (std::size_t i = 0; i < files.size(); ++i) {
    fs::path name = files[i].filename();
    if (ends_with(name.string(), ".gz") || ends_with(name.string(), ".zst")) name = name.stem();
    all[(options.stem ? name.stem() : name).string()] = records[i];
  }
  std::cout << line(all);
}

// -- conllu ------------------------------------------------------------------------------------

/// The text of a CoNLL-U file, document by document: its tokens, blanks where SpaceAfter allows, an
/// empty line where a paragraph begins.
std::vector<std::string> texts_of_conllu(const std::string& file) {
  std::vector<std::string> texts(1);
  bool glued = true;
  std::size_t inside_until = 0;
  const auto open_paragraph = [&] {
    if (!texts.back().empty()) texts.back() += "\n\n";
    glued = true;
  };
  for (const std::vector<std::string>& cells : parse_tsv(file)) {
    const std::string& first = cells.front();
    if (first == "# newpar" || first.rfind("# newpar ", 0) == 0) open_paragraph();
    if (first == "# newdoc" || first.rfind("# newdoc ", 0) == 0) {
      if (!texts.back().empty()) texts.emplace_back();
      glued = true;
    }
    if (first.empty()) inside_until = 0;
    if (cells.size() < 10 || first.front() == '#' || first.find('.') != std::string::npos) continue;
    const std::size_t dash = first.find('-');
    const std::size_t number = std::stoul(first);
    if (dash == std::string::npos && number <= inside_until) continue;
    if (dash != std::string::npos) inside_until = std::stoul(first.substr(dash + 1));
    if (!glued) texts.back() += ' ';
    texts.back() += cells[1];
    glued = cells[9].find("SpaceAfter=No") != std::string::npos;
  }
  return texts;
}

void predict_conllu(const std::string& path, const Options& options) {
  Stages stages(options);
  stages.open_language();
  const std::vector<std::string> texts = texts_of_conllu(read_file(path));
  std::vector<std::string> out(texts.size());
  in_parallel(texts.size(), jobs_of(options), [&](std::size_t i) {
    Read read(stages, texts[i], "");
    Document document;
    document.article = std::move(read.article);
    document.article.id = "d" + std::to_string(i + 1);
    document.reading.segmentation = std::move(read.segmentation);
    document.reading.annotation = std::move(read.annotation);
    out[i] = cli::conllu(document);
  });
  for (const std::string& document : out) std::cout << document;
}

// -- ner ---------------------------------------------------------------------------------------

const char* name_of(EntityType type) {
  static constexpr const char* kNames[] = {"person",   "organisation", "group",   "place",
                                           "facility", "event",        "product", "other"};
  return kNames[static_cast<std::size_t>(type)];
}

Json entity(const text::CodePoints& points, Span span, EntityType type) {
  return {{"start", points.from_byte(span.begin)},
          {"end", points.from_byte(span.end)},
          {"type", name_of(type)}};
}

bool is_designated(EntityType type) {
  return type == EntityType::person || type == EntityType::organisation ||
         type == EntityType::group || type == EntityType::place || type == EntityType::facility;
}

/// What re3d marks: persons, organisations and places by name or by description, from the head that
/// reads both; of all else the names.
Json entities_of(Stages& stages, const Read& read) {
  const text::CodePoints points(read.article.text);
  Json entities = Json::array();
  encode::Encoding encoding(stages.encoder(), read.article.text);
  for (const Designation& each : stages.annotator().designations(encoding)) {
    entities.push_back(entity(points, each.span, each.type));
  }
  for (const Mention& mention : read.annotation.mentions) {
    if (mention.form != MentionForm::name || is_designated(mention.type)) continue;
    entities.push_back(entity(points, mention.span, mention.type));
  }
  return entities;
}

void predict_ner_jsonl(const std::string& path, const Options& options) {
  Stages stages(options);
  stages.open_language();
  const std::vector<Json> records = read_jsonl(path);
  std::vector<std::string> out(records.size());
  in_parallel(records.size(), jobs_of(options), [&](std::size_t i) {
    const Read read(stages, text_at(records[i], "text"), "");
    Json record = records[i];
    record["entities"] = entities_of(stages, read);
    record.erase("relations");
    out[i] = line(record);
  });
  for (const std::string& record : out) std::cout << record;
}

/// Tags of the words of one sentence, from the mentions of its text.
std::string tagged(Stages& stages, const std::vector<std::string>& tokens) {
  std::string sentence;
  std::vector<Span> spans;
  for (const std::string& token : tokens) {
    if (!sentence.empty()) sentence += ' ';
    const auto begin = static_cast<std::uint32_t>(sentence.size());
    sentence += token;
    spans.push_back({begin, static_cast<std::uint32_t>(sentence.size())});
  }
  const Read read(stages, sentence, "");
  std::vector<std::string> tags(tokens.size(), "O");
  for (const Mention& mention : read.annotation.mentions) {
    if (mention.form != MentionForm::name) continue;
    const char* mark = "B-";
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (!spans[i].overlaps(mention.span) || tags[i] != "O") continue;
      tags[i] = std::string(mark) + name_of(mention.type);
      mark = "I-";
    }
  }
  std::string out;
  for (std::size_t i = 0; i < tokens.size(); ++i) out += tokens[i] + "\t" + tags[i] + "\n";
  return out + "\n";
}

void predict_ner_conll(const std::string& path, const Options& options) {
  Stages stages(options);
  stages.open_language();
  std::vector<std::vector<std::string>> sentences(1);
  for (const auto& cells : parse_tsv(read_file(path))) {
    const bool empty = cells.size() == 1 && cells.front().empty();
    if (empty && !sentences.back().empty()) sentences.emplace_back();
    if (!empty) sentences.back().push_back(cells.front().substr(0, cells.front().find(' ')));
  }
  if (sentences.back().empty()) sentences.pop_back();
  std::vector<std::string> out(sentences.size());
  in_parallel(sentences.size(), jobs_of(options),
              [&](std::size_t i) { out[i] = tagged(stages, sentences[i]); });
  for (const std::string& sentence : out) std::cout << sentence;
}

void predict_ner(const std::string& path, const Options& options) {
  if (path.find(".jsonl") != std::string::npos) return predict_ner_jsonl(path, options);
  predict_ner_conll(path, options);
}

/// Runs `work` on each record of a JSONL file and prints the lines that it makes, in order.
template <typename Work>
void for_each_record(const std::string& path, const Options& options, const Work& work) {
  const std::vector<Json> records = read_jsonl(path);
  std::vector<std::string> out(records.size());
  in_parallel(records.size(), jobs_of(options),
              [&](std::size_t i) { out[i] = line(work(records[i])); });
  for (const std::string& record : out) std::cout << record;
}

// -- coreference -------------------------------------------------------------------------------

void predict_coreference(const std::string& path, const Options& options) {
  Stages stages(options);
  stages.open_language();
  for_each_record(path, options, [&](const Json& record) {
    Read read(stages, text_at(record, "text"), "");
    const text::CodePoints points(read.article.text);
    Json entities = Json::array();
    for (const LinkedMention& it :
         stages.annotator().link(read.article, read.segmentation, read.encoding)) {
      entities.push_back(Json{{"start", points.from_byte(it.span.begin)},
                              {"end", points.from_byte(it.span.end)},
                              {"type", name_of(it.type)},
                              {"cluster", it.group}});
    }
    return Json{{"id", record.at("id")}, {"entities", entities}};
  });
}

// -- attribution, timex, geo -------------------------------------------------------------------

Json spans_of(const Spans& spans, const text::CodePoints& points) {
  Json all = Json::array();
  for (const Span& span : spans) {
    all.push_back(Json::array({points.from_byte(span.begin), points.from_byte(span.end)}));
  }
  return all;
}

void predict_attribution(const std::string& path, const Options& options) {
  Stages stages(options);
  stages.open_language();
  stages.attributor();
  for_each_record(path, options, [&](const Json& record) {
    Read read(stages, text_at(record, "text"), text_at(record, "date"));
    Attributions found = stages.attributor().attribute(read.article, read.segmentation,
                                                       read.annotation, read.encoding);
    if (options.outermost) found = outermost(found);
    const text::CodePoints points(read.article.text);
    Json attributions = Json::array();
    for (const Attribution& it : found.attributions) {
      attributions.push_back(Json{{"source", spans_of(it.source, points)},
                                  {"cue", spans_of(it.cue, points)},
                                  {"content", spans_of(it.content, points)},
                                  {"confidence", it.basis.confidence},
                                  {"source_name", it.source_name},
                                  {"parent", it.parent ? Json(*it.parent) : Json(nullptr)}});
    }
    return Json{{"id", record.at("id")}, {"attributions", attributions}};
  });
}

void predict_timex(const std::string& path, const Options& options) {
  static constexpr const char* kTypes[] = {"DATE", "TIME", "DURATION", "SET"};
  Stages stages(options);
  stages.open_language();
  for_each_record(path, options, [&](const Json& record) {
    const Read read(stages, text_at(record, "text"), text_at(record, "dct"));
    const text::CodePoints points(read.article.text);
    Json timexes = Json::array();
    for (const Time& it : resolve_times(read.article, read.segmentation, read.annotation)) {
      timexes.push_back(Json{{"start", points.from_byte(it.span.begin)},
                             {"end", points.from_byte(it.span.end)},
                             {"type", kTypes[static_cast<std::size_t>(it.type)]},
                             {"value", it.value}});
    }
    return Json{{"id", record.at("id")}, {"timexes", timexes}};
  });
}

Spans gold_spans(const Json& record, const text::CodePoints& points) {
  Spans spans;
  for (const Json& toponym : record.at("toponyms")) {
    spans.push_back({points.to_byte(toponym.at("start").get<std::uint32_t>()),
                     points.to_byte(toponym.at("end").get<std::uint32_t>())});
  }
  return spans;
}

/// Squared length of the chord between two points of the unit sphere: grows with their distance.
double chord(double latitude, double longitude, double to_latitude, double to_longitude) {
  constexpr double degree = 3.14159265358979323846 / 180;
  const double p = latitude * degree;
  const double q = to_latitude * degree;
  const double turn = (to_longitude - longitude) * degree;
  return 2 - 2 * (std::sin(p) * std::sin(q) + std::cos(p) * std::cos(q) * std::cos(turn));
}

/// What nobody could do better with this gazetteer: of all places that have the name of a gold
/// toponym the one nearest to the gold's point.
std::vector<Place> oracle_places(const Json& record, const Article& article,
                                 const text::CodePoints& points, const Gazetteer& gazetteer) {
  std::vector<Place> places;
  for (const Json& toponym : record.at("toponyms")) {
    if (toponym.at("lat").is_null()) continue;
    Place place;
    place.span = {points.to_byte(toponym.at("start").get<std::uint32_t>()),
                  points.to_byte(toponym.at("end").get<std::uint32_t>())};
    double nearest = 5;  // farther than any
    for (const PlaceCandidate& c : candidates_of(words(article, place.span), gazetteer)) {
      const double far = chord(toponym.at("lat").get<double>(), toponym.at("lon").get<double>(),
                               c.latitude, c.longitude);
      if (far >= nearest) continue;
      nearest = far;
      place.latitude = c.latitude;
      place.longitude = c.longitude;
      place.name = c.name;
      place.gazetteer = gazetteer.id(c.place);
    }
    if (nearest < 5) places.push_back(place);
  }
  return places;
}

std::vector<Place> places_asked(const Json& record, const Read& read,
                                const text::CodePoints& points, const Options& options,
                                const Gazetteer& gazetteer) {
  if (options.oracle) return oracle_places(record, read.article, points, gazetteer);
  if (options.mapped) {
    auto places = ground(read.article, read.segmentation, read.annotation, gazetteer).places;
    std::erase_if(places, [](const Place& place) { return place.gazetteer.empty(); });
    return places;
  }
  const Spans spans = options.gold_spans ? gold_spans(record, points)
                                         : places_named(read.article, read.segmentation,
                                                        read.annotation, gazetteer);
  std::vector<Place> places =
      places_at(read.article, read.segmentation, read.annotation, spans, gazetteer);
  if (options.gold_spans) return places;
  // Words that name a place which the gazetteer lacks: no point, but a name.
  for (const Span span : spans) {
    const auto has = [&](const Place& place) { return place.span == span; };
    if (std::any_of(places.begin(), places.end(), has)) continue;
    Place place;
    place.span = span;
    places.push_back(std::move(place));
  }
  return places;
}

void predict_geo(const std::string& path, const Options& options) {
  Stages stages(options);
  stages.open_language();
  stages.gazetteer();
  for_each_record(path, options, [&](const Json& record) {
    Read read(stages, text_at(record, "text"), text_at(record, "date"));
    read.article.url = text_at(record, "url");
    const text::CodePoints points(read.article.text);
    Json toponyms = Json::array();
    for (const Place& it : places_asked(record, read, points, options, stages.gazetteer())) {
      const bool placed = !it.gazetteer.empty();
      toponyms.push_back(Json{{"start", points.from_byte(it.span.begin)},
                              {"end", points.from_byte(it.span.end)},
                              {"name", it.name},
                              {"lat", placed ? Json(it.latitude) : Json()},
                              {"lon", placed ? Json(it.longitude) : Json()},
                              {"gazetteer", it.gazetteer}});
    }
    return Json{{"id", record.at("id")}, {"toponyms", toponyms}};
  });
}

// -- collections -------------------------------------------------------------------------------

std::vector<std::string> column(const std::vector<Json>& records, const std::string& member) {
  std::vector<std::string> texts;
  for (const Json& record : records) texts.push_back(text_at(record, member));
  return texts;
}

void print_clusters(const std::vector<Json>& records, const std::vector<std::size_t>& clusters) {
  Json all = Json::object();
  for (std::size_t i = 0; i < records.size(); ++i) {
    all[text_at(records[i], "id")] = std::to_string(clusters.at(i));
  }
  std::cout << line(all);
}

void predict_near_dup(const std::string& path, const Options& options) {
  Stages stages(options);
  const std::vector<Json> records = read_jsonl(path);
  print_clusters(records, stages.matcher().cluster_copies(column(records, "text")));
}

void predict_event_clusters(const std::string& path, const Options& options) {
  Stages stages(options);
  const std::vector<Json> records = read_jsonl(path);
  print_clusters(records, stages.matcher().cluster_stories(column(records, "text")));
}

std::string number(double value) {
  char digits[32];
  std::snprintf(digits, sizeof digits, "%.9f", std::isfinite(value) ? value : 0.0);
  return digits;
}

void predict_names(const std::string& path, const Options&) {
  const bool csv = path.find(".csv") != std::string::npos;
  const auto rows = csv ? parse_csv(read_file(path)) : parse_tsv(read_file(path));
  std::size_t a = 0;
  std::size_t b = 1;
  std::size_t begin = 0;
  if (csv && !rows.empty()) {
    const auto& header = rows.front();
    a = static_cast<std::size_t>(std::find(header.begin(), header.end(), "name1") - header.begin());
    b = static_cast<std::size_t>(std::find(header.begin(), header.end(), "name2") - header.begin());
    begin = 1;
  }
  for (std::size_t i = begin; i < rows.size(); ++i) {
    std::cout << number(name_similarity(rows[i].at(a), rows[i].at(b))) << '\n';
  }
}

void predict_claim_retrieval(const std::string& folder, const Options& options) {
  constexpr std::size_t kLimit = 20;
  Stages stages(options);
  std::vector<std::string> ids;
  std::vector<std::string> claims;
  auto rows = parse_tsv(read_any(folder, "claims.tsv"));
  for (std::size_t i = 1; i < rows.size(); ++i) {
    ids.push_back(rows[i].front());
    const std::string title = rows[i].size() > 2 ? rows[i][2] : "";
    claims.push_back(rows[i].at(1) + (title.empty() ? "" : " " + title));
  }
  std::vector<std::string> names;
  std::vector<std::string> queries;
  rows = parse_tsv(read_any(folder, "queries.tsv"));
  for (std::size_t i = 1; i < rows.size(); ++i) {
    names.push_back(rows[i].front());
    queries.push_back(rows[i].at(1));
  }
  const auto found = stages.matcher().retrieve_claims(queries, claims, kLimit);
  for (std::size_t q = 0; q < found.size(); ++q) {
    for (const auto& [claim, score] : found[q]) {
      std::cout << names[q] << '\t' << ids.at(claim) << '\t' << number(score) << '\n';
    }
  }
}

void predict_headline_sts(const std::string& path, const Options& options) {
  Stages stages(options);
  const auto rows = parse_tsv(read_file(path));
  for (std::size_t i = 1; i < rows.size(); ++i) {
    std::cout << number(stages.matcher().sentence_similarity(rows[i].at(3), rows[i].at(4))) << '\n';
  }
}

void predict_stance(const std::string& folder, const Options& options) {
  Stages stages(options);
  std::map<std::string, std::string> bodies;
  for (const Json& body : parse_jsonl(read_any(folder, "bodies.jsonl"))) {
    bodies[text_at(body, "id")] = text_at(body, "text");
  }
  const std::vector<Json> pairs = parse_jsonl(read_any(folder, "pairs.jsonl"));
  const Matcher& matcher = stages.matcher();
  std::vector<std::string> labels(pairs.size());
  in_parallel(pairs.size(), jobs_of(options), [&](std::size_t i) {
    labels[i] =
        matcher.stance(text_at(pairs[i], "headline"), bodies.at(text_at(pairs[i], "body_id")));
  });
  for (const std::string& label : labels) std::cout << label << '\n';
}

void predict_climate_fever(const std::string& folder, const Options& options) {
  Stages stages(options);
  for (const Json& claim : parse_jsonl(read_any(folder, "claims.jsonl"))) {
    for (const Json& evidence : claim.at("evidences")) {
      const std::string stance =
          stages.matcher().stance(text_at(claim, "claim"), text_at(evidence, "evidence"));
      std::cout << (stance == "agree"      ? "SUPPORTS"
                    : stance == "disagree" ? "REFUTES"
                                           : "NOT_ENOUGH_INFO")
                << '\n';
    }
  }
}

void predict_text_reuse(const std::string& folder, const Options& options) {
  Stages stages(options);
  std::map<std::string, std::string> originals;
  for (const Json& original : parse_jsonl(read_any(folder, "originals.jsonl"))) {
    originals[text_at(original, "id")] = text_at(original, "text");
  }
  for (const Json& answer : parse_jsonl(read_any(folder, "answers.jsonl"))) {
    std::cout << stages.matcher().text_reuse(originals.at(text_at(answer, "original")),
                                             text_at(answer, "text"))
              << '\n';
  }
}

using Predict = void (*)(const std::string&, const Options&);

const std::vector<std::pair<std::string, Predict>> kTasks = {
    {"page", predict_page},
    {"conllu", predict_conllu},
    {"coreference", predict_coreference},
    {"ner", predict_ner},
    {"attribution", predict_attribution},
    {"timex", predict_timex},
    {"geo", predict_geo},
    {"near_dup", predict_near_dup},
    {"event_clusters", predict_event_clusters},
    {"names", predict_names},
    {"claim_retrieval", predict_claim_retrieval},
    {"headline_sts", predict_headline_sts},
    {"stance", predict_stance},
    {"climate_fever", predict_climate_fever},
    {"text_reuse", predict_text_reuse}};

}  // namespace

std::vector<std::string> tasks() {
  std::vector<std::string> names;
  for (const auto& [name, predict] : kTasks) names.push_back(name);
  return names;
}

void predict(const std::string& task, const std::string& path, const Options& options) {
  std::ios::sync_with_stdio(false);
  for (const auto& [name, run] : kTasks) {
    if (name == task) return run(path, options);
  }
  throw std::runtime_error("there is no task " + task);
}

}  // namespace hearsay::bench
