#include "trace/graph.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "text/fold.h"
#include "text/utf8.h"
#include "trace/copies.h"
#include "trace/core.h"
#include "trace/reworded.h"

namespace hearsay::tracing {
namespace {

constexpr std::size_t kMostEvidence = 5;  // words shown for one edge
constexpr std::size_t kSearchWords = 4;

class GraphWriter {
 public:
  GraphWriter(const Pile& pile, const Statements& statements, const Origins& origins, Trace& trace)
      : pile_(pile),
        statements_(statements),
        origins_(origins),
        trace_(trace),
        core_(core_words(pile)) {}

  void run() {
    for (std::size_t s = 0; s < statements_.statements.size(); ++s) add_path(s);
    add_copies();
    add_citations();
    for (auto& [key, edge] : edges_) {
      if (is_weaker(key)) continue;
      add_node(edge.from);
      add_node(edge.to);
      trace_.edges.push_back(std::move(edge));
    }
    for (const Document* document : pile_.documents()) add_node(document->article.id);
    for (auto& [id, node] : nodes_) trace_.nodes.push_back(std::move(node));
    for (auto& [key, missing] : missing_) finish(key, missing);
    for (auto& [key, missing] : missing_) trace_.missing.push_back(std::move(missing));
    trace_.circles = statements_.circles;
    std::sort(trace_.circles.begin(), trace_.circles.end(),
              [](const Circle& a, const Circle& b) { return a.documents < b.documents; });
    add_unsourced();
  }

 private:
  void add_edge(Edge edge) {
    if (edge.from == edge.to) return;
    const auto [known, fresh] = edges_.try_emplace({edge.from, edge.to, edge.kind}, edge);
    if (fresh) return;
    Edge& old = known->second;
    if (rank(edge.how) > rank(old.how)) {
      old.how = edge.how;
      old.reason = edge.reason;
    }
    old.confidence = std::max(old.confidence, edge.confidence);
    for (Evidence& words : edge.evidence) {
      const bool shown =
          std::find(old.evidence.begin(), old.evidence.end(), words) != old.evidence.end();
      if (!shown && old.evidence.size() < kMostEvidence) old.evidence.push_back(std::move(words));
    }
  }

  static int rank(LinkBasis how) {
    return how == LinkBasis::analyst ? 2 : how == LinkBasis::stated ? 1 : 0;
  }

  // sayer -> last hop -> ... -> first hop -> document
  void add_path(std::size_t s) {
    const Statement& statement = statements_.statements[s];
    const std::string& document = statement.id.document;
    std::string to = document;
    for (const Hop& hop : statement.hops) {
      if (is_own_voice(hop, origins_, s)) continue;
      Edge edge{hop.node,      to, edge_kind(hop, statement), hop.how, hop.reason, hop.evidence,
                hop.confidence};
      if (edge.evidence.size() > kMostEvidence) edge.evidence.resize(kMostEvidence);
      add_edge(std::move(edge));
      names_.try_emplace(hop.node, hop.name);
      if (!hop.held && hop.node.substr(0, 2) == "p:") note_missing(hop, *statement.document);
      to = hop.node;
    }
    const std::size_t index = origins_.of_statement[s];
    if (index == Origins::kNone || statement.end != End::sayer) return;
    const FoundOrigin& found = origins_.origins[index];
    const bool resolved_elsewhere =
        statement.sayers.empty() ||
        statements_.sayers[statement.sayers.front()].document != document;
    if (resolved_elsewhere) return;  // the held document's own statements say it
    if (pile_.document(to) != nullptr && to != document && said_in(index, to)) return;
    if (found.origin.kind == SourceKind::author && to == document) return;
    Edge edge{found.origin.id,    to, EdgeKind::says, LinkBasis::stated, "the text attributes it",
              statement.evidence, 1};
    if (statement.claim->voice == Voice::carried) {
      edge.how = LinkBasis::inferred;
      edge.reason = "the text goes on with this speaker";
    }
    if (statement.claim->attribution) {
      const auto& all = statement.document->reading.attributions.attributions;
      const auto i = static_cast<std::size_t>(*statement.claim->attribution);
      if (i < all.size()) edge.confidence = static_cast<double>(all[i].basis.confidence);
    }
    if (edge.evidence.size() > kMostEvidence) edge.evidence.resize(kMostEvidence);
    add_edge(std::move(edge));
    if (found.origin.kind == SourceKind::document) note_missing_document(found);
  }

