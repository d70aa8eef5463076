#include "cite/cite.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <tuple>

#include "text/utf8.h"
#include "wording/wording.h"

namespace hearsay {
namespace {

/// What an id names: the thing before the mark, and which part of it.
struct Named {
  std::string head;
  char part = 0;           ///< c, a, o, ':' ; 0: the whole
  std::size_t number = 0;  ///< from one
};

std::optional<Named> parse(std::string_view id) {
  const std::size_t mark = id.find_first_of("#:");
  Named out{std::string(id.substr(0, mark))};
  if (out.head.empty()) return std::nullopt;
  if (mark == std::string_view::npos) return out;
  const std::size_t digits = id[mark] == ':' ? mark + 1 : mark + 2;
  if (digits >= id.size()) return std::nullopt;
  out.part = id[digits - 1];
  const auto [end, error] = std::from_chars(id.data() + digits, id.data() + id.size(), out.number);
  if (error != std::errc() || end != id.data() + id.size() || out.number == 0) return std::nullopt;
  return out;
}

Error unknown(const std::string& id) {
  return {ErrorKind::not_found,
          fmt::format("this store holds nothing that is called \"{}\"", text::printable(id))};
}

/// What is cited, in terms of a trace: its words, the claims in them, the documents they stand in.
struct Subject {
  std::vector<std::pair<std::string, Span>> words;
  std::set<ClaimId> claims;
  std::set<std::string> documents;
  std::set<std::string> origins;  ///< of the trace; empty: those of the claims
};

class Citing {
 public:
  explicit Citing(const Engine& engine) : engine_(engine), standings_(engine) {}

  Result<Citation> run(const std::string& id) {
    const auto named = parse(id);
    if (!named) return tl::unexpected(unknown(id));
    citation_.id = id;
    const bool is_group = named->head.front() == 'n' || named->head.front() == 'g';
    const Result<void> found = is_group ? group(*named) : in_document(*named);
    if (!found) return tl::unexpected(found.error());
    for (const auto& [document, span] : subject_.words) {
      if (auto standing = standings_.at(document, span)) citation_.words.push_back(*standing);
    }
    if (is_traced_) ways();
    documents();
    return std::move(citation_);
  }

 private:
  Result<void> in_document(const Named& named) {
    const Document* document = standings_.document(named.head);
    if (document == nullptr) return tl::unexpected(unknown(citation_.id));
    if (!choose(*document, named)) return tl::unexpected(unknown(citation_.id));
    subject_.documents.insert(named.head);
    return trace_of(named.head);
  }

  /// The words that are meant, and the claims that stand in them.
  bool choose(const Document& document, const Named& named) {
    const std::size_t index = named.number - 1;
    const Reading& reading = document.reading;
    if (named.part == 'c') {
      citation_.kind = "claim";
      if (index >= reading.claims.claims.size()) return false;
      say(document, reading.claims.claims[index].spans);
      claim(document, index);
    } else if (named.part == 'a') {
      citation_.kind = "attribution";
      if (index >= reading.attributions.attributions.size()) return false;
      attribution(document, static_cast<AttributionIndex>(index));
    } else if (named.part == ':') {
      citation_.kind = "sentence";
      if (index >= reading.segmentation.sentences.size()) return false;
      const Span sentence = reading.segmentation.sentences[index].span;
      say(document, {sentence});
      claims_in(document, sentence);
    } else if (named.part == 0) {
      citation_.kind = "document";
      whole(document);
    } else {
      return false;
    }
    return true;
  }

  void attribution(const Document& document, AttributionIndex index) {
    const auto& each = document.reading.attributions.attributions[static_cast<std::size_t>(index)];
    Spans all = each.source;
    all.insert(all.end(), each.cue.begin(), each.cue.end());
    all.insert(all.end(), each.content.begin(), each.content.end());
    std::sort(all.begin(), all.end());
    say(document, all);
    const auto& claims = document.reading.claims.claims;
    for (std::size_t i = 0; i < claims.size(); ++i) {
      const auto& chain = claims[i].chain;
      if (std::find(chain.begin(), chain.end(), index) != chain.end()) claim(document, i);
    }
  }

