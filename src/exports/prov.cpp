// The ways of the words as PROV-JSON (W3C member submission): documents are entities, origins
// agents, hops derivations; a bundle for each narrative.
#include <fmt/format.h>

#include "exports/walk.h"

namespace hearsay::exports {
namespace {

const Json kPrefix = {{"hearsay", "urn:hearsay:"},
                      {"dct", "http://purl.org/dc/terms/"},
                      {"schema", "https://schema.org/"}};

void set(Json& out, const char* name, const std::string& value) {
  if (!value.empty()) out[name] = value;
}

Json typed(std::string_view name) { return Json{{"$", name}, {"type", "prov:QUALIFIED_NAME"}}; }

Json entity_of(const Article& article) {
  Json out{{"prov:type", typed("schema:NewsArticle")}};
  set(out, "prov:label", article.title);
  set(out, "dct:title", article.title);
  set(out, "dct:publisher", article.publisher);
  set(out, "dct:issued", article.published);
  set(out, "schema:url", article.url);
  set(out, "hearsay:captured", article.captured);
  set(out, "hearsay:sha256", article.sha256);
  return out;
}

/// What a trace's graph is called here: local names of origins and of what is not held are numbers.
class Bundle {
 public:
  explicit Bundle(const Trace& trace) : trace_(trace) {
    for (std::size_t i = 0; i < trace.nodes.size(); ++i) {
      const Node& node = trace.nodes[i];
      const bool is_document = node.kind == NodeKind::document && node.held;
      names_[node.id] = is_document ? "hearsay:" + node.id
                                    : fmt::format("hearsay:{}.{}", trace.narrative.id, i + 1);
      kinds_[node.id] = node.kind;
    }
  }

  Json write() {
    Json out{{"prefix", kPrefix}};
    for (const Node& node : trace_.nodes) declare(node, out);
    std::size_t number = 0;
    for (const Edge& edge : trace_.edges) relate(edge, fmt::format("_:r{}", ++number), out);
    return out;
  }

 private:
  void declare(const Node& node, Json& out) const {
    Json about{{"prov:label", node.name}};
    if (node.kind == NodeKind::origin) {
      for (const Origin& origin : trace_.origins) {
        if (origin.id != node.id) continue;
        about["hearsay:kind"] = json::name_of(origin.kind);
        about["hearsay:access"] = json::name_of(origin.access);
        if (origin.kind == SourceKind::named_person) about["prov:type"] = typed("prov:Person");
        if (origin.kind == SourceKind::named_organisation || origin.kind == SourceKind::state) {
          about["prov:type"] = typed("prov:Organization");
        }
      }
      out["agent"][names_.at(node.id)] = about;
      return;
    }
    about["hearsay:kind"] = json::name_of(node.kind);
    about["hearsay:held"] = node.held;
    out["entity"][names_.at(node.id)] = about;
  }

  void relate(const Edge& edge, const std::string& id, Json& out) const {
    const auto from = names_.find(edge.from);
    const auto to = names_.find(edge.to);
    if (from == names_.end() || to == names_.end()) return;
    Json about{{"hearsay:kind", json::name_of(edge.kind)},
               {"hearsay:basis", json::name_of(edge.how)}};
    set(about, "hearsay:reason", edge.reason);
    if (!edge.evidence.empty()) {
      about["hearsay:words"] = edge.evidence.front().text;
      about["hearsay:wordsIn"] = typed("hearsay:" + edge.evidence.front().document);
    }
    if (kinds_.at(edge.to) == NodeKind::origin) return;  // nothing is derived into a sayer
    if (kinds_.at(edge.from) == NodeKind::origin) {
      about["prov:entity"] = to->second;
      about["prov:agent"] = from->second;
      out["wasAttributedTo"][id] = about;
      return;
    }
    about["prov:generatedEntity"] = to->second;
    about["prov:usedEntity"] = from->second;
    if (edge.kind == EdgeKind::republishes || edge.kind == EdgeKind::copies) {
      about["prov:type"] = typed("prov:Quotation");
    }
    out["wasDerivedFrom"][id] = about;
  }

  const Trace& trace_;
  std::map<std::string, std::string> names_;
  std::map<std::string, NodeKind> kinds_;
};

}  // namespace

Result<void> write_prov(const Engine& engine, Output& output) {
  output.write("{\"prefix\":" + json::dump(kPrefix) + ",\n\"entity\":{");
  Items entities(output);
  auto done = each_document(engine, output, [&](const Document& document) {
    entities.add("hearsay:" + document.article.id, entity_of(document.article));
  });
  if (!done) return done;
  output.write("\n},\n\"bundle\":{");
  Items bundles(output);
  done = each_trace(engine, output, [&](const Trace& trace) {
    bundles.add("hearsay:" + trace.narrative.id, Bundle(trace).write());
  });
  output.write("\n}}\n");
  return done;
}

}  // namespace hearsay::exports
