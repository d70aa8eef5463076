#include "trace/statements.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "text/fold.h"
#include "trace/copies.h"
#include "trace/core.h"

namespace hearsay::tracing {
namespace {

bool holds(const Spans& scope, Span span) {
  return std::any_of(scope.begin(), scope.end(), [&](Span part) {
    return part.contains(span.begin) || span.contains(part.begin);
  });
}

template <typename Index, typename Record>
const Record* at(const std::vector<Record>& records, Index index) {
  const auto i = static_cast<std::size_t>(index);
  return i < records.size() ? &records[i] : nullptr;
}

class Finder {
 public:
  explicit Finder(const Pile& pile) : pile_(pile), copies_(find_copies(pile)) {
    find_outlets();
    for (const PairMatch& match : pile.matches()) {
      if (match.reuse) sharing_.insert({match.first, match.second});
    }
  }

  Statements run() {
    for (const Document* document : pile_.documents()) {
      for (std::size_t i = 0; i < document->reading.claims.claims.size(); ++i) {
        const ClaimId id{document->article.id, static_cast<ClaimIndex>(i)};
        if (pile_.allegation_of(id) != nullptr) add(*document, id);
      }
    }
    for (std::size_t i = 0; i < result_.statements.size(); ++i)
      index_[result_.statements[i].id] = i;
    resolve_outlets();
    drop_headline_sayers();
    return std::move(result_);
  }

 private:
  // ---- who is an outlet ----------------------------------------------------------------------

  void find_outlets() {
    const std::vector<std::string> spoken_for = affiliations();
    for (const Document* document : pile_.documents()) {
      for (const Relay& relay : document->reading.attributions.relays) {
        const bool media = relay.kind == RelayKind::outlet || relay.kind == RelayKind::agency;
        (media ? outlets_ : institutions_).push_back(relay.name);
      }
      if (document->article.publisher.empty()) continue;
      // An office that speaks on its own page is a source, not a carrier.
      const bool speaks = std::any_of(
          document->reading.attributions.attributions.begin(),
          document->reading.attributions.attributions.end(), [&](const Attribution& attribution) {
            return (attribution.source_kind == SourceKind::named_organisation ||
                    attribution.source_kind == SourceKind::state) &&
                   pile_.same_outlet(attribution.source_name, document->article.publisher);
          });
      (speaks || is_among(spoken_for, document->article.publisher) ? institutions_ : publishers_)
          .push_back(document->article.publisher);
    }
    for (auto* names : {&outlets_, &institutions_, &publishers_}) {
      std::sort(names->begin(), names->end());
      names->erase(std::unique(names->begin(), names->end()), names->end());
    }
  }

  // Institutions that somebody in the pile is said to speak for or belong to.
  [[nodiscard]] std::vector<std::string> affiliations() const {
    std::set<std::string> words;
    for (const Document* document : pile_.documents()) {
      for (const Attribution& attribution : document->reading.attributions.attributions) {
        if (attribution.source_kind == SourceKind::named_person) {
          words.insert(attribution.affiliation);
        }
      }
    }
    std::vector<std::string> institutions;
    for (const std::string& each : words) institutions.push_back(institution_of(each));
    return institutions;
  }

  [[nodiscard]] bool is_among(const std::vector<std::string>& names, std::string_view name) const {
    return std::any_of(names.begin(), names.end(),
                       [&](const std::string& other) { return pile_.same_outlet(other, name); });
  }

  [[nodiscard]] bool is_outlet(std::string_view name) const {
    if (is_generic_outlet(name) || is_among(outlets_, name)) return true;
    return is_among(publishers_, name) && !is_among(institutions_, name);
  }

  // "the agency", "the report" is, or is by, the outlet that the document named last before: as one
  // it has text from, or as a source.
  [[nodiscard]] std::string resolved_name(const Document& document,
                                          const Attribution& source) const {
    const std::string& name = source.source_name;
    if (!is_generic_outlet(name) && !is_report_of_another(document, source)) return name;
    const std::uint32_t where = hull(source.source).begin;
    std::optional<std::pair<std::uint32_t, std::string>> best;  // the last one before
    const auto offer = [&](std::uint32_t begin, const std::string& outlet) {
      if (begin <= where && (!best || begin >= best->first)) best = {begin, outlet};
    };
    for (const Relay& relay : document.reading.attributions.relays) {
      if (relay.kind != RelayKind::outlet && relay.kind != RelayKind::agency) continue;
      offer(relay.span ? relay.span->begin : 0, relay.name);
    }
    for (const Attribution& other : document.reading.attributions.attributions) {
      if (other.source.empty() || is_generic_outlet(other.source_name)) continue;
      if (is_outlet(other.source_name)) offer(hull(other.source).begin, other.source_name);
    }
    return best ? best->second : name;
  }

