#include "trace/origins.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>

#include "text/fold.h"
#include "trace/copies.h"
#include "trace/core.h"
#include "trace/origin_rulings.h"
#include "trace/sets.h"

namespace hearsay::tracing {
namespace {

// Whoever fills such a post speaks for the institution.
constexpr std::array<std::string_view, 10> kHeads{
    "director",   "head",  "chief",     "minister",     "chairman",
    "chairwoman", "chair", "president", "commissioner", "governor"};

// Words for one whose name is kept back: no name that follows is his.
constexpr std::array<std::string_view, 5> kWithheld{"source", "insider", "person", "whistleblower",
                                                    "informant"};

bool is_named(SourceKind kind) {
  return kind == SourceKind::named_person || kind == SourceKind::named_organisation ||
         kind == SourceKind::state || kind == SourceKind::author;
}

bool has_word(std::string_view folded, std::string_view word) {
  for (const std::string_view part : text::split(folded)) {
    if (part == word) return true;
  }
  return false;
}

bool is_body(const Sayer& sayer) {
  if (sayer.kind == SourceKind::named_person && sayer.entity != nullptr) {
    return sayer.entity->type == EntityType::organisation;
  }
  return sayer.kind == SourceKind::named_organisation || sayer.kind == SourceKind::state;
}

bool is_person(const Sayer& sayer) {
  return sayer.kind == SourceKind::named_person && !is_body(sayer);
}

bool is_spokesman(const Sayer& sayer) {
  for (const std::string_view part : text::split(sayer.role)) {
    if (part.substr(0, 6) == "spokes") return true;
  }
  return sayer.role.find("press office") != std::string::npos;
}

bool is_head(const Sayer& sayer) {
  return std::any_of(kHeads.begin(), kHeads.end(),
                     [&](std::string_view word) { return has_word(sayer.role, word); });
}

// A document with a name of its own ("An inspection report by the Northern Medicines Board").
bool has_name(const std::string& text) {
  bool first = true;
  for (const std::string_view word : text::split(text)) {
    if (!first && word.front() >= 'A' && word.front() <= 'Z') return true;
    first = false;
  }
  return false;
}

// "An inspection report by the Board" -> "report": the last word before what only describes it.
std::string head_noun(std::string_view name) {
  constexpr std::array<std::string_view, 14> kStops{"which", "who",   "that", "of",  "by",
                                                    "in",    "at",    "from", "on",  "for",
                                                    "with",  "whose", "to",   "near"};
  const std::string folded = text::fold(name.substr(0, name.find(',')));
  std::string head;
  for (const std::string_view word : text::split(folded)) {
    if (std::find(kStops.begin(), kStops.end(), word) != kStops.end()) break;
    head = word;
  }
  return head;
}

// Of the words of a source: by the tree, else by their order.
std::string head_of(const Sayer& sayer) {
  return sayer.head.empty() ? head_noun(sayer.name) : sayer.head;
}

class OriginFinder {
 public:
  OriginFinder(const Pile& pile, const Statements& statements)
      : pile_(pile),
        all_(statements),
        sets_(statements.sayers.size()),
        split_names_(split_names(pile)),
        core_(core_words(pile)) {
    statements_of_.resize(all_.sayers.size());
    for (std::size_t i = 0; i < all_.statements.size(); ++i) {
      for (const std::size_t sayer : all_.statements[i].sayers) statements_of_[sayer].push_back(i);
    }
    for (const PairMatch& match : pile.matches()) {
      if (match.reuse) sharing_.insert({match.first, match.second});
    }
  }

  Origins run() {
    join_named();
    join_definite();
    join_institutions();
    join_described();
    join_resolved();
    join_credited();
    join_same_report();
    join_copies();
    join_reprints();
    return write();
  }

 private:
  void join(std::size_t a, std::size_t b, std::string reason) {
    if (!sets_.join(a, b)) return;
    OriginGroup group;
    group.certain = true;
    group.reason = std::move(reason);
    for (const std::size_t sayer : {a, b}) {
      const auto& words = all_.sayers[sayer].evidence;
      if (!words.empty()) group.evidence.push_back(words.front());
    }
    joins_.push_back({a, b, std::move(group)});
  }

  [[nodiscard]] bool is_split(std::size_t a, std::size_t b) const {
    const EntityGroup* first = all_.sayers[a].entity;
    const EntityGroup* second = all_.sayers[b].entity;
    if (first == nullptr || second == nullptr || first == second) return false;
    return split_names_.count(first) > 0 || split_names_.count(second) > 0;
  }

  // ---- named sources -------------------------------------------------------------------------

  void join_named() {
    std::map<std::string, std::size_t> by_key;
    for (std::size_t i = 0; i < all_.sayers.size(); ++i) {
      const Sayer& sayer = all_.sayers[i];
      if (!is_named(sayer.kind) && sayer.kind != SourceKind::document) continue;
      std::vector<std::string> keys;
      if (sayer.entity != nullptr) keys.push_back("e:" + sayer.entity->id);
      if (sayer.kind != SourceKind::document || has_name(sayer.name)) {
        keys.push_back("n:" + name_key(sayer.name));
      }
      for (const std::string& key : keys) {
        const auto [known, fresh] = by_key.try_emplace(key, i);
        if (fresh || is_split(known->second, i)) continue;
        const std::string reason = sayer.entity != nullptr && !sayer.entity->reasons.empty()
                                       ? sayer.entity->reasons.front()
                                       : "same name";
        join(known->second, i, reason);
      }
    }
    join_surnames();
    join_short_bodies();
  }

