// What leaves the store for other programs.
#include "serve/routes.h"

namespace hearsay::serve {
namespace {

Answer export_jsonl(Desk& desk) {
  Answer made;
  made.type = "application/jsonl";
  made.file_name = "hearsay.jsonl";
  made.may_be_kept = false;
  auto lease = desk.engines.lease();
  if (!lease) return problem(lease.error());
  const auto held = std::make_shared<Engines::Lease>(std::move(*lease));
  made.stream = [held](const Send& send) {
    // What goes wrong on the way can only be shown by an end before the end.
    static_cast<void>(held->engine().export_jsonl(
        [&](std::string_view line) { return send(std::string(line) + '\n'); }));
  };
  return made;
}

Answer not_built_yet(Desk& /*desk*/, Sent& /*sent*/) {
  return problem(501, "This is not built yet.");
}

}  // namespace

std::vector<Route> export_routes() {
  const Parameter id{"id", Parameter::Kind::text, "what it is about", true};
  Route cite{.path = "/api/v1/cite/{id}", .summary = "A sourced paragraph"};
  cite.parameters = {id,
                     {"format",
                      Parameter::Kind::choice,
                      "its form",
                      false,
                      0,
                      0,
                      {"markdown", "bibtex", "json"},
                      "json"}};
  cite.act = not_built_yet;
  Route all{.path = "/api/v1/export/{format}", .summary = "All that the store holds, to be saved"};
  all.parameters = {{"format",
                     Parameter::Kind::choice,
                     "its form",
                     true,
                     0,
                     0,
                     {"jsonl", "csv", "geojson", "graphml", "gexf", "prov", "claim",
                      "webannotation", "stix", "ftm", "bundle"}}};
  all.type = "*/*";
  all.act = [](Desk& desk, Sent& sent) {
    return sent.values.text("format") == "jsonl" ? export_jsonl(desk) : not_built_yet(desk, sent);
  };
  Route report{.path = "/api/v1/report/{id}", .summary = "One self-contained page, to be saved"};
  report.parameters = {id};
  report.type = "text/html";
  report.act = not_built_yet;
  return {cite, all, report};
}

}  // namespace hearsay::serve