  // "The report" in a page that has spoken of no report of anybody's but passes on an outlet's.
  static bool is_report_of_another(const Document& document, const Attribution& source) {
    if (source.source_kind != SourceKind::document) return false;
    const std::string folded = text::fold(source.source_name);
    const std::vector<std::string_view> parts = text::split(folded);
    constexpr std::array<std::string_view, 4> kDefinite{"the", "this", "that", "same"};
    constexpr std::array<std::string_view, 4> kReports{"report", "article", "story", "piece"};
    const auto is_one = [](const auto& list, std::string_view word) {
      return std::find(list.begin(), list.end(), word) != list.end();
    };
    if (parts.size() < 2 || !is_one(kDefinite, parts.front()) || !is_one(kReports, parts.back()))
      return false;
    if (parts.size() > 3 || (parts.size() == 3 && !is_one(kDefinite, parts[1]))) return false;
    const auto& all = document.reading.attributions.attributions;
    return std::none_of(all.begin(), all.end(), [&](const Attribution& other) {
      return &other != &source && other.source_kind == SourceKind::document &&
             !other.source.empty() && hull(other.source).begin < hull(source.source).begin &&
             head_word(document, other.source) == parts.back();
    });
  }

  // A headline says again what the text says: its sayer is nobody new where the text names any.
  void drop_headline_sayers() {
    std::set<std::string> sourced;
    const auto in_headline = [](const Statement& statement) {
      const auto& headline = statement.document->article.headline;
      return headline && headline->overlaps(statement.claim->span);
    };
    for (const Statement& statement : result_.statements) {
      if (statement.end == End::sayer && !in_headline(statement))
        sourced.insert(statement.id.document);
    }
    for (Statement& statement : result_.statements) {
      if (statement.end != End::sayer || !in_headline(statement)) continue;
      if (sourced.count(statement.id.document) == 0) continue;
      statement.sayers.clear();
      statement.end = End::unsourced;
    }
  }

  // ---- one claim -----------------------------------------------------------------------------

  void add(const Document& document, const ClaimId& id) {
    const Claim& claim = *pile_.claim(id);
    Statement statement;
    statement.id = id;
    statement.document = &document;
    statement.claim = &claim;
    statement.allegation = pile_.allegation_of(id);
    statement.evidence = {evidence(document, claim.span)};
    add_relays(document, claim, statement);
    switch (claim.voice) {
      case Voice::own_voice:
        statement.sayers = {author_of(document)};
        statement.end = End::sayer;
        break;
      case Voice::attributed:
      case Voice::carried:
        add_chain(document, claim, statement);
        break;
      case Voice::no_source_given:
      case Voice::unspecified:
        break;
    }
    if (statement.hops.empty()) add_outlet_beside(document, claim, statement);
    drop_rejected_hops(statement);
    order_hops(statement);
    if (statement.hops.empty()) add_inferred_hop(document, claim, statement);
    drop_rejected_hops(statement);
    add_linked_hops(document, statement);
    if (statement.end == End::sayer && denies_all(document, claim)) statement.denial = true;
    result_.statements.push_back(std::move(statement));
  }

  void add_relays(const Document& document, const Claim& claim, Statement& statement) const {
    for (const Relay& relay : document.reading.attributions.relays) {
      if (!holds(relay.scope, claim.span)) continue;
      if (pile_.is_published_by(document, relay.name)) continue;
      const bool media = relay.kind == RelayKind::outlet || relay.kind == RelayKind::agency;
      Hop hop = hop_to(document, statement.id, relay.name);
      // An office that is not itself a page here is the sayer, not a way station.
      if (!media && !hop.held && relay.kind != RelayKind::unnamed) continue;
      const Document* held = hop.held ? pile_.document(hop.node) : nullptr;
      if (held != nullptr && is_copied_along(pile_, document, *held, relay)) continue;
      // A sentence that names a held page as its source makes a reprint only of what stands there.
      const bool retold = relay.span && hop.held && !stands_in(document, hop.node);
      if (covers_body(document, relay) && !retold) hop.kind = EdgeKind::republishes;
      hop.how = relay.how;
      hop.confidence = static_cast<double>(relay.basis.confidence);
      if (relay.span) hop.evidence = {evidence(document, *relay.span)};
      hop.reason = relay.span ? "credited in the text" : "credited by the page's own data";
      add_hop(statement, std::move(hop));
    }
  }