  // "Weiss said the ministry had said": both are one origin, so he is no way station.
  [[nodiscard]] bool is_own_voice(const Hop& hop, const Origins& origins, std::size_t s) const {
    const std::size_t index = origins.of_statement[s];
    if (index == Origins::kNone || hop.node.substr(0, 2) != "s:") return false;
    for (const std::size_t sayer : origins.origins[index].sayers) {
      const Sayer& record = statements_.sayers[sayer];
      if (name_key(record.name) == hop.node.substr(2)) return true;
      if (record.entity != nullptr && name_key(record.entity->name) == hop.node.substr(2))
        return true;
    }
    return false;
  }

  // Between two nodes the strongest tie stands for all: whole, passed on, cited.
  [[nodiscard]] bool is_weaker(const std::tuple<std::string, std::string, EdgeKind>& key) const {
    const auto& [from, to, kind] = key;
    const bool whole = edges_.count({from, to, EdgeKind::republishes}) > 0;
    const bool passed_on = edges_.count({from, to, EdgeKind::relays}) > 0;
    if (kind == EdgeKind::relays) return whole;
    if (kind == EdgeKind::cites) return whole || passed_on;
    return kind == EdgeKind::copies && (whole || passed_on);
  }

  // A report that is only denied or mentioned is cited, not passed on.
  static EdgeKind edge_kind(const Hop& hop, const Statement& statement) {
    if (hop.kind == EdgeKind::relays && statement.denial && statement.end != End::sayer) {
      return EdgeKind::cites;
    }
    return hop.kind;
  }

  [[nodiscard]] bool said_in(std::size_t origin, const std::string& document) const {
    for (const std::size_t s : origins_.origins[origin].statements) {
      if (statements_.statements[s].id.document == document) return true;
    }
    return false;
  }

  void add_copies() {
    for (const auto& [document, list] : find_copies(pile_)) {
      for (const Copied& copied : list) {
        if (copied.credited) continue;  // the credit's own edge stands already
        Edge edge{copied.from->article.id, copied.to->article.id, EdgeKind::copies,
                  LinkBasis::inferred,     copied.reason,         {},
                  copied.confidence};
        for (const auto& [from, to] : copied.spans) {
          if (edge.evidence.size() + 2 > kMostEvidence) break;
          edge.evidence.push_back(evidence(*copied.from, from));
          edge.evidence.push_back(evidence(*copied.to, to));
        }
        add_edge(std::move(edge));
      }
    }
    for (const Reworded& copied : find_reworded(pile_)) add_reworded(copied);
  }

  void add_reworded(const Reworded& copied) {
    const std::string& from = copied.from->article.id;
    const std::string& to = copied.to->article.id;
    if (pile_.hop_rulings().is_rejected(from, copied.from->article.publisher, to)) return;
    Edge edge{from,          to, EdgeKind::copies, LinkBasis::inferred,
              copied.reason, {}, copied.confidence};
    for (const auto& [there, here] : copied.details) {
      if (edge.evidence.size() + 2 > kMostEvidence) break;
      edge.evidence.push_back(evidence(*copied.from, there));
      edge.evidence.push_back(evidence(*copied.to, here));
    }
    add_edge(std::move(edge));
  }

  // Outlets that a document names without passing on a claim of theirs.
  void add_citations() {
    for (const Document* document : pile_.documents()) {
      for (const Relay& relay : document->reading.attributions.relays) {
        const bool media = relay.kind == RelayKind::outlet || relay.kind == RelayKind::agency;
        if (!media || pile_.is_published_by(*document, relay.name)) continue;
        if (already_linked(*document, relay.name)) continue;
        if (!touches_allegation(*document, relay)) continue;
        if (pile_.hop_rulings().is_rejected({}, relay.name, document->article.id)) continue;
        const Document* held = nullptr;
        for (const Document* other : pile_.documents()) {
          const bool meant = other != document &&
                             pile_.same_outlet(other->article.publisher, relay.name) &&
                             !surely_before(*document, *other);
          if (meant && (held == nullptr || held->article.published < other->article.published)) {
            held = other;
          }
        }
        if (held != nullptr && is_copied_along(pile_, *document, *held, relay)) continue;
        Hop hop;
        hop.name = relay.name;
        hop.held = held != nullptr;
        std::string words;
        for (const std::string& word : pile_.outlet_words(relay.name))
          words += words.empty() ? word : " " + word;
        hop.node = held != nullptr ? held->article.id : "p:" + words;
        if (relay.span) hop.evidence = {evidence(*document, *relay.span)};
        names_.try_emplace(hop.node, hop.name);
        add_edge({hop.node, document->article.id, EdgeKind::cites, relay.how,
                  "named in the text, its claim not passed on", hop.evidence,
                  static_cast<double>(relay.basis.confidence)});
        if (held == nullptr) note_missing(hop, *document);
      }
    }
  }

