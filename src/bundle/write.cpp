#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "bundle/bundle.h"
#include "bundle/layout.h"
#include "bundle/zip.h"
#include "report/report.h"
#include "text/hash.h"
#include "wording/wording.h"

namespace hearsay {
namespace {

using bundle::ZipWriter;
using json::Json;

constexpr std::string_view kReadme =
    R"(This is a bundle of evidence made by hearsay. Open report.html to read it.

originals/   the documents' bytes as they were fetched; each is called by its SHA-256
documents/   what was read in each, every span in code points of its text, with the map to the bytes
traces/      where the claims come from, with the exact words of every hop
decisions.jsonl   what an analyst decided, with name, time and reason
manifest.json     size and SHA-256 of every file

"hearsay audit BUNDLE.zip" looks up every quoted word in the originals again, on any machine. It shows
that the quotations are those of these originals, not that these are what an address once gave.

Separate means that no link was found in this pile; it is not corroboration.
Reading confidence is not likelihood of truth.
)";

/// Documents that anything in a trace stands in.
void collect(const Trace& trace, std::set<std::string>& ids) {
  ids.insert(trace.narrative.documents.begin(), trace.narrative.documents.end());
  const auto evidence = [&](const std::vector<Evidence>& all) {
    for (const Evidence& each : all) ids.insert(each.document);
  };
  for (const TracedAllegation& each : trace.allegations) {
    ids.insert(each.documents.begin(), each.documents.end());
  }
  for (const Node& node : trace.nodes) {
    if (node.kind == NodeKind::document && node.held) ids.insert(node.id);
  }
  for (const OriginGroup& each : trace.independent_origins.groups) evidence(each.evidence);
  for (const Edge& each : trace.edges) evidence(each.evidence);
  for (const Unsourced& each : trace.unsourced) evidence(each.evidence);
  for (const Contradiction& each : trace.contradictions) evidence(each.evidence);
  for (const AttributionChange& each : trace.attribution_changes) evidence(each.evidence);
  for (const Reuse& each : trace.reuse) {
    ids.insert(each.from);
    ids.insert(each.to);
  }
}

class Bundling {
 public:
  Bundling(const Engine& engine, const ByteSink& sink) : engine_(engine), zip_(sink) {}

  Result<void> run(const std::string& narrative) {
    if (auto done = add("README.txt", kReadme); !done) return done;
    if (auto done = narrative.empty() ? store() : one(narrative); !done) return done;
    if (auto done = documents(); !done) return done;
    if (auto done = manifest(narrative); !done) return done;
    return zip_.finish();
  }

 private:
  Result<void> add(const std::string& path, std::string_view bytes) {
    files_.push_back(
        Json{{"path", path}, {"bytes", bytes.size()}, {"sha256", text::sha256_hex(bytes)}});
    return zip_.add(path, bytes);
  }

  Result<void> one(const std::string& id) {
    const auto trace = engine_.trace_id(id);
    if (!trace) return tl::unexpected(trace.error());
    const auto page = report_html(engine_, id);
    if (!page) return tl::unexpected(page.error());
    if (auto done = add("report.html", *page); !done) return done;
    if (auto done = decisions(trace->decisions); !done) return done;
    return this->trace(*trace);
  }

  Result<void> store() {
    const auto grouping = engine_.collection().grouping();
    if (!grouping) return tl::unexpected(grouping.error());
    std::vector<Narrative> recurring;
    for (const Narrative& each : (*grouping)->narratives) {
      if (each.documents.size() > 1) recurring.push_back(each);
    }
    if (auto done = add("report.html", reports_index(recurring)); !done) return done;
    const auto rows = engine_.decisions();
    if (!rows) return tl::unexpected(rows.error());
    if (auto done = decisions(*rows); !done) return done;
    for (const Narrative& each : recurring) {
      const auto page = report_html(engine_, each.id);
      if (!page) return tl::unexpected(page.error());
      if (auto done = add(bundle::report_path(each.id), *page); !done) return done;
      const auto trace = engine_.trace_id(each.id);
      if (!trace) return tl::unexpected(trace.error());
      if (auto done = this->trace(*trace); !done) return done;
    }
    const auto ids = engine_.all_document_ids();
    if (!ids) return tl::unexpected(ids.error());
    ids_.insert(ids->begin(), ids->end());
    return {};
  }

  Result<void> trace(const Trace& trace) {
    collect(trace, ids_);
    return add(bundle::trace_path(trace.narrative.id),
               json::dump(json::trace(trace, engine_.collection())) + "\n");
  }

  Result<void> decisions(const std::vector<DecisionRow>& rows) {
    std::string lines;
    for (const DecisionRow& each : rows) lines += json::dump(json::row(each)) + "\n";
    return add("decisions.jsonl", lines);
  }

  /// By the hash of their originals: each original is followed by all documents that are read in
  /// it, so that a reader need keep but one.
  Result<void> documents() {
    std::vector<std::pair<std::string, std::string>> order;
    for (const std::string& id : ids_) {
      const auto document = engine_.collection().document(id);
      if (!document) return tl::unexpected(document.error());
      order.emplace_back((*document)->article.sha256, id);
    }
    std::sort(order.begin(), order.end());
    std::string last;
    for (const auto& [sha256, id] : order) {
      const auto original = engine_.original(id);
      if (!original) return tl::unexpected(original.error());
      if (sha256 != last) {
        auto done = add(bundle::original_path(sha256), original->source.bytes);
        if (!done) return done;
      }
      last = sha256;
      if (auto done = document(id, *original); !done) return done;
    }
    return {};
  }

  Result<void> document(const std::string& id, const Original& original) {
    const auto document = engine_.collection().document(id);
    if (!document) return tl::unexpected(document.error());
    Json out = json::annotated_document(**document);
    out["paths"] = original.paths;
    out["carrier"] = bundle::carrier_of(original.source);
    documents_.push_back(Json{{"id", id},
                              {"sha256", original.sha256},
                              {"url", out["url"]},
                              {"captured", out["captured"]},
                              {"publisher", out["publisher"]},
                              {"published", out["published"]},
                              {"title", out["title"]}});
    return add(bundle::document_path(id), json::dump(out) + "\n");
  }

  Result<void> manifest(const std::string& narrative) {
    Json out{{"schema", 1},
             {"kind", "hearsay bundle"},
             {"program", "hearsay " HEARSAY_VERSION},
             {"narrative", narrative.empty() ? Json() : Json(narrative)},
             {"documents", documents_},
             {"files", files_},
             {"caution", wording::kCaution}};
    return zip_.add(std::string(bundle::kManifest), json::dump(out) + "\n");
  }

  const Engine& engine_;
  ZipWriter zip_;
  std::set<std::string> ids_;
  Json files_ = Json::array();
  Json documents_ = Json::array();
};

}  // namespace

Result<void> write_bundle(const Engine& engine, const std::string& narrative,
                          const ByteSink& sink) {
  return Bundling(engine, sink).run(narrative);
}

}  // namespace hearsay