  // "told the Meadow Agency", "has written on her site, Hill Drawer": of no name by itself can be
  // told that it is an outlet's, but one who published a held page is named in the sentence of the
  // cue, outside of what is said.
  void add_outlet_beside(const Document& document, const Claim& claim, Statement& statement) const {
    if (claim.voice != Voice::attributed || statement.denial) return;
    const std::vector<const Attribution*> chain = chain_of(document, claim);
    if (chain.empty() || chain.back()->cue.empty()) return;
    const Span sentence = sentence_of(document, chain.back()->cue.front());
    const auto is_said = [&](Span span) {
      return std::any_of(chain.begin(), chain.end(), [&](const Attribution* each) {
        return holds(each->content, span) || holds(each->source, span);
      });
    };
    for (const Mention& mention : document.reading.annotation.mentions) {
      if (mention.form != MentionForm::name || !sentence.contains(mention.span)) continue;
      const std::string name(words(document.article, mention.span));
      if (!is_among(publishers_, name) || is_among(institutions_, name)) continue;
      if (pile_.is_published_by(document, name) || is_said(mention.span)) continue;
      Hop hop = hop_to(document, statement.id, name);
      const Document* held = hop.held ? pile_.document(hop.node) : nullptr;
      Relay credit;
      credit.name = name;
      credit.span = mention.span;
      if (held == nullptr || is_copied_along(pile_, document, *held, credit)) continue;
      hop.reason = "named beside who says it";
      hop.confidence = 0.6;
      hop.evidence = {evidence(document, mention.span)};
      add_hop(statement, std::move(hop));
    }
  }

  // Nearest to the page first: a held page that credits another had it from there; else the later
  // one is the nearer.
  void order_hops(Statement& statement) const {
    const auto is_nearer = [&](const Hop& a, const Hop& b) {
      const Document* first = a.held ? pile_.document(a.node) : nullptr;
      const Document* second = b.held ? pile_.document(b.node) : nullptr;
      if (first == nullptr || second == nullptr) return false;
      const bool credited = credits(pile_, *first, *second);
      if (credited != credits(pile_, *second, *first)) return credited;
      return surely_before(*second, *first);
    };
    auto& hops = statement.hops;
    for (std::size_t i = 1; i < hops.size(); ++i) {
      for (std::size_t k = i; k > 0 && is_nearer(hops[k], hops[k - 1]); --k) {
        std::swap(hops[k], hops[k - 1]);
      }
    }
  }

  static void add_hop(Statement& statement, Hop hop) {
    for (Hop& known : statement.hops) {
      if (known.node != hop.node) continue;
      // A sentence that names the outlet as its source is passed on, not reprinted.
      if (hop.kind == EdgeKind::relays) known.kind = EdgeKind::relays;
      known.evidence.insert(known.evidence.end(), hop.evidence.begin(), hop.evidence.end());
      if (known.said_begin.empty()) {
        known.said_begin = hop.said_begin;
        known.said_end = hop.said_end;
      }
      return;
    }
    statement.hops.push_back(std::move(hop));
  }

  // ---- what the analyst has decided ----------------------------------------------------------

  // Another document's text may say whom the one before has it from: that hop is none either.
  void drop_rejected_hops(Statement& statement) const {
    std::string to = statement.id.document;
    std::vector<Hop> kept;
    for (Hop& hop : statement.hops) {
      if (pile_.hop_rulings().is_rejected(hop.node, hop.name, to)) continue;
      to = hop.node;
      kept.push_back(std::move(hop));
    }
    statement.hops = std::move(kept);
    if (statement.end == End::outlet && statement.hops.empty()) statement.end = End::unsourced;
  }

  // Nearest to the document: whatever its text says besides, its words came that way.
  void add_linked_hops(const Document& document, Statement& statement) {
    for (const LinkedHop& link : pile_.hop_rulings().links()) {
      if (link.to != document.article.id || link.document == link.to) continue;
      Hop hop = linked_hop(document, statement, link);
      std::erase_if(statement.hops, [&](const Hop& known) { return known.node == hop.node; });
      const bool goes_on = hop.held && statement.end == End::unsourced && statement.hops.empty();
      statement.hops.insert(statement.hops.begin(), std::move(hop));
      if (!goes_on) continue;
      statement.end = End::outlet;
      linked_.insert(result_.statements.size());
    }
  }

  [[nodiscard]] Hop linked_hop(const Document& document, const Statement& statement,
                               const LinkedHop& link) const {
    Hop hop;
    if (const Document* from = pile_.document(link.document)) {
      hop.node = link.document;
      hop.name = from->article.publisher;
      hop.held = true;
    } else {
      hop = hop_to(document, statement.id, link.name);
    }
    hop.kind = link.kind;
    hop.how = LinkBasis::analyst;
    hop.reason = link.reason;
    hop.evidence = {evidence(document, statement.claim->span)};
    return hop;
  }