  // "Harbour" beside "Harbour Supplies Limited": the only body whose name begins so.
  void join_short_bodies() {
    const auto is_named_body = [](const Sayer& sayer) {
      return (is_body(sayer) || sayer.kind == SourceKind::collective) && !sayer.name.empty() &&
             sayer.name.front() >= 'A' && sayer.name.front() <= 'Z';
    };
    for (std::size_t i = 0; i < all_.sayers.size(); ++i) {
      if (!is_named_body(all_.sayers[i])) continue;
      const std::string key = name_key(all_.sayers[i].name) + " ";
      std::set<std::size_t> candidates;
      for (std::size_t j = 0; j < all_.sayers.size(); ++j) {
        const bool longer = is_named_body(all_.sayers[j]) &&
                            (name_key(all_.sayers[j].name)).compare(0, key.size(), key) == 0;
        if (longer) candidates.insert(sets_.root(j));
      }
      if (candidates.size() != 1) continue;
      join(i, *candidates.begin(),
           fmt::format("{}: the only body here whose name begins so", all_.sayers[i].name));
    }
  }

  // "Mrs Staneva" beside "Rumyana Staneva", "Ewart Pimm" beside "Angler Ewart Pimm".
  void join_surnames() {
    for (std::size_t i = 0; i < all_.sayers.size(); ++i) {
      const Sayer& shorter = all_.sayers[i];
      if (shorter.kind != SourceKind::named_person) continue;
      const std::string key = name_key(shorter.name);
      std::set<std::size_t> candidates;
      for (std::size_t j = 0; j < all_.sayers.size(); ++j) {
        const Sayer& longer = all_.sayers[j];
        if (longer.kind != SourceKind::named_person || is_split(i, j)) continue;
        const std::string other = name_key(longer.name);
        if (other.size() <= key.size() + 1) continue;
        if (other.compare(other.size() - key.size(), key.size(), key) != 0) continue;
        if (other[other.size() - key.size() - 1] != ' ') continue;
        candidates.insert(sets_.root(j));
      }
      if (candidates.size() == 1) {
        join(i, *candidates.begin(),
             fmt::format("{}: the only one of that name here", shorter.name));
      }
    }
  }

  // "The surgeon" after "Elena Mamani, a surgeon", "the report" after "an inspection report by …":
  // one document means one thing by it, where only one thing fits.
  void join_definite() {
    for (std::size_t i = 0; i < all_.sayers.size(); ++i) {
      const Sayer& later = all_.sayers[i];
      if ((is_named(later.kind) && !is_described(later)) || statements_of_[i].empty()) continue;
      const std::string folded = text::fold(later.name);
      if (folded.compare(0, 4, "the ") != 0) continue;
      const std::string head = head_of(later);
      if (head.size() < 4) continue;
      std::set<std::size_t> candidates;
      for (std::size_t j = 0; j < all_.sayers.size(); ++j) {
        const Sayer& other = all_.sayers[j];
        if (i == j || other.document != later.document || statements_of_[j].empty()) continue;
        const bool same_head = other.kind == later.kind && head_of(other) == head;
        const bool of_kind = is_body(later) ? is_body(other) : is_person(other);
        const bool described = of_kind && has_word(other.role, head);
        if (same_head || described) candidates.insert(sets_.root(j));
      }
      candidates.erase(sets_.root(i));
      if (candidates.size() == 1) {
        join(*candidates.begin(), i, fmt::format("the document calls it \"{}\"", later.name));
      }
    }
  }

  // "The firm", "the ship's company": a body that the words describe and do not name.
  static bool is_described(const Sayer& sayer) {
    return is_body(sayer) && sayer.entity == nullptr && !has_name(sayer.name);
  }

  // Bodies that two pages describe by the same word, and that say the same.
  void join_described() {
    for (std::size_t i = 0; i < all_.sayers.size(); ++i) {
      for (std::size_t j = i + 1; j < all_.sayers.size(); ++j) {
        const Sayer& a = all_.sayers[i];
        const Sayer& b = all_.sayers[j];
        if (a.document == b.document || !is_described(a) || !is_described(b)) continue;
        const std::string head = head_of(a);
        if (head.empty() || head != head_of(b) || !any_linked(i, j)) continue;
        join(i, j, fmt::format("both pages call it \"{}\", and the words align", head));
      }
    }
  }

  // An institution, and whoever is said to speak for it.
  void join_institutions() {
    std::vector<std::pair<std::string, std::size_t>> bodies;
    for (std::size_t i = 0; i < all_.sayers.size(); ++i) {
      const Sayer& sayer = all_.sayers[i];
      const bool body = sayer.kind == SourceKind::named_organisation ||
                        sayer.kind == SourceKind::state ||
                        (sayer.kind == SourceKind::author && !sayer.name.empty());
      if (body) bodies.emplace_back(sayer.name, i);
    }
    for (std::size_t i = 0; i < all_.sayers.size(); ++i) {
      const Sayer& sayer = all_.sayers[i];
      const bool person =
          sayer.kind == SourceKind::named_person || sayer.kind == SourceKind::unnamed;
      if (!person || !is_spokesman(sayer)) continue;
      if (sayer.affiliation.empty()) {
        join_its_spokesman(i);
        join_spokesman_by_role(i);
        continue;
      }
      std::optional<std::size_t> first;
      for (const auto& [name, index] : bodies) {
        if (!same_outlet(name, sayer.affiliation)) continue;
        join(index, i, fmt::format("{} speaks for {}", sayer.name, name));
        first = index;
      }
      if (first) continue;
      // Two who speak for one institution that itself is not quoted are one as well.
      bodies.emplace_back(sayer.affiliation, i);
    }
  }

  // "Company spokeswoman Ann Lee" in a page where one company speaks.
  void join_spokesman_by_role(std::size_t index) {
    const Sayer& spokesman = all_.sayers[index];
    std::set<std::size_t> bodies;
    for (std::size_t j = 0; j < all_.sayers.size(); ++j) {
      const Sayer& other = all_.sayers[j];
      if (!is_body(other) || other.document != spokesman.document) continue;
      const std::string head = head_of(other);
      if (head.size() >= 4 && has_word(spokesman.role, head)) bodies.insert(sets_.root(j));
    }
    if (bodies.size() != 1) return;
    join(*bodies.begin(), index, fmt::format("{} speaks for it", spokesman.name));
  }

