#include "trace/versions.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "text/fold.h"
#include "text/utf8.h"
#include "trace/changes.h"

namespace hearsay::tracing {
namespace {

constexpr std::size_t kMostSentences = 1000;  // of a page; pairs of them are compared
constexpr double kOneSentence = 0.5;          // share of words that a changed sentence keeps

/// A sentence of a page, or its headline.
struct Piece {
  Span span;
  std::vector<std::string> words;   // folded
  std::vector<std::string> sorted;  // the same: pairs of pieces are compared
};

Piece piece_of(const Document& document, Span span) {
  Piece piece{span, {}, {}};
  const std::string folded = text::fold(words(document.article, span));
  for (const std::string_view word : text::split(folded)) piece.words.emplace_back(word);
  piece.sorted = piece.words;
  std::ranges::sort(piece.sorted);
  return piece;
}

std::vector<Piece> pieces_of(const Document& document) {
  std::vector<Piece> pieces;
  if (const auto headline = document.article.headline) {
    pieces.push_back(piece_of(document, *headline));
  }
  for (const Sentence& sentence : document.reading.segmentation.sentences) {
    if (pieces.size() == kMostSentences) break;
    const bool in_body = std::ranges::any_of(
        document.article.body, [&](Span body) { return body.overlaps(sentence.span); });
    if (in_body) pieces.push_back(piece_of(document, sentence.span));
  }
  std::erase_if(pieces, [](const Piece& piece) { return piece.words.empty(); });
  return pieces;
}

// Share of the words that both have (Dice).
double likeness(const Piece& a, const Piece& b) {
  std::size_t both = 0;
  for (auto x = a.sorted.begin(), y = b.sorted.begin();
       x != a.sorted.end() && y != b.sorted.end();) {
    const int order = x->compare(*y);
    if (order == 0) ++both;
    if (order <= 0) ++x;
    if (order >= 0) ++y;
  }
  return 2.0 * static_cast<double>(both) / static_cast<double>(a.words.size() + b.words.size());
}

/// Pieces that stand in one version only.
struct Rest {
  std::vector<Piece> before;
  std::vector<Piece> after;
};

// A sentence stands in the other version as often as there; what is left over changed.
Rest without_common(std::vector<Piece> before, std::vector<Piece> after) {
  std::map<std::vector<std::string>, int> surplus;
  for (const Piece& piece : before) ++surplus[piece.words];
  Rest rest;
  for (Piece& piece : after) {
    if (--surplus[piece.words] < 0) rest.after.push_back(std::move(piece));
  }
  for (auto piece = before.rbegin(); piece != before.rend(); ++piece) {
    if (--surplus[piece->words] >= 0) rest.before.push_back(std::move(*piece));
  }
  std::ranges::reverse(rest.before);
  return rest;
}

// Which sentence became which: the likest pairs first, each once.
std::map<std::size_t, std::size_t> pairs_of(const Rest& rest) {
  std::vector<std::tuple<double, std::size_t, std::size_t>> order;
  for (std::size_t i = 0; i < rest.after.size(); ++i) {
    for (std::size_t j = 0; j < rest.before.size(); ++j) {
      const double alike = likeness(rest.after[i], rest.before[j]);
      if (alike >= kOneSentence) order.emplace_back(-alike, i, j);
    }
  }
  std::ranges::sort(order);
  std::map<std::size_t, std::size_t> before_of;
  std::set<std::size_t> taken;
  for (const auto& [alike, i, j] : order) {
    if (before_of.contains(i) || taken.contains(j)) continue;
    before_of[i] = j;
    taken.insert(j);
  }
  return before_of;
}

std::string modified_day(const Document& document) {
  std::string last;
  for (const DocumentDate& date : document.article.dates) {
    if (date.kind == DateKind::modified) last = std::max(last, day_of(date.value));
  }
  return last;
}

std::string revision_date(const Document& document) {
  const std::string modified = modified_day(document);
  return modified.empty() ? day_of(document.article.captured) : modified;
}

// ---- amounts that a page changed -------------------------------------------------------------

std::vector<const Quantity*> amounts_in(const Document& document, Span span) {
  std::vector<const Quantity*> amounts;
  for (const Quantity& quantity : document.reading.groundings.quantities) {
    if (span.contains(quantity.span) && !quantity.unit.empty()) amounts.push_back(&quantity);
  }
  return amounts;
}

void add_to(Variant& variant, const std::string& value, const Document& document, Span span) {
  auto found = std::ranges::find(variant.values, value, &VariantValue::value);
  if (found == variant.values.end()) {
    variant.values.push_back({value, {}, {}});
    found = std::prev(variant.values.end());
  }
  const std::string& id = document.article.id;
  const auto place = std::ranges::lower_bound(found->documents, id);
  if (place != found->documents.end() && *place == id) return;
  found->documents.insert(place, id);
  found->evidence.push_back(evidence(document, span));
}

class AmountChanges {
 public:
  AmountChanges(const Statements& statements, Trace& trace)
      : statements_(statements), trace_(trace) {}