  /// A document's headline stands for it, else the first sentence.
  void whole(const Document& document) {
    const Article& article = document.article;
    if (article.headline && !article.headline->empty()) {
      say(document, {*article.headline});
    } else if (!document.reading.segmentation.sentences.empty()) {
      say(document, {document.reading.segmentation.sentences.front().span});
    }
    claims_in(document, {0, static_cast<std::uint32_t>(article.text.size())});
  }

  void claims_in(const Document& document, Span span) {
    const auto& claims = document.reading.claims.claims;
    for (std::size_t i = 0; i < claims.size(); ++i) {
      if (span.contains(claims[i].span)) claim(document, i);
    }
  }

  void claim(const Document& document, std::size_t index) {
    subject_.claims.insert({document.article.id, static_cast<ClaimIndex>(index)});
  }

  void say(const Document& document, const Spans& spans) {
    for (const Span span : spans) subject_.words.emplace_back(document.article.id, span);
  }

  /// The trace of the first claim that is in a narrative; none is no failure: then the words alone
  /// are cited.
  Result<void> trace_of(const std::string& document) {
    std::vector<ClaimId> order(subject_.claims.begin(), subject_.claims.end());
    if (order.empty()) order.push_back({document, ClaimIndex{0}});
    for (const ClaimId& claim : order) {
      auto trace = engine_.trace_id(json::text_of(claim));
      if (trace) {
        trace_ = *std::move(trace);
        is_traced_ = true;
        return {};
      }
      if (trace.error().kind != ErrorKind::not_found) return tl::unexpected(trace.error());
      break;  // a document is in one narrative or in none
    }
    return {};
  }

  Result<void> group(const Named& named) {
    if (named.part != 0 && named.part != 'o') return tl::unexpected(unknown(citation_.id));
    auto trace = engine_.trace_id(named.head);
    if (!trace) return tl::unexpected(trace.error());
    trace_ = *std::move(trace);
    is_traced_ = true;
    if (named.part == 'o') {
      if (!origin("o" + std::to_string(named.number))) return tl::unexpected(unknown(citation_.id));
      return {};
    }
    const auto story = engine_.collection().story(trace_.narrative.id);
    if (!story) return tl::unexpected(story.error());
    if (named.head.front() == 'g') {
      allegation(*story, named.head);
    } else {
      narrative(*story);
    }
    return {};
  }

  bool origin(const std::string& id) {
    const auto found = std::find_if(trace_.origins.begin(), trace_.origins.end(),
                                    [&](const Origin& each) { return each.id == id; });
    if (found == trace_.origins.end()) return false;
    citation_.kind = "origin";
    citation_.label = found->name;
    subject_.claims.insert(found->claims.begin(), found->claims.end());
    subject_.documents.insert(found->documents.begin(), found->documents.end());
    subject_.origins.insert(id);
    for (const ClaimId& each : found->claims) first_words(each);
    return true;
  }

  void allegation(const Grouping& story, const std::string& id) {
    citation_.kind = "allegation";
    for (const TracedAllegation& each : trace_.allegations) {
      if (each.id != id) continue;
      citation_.label = each.label;
      citation_.independent_origins = each.independent_origins;
      subject_.documents.insert(each.documents.begin(), each.documents.end());
      subject_.origins.insert(each.origins.begin(), each.origins.end());
    }
    for (const Allegation& each : story.allegations) {
      if (each.id != id) continue;
      for (const ClaimId& claim : each.claims) first_words(claim);
    }
  }