  // "Its spokesman": of the institution that spoke just before, with nobody in between; farther
  // back it could be anybody's.
  void join_its_spokesman(std::size_t index) {
    const Sayer& spokesman = all_.sayers[index];
    const Document* document = pile_.document(spokesman.document);
    if (document == nullptr || !has_word(spokesman.role, "its") || spokesman.evidence.empty())
      return;
    const std::uint32_t at = spokesman.evidence.front().span.begin;
    const Attribution* before = nullptr;
    for (const Attribution& attribution : document->reading.attributions.attributions) {
      if (attribution.source.empty() || hull(attribution.source).begin >= at) continue;
      if (before == nullptr || hull(attribution.source).begin > hull(before->source).begin) {
        before = &attribution;
      }
    }
    if (before == nullptr) return;
    for (std::size_t j = 0; j < all_.sayers.size(); ++j) {
      const Sayer& other = all_.sayers[j];
      const bool body = is_body(other) || other.kind == SourceKind::collective;
      if (!body || other.document != spokesman.document) continue;
      if (name_key(other.name) != name_key(before->source_name)) continue;
      join(j, index, fmt::format("{} is its spokesman", spokesman.name));
      return;
    }
  }

  // ---- unnamed sources -----------------------------------------------------------------------

  // "The Ledger quotes a member of the board" and the Ledger's own page are about one member.
  void join_resolved() {
    for (std::size_t i = 0; i < all_.sayers.size(); ++i) {
      if (is_named(all_.sayers[i].kind)) continue;
      for (const std::size_t s : statements_of_[i]) {
        const Statement& statement = all_.statements[s];
        if (statement.id.document != all_.sayers[i].document) continue;
        const Hop* held = nullptr;
        for (const Hop& hop : statement.hops) held = hop.held ? &hop : held;
        if (held == nullptr) continue;
        const auto other = sayer_in(held->node, statement, i);
        if (!other) continue;
        const bool copied = held->kind == EdgeKind::copies;
        join(*other, i,
             (copied ? "the same passage, copied from " : "the same report, of ") + held->name);
      }
    }
  }

  // The unnamed source of `document` that says what the statement says: through a link, or because
  // there is only one of its kind.
  [[nodiscard]] std::optional<std::size_t> sayer_in(const std::string& document,
                                                    const Statement& statement,
                                                    std::size_t self) const {
    for (const LinkEnd& link : pile_.links(statement.id)) {
      if (link.other.document != document) continue;
      const std::size_t s = all_.find(link.other);
      if (s == Statements::kNone) continue;
      for (const std::size_t sayer : all_.statements[s].sayers) {
        if (sayer != self && !is_named(all_.sayers[sayer].kind)) return sayer;
      }
    }
    // One described by the same word, else the only one there.
    std::vector<std::size_t> alike;
    std::vector<std::size_t> others;
    for (std::size_t j = 0; j < all_.sayers.size(); ++j) {
      if (j == self || is_named(all_.sayers[j].kind)) continue;
      if (all_.sayers[j].document != document || statements_of_[j].empty()) continue;
      if (all_.sayers[j].kind != all_.sayers[self].kind) continue;
      others.push_back(j);
      if (head_of(all_.sayers[j]) == head_of(all_.sayers[self])) alike.push_back(j);
    }
    if (alike.size() == 1) return alike.front();
    if (others.size() == 1) return others.front();
    return std::nullopt;
  }

  // "A spokeswoman" in a page, and "Ann Lee, its spokeswoman" in the held page that it credits:
  // one, where both are said to say the same.
  void join_credited() {
    for (std::size_t i = 0; i < all_.sayers.size(); ++i) {
      const Sayer& later = all_.sayers[i];
      const Document* document = pile_.document(later.document);
      const std::string head = head_of(later);
      if (is_named(later.kind) || document == nullptr || head.size() < 4) continue;
      for (std::size_t j = 0; j < all_.sayers.size(); ++j) {
        const Sayer& other = all_.sayers[j];
        const Document* credited = pile_.document(other.document);
        if (credited == nullptr || credited == document || !credits(*document, *credited)) continue;
        const bool alike =
            is_named(other.kind) ? has_word(other.role, head) : head_of(other) == head;
        if (!alike || !linked(i, j)) continue;
        join(j, i,
             fmt::format("the same report, of {}: both are its \"{}\", and the words align",
                         credited->article.publisher, head));
      }
    }
  }

  // Unnamed sources of a report that the pile lacks: one where the report is one.
  void join_same_report() {
    std::map<std::string, std::vector<std::size_t>> by_relay;
    for (std::size_t i = 0; i < all_.sayers.size(); ++i) {
      if (is_named(all_.sayers[i].kind)) continue;
      std::set<std::string> relays;
      for (const std::size_t s : statements_of_[i]) {
        const Statement& statement = all_.statements[s];
        if (statement.hops.empty() || statement.hops.back().held) continue;
        if (statement.hops.back().node.substr(0, 2) == "p:")
          relays.insert(statement.hops.back().node);
      }
      for (const std::string& relay : relays) by_relay[relay].push_back(i);
    }
    for (const auto& [relay, sayers] : by_relay) {
      for (std::size_t x = 0; x < sayers.size(); ++x) {
        for (std::size_t y = x + 1; y < sayers.size(); ++y)
          join_report(relay, sayers[x], sayers[y]);
      }
    }
  }

  void join_report(const std::string& relay, std::size_t a, std::size_t b) {
    const Sayer& first = all_.sayers[a];
    const Sayer& second = all_.sayers[b];
    if (first.document == second.document) return;  // one text tells its sources apart itself
    if (first.kind != second.kind) return;
    const bool words = linked(a, b);
    const bool alone = only_one_via(relay, a) && only_one_via(relay, b);
    if (!words && !(alone && same_day(relay, a, b))) return;
    join(a, b,
         fmt::format("both through the same report of {}: {}", hop_name(relay, a),
                     words ? "the words align" : "the same date"));
  }