  [[nodiscard]] std::vector<const Attribution*> chain_of(const Document& document,
                                                         const Claim& claim) const {
    const auto& all = document.reading.attributions.attributions;
    std::vector<const Attribution*> chain;
    for (const AttributionIndex index : claim.chain) {
      if (const Attribution* attribution = at(all, index)) chain.push_back(attribution);
    }
    if (chain.empty() && claim.attribution) {
      if (const Attribution* attribution = at(all, *claim.attribution))
        chain.push_back(attribution);
    }
    if (chain.empty() && claim.voice == Voice::carried) {
      const Attribution* last = nullptr;
      for (const Attribution& attribution : all) {
        if (hull(attribution.content).begin < claim.span.begin && !attribution.content.empty()) {
          last = &attribution;
        }
      }
      if (last != nullptr) chain.push_back(last);
    }
    return chain;
  }

  // Rather misread than read: a source that is none would be counted as an origin.
  static bool is_doubtful(const Attribution& attribution) {
    constexpr float kMoreLikelyThanNot = 0.5F;
    return attribution.basis.confidence < kMoreLikelyThanNot;
  }

  // "No such report", "nothing of the kind": a denial of what was said before, without its words.
  static bool denies_all(const Document& document, const Claim& claim) {
    const std::string folded = " " + text::fold(words(document.article, claim.span)) + " ";
    constexpr std::array<std::string_view, 3> kDenials{" no such ", " nothing of the kind ",
                                                       " nothing of the sort "};
    return std::any_of(kDenials.begin(), kDenials.end(), [&](std::string_view phrase) {
      return folded.find(phrase) != std::string::npos;
    });
  }

  // "Nobody there", "none of them", "each": words that single nobody out.
  static bool is_nobody(const Attribution& attribution) {
    const std::string folded = text::fold(attribution.source_name);
    const std::vector<std::string_view> parts = text::split(folded);
    constexpr std::array<std::string_view, 8> kNobody{"nobody",  "none", "noone", "no",
                                                      "neither", "each", "both",  "all"};
    return !parts.empty() &&
           std::find(kNobody.begin(), kNobody.end(), parts.front()) != kNobody.end();
  }

  static bool asserts_nothing(const Attribution& attribution) {
    return attribution.modality == Modality::ask || attribution.modality == Modality::decline;
  }

  void add_chain(const Document& document, const Claim& claim, Statement& statement) {
    const std::vector<const Attribution*> chain = chain_of(document, claim);
    for (std::size_t i = 0; i < chain.size(); ++i) {
      const Attribution& attribution = *chain[i];
      if (attribution.modality == Modality::deny) statement.denial = true;
      const bool innermost = i + 1 == chain.size();
      if (innermost) statement.cue = words_of(document, attribution.cue);
      if (innermost) statement.evidence = attribution_words(document, attribution, claim);
      if (attribution.source_kind == SourceKind::unspecified || is_doubtful(attribution)) continue;
      if (is_pronoun(attribution.source_name)) {
        if (!innermost) continue;
        if (const auto before = sayer_before(document, attribution)) {
          statement.sayers = {*before};
          statement.end = End::sayer;
        }
        continue;
      }
      const std::string name = resolved_name(document, attribution);
      const bool papers = attribution.source_kind == SourceKind::document;
      if (is_outlet(name) && (!papers || name != attribution.source_name)) {
        if (pile_.is_published_by(document, name)) {
          if (!innermost) continue;
          statement.sayers = {author_of(document)};
          statement.end = End::sayer;
          continue;
        }
        Hop hop = hop_to(document, statement.id, name);
        hop.reason = "named as the source";
        hop.confidence = static_cast<double>(attribution.basis.confidence);
        hop.evidence = evidence(document, attribution.source);
        hop.said_begin = attribution.said_begin;
        hop.said_end = attribution.said_end;
        add_hop(statement, std::move(hop));
        if (innermost) statement.end = End::outlet;
        continue;
      }
      if (innermost && (asserts_nothing(attribution) || is_nobody(attribution))) {
        statement.end = End::withheld;
      } else if (innermost) {
        statement.sayers = {sayer_of(document, attribution)};
        statement.end = End::sayer;
      } else {
        add_hop(statement, source_hop(document, attribution));
      }
    }
  }

  // "She said": whoever was last said to say something before, where the article's own reading
  // leaves it open. "It" and "you" stay open.
  std::optional<std::size_t> sayer_before(const Document& document, const Attribution& pronoun) {
    const std::string word = text::fold(pronoun.source_name);
    if (word != "he" && word != "she" && word != "him" && word != "her") return std::nullopt;
    const std::uint32_t begin = hull(pronoun.source).begin;
    const Attribution* last = nullptr;
    for (const Attribution& attribution : document.reading.attributions.attributions) {
      const std::uint32_t at = hull(attribution.source).begin;
      if (attribution.source.empty() || at >= begin || is_pronoun(attribution.source_name))
        continue;
      const bool person = attribution.source_kind == SourceKind::named_person ||
                          attribution.source_kind == SourceKind::unnamed;
      if (!person || is_outlet(attribution.source_name)) continue;
      if (last == nullptr || at >= hull(last->source).begin) last = &attribution;
    }
    if (last == nullptr) return std::nullopt;
    return sayer_of(document, *last);
  }