  /// Of each allegation the claim of its earliest document.
  void narrative(const Grouping& story) {
    citation_.kind = "narrative";
    citation_.label = trace_.narrative.label;
    citation_.independent_origins = trace_.independent_origins;
    citation_.ends_at = wording::ends_at(trace_);
    subject_.documents.insert(trace_.narrative.documents.begin(), trace_.narrative.documents.end());
    for (const Origin& each : trace_.origins) subject_.origins.insert(each.id);
    std::map<std::string, const Allegation*> by_id;
    for (const Allegation& each : story.allegations) by_id[each.id] = &each;
    for (const TracedAllegation& each : trace_.allegations) {
      const auto found = by_id.find(each.id);
      if (found == by_id.end() || found->second->claims.empty()) continue;
      const auto& claims = found->second->claims;
      first_words(
          *std::min_element(claims.begin(), claims.end(), [&](const ClaimId& a, const ClaimId& b) {
            return order_of(a.document) < order_of(b.document) ||
                   (order_of(a.document) == order_of(b.document) && a < b);
          }));
    }
  }

  /// The sentence in which a claim stands; once, where several do.
  void first_words(const ClaimId& id) {
    const Document* document = standings_.document(id.document);
    const auto index = static_cast<std::size_t>(id.claim);
    if (document == nullptr || index >= document->reading.claims.claims.size()) return;
    subject_.claims.insert(id);
    Span span = document->reading.claims.claims[index].span;
    const std::size_t sentence = wording::sentence_number(*document, span);
    if (sentence > 0) {
      const Span whole = document->reading.segmentation.sentences[sentence - 1].span;
      if (whole.contains(span)) span = whole;
    }
    const std::pair<std::string, Span> words{id.document, span};
    const auto& said = subject_.words;
    if (std::find(said.begin(), said.end(), words) == said.end()) subject_.words.push_back(words);
  }

  /// Undated ones last.
  std::tuple<bool, std::string, std::string> order_of(const std::string& id) {
    const Document* document = standings_.document(id);
    std::string day = document == nullptr ? std::string() : document->article.published;
    return {day.empty(), std::move(day), id};
  }

  void ways() {
    choose_origins();
    const std::set<std::string> reaching = nodes_that_reach();
    const std::set<std::string> reached = nodes_reached(reaching);
    std::map<std::string, const Node*> nodes;
    for (const Node& node : trace_.nodes) nodes[node.id] = &node;
    for (const Edge* edge : in_order(reached, reaching))
      citation_.hops.push_back(hop(*edge, nodes));
    for (const DecisionRow& row : trace_.decisions) citation_.decisions.push_back(row);
    if (!citation_.ends_at.empty() || citation_.origins.empty()) return;
    Trace those;
    those.origins = citation_.origins;
    citation_.ends_at = wording::ends_at(those);
  }

  void choose_origins() {
    for (const Origin& origin : trace_.origins) {
      const bool says_it =
          subject_.origins.empty()
              ? std::any_of(origin.claims.begin(), origin.claims.end(),
                            [&](const ClaimId& id) { return subject_.claims.count(id) != 0; })
              : subject_.origins.count(origin.id) != 0;
      if (says_it) citation_.origins.push_back(origin);
    }
  }

  /// Nodes from which a way leads to one of the documents; a document of the pile that does not
  /// tell of it is not on its way, whatever it copied.
  std::set<std::string> nodes_that_reach() const {
    std::set<std::string> allowed = subject_.documents;
    for (const TracedAllegation& each : trace_.allegations) {
      const bool is_its =
          std::any_of(each.documents.begin(), each.documents.end(),
                      [&](const auto& d) { return subject_.documents.count(d) != 0; });
      if (is_its) allowed.insert(each.documents.begin(), each.documents.end());
    }
    std::set<std::string> found = subject_.documents;
    for (bool grew = true; grew;) {
      grew = false;
      for (const Edge& edge : trace_.edges) {
        if (found.count(edge.to) == 0 || found.count(edge.from) != 0) continue;
        if (is_held_document(edge.from) && allowed.count(edge.from) == 0) continue;
        grew = found.insert(edge.from).second || grew;
      }
    }
    return found;
  }

  [[nodiscard]] bool is_held_document(const std::string& id) const {
    return std::any_of(trace_.nodes.begin(), trace_.nodes.end(), [&](const Node& node) {
      return node.id == id && node.kind == NodeKind::document && node.held;
    });
  }

