// What leaves the store for other programs and people.
#include <algorithm>
#include <utility>

#include "bundle/bundle.h"
#include "cite/cite.h"
#include "exports/exports.h"
#include "report/report.h"
#include "serve/routes.h"

namespace hearsay::serve {
namespace {

constexpr const char* kBundle = "bundle";

Answer cite(const Reading& reading) {
  const auto citation = hearsay::cite(reading.engine, reading.values.text("id"));
  if (!citation) return problem(citation.error());
  const std::string format = reading.values.text("format");
  if (format == "json") return answer(citation_json(*citation));
  Answer made;
  made.type = format == "markdown" ? "text/markdown; charset=utf-8" : "application/x-bibtex";
  made.body = format == "markdown" ? citation_markdown(*citation) : citation_bibtex(*citation);
  return made;
}

/// The name that a browser saves under: of the program's making, whatever was asked for.
std::string file_name(const std::string& id, const std::string& ending) {
  std::string name = "hearsay";
  const bool is_plain = !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
  });
  if (is_plain) name += '-' + id;
  return name + ending;
}

Answer report(const Reading& reading) {
  const std::string id = reading.values.text("id");
  auto page = report_html(reading.engine, id);
  if (!page) return problem(page.error());
  Answer made;
  made.type = "text/html; charset=utf-8";
  made.file_name = file_name(id, ".html");
  made.body = *std::move(page);
  return made;
}

bool holds_narrative(const Engine& engine, const std::string& id) {
  const auto grouping = engine.collection().grouping();
  if (!grouping) return false;
  const auto& all = (*grouping)->narratives;
  return std::any_of(all.begin(), all.end(), [&](const Narrative& each) { return each.id == id; });
}

Answer export_all(Desk& desk, Sent& sent) {
  const std::string format = sent.values.text("format"), id = sent.values.text("id");
  const bool is_bundle = format == kBundle;
  if (!id.empty() && !is_bundle) return problem(400, "Only a bundle is of one narrative.");
  // Its reader may be slow, and traces need not wait for him.
  auto lease = desk.engines.lease(Work::brief);
  if (!lease) return problem(lease.error());
  if (!id.empty() && !holds_narrative(lease->engine(), id)) {
    return problem(404, "This store holds no such narrative.");
  }
  Answer made;
  made.type = "application/zip";
  made.file_name = file_name(id, ".zip");
  for (const ExportFormat& each : export_formats()) {
    if (each.name != format) continue;
    made.type = each.media_type;
    made.file_name = file_name({}, each.ending);
  }
  const auto held = std::make_shared<Engines::Lease>(std::move(*lease));
  made.stream = [held, format, id, is_bundle](const Send& send) {
    return (is_bundle ? write_bundle(held->engine(), id, send)
                      : export_as(held->engine(), format, send))
        .has_value();
  };
  return made;
}

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const ExportFormat& each : export_formats()) names.push_back(each.name);
  names.emplace_back(kBundle);
  return names;
}

}  // namespace

std::vector<Route> export_routes() {
  Route sourced{.path = "/api/v1/cite/{id}",
                .summary = "A sourced paragraph: the words, the way they came, where they stand"};
  sourced.parameters = {
      {"id", Parameter::Kind::text,
       "a document, a claim, an attribution or a sentence of it, an allegation, a narrative", true},
      {"format",
       Parameter::Kind::choice,
       "its form",
       false,
       0,
       0,
       {"markdown", "bibtex", "json"},
       "json"}};
  sourced.schema = schema_ref("citation");
  sourced.other_types = {"text/markdown", "application/x-bibtex"};
  sourced.read = cite;
  Route all{.path = "/api/v1/export/{format}", .summary = "All that the store holds, to be saved"};
  all.parameters = {{"format", Parameter::Kind::choice, "its form", true, 0, 0, format_names()},
                    {"id", Parameter::Kind::text, "of a bundle: of this narrative alone"}};
  all.type = "*/*";
  all.act = export_all;
  Route page{.path = "/api/v1/report/{id}",
             .summary = "One self-contained page on a narrative, to be saved"};
  page.parameters = {{"id", Parameter::Kind::text, "a narrative, an allegation or a claim", true}};
  page.type = "text/html";
  page.read = report;
  return {sourced, all, page};
}

}  // namespace hearsay::serve
