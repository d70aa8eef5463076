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
    const auto as_of = store_.moment();
    if (!as_of) return tl::unexpected<Error>(as_of.error());
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
    Store::GroupSinks sinks;
    sinks.narrative = [this](const Narrative& each) { return write("narrative", json::row(each)); };
    sinks.allegation = [this](const Allegation& each) {
      return write("allegation", json::row(each));
    };
    sinks.entity = [this](const EntityGroup& each) { return write("entity", json::row(each)); };
    return store_.for_each_group(sinks);
  }

  Result<void> matches() {
    return store_.for_each_match(
        [this](const PairMatch& each) { return write("match", json::row(each, store_)); });
  }

  /// Those in force: what was decided and undone leaves no trace here.
  Result<void> decisions() {
    const auto rows = decision_rows(store_);
    if (!rows) return tl::unexpected<Error>(rows.error());
    for (const DecisionRow& each : *rows) {
      if (each.undone_by != 0 || each.decision.verb == Verb::undo) continue;
      write("decision", json::row(each));
    }
    return {};
  }

  bool write(std::string_view kind, const Json& row) { return write(labelled(kind, row)); }
  bool write(const Json& line) {
    if (!stopped_) stopped_ = !sink_(json::dump(line));
    return !stopped_;
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