  [[nodiscard]] bool already_linked(const Document& document, const std::string& name) const {
    for (const Statement& statement : statements_.statements) {
      if (statement.document != &document) continue;
      for (const Hop& hop : statement.hops) {
        if (pile_.same_outlet(hop.name, name)) return true;
      }
    }
    return false;
  }

  [[nodiscard]] bool touches_allegation(const Document& document, const Relay& relay) const {
    for (std::size_t i = 0; i < document.reading.claims.claims.size(); ++i) {
      const Span span = document.reading.claims.claims[i].span;
      const bool inside = std::any_of(relay.scope.begin(), relay.scope.end(),
                                      [&](Span scope) { return scope.overlaps(span); });
      if (inside &&
          pile_.allegation_of({document.article.id, static_cast<ClaimIndex>(i)}) != nullptr) {
        return true;
      }
    }
    return false;
  }

  // ---- cited, not held -----------------------------------------------------------------------

  void note_missing(const Hop& hop, const Document& document) {
    Missing& missing = missing_[hop.node];
    if (missing.name.empty()) missing.name = hop.name;
    add_cited_by(missing, document);
    add_bounds(missing, hop.said_begin, hop.said_end);
  }

  void note_missing_document(const FoundOrigin& found) {
    Missing& missing = missing_["d:" + found.origin.id];
    missing.name = found.origin.name;
    for (const std::string& id : found.origin.documents) {
      if (const Document* document = pile_.document(id)) add_cited_by(missing, *document);
    }
  }

  static void add_cited_by(Missing& missing, const Document& document) {
    const std::string& id = document.article.id;
    const auto at = std::lower_bound(missing.cited_by.begin(), missing.cited_by.end(), id);
    if (at == missing.cited_by.end() || *at != id) missing.cited_by.insert(at, id);
  }

  static void add_bounds(Missing& missing, const std::string& begin, const std::string& end) {
    if (!begin.empty() && (missing.earliest.empty() || begin < missing.earliest)) {
      missing.earliest = day_of(begin);
    }
    if (!end.empty() && end > missing.latest) missing.latest = day_of(end);
  }

  // It was out before the first that cites it; and the words that its retellings have most.
  void finish(const std::string& key, Missing& missing) const {
    std::string first;
    for (const std::string& id : missing.cited_by) {
      const Document* document = pile_.document(id);
      const std::string day = document != nullptr ? day_of(document->article.published) : "";
      if (!day.empty() && (first.empty() || day < first)) first = day;
    }
    if (missing.latest.empty() || (!first.empty() && first < missing.latest))
      missing.latest = first;
    if (!missing.earliest.empty() && missing.earliest > missing.latest) missing.earliest.clear();
    missing.search = search_words(key, missing);
  }

  using WordCounts = std::map<std::string, std::set<std::string>>;  // folded word -> documents

  // Words of what was passed on from it, those first that most documents of the narrative have.
  [[nodiscard]] std::vector<std::string> search_words(const std::string& key,
                                                      const Missing& missing) const {
    WordCounts cited;
    WordCounts all;
    std::map<std::string, std::string> shown;
    for (const Statement& statement : statements_.statements) {
      add_words(statement, all, shown);
      const bool cites = std::binary_search(missing.cited_by.begin(), missing.cited_by.end(),
                                            statement.id.document);
      const bool through = std::any_of(statement.hops.begin(), statement.hops.end(),
                                       [&](const Hop& hop) { return hop.node == key; });
      if (cites && (through || key.substr(0, 2) != "p:")) add_words(statement, cited, shown);
    }
    const std::string name = text::fold(missing.name);
    std::vector<std::tuple<std::size_t, std::size_t, std::string>> order;
    for (const auto& [word, where] : cited) {
      if (name.find(word) != std::string::npos) continue;
      order.emplace_back(all[word].size(), where.size(), word);
    }
    std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
      return std::tie(std::get<0>(b), std::get<1>(b), std::get<2>(a)) <
             std::tie(std::get<0>(a), std::get<1>(a), std::get<2>(b));
    });
    std::vector<std::string> words;
    for (const auto& [everywhere, here, word] : order) {
      if (words.size() == kSearchWords) break;
      words.push_back(shown[word]);
    }
    return words;
  }