  // Source and cue, then the clause: what a reader would underline.
  static std::vector<Evidence> attribution_words(const Document& document,
                                                 const Attribution& attribution,
                                                 const Claim& claim) {
    Spans spans = attribution.source;
    spans.insert(spans.end(), attribution.cue.begin(), attribution.cue.end());
    spans.push_back(claim.span);
    const Span sentence = sentence_of(document, claim.span);
    const Span all = hull(spans);
    if (sentence.contains(all)) return {evidence(document, sentence)};
    std::vector<Evidence> pieces = evidence(document, attribution.source);
    pieces.push_back(evidence(document, claim.span));
    return pieces;
  }

  [[nodiscard]] Hop source_hop(const Document& document, const Attribution& attribution) const {
    Hop hop;
    const EntityGroup* entity = attribution.source_entity
                                    ? pile_.entity(document.article.id, *attribution.source_entity)
                                    : nullptr;
    hop.name = entity != nullptr ? entity->name : attribution.source_name;
    hop.node = "s:" + name_key(hop.name);
    hop.reason = "named as the one who passed it on";
    hop.confidence = static_cast<double>(attribution.basis.confidence);
    hop.evidence = evidence(document, attribution.source);
    return hop;
  }

  // The held document of an outlet that a claim most likely came from, else the outlet itself.
  [[nodiscard]] Hop hop_to(const Document& document, const ClaimId& id,
                           const std::string& name) const {
    Hop hop;
    const Document* held = held_document(document, id, name);
    hop.held = held != nullptr;
    hop.name = held != nullptr && !held->article.publisher.empty() ? held->article.publisher
                                                                   : outlet_name(name);
    hop.node = held != nullptr ? held->article.id : "p:" + joined(pile_.outlet_words(hop.name));
    return hop;
  }

  // The longest spelling of the outlet's name in the pile: "the Ledger" is "Danube Ledger".
  [[nodiscard]] std::string outlet_name(const std::string& name) const {
    std::string best = name;
    for (const auto* names : {&outlets_, &publishers_}) {
      for (const std::string& other : *names) {
        if (!pile_.same_outlet(other, name)) continue;
        const std::size_t size = pile_.outlet_words(other).size();
        const std::size_t known = pile_.outlet_words(best).size();
        if (size > known || (size == known && other.size() < best.size())) best = other;
      }
    }
    return best;
  }

  static std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const std::string& word : words) all += all.empty() ? word : " " + word;
    return all;
  }

  [[nodiscard]] const Document* held_document(const Document& document, const ClaimId& id,
                                              const std::string& name) const {
    const Document* best = nullptr;
    double most = -1;
    for (const Document* other : pile_.documents()) {
      if (other == &document || !pile_.is_published_by(*other, name)) continue;
      // A later page can be meant only where the two credit each other: a circle.
      if (surely_before(document, *other) && !credits(pile_, *other, document)) continue;
      double score = 0;
      for (const LinkEnd& link : pile_.links(id)) {
        if (link.other.document == other->article.id) score = std::max(score, link.score);
      }
      if (shares_text(document, *other)) score += 0.5;
      const Allegation* allegation = pile_.allegation_of(id);
      if (allegation != nullptr &&
          !std::binary_search(allegation->documents.begin(), allegation->documents.end(),
                              other->article.id)) {
        continue;
      }
      if (score > most) {
        most = score;
        best = other;
      }
    }
    return best;
  }

  [[nodiscard]] bool shares_text(const Document& a, const Document& b) const {
    return sharing_.count(std::minmax(a.article.id, b.article.id)) > 0;
  }

  // Whether most of a page's text stands in a held one that it credits: a reprint, not a retelling.
  [[nodiscard]] bool stands_in(const Document& document, const std::string& held) const {
    return std::any_of(pile_.matches().begin(), pile_.matches().end(), [&](const PairMatch& match) {
      const auto pair = std::minmax(document.article.id, held);
      return match.first == pair.first && match.second == pair.second && match.reuse &&
             match.reuse->containment >= 0.5;
    });
  }

  // Words can be copied without their sayer: then he is this document's own addition.
  bool has_sayer(const Document& from, Span passage, const Statement& statement) {
    if (statement.sayers.empty()) return true;
    const Sayer& sayer = result_.sayers[statement.sayers.front()];
    for (const Evidence& words : sayer.evidence) {
      if (passage.overlaps(words.span)) return true;
    }
    if (sayer.kind == SourceKind::author) return true;  // "we" in both
    if (!is_named(sayer.kind)) return false;
    const std::string key = name_key(sayer.name);
    const std::size_t blank = key.rfind(' ');
    auto [known, fresh] = folded_.try_emplace(from.article.id);
    if (fresh) known->second = text::fold(from.article.text);
    return known->second.find(blank == std::string::npos ? key : key.substr(blank + 1)) !=
           std::string::npos;
  }

