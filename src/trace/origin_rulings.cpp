#include "trace/origin_rulings.h"

#include <algorithm>
#include <optional>
#include <set>

#include "trace/hop_rulings.h"

namespace hearsay::tracing {
namespace {

constexpr std::size_t kNone = Statements::kNone;

/// Where a ruling's part is: the origin, and the sayer in it (kNone: the origin is an outlet).
struct Place {
  std::size_t origin = kNone;
  std::size_t sayer = kNone;
};

class OriginRuler {
 public:
  OriginRuler(const Statements& statements, std::map<std::size_t, FoundOrigin>& found)
      : all_(statements), found_(found) {}

  void merge(const Ruling& ruling) {
    std::set<std::size_t> origins;
    OriginGroup group;
    group.certain = true;
    group.reason = reason_of(ruling);
    for (const RulingPart& part : ruling.parts) {
      const Place place = find(part);
      if (place.origin == kNone) continue;
      origins.insert(place.origin);
      if (place.sayer == kNone || all_.sayers[place.sayer].evidence.empty()) continue;
      group.evidence.push_back(all_.sayers[place.sayer].evidence.front());
    }
    if (origins.size() < 2) return;
    FoundOrigin& whole = found_.at(*origins.begin());
    for (auto it = std::next(origins.begin()); it != origins.end(); ++it) {
      FoundOrigin& part = found_.at(*it);
      append(whole.sayers, part.sayers);
      append(whole.statements, part.statements);
      append(whole.joins, part.joins);
      found_.erase(*it);
    }
    whole.joins.push_back(std::move(group));
  }

  /// One by itself stands apart from all that it is grouped with; of several each stands apart from
  /// the others.
  void split(const Ruling& ruling) {
    std::vector<std::size_t> origins;
    for (const RulingPart& part : ruling.parts) {
      const Place place = find(part);
      if (place.origin == kNone) continue;
      const bool is_shared = ruling.parts.size() == 1 || std::find(origins.begin(), origins.end(),
                                                                   place.origin) != origins.end();
      const std::size_t own = is_shared ? take_out(place) : place.origin;
      if (ruling.parts.size() == 1 && own != place.origin) origins.push_back(place.origin);
      origins.push_back(own);
    }
    for (std::size_t x = 0; x < origins.size(); ++x) {
      for (std::size_t y = x + 1; y < origins.size(); ++y) keep_apart(origins[x], origins[y]);
    }
  }

  ApartStatements apart() && { return std::move(apart_); }

 private:
  template <typename T>
  static void append(std::vector<T>& to, const std::vector<T>& more) {
    to.insert(to.end(), more.begin(), more.end());
  }

  /// The sayer becomes an origin by itself, unless it is one already.
  std::size_t take_out(const Place& place) {
    FoundOrigin& from = found_.at(place.origin);
    if (place.sayer == kNone || from.sayers.size() < 2) return place.origin;
    std::erase(from.sayers, place.sayer);
    const std::size_t fresh = found_.rbegin()->first + 1;
    found_[fresh].sayers = {place.sayer};
    return fresh;
  }

  void keep_apart(std::size_t a, std::size_t b) {
    const std::size_t first = statement_of(a);
    const std::size_t second = statement_of(b);
    if (a != b && first != kNone && second != kNone) apart_.emplace_back(first, second);
  }

  [[nodiscard]] std::size_t statement_of(std::size_t origin) const {
    const FoundOrigin& found = found_.at(origin);
    if (!found.statements.empty()) return found.statements.front();
    for (std::size_t s = 0; s < all_.statements.size(); ++s) {
      for (const std::size_t sayer : all_.statements[s].sayers) {
        if (sayer == found.sayers.front()) return s;
      }
    }
    return kNone;
  }

  [[nodiscard]] Place find(const RulingPart& part) const {
    const auto index = static_cast<AttributionIndex>(part.index);
    for (const auto& [key, origin] : found_) {
      for (const std::size_t i : origin.sayers) {
        const Sayer& sayer = all_.sayers[i];
        if (sayer.document != part.document) continue;
        const bool is_named = part.kind == AnchorKind::attribution &&
                              std::find(sayer.attributions.begin(), sayer.attributions.end(),
                                        index) != sayer.attributions.end();
        const bool is_author = part.kind == AnchorKind::document && sayer.attributions.empty();
        if (is_named || is_author) return {key, i};
      }
    }
    for (const auto& [key, origin] : found_) {
      const bool is_outlet =
          std::any_of(origin.statements.begin(), origin.statements.end(), [&](std::size_t s) {
            const Statement& statement = all_.statements[s];
            return statement.id.document == part.document && statement.claim->attribution == index;
          });
      if (is_outlet && part.kind == AnchorKind::attribution) return {key, kNone};
    }
    return {};
  }

  const Statements& all_;
  std::map<std::size_t, FoundOrigin>& found_;
  ApartStatements apart_;
};

bool is_about_origins(const Ruling& ruling) {
  return std::all_of(ruling.parts.begin(), ruling.parts.end(), [&](const RulingPart& part) {
    const bool is_author = part.kind == AnchorKind::document && ruling.verb == Verb::merge;
    return part.kind == AnchorKind::attribution || is_author;
  });
}

}  // namespace

ApartStatements rule_origins(const std::vector<Ruling>& rulings, const Statements& statements,
                             std::map<std::size_t, FoundOrigin>& found) {
  OriginRuler ruler(statements, found);
  for (const Ruling& ruling : rulings) {
    if (!is_about_origins(ruling)) continue;
    if (ruling.verb == Verb::merge) ruler.merge(ruling);
    if (ruling.verb == Verb::split) ruler.split(ruling);
  }
  return std::move(ruler).apart();
}

std::set<const EntityGroup*> split_names(const Pile& pile) {
  std::set<const EntityGroup*> names;
  for (const Ruling& ruling : pile.rulings()) {
    if (ruling.verb != Verb::split) continue;
    for (const RulingPart& part : ruling.parts) {
      if (part.kind != AnchorKind::entity) continue;
      const auto* name = pile.entity(part.document, static_cast<EntityIndex>(part.index));
      if (name != nullptr) names.insert(name);
    }
  }
  return names;
}

std::vector<AttributionId> attributions_of(const Statements& statements, const FoundOrigin& found) {
  std::set<AttributionId> ids;
  for (const std::size_t i : found.sayers) {
    const Sayer& sayer = statements.sayers[i];
    for (const AttributionIndex index : sayer.attributions) ids.insert({sayer.document, index});
  }
  for (const std::size_t s : found.statements) {
    const Statement& statement = statements.statements[s];
    const bool is_outlet = found.sayers.empty() && statement.claim->attribution;
    if (is_outlet) ids.insert({statement.id.document, *statement.claim->attribution});
  }
  return {ids.begin(), ids.end()};
}

}  // namespace hearsay::tracing