  [[nodiscard]] bool linked(std::size_t a, std::size_t b) const {
    for (const std::size_t s : statements_of_[a]) {
      for (const LinkEnd& link : pile_.links(all_.statements[s].id)) {
        const std::size_t t = all_.find(link.other);
        if (t == Statements::kNone) continue;
        const auto& sayers = all_.statements[t].sayers;
        if (std::find(sayers.begin(), sayers.end(), b) != sayers.end()) return true;
      }
    }
    return false;
  }

  // Of all that are one with `a` and with `b` by now.
  [[nodiscard]] bool any_linked(std::size_t a, std::size_t b) {
    for (std::size_t i = 0; i < all_.sayers.size(); ++i) {
      if (sets_.root(i) != sets_.root(a)) continue;
      for (std::size_t j = 0; j < all_.sayers.size(); ++j) {
        if (sets_.root(j) == sets_.root(b) && linked(i, j)) return true;
      }
    }
    return false;
  }

  [[nodiscard]] bool only_one_via(const std::string& relay, std::size_t index) const {
    std::size_t count = 0;
    for (std::size_t j = 0; j < all_.sayers.size(); ++j) {
      if (all_.sayers[j].document != all_.sayers[index].document) continue;
      if (all_.sayers[j].kind != all_.sayers[index].kind) continue;
      for (const std::size_t s : statements_of_[j]) {
        const auto& hops = all_.statements[s].hops;
        if (hops.empty() || hops.back().node != relay) continue;
        ++count;
        break;
      }
    }
    return count == 1;
  }

  // Days on which the relay is said to have reported it; else the day of the document, or the day
  // before, as papers print what agencies sent the evening before.
  [[nodiscard]] bool same_day(const std::string& relay, std::size_t a, std::size_t b) const {
    const std::set<std::string> first = days(relay, a);
    const std::set<std::string> second = days(relay, b);
    return std::any_of(first.begin(), first.end(),
                       [&](const std::string& day) { return second.count(day) > 0; });
  }

  [[nodiscard]] std::set<std::string> days(const std::string& relay, std::size_t sayer) const {
    std::set<std::string> all;
    for (const std::size_t s : statements_of_[sayer]) {
      const Statement& statement = all_.statements[s];
      if (statement.hops.empty() || statement.hops.back().node != relay) continue;
      if (!statement.hops.back().said_begin.empty())
        all.insert(day_of(statement.hops.back().said_begin));
      for (const AttributionIndex index : statement.claim->chain) {
        const auto& attributions = statement.document->reading.attributions.attributions;
        const auto i = static_cast<std::size_t>(index);
        if (i < attributions.size() && !attributions[i].said_begin.empty()) {
          all.insert(day_of(attributions[i].said_begin));
        }
      }
      const std::string published = day_of(statement.document->article.published);
      if (!published.empty()) all.insert(published);
    }
    return all;
  }

  [[nodiscard]] std::string hop_name(const std::string& relay, std::size_t sayer) const {
    for (const std::size_t s : statements_of_[sayer]) {
      const auto& hops = all_.statements[s].hops;
      if (!hops.empty() && hops.back().node == relay) return hops.back().name;
    }
    return relay;
  }

  // Two copies of one text that both give it without a source beyond the author are one origin.
  void join_copies() {
    for (std::size_t i = 0; i < all_.sayers.size(); ++i) {
      if (all_.sayers[i].kind != SourceKind::author) continue;
      for (const std::size_t s : statements_of_[i]) {
        const Statement& statement = all_.statements[s];
        if (statement.hops.empty() || !statement.hops.back().held) continue;
        for (std::size_t j = 0; j < all_.sayers.size(); ++j) {
          if (all_.sayers[j].kind != SourceKind::author) continue;
          if (all_.sayers[j].document != statement.hops.back().node) continue;
          join(j, i, "copies of one text, without a source");
        }
      }
    }
  }

  // The words that name an unnamed source stand in a passage that two documents share.
  void join_reprints() {
    std::map<std::string, std::vector<std::size_t>> unnamed_in;
    for (std::size_t i = 0; i < all_.sayers.size(); ++i) {
      if (!is_named(all_.sayers[i].kind)) unnamed_in[all_.sayers[i].document].push_back(i);
    }
    for (const PairMatch& match : pile_.matches()) {
      if (!match.reuse) continue;
      for (const std::size_t a : unnamed_in[match.reuse->from]) {
        for (const std::size_t b : unnamed_in[match.reuse->to]) {
          if (in_one_passage(*match.reuse, a, b))
            join(a, b, "the same words in copies of one text");
        }
      }
    }
  }

  [[nodiscard]] bool in_one_passage(const Reuse& reuse, std::size_t a, std::size_t b) const {
    const auto& first = all_.sayers[a].evidence;
    const auto& second = all_.sayers[b].evidence;
    if (first.empty() || second.empty()) return false;
    if (name_key(first.front().text) != name_key(second.front().text)) return false;
    return std::any_of(reuse.spans.begin(), reuse.spans.end(), [&](const auto& spans) {
      return spans.first.contains(first.front().span) && spans.second.contains(second.front().span);
    });
  }

  // ---- writing -------------------------------------------------------------------------------

  static int access_rank(Access access) {
    switch (access) {
      case Access::witnessed:
        return 4;
      case Access::document:
      case Access::footage:
        return 3;
      case Access::told:
        return 2;
      case Access::not_stated:
        return 0;
    }
    return 0;
  }