  // What stands in a page that is credited came that way, wherever the credit stands; with all of
  // the text the credit is for all of it.
  void make_credited(const Document& document, const Copied& copied, Hop& hop) const {
    hop.kind = copied.whole ? EdgeKind::republishes : EdgeKind::relays;
    if (!copied.whole) return;
    hop.how = LinkBasis::stated;
    for (const Relay& relay : document.reading.attributions.relays) {
      if (!relay.span || !pile_.is_published_by(*copied.from, relay.name)) continue;
      hop.evidence = {evidence(document, *relay.span)};
      hop.reason = "credited in the text, of which all stands there";
      return;
    }
  }

  // Without any credit: a passage that stands in an earlier document, or an office's own page.
  void add_inferred_hop(const Document& document, const Claim& claim, Statement& statement) {
    const auto found = copies_.find(document.article.id);
    if (found != copies_.end()) {
      for (const Copied& copied : found->second) {
        const auto span = std::find_if(
            copied.spans.begin(), copied.spans.end(), [&](const std::pair<Span, Span>& pair) {
              const Span in = pair.second;
              const std::uint32_t begin = std::max(in.begin, claim.span.begin);
              const std::uint32_t end = std::min(in.end, claim.span.end);
              return begin < end && 2 * (end - begin) >= claim.span.size();
            });
        if (span == copied.spans.end() || !has_sayer(*copied.from, span->second, statement))
          continue;
        Hop hop;
        hop.node = copied.from->article.id;
        hop.name = copied.from->article.publisher;
        hop.held = true;
        hop.kind = EdgeKind::copies;
        hop.how = LinkBasis::inferred;
        hop.reason = copied.reason;
        hop.confidence = copied.confidence;
        hop.evidence = {evidence(*copied.from, span->first), evidence(document, span->second)};
        if (copied.credited) make_credited(document, copied, hop);
        statement.hops.push_back(std::move(hop));
        return;
      }
    }
    if (statement.sayers.empty()) return;
    const Sayer& sayer = result_.sayers[statement.sayers.front()];
    for (const Document* other : pile_.documents()) {
      if (other == &document || surely_before(document, *other)) continue;
      const std::string& publisher = other->article.publisher;
      if (publisher.empty() || !is_among(institutions_, publisher)) continue;
      if (pile_.same_outlet(publisher, document.article.publisher)) continue;
      if (!pile_.same_outlet(sayer.name, publisher) &&
          !pile_.same_outlet(sayer.affiliation, publisher))
        continue;
      const bool linked = std::any_of(
          pile_.links(statement.id).begin(), pile_.links(statement.id).end(),
          [&](const LinkEnd& link) { return link.other.document == other->article.id; });
      if (!linked) continue;
      Hop hop;
      hop.node = other->article.id;
      hop.name = publisher;
      hop.held = true;
      hop.how = LinkBasis::inferred;
      hop.reason = "the source's own page says the same";
      hop.confidence = 0.6;
      hop.evidence = {evidence(document, claim.span)};
      statement.hops.push_back(std::move(hop));
      return;
    }
  }

  // ---- sayers --------------------------------------------------------------------------------

  std::size_t intern(Sayer sayer) {
    const auto [known, fresh] =
        sayer_index_.try_emplace({sayer.document, sayer.key}, result_.sayers.size());
    if (fresh) {
      result_.sayers.push_back(std::move(sayer));
      return known->second;
    }
    Sayer& old = result_.sayers[known->second];
    old.attributions.insert(old.attributions.end(), sayer.attributions.begin(),
                            sayer.attributions.end());
    if (old.access == Access::not_stated) old.access = sayer.access;
    if (old.affiliation.empty()) old.affiliation = sayer.affiliation;
    if (!sayer.role.empty()) old.role += " " + sayer.role;
    return known->second;
  }

  std::size_t author_of(const Document& document) {
    Sayer sayer;
    sayer.document = document.article.id;
    sayer.key = "author";
    sayer.kind = SourceKind::author;
    sayer.name = document.article.publisher;
    for (const std::string& author : document.article.authors) {
      if (sayer.name.empty()) sayer.name = author;
    }
    if (sayer.name.empty()) sayer.name = document.article.title;
    if (is_among(institutions_, document.article.publisher)) {
      sayer.kind = SourceKind::named_organisation;
      sayer.entity = pile_.entity_named(document.article.publisher);
    }
    if (document.article.byline) sayer.evidence = {evidence(document, *document.article.byline)};
    return intern(std::move(sayer));
  }

