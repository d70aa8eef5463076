// One document: as it was read, as it was fetched, and words of it where they stand.
#include <algorithm>
#include <limits>

#include "serve/routes.h"
#include "text/units.h"

namespace hearsay::serve {
namespace {

using json::Json;

constexpr std::size_t kMost = std::numeric_limits<std::uint32_t>::max();

/// The ids of one document, and of all that is in it, begin so.
bool is_about(const DecisionRow& row, const std::string& document) {
  return std::any_of(row.ids.begin(), row.ids.end(), [&](const std::string& id) {
    return id.substr(0, id.find_first_of("#:")) == document;
  });
}

/// The versions of its page, oldest first, and what changed from each to the next; both empty where
/// one is held.
Result<void> add_versions(const Engine& engine, const std::string& id, Json& out) {
  const auto revisions = engine.revisions(id);
  if (!revisions) return tl::unexpected(revisions.error());
  std::vector<std::string> ids;
  for (const Revision& each : *revisions) ids.push_back(each.from);
  if (!revisions->empty()) ids.push_back(revisions->back().to);
  const auto rows = engine.documents_of(ids);
  if (!rows) return tl::unexpected(rows.error());
  out["versions"] = Json::array();
  for (const DocumentRow& row : *rows) out["versions"].push_back(json::row(row));
  out["revisions"] = json::revisions(*revisions, engine.collection());
  return {};
}

Answer document(const Reading& reading) {
  const auto found = reading.engine.collection().document(reading.values.text("id"));
  if (!found) return problem(found.error());
  const auto decisions = reading.engine.decisions();
  if (!decisions) return problem(decisions.error());
  Json out = json::annotated_document(**found);
  out["decisions"] = Json::array();
  for (const DecisionRow& row : *decisions) {
    if (is_about(row, (*found)->article.id)) out["decisions"].push_back(json::row(row));
  }
  const auto added = add_versions(reading.engine, (*found)->article.id, out);
  if (!added) return problem(added.error());
  return answer(out);
}

Answer original(const Reading& reading) {
  auto found = reading.engine.original(reading.values.text("id"));
  if (!found) return problem(found.error());
  Answer made;
  // Never anything that a browser would show: it is a stranger's page.
  made.type = "application/octet-stream";
  made.file_name = reading.values.text("id") + ".original";
  made.body = std::move(found->source.bytes);
  return made;
}

/// The bytes of the original that a span of the text comes from; empty where there are none.
SourceSpan bytes_of(const OriginMap& origin, Span span) {
  SourceSpan bytes;
  bool is_first = true;
  for (const OriginRun& run : origin) {
    const std::uint32_t run_end = run.text_begin + run.text_length;
    if (run_end <= span.begin || run.text_begin >= span.end) continue;
    const bool one_to_one = run.text_length == run.byte_length;
    const std::uint32_t skipped = std::max(span.begin, run.text_begin) - run.text_begin;
    const std::uint32_t left = run_end - std::min(span.end, run_end);
    if (is_first) bytes.begin = run.byte_begin + (one_to_one ? skipped : 0);
    bytes.end = run.byte_begin + run.byte_length - (one_to_one ? left : 0);
    is_first = false;
  }
  return bytes;
}

std::size_t line_at(std::string_view bytes, std::uint64_t offset) {
  const auto before = bytes.substr(0, static_cast<std::size_t>(offset));
  return 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
}

Answer context(const Reading& reading) {
  const Values& values = reading.values;
  const auto found = reading.engine.collection().document(values.text("id"));
  if (!found) return problem(found.error());
  const Article& article = (*found)->article;
  const text::CodePoints points(article.text);
  const auto begin = static_cast<std::uint32_t>(values.number("begin"));
  const auto end = static_cast<std::uint32_t>(values.number("end"));
  if (begin > end || end > points.size()) {
    return problem(400, "The document has no such words: its text has " +
                            std::to_string(points.size()) + " code points.");
  }
  const auto around = static_cast<std::uint32_t>(values.number("around"));
  const Span span{points.to_byte(begin), points.to_byte(end)};
  const std::uint32_t before = points.to_byte(begin - std::min(begin, around));
  const std::uint32_t after = points.to_byte(std::min(points.size() - end, around) + end);
  const auto original = reading.engine.original(article.id);
  if (!original) return problem(original.error());
  const SourceSpan bytes = bytes_of(article.origin, span);
  const bool is_there = bytes.end > bytes.begin && bytes.end <= original->source.bytes.size();
  return answer({{"schema", 1},
                 {"document", article.id},
                 {"span", {begin, end}},
                 {"before", words(article, {before, span.begin})},
                 {"text", words(article, span)},
                 {"after", words(article, {span.end, after})},
                 {"bytes", is_there ? Json::array({bytes.begin, bytes.end}) : Json()},
                 {"line", is_there ? Json(line_at(original->source.bytes, bytes.begin)) : Json()},
                 {"sha256", original->sha256}});
}

}  // namespace

std::vector<Route> document_routes() {
  const Parameter id{"id", Parameter::Kind::text, "a document, as the listing has it", true};
  Route one{.path = "/api/v1/documents/{id}",
            .summary =
                "All that one document says, what was decided about it, and the versions "
                "of its page"};
  one.parameters = {id};
  one.schema = schema_ref("api#document");
  one.read = document;
  Route bytes{.path = "/api/v1/documents/{id}/original",
              .summary = "A document's bytes as they were fetched, to be saved"};
  bytes.parameters = {id};
  bytes.type = "application/octet-stream";
  bytes.read = original;
  bytes.shows_notes = false;
  Route around{
      .path = "/api/v1/documents/{id}/context",
      .summary = "Exact words with what stands around them, and where the original has them"};
  around.parameters = {
      id,
      {"begin", Parameter::Kind::number, "code points before the words", true, 0, kMost},
      {"end", Parameter::Kind::number, "code points up to their end", true, 0, kMost},
      {"around", Parameter::Kind::number, "code points on each side", false, 0, 5000, {}, "300"}};
  around.schema = schema_ref("api#context");
  around.read = context;
  around.shows_notes = false;
  return {one, bytes, around};
}

}  // namespace hearsay::serve