  // Another document of the allegation tells of it, or of what was copied from it, in words of its
  // own.
  [[nodiscard]] std::vector<bool> told_elsewhere() const {
    Sets copies(all_.statements.size());
    std::vector<std::size_t> told;
    for (std::size_t s = 0; s < all_.statements.size(); ++s) {
      const Statement& statement = all_.statements[s];
      for (const LinkEnd& link : pile_.links(statement.id)) {
        const std::size_t other = all_.find(link.other);
        if (other == Statements::kNone) continue;
        if (link.copied) copies.join(s, other);
        if (link.copied) continue;
        // What others deny is told of; who denies tells nothing new.
        const bool denies = link.relation == ClaimRelation::denies &&
                            statement.claim->polarity == Polarity::negative;
        if (denies || all_.statements[other].allegation != statement.allegation) continue;
        told.push_back(s);
      }
    }
    std::set<std::size_t> roots;
    for (const std::size_t s : told) roots.insert(copies.root(s));
    std::vector<bool> result(all_.statements.size());
    for (std::size_t s = 0; s < result.size(); ++s) result[s] = roots.count(copies.root(s)) > 0;
    return result;
  }

  // Allegations of which more than one document tells.
  [[nodiscard]] std::set<const Allegation*> retold_allegations(
      const std::vector<bool>& told) const {
    std::set<const Allegation*> retold;
    for (std::size_t s = 0; s < told.size(); ++s) {
      if (told[s]) retold.insert(all_.statements[s].allegation);
    }
    return retold;
  }

  // Words of what the allegation is about that the statement has.
  [[nodiscard]] std::size_t core_count(const Statement& statement) const {
    const auto found = core_.find(statement.allegation);
    if (found == core_.end()) return 0;
    const std::set<std::string> words = content_words(*statement.document, statement.claim->span);
    return static_cast<std::size_t>(
        std::count_if(words.begin(), words.end(),
                      [&](const std::string& word) { return found->second.count(word) > 0; }));
  }

  // Two of the documents share no text.
  [[nodiscard]] bool is_in_several(const std::vector<std::string>& documents) const {
    for (std::size_t i = 0; i < documents.size(); ++i) {
      for (std::size_t j = i + 1; j < documents.size(); ++j) {
        if (sharing_.count(std::minmax(documents[i], documents[j])) == 0) return true;
      }
    }
    return false;
  }

  // Whoever only comments ("the number that counts is the share price") is quoted, but nothing
  // that he says is what the others tell of, and nothing of it denies that. So is a body whose
  // reply, however often it is told, touches nothing of it ("it keeps to its permit").
  [[nodiscard]] bool is_on_topic(const FoundOrigin& found, const std::vector<bool>& told,
                                 const std::set<const Allegation*>& retold) const {
    const bool body = std::any_of(found.sayers.begin(), found.sayers.end(),
                                  [&](std::size_t i) { return is_body(all_.sayers[i]); });
    const bool in_several = is_in_several(found.origin.documents);
    return std::any_of(found.statements.begin(), found.statements.end(), [&](std::size_t s) {
      const Statement& statement = all_.statements[s];
      if (statement.denial || retold.count(statement.allegation) == 0) return true;
      // Who is only thought to go on speaking is an origin by what is surely his.
      if (statement.claim->voice == Voice::carried) return false;
      const std::size_t core = core_count(statement);
      const bool touches = core > 0 || core_.count(statement.allegation) == 0;
      return core >= 2 || ((told[s] || in_several) && (touches || !body));
    });
  }

  Origins write() {
    Origins result;
    std::map<std::size_t, FoundOrigin> found;
    for (std::size_t i = 0; i < all_.sayers.size(); ++i) {
      if (!statements_of_[i].empty()) found[sets_.root(i)].sayers.push_back(i);
    }
    add_outlets(found);
    const ApartStatements apart = rule_origins(pile_.rulings(), all_, found);
    for (auto& [root, origin] : found) fill(origin);
    add_joins(found);
    const std::vector<bool> told = told_elsewhere();
    const std::set<const Allegation*> retold = retold_allegations(told);
    for (auto& [root, origin] : found) {
      if (is_on_topic(origin, told, retold)) result.origins.push_back(std::move(origin));
    }
    std::sort(result.origins.begin(), result.origins.end(),
              [](const FoundOrigin& a, const FoundOrigin& b) {
                const auto key = [](const FoundOrigin& o) {
                  return std::tuple(o.origin.first_seen.empty(), o.origin.first_seen, o.origin.name,
                                    o.origin.claims);
                };
                return key(a) < key(b);
              });
    result.of_statement.assign(all_.statements.size(), Origins::kNone);
    for (std::size_t k = 0; k < result.origins.size(); ++k) {
      result.origins[k].origin.id = fmt::format("o{}", k + 1);
      for (const std::size_t s : result.origins[k].statements) result.of_statement[s] = k;
    }
    for (const auto& [a, b] : apart) {
      const std::size_t first = result.of_statement[a];
      const std::size_t second = result.of_statement[b];
      if (first == Origins::kNone || second == Origins::kNone || first == second) continue;
      result.apart.insert(std::minmax(first, second));
    }
    return result;
  }

  // Why sayers are one, where the analyst has left them so.
  void add_joins(std::map<std::size_t, FoundOrigin>& found) const {
    std::vector<FoundOrigin*> owners(all_.sayers.size());
    for (auto& [root, origin] : found) {
      for (const std::size_t sayer : origin.sayers) owners[sayer] = &origin;
    }
    for (const Join& join : joins_) {
      if (owners[join.a] == nullptr || owners[join.a] != owners[join.b]) continue;
      owners[join.a]->joins.push_back(join.group);
    }
  }