  std::size_t sayer_of(const Document& document, const Attribution& attribution) {
    Sayer sayer;
    sayer.document = document.article.id;
    const auto index = &attribution - document.reading.attributions.attributions.data();
    sayer.attributions = {static_cast<AttributionIndex>(index)};
    sayer.name = attribution.source_name.empty() ? words_of(document, attribution.source)
                                                 : attribution.source_name;
    sayer.kind = attribution.source_kind;
    sayer.affiliation = institution_of(attribution.affiliation);
    sayer.access = attribution.access;
    sayer.evidence = evidence(document, attribution.source);
    sayer.role = text::fold(words_of(document, attribution.source) + " " + attribution.source_name);
    sayer.head = head_word(document, attribution.source);
    sayer.key = "n:" + name_key(sayer.name);
    if (attribution.source_entity) {
      sayer.key = fmt::format("e:{}", static_cast<std::uint32_t>(*attribution.source_entity));
      sayer.entity = pile_.entity(document.article.id, *attribution.source_entity);
      if (const Entity* entity =
              at(document.reading.annotation.entities, *attribution.source_entity)) {
        sayer.role += " " + text::fold(entity->description);
      }
    } else if (is_named(sayer.kind)) {
      sayer.entity = pile_.entity_named(sayer.name);
    }
    if (sayer.entity == nullptr && sayer.kind == SourceKind::unnamed) name_after_all(sayer);
    return intern(std::move(sayer));
  }

  // "The supplier, Roof Supplies," is named after all.
  void name_after_all(Sayer& sayer) const {
    const std::size_t comma = sayer.name.find(", ");
    const std::string_view name = sayer.name;
    const EntityGroup* group = pile_.entity_named(name);
    if (group == nullptr && comma != std::string::npos) {
      group = pile_.entity_named(name.substr(comma + 2));
    }
    if (group == nullptr) return;
    const bool person = group->type == EntityType::person;
    const bool body = group->type == EntityType::organisation || group->type == EntityType::group;
    if (!person && !body) return;
    sayer.entity = group;
    sayer.kind = person ? SourceKind::named_person : SourceKind::named_organisation;
    sayer.name = group->name;
  }

  static bool is_named(SourceKind kind) {
    return kind == SourceKind::named_person || kind == SourceKind::named_organisation ||
           kind == SourceKind::state;
  }

  // ---- outlets as the end --------------------------------------------------------------------

  // "The Ledger reports …": the chain goes on in the Ledger's own page where that is held.
  void resolve_outlets() {
    std::map<std::size_t, std::vector<std::size_t>> resolved;
    for (std::size_t i = 0; i < result_.statements.size(); ++i) {
      if (result_.statements[i].end != End::outlet) continue;
      std::vector<std::size_t> path{i};
      resolved[i] = follow(i, path);
    }
    for (auto& [i, sayers] : resolved) {
      Statement& statement = result_.statements[i];
      if (sayers.empty()) continue;
      statement.sayers = std::move(sayers);
      statement.end = End::sayer;
    }
    for (const std::size_t i : in_circle_) {
      if (result_.statements[i].end == End::outlet) result_.statements[i].end = End::circle;
    }
    for (const std::size_t i : ends_unsourced_) {
      if (result_.statements[i].end == End::outlet) result_.statements[i].end = End::unsourced;
    }
    // A link makes nobody the source of what neither page gives one for.
    for (const std::size_t i : linked_) {
      if (result_.statements[i].end == End::outlet) result_.statements[i].end = End::unsourced;
    }
  }

  // Statements of the held document that say the same: linked ones, else those of the allegation
  // that share most words with it.
  [[nodiscard]] std::vector<std::size_t> counterparts(const Statement& statement,
                                                      const std::string& document) const {
    std::vector<std::size_t> found;
    for (const LinkEnd& link : pile_.links(statement.id)) {
      if (link.other.document != document || link.relation == ClaimRelation::denies) continue;
      const auto index = index_.find(link.other);
      if (index != index_.end()) found.push_back(index->second);
    }
    if (!found.empty()) return found;
    double most = 0;
    std::size_t best = 0;
    for (const auto& [id, index] : index_) {
      if (id.document != document) continue;
      const Statement& other = result_.statements[index];
      if (other.allegation != statement.allegation || other.end == End::unsourced) continue;
      const double shared = word_overlap(statement, other);
      if (shared <= most) continue;
      most = shared;
      best = index;
    }
    if (most >= 0.25) found.push_back(best);
    if (found.empty()) add_only_sayer(statement, document, found);
    return found;
  }

