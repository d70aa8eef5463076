// The ways of the words of all narratives, as GraphML and as GEXF. Documents are one node wherever
// they are met; origins and outlets belong to their narrative.
#include <fmt/format.h>

#include <array>
#include <vector>

#include "exports/walk.h"

namespace hearsay::exports {
namespace {

struct Value {
  std::string_view name;
  std::string text;  ///< empty: left out
};

bool is_held_document(const Node& node) { return node.kind == NodeKind::document && node.held; }

/// Ids of the graph by those of the trace.
std::map<std::string, std::string> ids_of(const Trace& trace) {
  std::map<std::string, std::string> ids;
  for (const Node& node : trace.nodes) {
    ids[node.id] = is_held_document(node) ? node.id : trace.narrative.id + "/" + node.id;
  }
  return ids;
}

std::vector<Value> values_of(const Trace& trace, const Node& node, const Engine& engine) {
  std::vector<Value> values = {{"kind", std::string(json::name_of(node.kind))},
                               {"held", node.held ? "true" : "false"}};
  if (is_held_document(node)) {
    if (const auto document = engine.collection().document(node.id)) {
      const Article& article = (*document)->article;
      values.insert(values.end(), {{"publisher", article.publisher},
                                   {"published", article.published},
                                   {"url", article.url},
                                   {"sha256", article.sha256}});
    }
    return values;
  }
  values.push_back({"narrative", trace.narrative.id});
  for (const Origin& origin : trace.origins) {
    if (origin.id != node.id) continue;
    values.push_back({"source_kind", std::string(json::name_of(origin.kind))});
    values.push_back({"access", std::string(json::name_of(origin.access))});
    values.push_back({"published", origin.first_seen});
  }
  return values;
}

std::vector<Value> values_of(const Trace& trace, const Edge& edge) {
  std::vector<Value> values = {{"kind", std::string(json::name_of(edge.kind))},
                               {"basis", std::string(json::name_of(edge.how))},
                               {"reason", edge.reason},
                               {"confidence", fmt::format("{:.4f}", edge.confidence)},
                               {"narrative", trace.narrative.id}};
  if (!edge.evidence.empty()) {
    values.push_back({"words", edge.evidence.front().text});
    values.push_back({"document", edge.evidence.front().document});
  }
  return values;
}

constexpr std::array<std::string_view, 9> kNodeValues = {"kind",      "held",        "publisher",
                                                         "published", "url",         "sha256",
                                                         "narrative", "source_kind", "access"};
constexpr std::array<std::string_view, 7> kEdgeValues = {
    "kind", "basis", "reason", "confidence", "narrative", "words", "document"};

/// "double" for a number.
std::string_view type_of(std::string_view name) {
  return name == "confidence" ? "double" : "string";
}

/// Where a value is declared, counted from zero.
template <typename Names>
std::size_t place_of(const Names& names, std::string_view name) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

/// Nodes not written before.
class NewNodes {
 public:
  template <typename Visit>
  void each(const Trace& trace, const Visit& visit) {
    const auto ids = ids_of(trace);
    for (const Node& node : trace.nodes) {
      const std::string& id = ids.at(node.id);
      // What belongs to its narrative comes but once; of documents all are remembered.
      if (is_held_document(node) && !documents_.insert(id).second) continue;
      visit(id, node);
    }
  }