  // An outlet that is not held, or whose page does not have it, is the end itself, unless another
  // chain through the same report goes on to a sayer: then that is where the report has it from.
  void add_outlets(std::map<std::size_t, FoundOrigin>& found) {
    std::map<std::string, std::vector<std::size_t>> ends;
    std::set<std::pair<std::string, const Allegation*>> goes_on;
    for (const Statement& statement : all_.statements) {
      if (statement.end != End::sayer) continue;
      for (const Hop& hop : statement.hops) goes_on.insert({hop.node, statement.allegation});
    }
    for (std::size_t s = 0; s < all_.statements.size(); ++s) {
      const Statement& statement = all_.statements[s];
      if (statement.end != End::outlet || statement.hops.empty()) continue;
      const Hop& last = statement.hops.back();
      if (goes_on.count({last.node, statement.allegation}) > 0) continue;
      ends[last.node].push_back(s);
    }
    std::size_t key = all_.sayers.size();
    for (auto& [node, statements] : ends) {
      FoundOrigin& origin = found[key++];
      origin.statements = std::move(statements);
      const Hop& last = all_.statements[origin.statements.front()].hops.back();
      origin.origin.name = last.name;
      origin.origin.kind = SourceKind::named_organisation;
    }
  }

  void fill(FoundOrigin& found) const {
    Origin& origin = found.origin;
    std::size_t best_rank = 0;
    for (const std::size_t index : found.sayers) {
      const Sayer& sayer = all_.sayers[index];
      found.statements.insert(found.statements.end(), statements_of_[index].begin(),
                              statements_of_[index].end());
      const std::size_t rank = name_rank(found, sayer);
      if (rank > best_rank || origin.name.empty()) {
        best_rank = rank;
        origin.name =
            sayer.entity != nullptr && is_named(sayer.kind) ? sayer.entity->name : sayer.name;
        origin.kind = sayer.kind;
      }
      if (origin.affiliation.empty()) origin.affiliation = sayer.affiliation;
      if (access_rank(sayer.access) > access_rank(origin.access)) origin.access = sayer.access;
      if (!sayer.affiliation.empty()) found.affiliations.push_back(sayer.affiliation);
      const bool body =
          sayer.kind == SourceKind::named_organisation || sayer.kind == SourceKind::state;
      if (body) found.affiliations.push_back(sayer.name);
      if (body || is_spokesman(sayer) || is_head(sayer) || sayer.kind == SourceKind::document) {
        found.speaks_for = true;
      }
    }
    std::sort(found.statements.begin(), found.statements.end());
    found.statements.erase(std::unique(found.statements.begin(), found.statements.end()),
                           found.statements.end());
    std::set<std::string> documents;
    for (const std::size_t s : found.statements) {
      const Statement& statement = all_.statements[s];
      origin.claims.push_back(statement.id);
      documents.insert(statement.id.document);
      const std::string day = day_of(statement.document->article.published);
      if (!day.empty() && (origin.first_seen.empty() || day < origin.first_seen))
        origin.first_seen = day;
    }
    origin.documents.assign(documents.begin(), documents.end());
    origin.attributions = attributions_of(all_, found);
    origin.via = carriers(found);
    origin.denies = only_denies(found);
  }

  // The institution rather than its spokesman, a name rather than a description, then the fullest.
  [[nodiscard]] std::size_t name_rank(const FoundOrigin& found, const Sayer& sayer) const {
    std::size_t rank = std::min<std::size_t>(sayer.name.size(), 99);
    if (is_named(sayer.kind)) rank += 1000;
    const bool spokesmen = std::any_of(found.sayers.begin(), found.sayers.end(),
                                       [&](std::size_t i) { return is_spokesman(all_.sayers[i]); });
    const bool body =
        sayer.kind == SourceKind::named_organisation || sayer.kind == SourceKind::state;
    if (spokesmen && body) rank += 1000;
    if (!is_named(sayer.kind)) {
      // Of descriptions the one that comes first in time: later ones embroider.
      const Document* document = pile_.document(sayer.document);
      const std::string day = document != nullptr ? day_of(document->article.published) : "";
      rank += day.empty() ? 0 : 100;
    }
    return rank;
  }

  // The first to carry its words: the outlet named next to it in the chain, else the publisher.
  [[nodiscard]] std::vector<std::string> carriers(const FoundOrigin& found) const {
    std::map<std::string, std::string> first_day;  // by name
    for (const std::size_t s : found.statements) {
      const Statement& statement = all_.statements[s];
      std::string name = statement.document->article.publisher;
      // Only outlets and documents carry; a person in between is no outlet.
      const Hop* last = nullptr;
      for (const Hop& hop : statement.hops) last = hop.node.substr(0, 2) == "s:" ? last : &hop;
      if (last != nullptr) {
        name = last->name;
        if (statement.end == End::outlet && statement.hops.size() == 1) continue;
      }
      if (name.empty() || same_outlet(name, found.origin.name)) continue;
      const std::string day = day_of(statement.document->article.published);
      const auto [known, fresh] = first_day.try_emplace(name, day);
      if (!fresh && !day.empty() && (known->second.empty() || day < known->second))
        known->second = day;
    }
    std::vector<std::pair<std::string, std::string>> order;
    for (const auto& [name, day] : first_day) order.emplace_back(day.empty() ? "9" : day, name);
    std::sort(order.begin(), order.end());
    std::vector<std::string> names;
    for (auto& [day, name] : order) names.push_back(std::move(name));
    return names;
  }

  // A denial in so many words, or a "not" to what others say.
  [[nodiscard]] bool is_denial(const Statement& statement) const {
    if (statement.denial) return true;
    if (statement.claim->polarity != Polarity::negative) return false;
    const auto& links = pile_.links(statement.id);
    return std::any_of(links.begin(), links.end(), [&](const LinkEnd& link) {
      const Claim* other = pile_.claim(link.other);
      return link.relation == ClaimRelation::denies && other != nullptr &&
             other->polarity == Polarity::positive;
    });
  }

