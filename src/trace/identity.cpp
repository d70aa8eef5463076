#include "trace/identity.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "text/fold.h"
#include "trace/copies.h"
#include "trace/origin_rulings.h"
#include "trace/sayers.h"

namespace hearsay::tracing {
namespace {

class IdentityFinder {
 public:
  IdentityFinder(const Pile& pile, const Statements& statements)
      : pile_(pile),
        all_(statements),
        sets_(statements.sayers.size()),
        split_names_(split_names(pile)),
        statements_of_(statements_by_sayer(statements)) {}

  Identities run() {
    join_named();
    join_definite();
    join_institutions();
    join_described();
    join_body_in_focus();
    join_resolved();
    join_credited();
    join_same_report();
    join_copies();
    join_reprints();
    return {std::move(sets_), std::move(joins_)};
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

  // "The group" in a page where none speaks by name: the body named last before it, where that
  // speaks elsewhere in the pile. Offices are called by what they are.
  void join_body_in_focus() {
    for (std::size_t i = 0; i < all_.sayers.size(); ++i) {
      const Sayer& later = all_.sayers[i];
      const bool definite = text::fold(later.name).compare(0, 4, "the ") == 0;
      if (!definite || !is_described(later) || later.kind == SourceKind::state) continue;
      if (later.evidence.empty() || is_joined(i)) continue;
      const auto before = body_named_before(later);
      if (before) join(*before, i, fmt::format("the body named last before \"{}\"", later.name));
    }
  }

  [[nodiscard]] bool is_joined(std::size_t index) {
    for (std::size_t i = 0; i < all_.sayers.size(); ++i) {
      if (i != index && sets_.root(i) == sets_.root(index) && !is_described(all_.sayers[i]))
        return true;
    }
    return false;
  }

  // The sayer whose name stands last before, within a few sentences.
  [[nodiscard]] std::optional<std::size_t> body_named_before(const Sayer& later) const {
    constexpr std::uint32_t kReach = 600;  // bytes
    const Document* document = pile_.document(later.document);
    const std::uint32_t at = later.evidence.front().span.begin;
    const EntityGroup* last = nullptr;
    std::uint32_t nearest = at > kReach ? at - kReach : 0;
    if (document == nullptr) return std::nullopt;
    for (const Mention& mention : document->reading.annotation.mentions) {
      const bool body =
          mention.type == EntityType::organisation || mention.type == EntityType::group;
      if (!body || mention.form != MentionForm::name) continue;
      if (mention.span.begin < nearest || mention.span.end > at) continue;
      last = pile_.entity(later.document, mention.entity);
      nearest = mention.span.begin;
    }
    if (last == nullptr) return std::nullopt;
    for (std::size_t j = 0; j < all_.sayers.size(); ++j) {
      const Sayer& other = all_.sayers[j];
      if (other.entity != last || !is_body(other) || other.kind == SourceKind::state) continue;
      if (!statements_of_[j].empty()) return j;
    }
    return std::nullopt;
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
        if (!pile_.same_outlet(name, sayer.affiliation)) continue;
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
  // there is only one of its kind; none where somebody named says it there.
  [[nodiscard]] std::optional<std::size_t> sayer_in(const std::string& document,
                                                    const Statement& statement,
                                                    std::size_t self) const {
    bool is_said_by_named = false;
    for (const LinkEnd& link : pile_.links(statement.id)) {
      if (link.other.document != document) continue;
      const std::size_t s = all_.find(link.other);
      if (s == Statements::kNone) continue;
      for (const std::size_t sayer : all_.statements[s].sayers) {
        if (sayer != self && !is_named(all_.sayers[sayer].kind)) return sayer;
        is_said_by_named = is_said_by_named || is_named(all_.sayers[sayer].kind);
      }
    }
    if (is_said_by_named) return std::nullopt;
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
    // Who heads a body or speaks for it is not just anybody in another office.
    const auto speaks = [&](std::size_t j) {
      return is_spokesman(all_.sayers[j]) || is_head(all_.sayers[j]);
    };
    if (others.size() == 1 && speaks(others.front()) == speaks(self)) return others.front();
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
        if (credited == nullptr || credited == document || !credits(pile_, *document, *credited))
          continue;
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

  const Pile& pile_;
  const Statements& all_;
  Sets sets_;
  std::set<const EntityGroup*> split_names_;
  std::vector<std::vector<std::size_t>> statements_of_;
  std::vector<SayerJoin> joins_;
};

}  // namespace

Identities find_identities(const Pile& pile, const Statements& statements) {
  return IdentityFinder(pile, statements).run();
}

}  // namespace hearsay::tracing