  static void add_words(const Statement& statement, WordCounts& documents,
                        std::map<std::string, std::string>& shown) {
    const Document& document = *statement.document;
    const auto& tokens = document.reading.segmentation.tokens;
    const auto& analyses = document.reading.annotation.words;
    const Span span = statement.claim->span;
    auto token = std::lower_bound(
        tokens.begin(), tokens.end(), span.begin,
        [](const Token& record, std::uint32_t begin) { return record.span.begin < begin; });
    for (; token != tokens.end() && token->span.begin < span.end; ++token) {
      const auto index = static_cast<std::size_t>(token - tokens.begin());
      if (index < analyses.size()) {
        const PartOfSpeech tag = analyses[index].tag;
        if (tag != PartOfSpeech::NOUN && tag != PartOfSpeech::PROPN) continue;
      }
      const std::string word(words(document.article, token->span));
      const std::string folded = text::fold(word);
      if (folded.size() < 4 || folded.find(' ') != std::string::npos || is_day(folded)) continue;
      documents[folded].insert(document.article.id);
      shown.try_emplace(folded, word);
    }
  }

  static bool is_day(std::string_view word) {
    constexpr std::array<std::string_view, 9> kDays{"monday",   "tuesday",   "wednesday",
                                                    "thursday", "friday",    "saturday",
                                                    "sunday",   "yesterday", "today"};
    return std::find(kDays.begin(), kDays.end(), word) != kDays.end();
  }

  // ---- nodes, unsourced ----------------------------------------------------------------------

  void add_node(const std::string& id) {
    if (nodes_.count(id) > 0) return;
    Node node;
    node.id = id;
    if (const Document* document = pile_.document(id)) {
      node.kind = NodeKind::document;
      node.name =
          document->article.title.empty() ? document->article.publisher : document->article.title;
      for (const PageLabel& label : document->article.labels) node.labels.push_back(label.words);
    } else if (id.substr(0, 2) == "p:") {
      node.kind = NodeKind::outlet;
      node.name = names_[id];
      node.held = false;
    } else if (id.substr(0, 2) == "s:") {
      node.kind = NodeKind::source;
      node.name = names_[id];
    } else {
      node.kind = NodeKind::origin;
      for (const FoundOrigin& found : origins_.origins) {
        if (found.origin.id == id) node.name = found.origin.name;
      }
    }
    nodes_.emplace(id, std::move(node));
  }

  // Claims of the text itself that nowhere in the pile have a source; a headline repeats the text.
  void add_unsourced() {
    for (const Statement& statement : statements_.statements) {
      const Voice voice = statement.claim->voice;
      const bool gap = voice == Voice::no_source_given || voice == Voice::unspecified;
      if (!gap) continue;
      const bool plain = voice == Voice::no_source_given;
      if (plain && (has_source_elsewhere(statement) || !is_told_of(statement))) continue;
      const auto& headline = statement.document->article.headline;
      if (headline && headline->overlaps(statement.claim->span)) continue;
      trace_.unsourced.push_back({statement.id, voice, statement.evidence});
    }
  }

  // Another document tells of it too, it touches what the allegation is about, or its own document
  // names no source for anything: mere scenery in a sourced report ("about 62,000 volumes are kept
  // there") is left out.
  [[nodiscard]] bool is_told_of(const Statement& statement) const {
    if (!pile_.links(statement.id).empty()) return true;
    const auto core = core_.find(statement.allegation);
    if (core != core_.end()) {
      for (const std::string& word : content_words(*statement.document, statement.claim->span)) {
        if (core->second.count(word) > 0) return true;
      }
    }
    return std::none_of(statements_.statements.begin(), statements_.statements.end(),
                        [&](const Statement& other) {
                          return other.document == statement.document && other.end == End::sayer;
                        });
  }

  [[nodiscard]] bool has_source_elsewhere(const Statement& statement) const {
    for (const LinkEnd& link : pile_.links(statement.id)) {
      const bool agrees = link.relation != ClaimRelation::denies &&
                          link.relation != ClaimRelation::contradicts && link.score >= 0.5;
      const std::size_t other = agrees ? statements_.find(link.other) : Statements::kNone;
      if (other != Statements::kNone && statements_.statements[other].end == End::sayer)
        return true;
    }
    return false;
  }

  const Pile& pile_;
  const Statements& statements_;
  const Origins& origins_;
  Trace& trace_;
  std::map<const Allegation*, std::set<std::string>> core_;
  std::map<std::tuple<std::string, std::string, EdgeKind>, Edge> edges_;
  std::map<std::string, std::string> names_;
  std::map<std::string, Node> nodes_;
  std::map<std::string, Missing> missing_;
};

}  // namespace

void write_graph(const Pile& pile, const Statements& statements, const Origins& origins,
                 Trace& trace) {
  GraphWriter(pile, statements, origins, trace).run();
}

}  // namespace hearsay::tracing