  // It denies, and nothing that it says besides says the same as somebody else.
  [[nodiscard]] bool only_denies(const FoundOrigin& found) const {
    const bool denies = std::any_of(found.statements.begin(), found.statements.end(),
                                    [&](std::size_t s) { return is_denial(all_.statements[s]); });
    if (!denies) return false;
    std::set<std::size_t> own(found.statements.begin(), found.statements.end());
    for (const std::size_t s : found.statements) {
      const Statement& statement = all_.statements[s];
      if (statement.denial || statement.claim->polarity == Polarity::negative) continue;
      for (const LinkEnd& link : pile_.links(statement.id)) {
        const bool agrees = link.relation != ClaimRelation::denies &&
                            link.relation != ClaimRelation::contradicts && link.score >= 0.6;
        if (!agrees) continue;
        const std::size_t other = all_.find(link.other);
        if (other == Statements::kNone || own.count(other) > 0) continue;
        if (all_.statements[other].end == End::sayer) return false;
      }
    }
    return true;
  }

  const Pile& pile_;
  const Statements& all_;
  Sets sets_;
  std::set<const EntityGroup*> split_names_;
  std::map<const Allegation*, std::set<std::string>> core_;
  std::set<std::pair<std::string, std::string>> sharing_;  // documents with a passage in common
  std::vector<std::vector<std::size_t>> statements_of_;
  struct Join {
    std::size_t a = 0, b = 0;  // sayers
    OriginGroup group;
  };
  std::vector<Join> joins_;
};

// ---- counting --------------------------------------------------------------------------------

constexpr double kMoreLikelyThanNot = 0.5;

struct PossibleJoin {
  std::size_t a = 0;
  std::size_t b = 0;
  double likelihood = 0;
  OriginGroup group;
};

class Counter {
 public:
  Counter(const Pile& pile, const Statements& statements, const Origins& origins,
          const std::set<std::size_t>& in)
      : pile_(pile), statements_(statements), origins_(origins) {
    for (std::size_t k = 0; k < origins.origins.size(); ++k) {
      const FoundOrigin& found = origins.origins[k];
      const bool here = std::any_of(found.statements.begin(), found.statements.end(),
                                    [&](std::size_t s) { return in.count(s) > 0; });
      if (!here) continue;
      if (found.origin.denies) {
        result_.deniers.push_back(found.origin.id);
      } else {
        members_.push_back(k);
      }
    }
  }

  IndependentOrigins run() {
    for (const std::size_t k : members_) {
      ++(is_named(k) ? result_.named : result_.unnamed);
      for (OriginGroup group : origins_.origins[k].joins) {
        if (group.reason == "same name") continue;
        group.origins = {origins_.origins[k].origin.id};
        result_.groups.push_back(std::move(group));
      }
    }
    Sets certain(origins_.origins.size());
    Sets likely(origins_.origins.size());
    Sets possible(origins_.origins.size());
    for (const std::size_t a : members_) {
      for (const std::size_t b : members_) {
        if (a < b && !is_apart(a, b) && of_one_institution(a, b)) {
          join(certain, a, b);
          join(likely, a, b);
          join(possible, a, b);
        }
      }
    }
    std::vector<PossibleJoin> joins = possible_joins();
    std::sort(joins.begin(), joins.end(), [](const PossibleJoin& x, const PossibleJoin& y) {
      return std::tie(y.likelihood, x.a, x.b) < std::tie(x.likelihood, y.a, y.b);
    });
    std::set<std::size_t> placed;  // an unnamed source is one of the others, not all of them
    for (PossibleJoin& each : joins) {
      if (placed.count(each.a) > 0) continue;
      const bool fresh = join(possible, each.a, each.b);
      if (each.likelihood > kMoreLikelyThanNot) join(likely, each.a, each.b);
      placed.insert(each.a);
      if (fresh) result_.groups.push_back(std::move(each.group));
    }
    result_.max = components(certain);
    result_.count = components(likely);
    result_.min = components(possible);
    return std::move(result_);
  }

 private:
  [[nodiscard]] bool is_named(std::size_t k) const {
    const Origin& origin = origins_.origins[k].origin;
    const bool generic = origin.kind == SourceKind::document ||
                         (origin.kind == SourceKind::state && !has_entity(origins_.origins[k]));
    return generic ? has_name(origin.name) : tracing::is_named(origin.kind);
  }

  // "The authorities" may be any office.
  [[nodiscard]] bool has_entity(const FoundOrigin& found) const {
    return std::any_of(found.sayers.begin(), found.sayers.end(), [&](std::size_t sayer) {
      return statements_.sayers[sayer].entity != nullptr;
    });
  }

  std::size_t components(Sets& sets) const {
    std::set<std::size_t> roots;
    for (const std::size_t k : members_) roots.insert(sets.root(k));
    return roots.size();
  }

  [[nodiscard]] bool is_apart(std::size_t a, std::size_t b) const {
    return origins_.apart.count(std::minmax(a, b)) > 0;
  }

  // Joins two, unless that would bring together what the analyst says is not one.
  bool join(Sets& sets, std::size_t a, std::size_t b) const {
    const std::size_t first = sets.root(a);
    const std::size_t second = sets.root(b);
    for (const auto& [x, y] : origins_.apart) {
      const std::size_t root_x = sets.root(x);
      const std::size_t root_y = sets.root(y);
      if (std::minmax(root_x, root_y) == std::minmax(first, second)) return false;
    }
    return sets.join(a, b);
  }

  // The institution, its document and its head are surely one.
  bool of_one_institution(std::size_t a, std::size_t b) {
    const FoundOrigin& first = origins_.origins[a];
    const FoundOrigin& second = origins_.origins[b];
    if (!first.speaks_for || !second.speaks_for) return false;
    for (const std::string& x : first.affiliations) {
      for (const std::string& y : second.affiliations) {
        if (!same_outlet(x, y)) continue;
        OriginGroup group = group_of(a, b);
        group.certain = true;
        group.reason = fmt::format("both speak for {}", x.size() > y.size() ? x : y);
        result_.groups.push_back(std::move(group));
        return true;
      }
    }
    return false;
  }