  /// Of those, what lies on a way from the origins. Without an origin: all of them but origins.
  [[nodiscard]] std::set<std::string> nodes_reached(const std::set<std::string>& reaching) const {
    std::set<std::string> found;
    if (citation_.origins.empty()) {
      for (const std::string& id : reaching) {
        if (!is_origin(id)) found.insert(id);
      }
      return found;
    }
    for (const Origin& origin : citation_.origins) found.insert(origin.id);
    for (bool grew = true; grew;) {
      grew = false;
      for (const Edge& edge : trace_.edges) {
        if (found.count(edge.from) == 0 || reaching.count(edge.to) == 0) continue;
        grew = found.insert(edge.to).second || grew;
      }
    }
    return found;
  }

  [[nodiscard]] bool is_origin(const std::string& id) const {
    return std::any_of(trace_.origins.begin(), trace_.origins.end(),
                       [&](const Origin& each) { return each.id == id; });
  }

  /// Edges between nodes of both sets, those nearest to the origins first.
  [[nodiscard]] std::vector<const Edge*> in_order(const std::set<std::string>& reached,
                                                  const std::set<std::string>& reaching) const {
    std::vector<const Edge*> order;
    std::set<std::string> passed;
    std::vector<std::string> open;
    for (const Origin& origin : citation_.origins) open.push_back(origin.id);
    if (open.empty()) {
      for (const std::string& id : reached) {
        const bool has_way_in =
            std::any_of(trace_.edges.begin(), trace_.edges.end(),
                        [&](const Edge& e) { return e.to == id && reached.count(e.from) != 0; });
        if (!has_way_in) open.push_back(id);
      }
    }
    for (std::size_t i = 0; i < open.size(); ++i) {
      const std::string node = open[i];
      if (!passed.insert(node).second) continue;
      for (const Edge& edge : trace_.edges) {
        if (edge.from != node || reached.count(edge.to) == 0 || reaching.count(edge.to) == 0)
          continue;
        order.push_back(&edge);
        open.push_back(edge.to);
      }
    }
    return order;
  }

  /// A page by its outlet.
  std::string name_of(const std::string& id, const Node* node) {
    if (node == nullptr) return id;
    const Document* document = node->kind == NodeKind::document ? standings_.document(id) : nullptr;
    const bool has_outlet = document != nullptr && !document->article.publisher.empty();
    return has_outlet ? document->article.publisher : node->name;
  }

  Hop hop(const Edge& edge, const std::map<std::string, const Node*>& nodes) {
    const auto node = [&](const std::string& id) -> const Node* {
      const auto found = nodes.find(id);
      return found == nodes.end() ? nullptr : found->second;
    };
    const Node* from = node(edge.from);
    const Node* to = node(edge.to);
    Hop out;
    out.from = edge.from;
    out.to = edge.to;
    out.from_name = name_of(edge.from, from);
    out.to_name = name_of(edge.to, to);
    out.kind = edge.kind;
    out.how = edge.how;
    out.from_held = from == nullptr || from->held;
    out.reason = edge.reason;
    out.evidence = standings_.at(edge.evidence);
    return out;
  }

  /// Those in which any of the words stand, or that a hop leads through.
  void documents() {
    std::set<std::string> ids;
    for (const Standing& each : citation_.words) ids.insert(each.words.document);
    for (const Hop& hop : citation_.hops) {
      for (const Standing& each : hop.evidence) ids.insert(each.words.document);
      for (const std::string& end : {hop.from, hop.to}) {
        if (is_traced_ && is_held_document(end)) ids.insert(end);
      }
    }
    std::vector<std::string> order(ids.begin(), ids.end());
    std::sort(order.begin(), order.end(), [&](const std::string& a, const std::string& b) {
      return order_of(a) < order_of(b);
    });
    for (const std::string& id : order) {
      if (auto cited = standings_.cited(id)) citation_.documents.push_back(*std::move(cited));
    }
  }

  const Engine& engine_;
  Standings standings_;
  Trace trace_;
  bool is_traced_ = false;
  Subject subject_;
  Citation citation_;
};

}  // namespace

Result<Citation> cite(const Engine& engine, const std::string& id) {
  return Citing(engine).run(id);
}

}  // namespace hearsay
