#include "trace/origins.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "trace/core.h"
#include "trace/identity.h"
#include "trace/origin_rulings.h"
#include "trace/sayers.h"
#include "trace/sets.h"

namespace hearsay::tracing {
namespace {

class OriginFinder {
 public:
  OriginFinder(const Pile& pile, const Statements& statements)
      : pile_(pile),
        all_(statements),
        identities_(find_identities(pile, statements)),
        core_(core_words(pile)),
        statements_of_(statements_by_sayer(statements)) {
    for (const PairMatch& match : pile.matches()) {
      if (match.reuse) sharing_.insert({match.first, match.second});
    }
  }

  Origins run() {
    Origins result;
    std::map<std::size_t, FoundOrigin> found;
    for (std::size_t i = 0; i < all_.sayers.size(); ++i) {
      if (!statements_of_[i].empty()) found[identities_.sets.root(i)].sayers.push_back(i);
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

 private:
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
      if (statement.denial) return true;
      // Who is only thought to go on speaking is an origin by what is surely his.
      if (statement.claim->voice == Voice::carried) return false;
      const std::size_t core = core_count(statement);
      const bool touches = core > 0 || core_.count(statement.allegation) == 0;
      // One text tells it, copied or not: nobody else's telling shows what is beside the matter.
      if (retold.count(statement.allegation) == 0) return touches;
      return core >= 2 || ((told[s] || in_several) && (touches || !body));
    });
  }

  // Why sayers are one, where the analyst has left them so.
  void add_joins(std::map<std::size_t, FoundOrigin>& found) const {
    std::vector<FoundOrigin*> owners(all_.sayers.size());
    for (auto& [root, origin] : found) {
      for (const std::size_t sayer : origin.sayers) owners[sayer] = &origin;
    }
    for (const SayerJoin& join : identities_.joins) {
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
  Identities identities_;
  std::map<const Allegation*, std::set<std::string>> core_;
  std::set<std::pair<std::string, std::string>> sharing_;  // documents with a passage in common
  std::vector<std::vector<std::size_t>> statements_of_;
};

}  // namespace

Origins find_origins(const Pile& pile, const Statements& statements) {
  return OriginFinder(pile, statements).run();
}

}  // namespace hearsay::tracing