  void add(const Document& before, const Document& after, const PageChange& change) {
    if (change.kind != "changed") return;
    const Span then = change.before.front().span;
    const Span now = change.after.front().span;
    const Allegation* allegation = allegation_at(after, now);
    if (allegation == nullptr) return;
    for (const Quantity* old : amounts_in(before, then)) {
      const Quantity* fresh = only_other(*old, amounts_in(before, then), amounts_in(after, now));
      if (fresh == nullptr) continue;
      Variant& variant = variant_of(*allegation, amount_of(*old), amount_of(*fresh));
      add_to(variant, amount_of(*old), before, old->span);
      add_to(variant, amount_of(*fresh), after, fresh->span);
      add_retellings(*allegation, variant);
      std::ranges::sort(variant.values, [](const VariantValue& a, const VariantValue& b) {
        return std::tuple(b.documents.size(), a.value) < std::tuple(a.documents.size(), b.value);
      });
    }
  }

 private:
  // The one amount of that unit that the sentence has now; null where it is the same, or one of
  // several.
  static const Quantity* only_other(const Quantity& old, const std::vector<const Quantity*>& then,
                                    const std::vector<const Quantity*>& now) {
    const auto alike = [&](const Quantity* other) {
      return text::fold(other->unit) == text::fold(old.unit);
    };
    if (std::ranges::count_if(then, alike) != 1 || std::ranges::count_if(now, alike) != 1) {
      return nullptr;
    }
    const Quantity* fresh = *std::ranges::find_if(now, alike);
    return amount_of(*fresh) == amount_of(old) ? nullptr : fresh;
  }

  [[nodiscard]] const Allegation* allegation_at(const Document& document, Span span) const {
    for (const Statement& statement : statements_.statements) {
      if (statement.document == &document && span.overlaps(statement.claim->span) &&
          statement.allegation != nullptr) {
        return statement.allegation;
      }
    }
    return nullptr;
  }

  // That of the allegation which has one of the values already.
  Variant& variant_of(const Allegation& allegation, const std::string& a, const std::string& b) {
    for (Variant& variant : trace_.variants) {
      if (variant.allegation != allegation.id || variant.slot != "quantity") continue;
      for (const VariantValue& value : variant.values) {
        if (value.value == a || value.value == b) return variant;
      }
    }
    trace_.variants.push_back({allegation.id, "quantity", true, {}});
    return trace_.variants.back();
  }

  // Other pages of the allegation that give one of the values.
  void add_retellings(const Allegation& allegation, Variant& variant) const {
    for (const Statement& statement : statements_.statements) {
      if (statement.allegation != &allegation) continue;
      for (const Quantity* amount : amounts_in(*statement.document, statement.claim->span)) {
        const std::string value = amount_of(*amount);
        if (std::ranges::find(variant.values, value, &VariantValue::value) !=
            variant.values.end()) {
          add_to(variant, value, *statement.document, amount->span);
        }
      }
    }
  }

  const Statements& statements_;
  Trace& trace_;
};

// ---- the graph -------------------------------------------------------------------------------

// The last version that was there on that day; null where that is the page as it is, or nobody
// knows.
const Document* version_at(const Pile& pile, const Document& page, const std::string& day) {
  const std::string modified = modified_day(page);
  if (day.empty() || modified.empty() || modified <= day) return nullptr;
  const auto& earlier = pile.earlier(page.article.id);
  for (auto version = earlier.rbegin(); version != earlier.rend(); ++version) {
    if (version_day(**version) <= day) return version->get();
  }
  return nullptr;
}

// Where a sentence of the page stood in an earlier version, perhaps in other words.
std::optional<Span> span_in(const Document& page, Span span, const Document& version) {
  const Piece wanted = piece_of(page, sentence_of(page, span));
  std::optional<Span> best;
  double most = kOneSentence;
  for (const Piece& piece : pieces_of(version)) {
    const double alike = likeness(wanted, piece);
    if (alike < most || (best && alike == most)) continue;
    most = alike;
    best = piece.span;
  }
  return best;
}

/// Edges that lead from pages which were changed only afterwards.
class VersionedGraph {
 public:
  VersionedGraph(const Pile& pile, Trace& trace) : pile_(pile), trace_(trace) {}

