#include "cli/provenance_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "cli/words.h"

namespace hearsay::cli {
namespace {

constexpr std::size_t kIndent = 3;
constexpr std::size_t kDetailColumn = 44;  // details begin here where labels leave room
constexpr std::size_t kListed = 6;
constexpr std::size_t kDeepest = 12;  // branches deeper than this are not indented further

bool is_named(SourceKind kind) {
  return kind != SourceKind::unnamed && kind != SourceKind::unspecified &&
         kind != SourceKind::collective;
}

std::string details(const Origin& origin) {
  std::string out(word(origin.kind));
  if (!origin.affiliation.empty()) out += ", affiliation: " + origin.affiliation;
  if (origin.access != Access::not_stated) out += fmt::format(", {}", word(origin.access));
  if (origin.denies) out += ", only denies";
  return out;
}

}  // namespace

ProvenanceTree::ProvenanceTree(Screen& screen, const Trace& trace, const References& references)
    : screen_(screen), trace_(trace), references_(references) {
  for (const Node& node : trace.nodes) nodes_[node.id] = &node;
  for (const Edge& edge : trace.edges) {
    out_[edge.from].push_back(&edge);
    in_[edge.to].push_back(&edge);
  }
  for (const Missing& missing : trace.missing) missing_[missing.name] = &missing;
}

void ProvenanceTree::print(const TracedAllegation& allegation) {
  const std::set<std::string> documents(allegation.documents.begin(), allegation.documents.end());
  expanded_.clear();
  printed_.clear();
  for (const std::string& id : allegation.origins) {
    for (const Origin& origin : trace_.origins) {
      if (origin.id != id) continue;
      std::set<std::string> carried;
      for (const std::string& document : origin.documents) {
        if (documents.count(document) != 0) carried.insert(document);
      }
      wanted_ = reaching(carried.empty() ? documents : carried);
      print_origin(origin);
    }
  }
  std::set<std::string> rest;
  for (const std::string& document : documents) {
    if (printed_.count(document) == 0) rest.insert(document);
  }
  wanted_ = reaching(rest);
  if (!rest.empty()) print_rest();
}

void ProvenanceTree::print_origin(const Origin& origin) {
  const std::string name = is_named(origin.kind) ? origin.name : in_quotes(origin.name);
  print_node_line(std::string(kIndent, ' '), name,
                  fmt::format("{}: {}", origin.id, details(origin)), Look::strong);
  if (children(origin.id).empty()) {
    const std::string where = origin.claims.empty() ? references_.list(origin.documents, kListed)
                                                    : references_.at(origin.claims.front());
    if (!where.empty()) print_node_line("   └─ ", "[" + where + "]", "", Look::plain);
    printed_.insert(origin.documents.begin(), origin.documents.end());
  }
  // A node is drawn under each origin that feeds it; its own branches only once.
  print_children(origin.id, {std::string(kIndent, ' '), {origin.id}});
}

void ProvenanceTree::print_rest() {
  screen_.line("   no origin given:");
  std::vector<std::string> documents;
  for (const std::string& node : wanted_) {
    const auto found = nodes_.find(node);
    if (found == nodes_.end() || found->second->kind == NodeKind::document)
      documents.push_back(node);
  }
  std::sort(documents.begin(), documents.end(),
            [&](const std::string& a, const std::string& b) { return references_.before(a, b); });
  for (const std::string& document : documents) {
    if (printed_.count(document) != 0) continue;
    const std::string root = root_above(document);
    const auto found = nodes_.find(root);
    const bool held = found != nodes_.end() && found->second->kind == NodeKind::document;
    print_node_line("   ", label(root, nullptr), "", Look::plain);
    if (held) printed_.insert(root);
    print_children(root, {"   ", {root}});
    printed_.insert(document);
  }
}

std::string ProvenanceTree::root_above(const std::string& document) const {
  std::string node = document;
  std::set<std::string> seen{node};
  while (true) {
    const auto edges = in_.find(node);
    if (edges == in_.end()) return node;
    const Edge* up = nullptr;
    for (const Edge* edge : edges->second) {
      const bool open = seen.count(edge->from) == 0 && expanded_.count(edge->from) == 0;
      const auto from = nodes_.find(edge->from);
      const bool is_origin = from != nodes_.end() && from->second->kind == NodeKind::origin;
      if (open && !is_origin) {
        up = edge;
        break;
      }
    }
    if (up == nullptr) return node;
    node = up->from;
    seen.insert(node);
  }
}

std::set<std::string> ProvenanceTree::reaching(const std::set<std::string>& wanted) const {
  std::set<std::string> found = wanted;
  // A page's earlier version is on the way of what was taken from it.
  std::set<std::string> documents = wanted;
  for (auto revision = trace_.revisions.rbegin(); revision != trace_.revisions.rend(); ++revision) {
    if (documents.contains(revision->to)) documents.insert(revision->from);
  }
  std::vector<std::string> open(wanted.begin(), wanted.end());
  while (!open.empty()) {
    const std::string node = std::move(open.back());
    open.pop_back();
    const auto edges = in_.find(node);
    if (edges == in_.end()) continue;
    for (const Edge* edge : edges->second) {
      const auto from = nodes_.find(edge->from);
      const bool foreign_document = from != nodes_.end() &&
                                    from->second->kind == NodeKind::document &&
                                    documents.count(edge->from) == 0;
      // A document of the pile that does not make the claim is not on its way, whatever it copied.
      if (!foreign_document && found.insert(edge->from).second) open.push_back(edge->from);
    }
  }
  return found;
}

std::vector<const Edge*> ProvenanceTree::children(const std::string& node) const {
  std::vector<const Edge*> edges;
  const auto found = out_.find(node);
  if (found == out_.end()) return edges;
  for (const Edge* edge : found->second) {
    if (wanted_.count(edge->to) == 0) continue;
    const auto same = [&](const Edge* other) { return other->to == edge->to; };
    if (std::any_of(edges.begin(), edges.end(), same)) continue;
    edges.insert(std::upper_bound(edges.begin(), edges.end(), edge,
                                  [&](const Edge* a, const Edge* b) {
                                    return references_.before(a->to, b->to);
                                  }),
                 edge);
  }
  return edges;
}

void ProvenanceTree::print_children(const std::string& node, const Position& position) {
  expanded_.insert(node);
  const std::vector<const Edge*> edges = children(node);
  for (std::size_t i = 0; i < edges.size(); ++i) {
    print_child(*edges[i], position, i + 1 == edges.size());
  }
}

void ProvenanceTree::print_child(const Edge& edge, const Position& position, bool last) {
  const std::string branch = position.lead + (last ? "└─ " : "├─ ");
  const bool deep = position.path.size() >= kDeepest;
  const std::string lead = position.lead + (deep ? "" : last ? "   " : "│  ");
  const std::string name = label(edge.to, &edge);
  if (std::find(position.path.begin(), position.path.end(), edge.to) != position.path.end()) {
    print_node_line(branch, name, "a circle of credits", Look::warning);
    return;
  }
  const bool again = expanded_.count(edge.to) != 0 && !children(edge.to).empty();
  print_node_line(branch, name, again ? detail(edge) + "; goes on as above" : detail(edge),
                  Look::plain);
  printed_.insert(edge.to);
  const std::string words = again ? std::string() : evidence(edge);
  if (!words.empty()) {
    const std::string indent = lead + (children(edge.to).empty() ? "   " : "│  ");
    screen_.line({{indent}, {fit(words, screen_.width() - columns(indent)), Look::faint}});
  }
  if (again) return;
  Position below{lead, position.path};
  below.path.push_back(edge.to);
  print_children(edge.to, below);
}

void ProvenanceTree::print_node_line(const std::string& lead, const std::string& label,
                                     const std::string& detail, Look look) {
  const std::size_t room = screen_.width() - columns(lead);
  const std::size_t column = std::max(kDetailColumn, columns(lead) + 16);
  const std::size_t used = columns(lead) + columns(label);
  if (detail.empty()) {
    screen_.line({{lead}, {fit(label, room), look}});
  } else if (used + 2 <= column && column + columns(detail) <= screen_.width()) {
    screen_.line({{lead}, {pad(label, column - columns(lead)), look}, {detail}});
  } else if (used + 2 + columns(detail) <= screen_.width()) {
    screen_.line({{lead}, {label, look}, {"  "}, {detail}});
  } else {
    screen_.line({{lead}, {fit(label, room), look}});
    std::string below = lead;
    for (const auto& [from, to] :
         {std::pair<std::string, std::string>{"├─ ", "│  "}, {"└─ ", "   "}}) {
      const auto at = below.rfind(from);
      if (at != std::string::npos) below.replace(at, from.size(), to);
    }
    screen_.paragraph(below + "  ", below + "  ", {detail});
  }
}

std::string ProvenanceTree::label(const std::string& node, const Edge* edge) const {
  const auto found = nodes_.find(node);
  const NodeKind kind = found == nodes_.end() ? NodeKind::document : found->second->kind;
  if (kind != NodeKind::document) return found->second->name;
  std::string reference = references_.number(node);
  if (edge != nullptr) {
    for (const Evidence& evidence : edge->evidence) {
      if (evidence.document != node) continue;
      reference = references_.at(evidence);
      break;
    }
  }
  return fmt::format("{}, {} [{}]", references_.outlet(node), day(references_.published(node)),
                     reference);
}

std::string ProvenanceTree::detail(const Edge& edge) const {
  std::string out(word(edge.how));
  if (edge.kind == EdgeKind::republishes || edge.kind == EdgeKind::copies ||
      edge.kind == EdgeKind::cites) {
    out = fmt::format("{}, {}",
                      edge.kind == EdgeKind::republishes ? "republished"
                      : edge.kind == EdgeKind::copies    ? "copied"
                                                         : "only cited",
                      out);
  }
  if (edge.how != LinkBasis::stated && !edge.reason.empty()) out += ": " + edge.reason;
  const auto node = nodes_.find(edge.to);
  if (node != nodes_.end() && !node->second->held) {
    const auto missing = missing_.find(node->second->name);
    out = missing == missing_.end()
              ? std::string("NOT HELD")
              : fmt::format("NOT HELD, cited by {}", missing->second->cited_by.size());
  }
  return out;
}

std::string ProvenanceTree::evidence(const Edge& edge) const {
  for (const Evidence& evidence : edge.evidence) {
    if (evidence.document == edge.to && !evidence.text.empty()) return in_quotes(evidence.text);
  }
  return {};
}

}  // namespace hearsay::cli