 private:
  std::set<std::string> documents_;
};

template <typename Visit>
void each_edge(const Trace& trace, const Visit& visit) {
  const auto ids = ids_of(trace);
  std::size_t number = 0;
  for (const Edge& edge : trace.edges) {
    const auto from = ids.find(edge.from);
    const auto to = ids.find(edge.to);
    ++number;
    if (from == ids.end() || to == ids.end()) continue;
    visit(fmt::format("{}/{}", trace.narrative.id, number), from->second, to->second, edge);
  }
}

std::string graphml_data(const std::vector<Value>& values, char of) {
  std::string out;
  for (const Value& value : values) {
    if (value.text.empty()) continue;
    out += fmt::format("<data key=\"{}_{}\">{}</data>", of, value.name, xml(value.text));
  }
  return out;
}

std::string graphml_head() {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
      "<key id=\"n_name\" for=\"node\" attr.name=\"name\" attr.type=\"string\"/>\n";
  for (const std::string_view name : kNodeValues) {
    out += fmt::format("<key id=\"n_{0}\" for=\"node\" attr.name=\"{0}\" attr.type=\"string\"/>\n",
                       name);
  }
  for (const std::string_view name : kEdgeValues) {
    out += fmt::format("<key id=\"e_{0}\" for=\"edge\" attr.name=\"{0}\" attr.type=\"{1}\"/>\n",
                       name, type_of(name));
  }
  return out + "<graph id=\"hearsay\" edgedefault=\"directed\">\n";
}

template <typename Names>
std::string gexf_attributes(std::string_view of, const Names& names) {
  std::string out = fmt::format("<attributes class=\"{}\">\n", of);
  for (std::size_t i = 0; i < names.size(); ++i) {
    out += fmt::format("<attribute id=\"{}\" title=\"{}\" type=\"{}\"/>\n", i, names[i],
                       type_of(names[i]));
  }
  return out + "</attributes>\n";
}

template <typename Names>
std::string gexf_values(const std::vector<Value>& values, const Names& names) {
  std::string out = "<attvalues>";
  for (const Value& value : values) {
    if (value.text.empty()) continue;
    out += fmt::format("<attvalue for=\"{}\" value=\"{}\"/>", place_of(names, value.name),
                       xml(value.text));
  }
  return out + "</attvalues>";
}

}  // namespace

Result<void> write_graphml(const Engine& engine, Output& output) {
  output.write(graphml_head());
  NewNodes nodes;
  const auto done = each_trace(engine, output, [&](const Trace& trace) {
    std::string out;
    nodes.each(trace, [&](const std::string& id, const Node& node) {
      out += fmt::format("<node id=\"{}\"><data key=\"n_name\">{}</data>{}</node>\n", xml(id),
                         xml(node.name), graphml_data(values_of(trace, node, engine), 'n'));
    });
    each_edge(
        trace, [&](const std::string& id, const auto& from, const auto& to, const Edge& edge) {
          out += fmt::format("<edge id=\"{}\" source=\"{}\" target=\"{}\">{}</edge>\n", xml(id),
                             xml(from), xml(to), graphml_data(values_of(trace, edge), 'e'));
        });
    output.write(out);
  });
  output.write("</graph>\n</graphml>\n");
  return done;
}

// GEXF wants all nodes before all edges: two rounds rather than one in memory.
Result<void> write_gexf(const Engine& engine, Output& output) {
  output.write(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<gexf xmlns=\"http://www.gexf.net/1.2draft\" version=\"1.2\">\n"
      "<graph mode=\"static\" defaultedgetype=\"directed\">\n" +
      gexf_attributes("node", kNodeValues) + gexf_attributes("edge", kEdgeValues) + "<nodes>\n");
  NewNodes nodes;
  auto done = each_trace(engine, output, [&](const Trace& trace) {
    std::string out;
    nodes.each(trace, [&](const std::string& id, const Node& node) {
      out += fmt::format("<node id=\"{}\" label=\"{}\">{}</node>\n", xml(id), xml(node.name),
                         gexf_values(values_of(trace, node, engine), kNodeValues));
    });
    output.write(out);
  });
  if (!done) return done;
  output.write("</nodes>\n<edges>\n");
  done = each_trace(engine, output, [&](const Trace& trace) {
    std::string out;
    each_edge(
        trace, [&](const std::string& id, const auto& from, const auto& to, const Edge& edge) {
          out += fmt::format("<edge id=\"{}\" source=\"{}\" target=\"{}\" label=\"{}\">{}</edge>\n",
                             xml(id), xml(from), xml(to), json::name_of(edge.kind),
                             gexf_values(values_of(trace, edge), kEdgeValues));
        });
    output.write(out);
  });
  output.write("</edges>\n</graph>\n</gexf>\n");
  return done;
}

}  // namespace hearsay::exports