  void run() {
    for (std::size_t i = 0; i < trace_.edges.size(); ++i) lead(i);
    for (const auto& [id, version] : shown_) {
      const bool known = std::ranges::find(trace_.nodes, id, &Node::id) != trace_.nodes.end();
      if (!known) trace_.nodes.push_back(node_of(*version));
    }
    std::ranges::sort(trace_.nodes, {}, &Node::id);
    std::ranges::sort(trace_.edges, {},
                      [](const Edge& edge) { return std::tuple(edge.from, edge.to, edge.kind); });
  }

 private:
  void lead(std::size_t i) {
    const Document* page = pile_.document(trace_.edges[i].from);
    const Document* retelling = pile_.document(trace_.edges[i].to);
    if (page == nullptr || retelling == nullptr || trace_.edges[i].kind == EdgeKind::copies) return;
    const Document* version = version_at(pile_, *page, day_of(retelling->article.published));
    if (version == nullptr || !carry_over(*page, *version)) return;
    trace_.edges[i].from = version->article.id;
    shown_[version->article.id] = version;
  }

  // What led to the page leads to its version as far as that has the words; whether any does.
  bool carry_over(const Document& page, const Document& version) {
    if (shown_.contains(version.article.id)) return true;
    std::vector<Edge> carried;
    bool rooted = false;
    for (const Edge& edge : trace_.edges) {
      if (edge.to != page.article.id) continue;
      rooted = true;
      Edge copy = edge;
      copy.to = version.article.id;
      copy.evidence.clear();
      for (const Evidence& words : edge.evidence) {
        if (words.document != page.article.id) continue;
        if (const auto span = span_in(page, words.span, version)) {
          copy.evidence.push_back(evidence(version, *span));
        }
      }
      if (!copy.evidence.empty()) carried.push_back(std::move(copy));
    }
    trace_.edges.insert(trace_.edges.end(), carried.begin(), carried.end());
    return !rooted || !carried.empty();
  }

  static Node node_of(const Document& version) {
    const Article& article = version.article;
    Node node;
    node.id = article.id;
    node.name = article.title.empty() ? article.publisher : article.title;
    for (const PageLabel& label : article.labels) node.labels.push_back(label.words);
    return node;
  }

  const Pile& pile_;
  Trace& trace_;
  std::map<std::string, const Document*> shown_;
};

}  // namespace

std::string version_day(const Document& document) {
  const std::string modified = modified_day(document);
  return modified.empty() ? day_of(document.article.published) : modified;
}

std::vector<PageChange> page_changes(const Document& before, const Document& after) {
  const Rest rest = without_common(pieces_of(before), pieces_of(after));
  const std::map<std::size_t, std::size_t> before_of = pairs_of(rest);
  std::vector<PageChange> changes;
  std::set<std::size_t> told;
  for (std::size_t i = 0; i < rest.after.size(); ++i) {
    const Evidence now = evidence(after, rest.after[i].span);
    const auto found = before_of.find(i);
    if (found == before_of.end()) {
      changes.push_back({"added", {}, {now}});
    } else {
      changes.push_back({"changed", {evidence(before, rest.before[found->second].span)}, {now}});
      told.insert(found->second);
    }
  }
  for (std::size_t j = 0; j < rest.before.size(); ++j) {
    if (!told.contains(j)) {
      changes.push_back({"dropped", {evidence(before, rest.before[j].span)}, {}});
    }
  }
  return changes;
}

std::vector<Revision> revisions_of(const Document& page,
                                   const std::vector<std::shared_ptr<const Document>>& earlier) {
  std::vector<Revision> revisions;
  for (std::size_t i = 0; i < earlier.size(); ++i) {
    const Document& before = *earlier[i];
    const Document& after = i + 1 < earlier.size() ? *earlier[i + 1] : page;
    revisions.push_back({page.article.url, before.article.id, after.article.id,
                         revision_date(after), page_changes(before, after)});
  }
  return revisions;
}

void write_revisions(const Pile& pile, const Statements& statements, Trace& trace) {
  AmountChanges amounts(statements, trace);
  for (const Document* page : pile.documents()) {
    const auto& earlier = pile.earlier(page->article.id);
    std::vector<Revision> revisions = revisions_of(*page, earlier);
    if (revisions.empty()) continue;
    for (const PageChange& change : revisions.back().changes) {
      amounts.add(*earlier.back(), *page, change);
    }
    std::move(revisions.begin(), revisions.end(), std::back_inserter(trace.revisions));
  }
}

void lead_to_versions(const Pile& pile, Trace& trace) {
  if (!trace.revisions.empty()) VersionedGraph(pile, trace).run();
}

}  // namespace hearsay::tracing