  [[nodiscard]] OriginGroup group_of(std::size_t a, std::size_t b) const {
    OriginGroup group;
    for (const std::size_t k : {std::min(a, b), std::max(a, b)}) {
      const FoundOrigin& found = origins_.origins[k];
      group.origins.push_back(found.origin.id);
      for (const std::size_t sayer : found.sayers) {
        const auto& words = statements_.sayers[sayer].evidence;
        if (words.empty()) continue;
        group.evidence.push_back(words.front());
        break;
      }
    }
    return group;
  }

  // An unnamed source may be any other origin; which one most likely is told by shared words.
  [[nodiscard]] std::vector<PossibleJoin> possible_joins() const {
    std::vector<PossibleJoin> joins;
    for (const std::size_t a : members_) {
      if (is_named(a)) continue;
      for (const std::size_t b : members_) {
        if (a == b || (!is_named(b) && b < a) || is_apart(a, b)) continue;
        joins.push_back(possible_join(a, b));
      }
    }
    return joins;
  }

  [[nodiscard]] PossibleJoin possible_join(std::size_t a, std::size_t b) const {
    PossibleJoin join{a, b, 0.2, group_of(a, b)};
    join.group.reason =
        "background, not in this pile: an unnamed source may be the same as another";
    if (is_named(b)) join.likelihood += 0.05;
    const double words = shared_utterance(a, b);
    if (words >= 0.8) {
      join.likelihood = 0.8;
      join.group.reason = "both say a sentence in the same words: more likely one than not";
    } else if (same_description(a, b) && words >= 0.5) {
      join.likelihood = 0.6;
      join.group.reason = "described alike, and what they say is alike";
    } else if (is_named_later(a, b)) {
      join.likelihood = 0.6;
      join.group.reason =
          "one text speaks of somebody first and then names one, described no other way";
    } else if (same_affiliation(a, b)) {
      join.likelihood = 0.4;
      join.group.reason = "an unnamed source of the same institution may be the same";
    } else {
      join.likelihood += 0.1 * words;
    }
    return join;
  }

  // Best link between what the two say; only a quoted sentence word for word gives nearly 1.
  [[nodiscard]] double shared_utterance(std::size_t a, std::size_t b) const {
    double most = 0;
    for (const std::size_t s : origins_.origins[a].statements) {
      for (const LinkEnd& link : pile_.links(statements_.statements[s].id)) {
        const std::size_t t = statements_.find(link.other);
        if (t == Statements::kNone || origins_.of_statement[t] != b) continue;
        const bool same = same_words(statements_.statements[s], statements_.statements[t]);
        most = std::max(most, same ? 1.0 : std::min(link.score, 0.7));
      }
    }
    return most;
  }

  static bool same_words(const Statement& a, const Statement& b) {
    const auto folded = [](const Statement& statement) {
      return text::fold(words(statement.document->article, statement.claim->span));
    };
    const std::string first = folded(a);
    const std::string second = folded(b);
    constexpr std::size_t kSentence = 30;  // letters of a clause that two hardly hit on by chance
    if (first.size() < kSentence || second.size() < kSentence) return false;
    return first.find(second) != std::string::npos || second.find(first) != std::string::npos;
  }

  // "An angler says …", and then "said Ann Lee, 62": papers name in the text whom they describe
  // above.
  [[nodiscard]] bool is_named_later(std::size_t a, std::size_t b) const {
    for (const std::size_t i : origins_.origins[a].sayers) {
      const Sayer& first = statements_.sayers[i];
      const std::string folded = text::fold(first.name);
      const bool indefinite = folded.compare(0, 2, "a ") == 0 || folded.compare(0, 3, "an ") == 0;
      if (!indefinite || first.kind != SourceKind::unnamed || first.evidence.empty()) continue;
      if (std::find(kWithheld.begin(), kWithheld.end(), head_of(first)) != kWithheld.end())
        continue;
      if (next_person(first) == b) return true;
    }
    return false;
  }

  // The origin of the first person named as a source after `first`, if nothing else is said of him.
  [[nodiscard]] std::optional<std::size_t> next_person(const Sayer& first) const {
    std::optional<std::size_t> next;
    std::uint32_t nearest = 0;
    for (std::size_t k = 0; k < origins_.origins.size(); ++k) {
      for (const std::size_t i : origins_.origins[k].sayers) {
        const Sayer& other = statements_.sayers[i];
        if (other.document != first.document || !is_person(other) || other.evidence.empty())
          continue;
        const std::uint32_t at = other.evidence.front().span.begin;
        if (at < first.evidence.front().span.begin || (next && at >= nearest)) continue;
        next = other.affiliation.empty() ? std::optional(k) : std::nullopt;
        nearest = at;
      }
    }
    return next;
  }

  [[nodiscard]] bool same_description(std::size_t a, std::size_t b) const {
    return name_key(origins_.origins[a].origin.name) == name_key(origins_.origins[b].origin.name);
  }

  [[nodiscard]] bool same_affiliation(std::size_t a, std::size_t b) const {
    for (const std::string& x : origins_.origins[a].affiliations) {
      for (const std::string& y : origins_.origins[b].affiliations) {
        if (same_outlet(x, y)) return true;
      }
    }
    return false;
  }

  const Pile& pile_;
  const Statements& statements_;
  const Origins& origins_;
  std::vector<std::size_t> members_;
  IndependentOrigins result_;
};

}  // namespace

Origins find_origins(const Pile& pile, const Statements& statements) {
  return OriginFinder(pile, statements).run();
}

IndependentOrigins count_independent(const Pile& pile, const Statements& statements,
                                     const Origins& origins, const std::set<std::size_t>& in) {
  return Counter(pile, statements, origins, in).run();
}

}  // namespace hearsay::tracing