  // No words in common, but all that the held page tells of the allegation is on one's word.
  void add_only_sayer(const Statement& statement, const std::string& document,
                      std::vector<std::size_t>& found) const {
    std::set<std::size_t> sayers;
    std::optional<std::size_t> first;
    for (const auto& [id, index] : index_) {
      const Statement& other = result_.statements[index];
      if (id.document != document || other.allegation != statement.allegation) continue;
      if (other.end != End::sayer) continue;
      sayers.insert(other.sayers.begin(), other.sayers.end());
      if (!first) first = index;
    }
    std::set<std::string> heads;
    for (const std::size_t sayer : sayers) heads.insert(result_.sayers[sayer].head);
    if (first && (sayers.size() == 1 || (heads.size() == 1 && !heads.begin()->empty()))) {
      found.push_back(*first);
    }
  }

  static double word_overlap(const Statement& a, const Statement& b) {
    const auto bag = [](const Statement& statement) {
      const std::string folded = text::fold(words(
          statement.document->article, sentence_of(*statement.document, statement.claim->span)));
      std::set<std::string> all;
      for (const std::string_view word : text::split(folded)) {
        if (word.size() > 3) all.emplace(word);
      }
      return all;
    };
    const std::set<std::string> first = bag(a);
    const std::set<std::string> second = bag(b);
    std::size_t shared = 0;
    for (const std::string& word : first) shared += second.count(word);
    const std::size_t least = std::min(first.size(), second.size());
    return least == 0 ? 0 : static_cast<double>(shared) / static_cast<double>(least);
  }

  std::vector<std::size_t> follow(std::size_t index, std::vector<std::size_t>& path) {
    const Statement& statement = result_.statements[index];
    if (statement.end == End::sayer) return statement.sayers;
    if (statement.end != End::outlet || statement.hops.empty()) return {};
    const Hop& last = statement.hops.back();
    if (!last.held || path.size() > 32) return {};
    for (std::size_t k = 0; k < path.size(); ++k) {
      if (result_.statements[path[k]].id.document != last.node) continue;
      note_circle(path, k);
      return {};
    }
    const std::vector<std::size_t> next = counterparts(statement, last.node);
    bool unsourced = !next.empty();
    for (const std::size_t other : next) {
      if (result_.statements[other].end != End::unsourced) unsourced = false;
      path.push_back(other);
      std::vector<std::size_t> sayers = follow(other, path);
      path.pop_back();
      if (!sayers.empty()) return sayers;
    }
    if (unsourced) ends_unsourced_.insert(index);
    return {};
  }

  // The documents of path[first..] credit each other in turn, the last one the first again.
  void note_circle(const std::vector<std::size_t>& path, std::size_t first) {
    Circle circle;
    std::size_t start = first;
    for (std::size_t k = first; k < path.size(); ++k) {
      const std::string& document = result_.statements[path[k]].id.document;
      if (document < result_.statements[path[start]].id.document) start = k;
    }
    const std::size_t size = path.size() - first;
    for (std::size_t k = 0; k < size; ++k) {
      const Statement& statement = result_.statements[path[first + (start - first + k) % size]];
      circle.documents.push_back(statement.id.document);
      const auto& credit = statement.hops.back().evidence;
      circle.evidence.push_back(credit.empty() ? statement.evidence.front() : credit.front());
    }
    for (const std::size_t index : path) in_circle_.insert(index);
    const bool known =
        std::any_of(result_.circles.begin(), result_.circles.end(),
                    [&](const Circle& other) { return other.documents == circle.documents; });
    if (!known) result_.circles.push_back(std::move(circle));
  }

  const Pile& pile_;
  std::map<std::string, std::vector<Copied>> copies_;
  std::set<std::pair<std::string, std::string>> sharing_;  // documents with a passage in common
  std::vector<std::string> outlets_;       // named as outlet or agency that text comes from
  std::vector<std::string> institutions_;  // offices and people that text comes from
  std::vector<std::string> publishers_;    // of held documents, other than institutions
  Statements result_;
  std::map<std::pair<std::string, std::string>, std::size_t> sayer_index_;
  std::map<ClaimId, std::size_t> index_;
  std::map<std::string, std::string> folded_;  // texts of documents that were copied from
  std::set<std::size_t> in_circle_;
  std::set<std::size_t> ends_unsourced_;
  std::set<std::size_t> linked_;  // without a source in their own text, linked to a held document
};

}  // namespace

bool covers_body(const Document& document, const Relay& relay) {
  std::uint64_t body = 0;
  std::uint64_t covered = 0;
  for (const Span span : document.article.body) {
    body += span.size();
    for (const Span part : relay.scope) {
      const std::uint32_t begin = std::max(span.begin, part.begin);
      const std::uint32_t end = std::min(span.end, part.end);
      if (begin < end) covered += end - begin;
    }
  }
  return body > 0 && covered * 10 >= body * 9;
}

Statements find_statements(const Pile& pile) { return Finder(pile).run(); }

}  // namespace hearsay::tracing
