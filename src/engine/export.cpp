#include "engine/export.h"

#include <string>

#include "engine/decision_book.h"
#include "json/json.h"

namespace hearsay::engine {
namespace {

using json::Json;

/// The record's kind first, so that a reader can tell lines apart.
Json labelled(std::string_view kind, const Json& row) {
  Json out;
  out["record"] = kind;
  out.update(row);
  return out;
}

Result<Json> document_line(const Store& store, const std::string& id) {
  const auto document = store.document(id);
  if (!document) return tl::unexpected<Error>(document.error());
  const auto stored = store.stored(id);
  if (!stored) return tl::unexpected<Error>(stored.error());
  const auto versions = store.versions(id);
  if (!versions) return tl::unexpected<Error>(versions.error());
  Json line = labelled("document", json::annotated_document(**document));
  line["paths"] = stored->paths;
  line["current"] = stored->current;
  line["versions"] = *versions;
  return line;
}

class Exporter {
 public:
  Exporter(const Store& store, const std::function<bool(std::string_view)>& sink)
      : store_(store), sink_(sink) {}

  Result<void> run() {
    if (const auto done = documents(); !done) return done;
    if (const auto done = groups(); !done) return done;
    if (const auto done = matches(); !done) return done;
    return decisions();
  }

 private:
  Result<void> documents() {
    const auto ids = store_.all_document_ids();
    if (!ids) return tl::unexpected<Error>(ids.error());
    for (const std::string& id : *ids) {
      if (stopped_) break;
      const auto line = document_line(store_, id);
      if (!line) return tl::unexpected<Error>(line.error());
      write(*line);
    }
    return {};
  }

  Result<void> groups() {
    const auto grouping = store_.grouping();
    if (!grouping) return tl::unexpected<Error>(grouping.error());
    for (const auto& each : (*grouping)->narratives) write(labelled("narrative", json::row(each)));
    for (const auto& each : (*grouping)->allegations)
      write(labelled("allegation", json::row(each)));
    for (const auto& each : (*grouping)->entities) write(labelled("entity", json::row(each)));
    return {};
  }

  Result<void> matches() {
    const auto matches = store_.pair_matches();
    if (!matches) return tl::unexpected<Error>(matches.error());
    for (const PairMatch& each : *matches) {
      if (stopped_) break;
      write(labelled("match", json::row(each, store_)));
    }
    return {};
  }

  /// Those in force: what was decided and undone leaves no trace here.
  Result<void> decisions() {
    const auto rows = decision_rows(store_);
    if (!rows) return tl::unexpected<Error>(rows.error());
    for (const DecisionRow& each : *rows) {
      if (each.undone_by != 0 || each.decision.verb == Verb::undo) continue;
      write(labelled("decision", json::row(each)));
    }
    return {};
  }

  void write(const Json& line) {
    if (!stopped_) stopped_ = !sink_(json::dump(line));
  }

  const Store& store_;
  const std::function<bool(std::string_view)>& sink_;
  bool stopped_ = false;
};

}  // namespace

Result<void> export_jsonl(const Store& store,
                          const std::function<bool(std::string_view line)>& sink) {
  return Exporter(store, sink).run();
}

}  // namespace hearsay::engine
