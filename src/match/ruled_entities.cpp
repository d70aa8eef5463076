// The analyst's word on which names are one. What is left of a group keeps its name as long as a
// member has it.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "match/group_ids.h"
#include "match/ruled.h"

namespace hearsay {

bool is_about_entities(const Ruling& ruling) {
  return !ruling.parts.empty() &&
         std::all_of(ruling.parts.begin(), ruling.parts.end(),
                     [](const RulingPart& part) { return part.kind == AnchorKind::entity; });
}

namespace matching {
namespace {

class EntityRuler {
 public:
  EntityRuler(std::vector<EntityGroup>& groups, const Outlines& outlines)
      : groups_(groups), outlines_(outlines) {
    for (const EntityGroup& group : groups) stays_.emplace(group.id, group.members.front());
  }

  void merge(const Ruling& ruling) {
    const std::vector<std::size_t> places = places_of(ruling);
    if (places.empty()) return;
    EntityGroup& whole = groups_[places.front()];  // which gives its name
    const std::set<std::size_t> others(places.begin() + 1, places.end());
    bool is_new = false;
    for (const std::size_t other : others) {
      if (other == places.front()) continue;
      EntityGroup& part = groups_[other];
      whole.members.insert(whole.members.end(), part.members.begin(), part.members.end());
      whole.reasons.insert(whole.reasons.end(), part.reasons.begin(), part.reasons.end());
      whole.related.insert(whole.related.end(), part.related.begin(), part.related.end());
      part.members.clear();
      is_new = true;
    }
    if (!is_new) return;
    add_reason(whole, ruling);
    finish(whole);
    drop_empty();
  }

  void split(const Ruling& ruling) {
    std::vector<std::size_t> places = places_of(ruling);
    if (places.size() != ruling.parts.size()) return;
    for (const std::size_t i : leaving(places)) {
      const EntityId member = member_of(ruling.parts[i]);
      EntityGroup& from = groups_[places[i]];
      if (from.members.size() < 2 || std::erase(from.members, member) == 0) continue;
      finish(from);
      for (auto& [id, stays] : stays_) {
        if (stays == member) stays = from.members.front();
      }
      EntityGroup own = alone(member);
      add_reason(own, ruling);
      groups_.push_back(std::move(own));
    }
  }

  /// Relations go to what their groups have become; what is split off has none of its own.
  void relate() {
    std::map<EntityId, std::string> id_of_member;
    for (const EntityGroup& group : groups_) {
      for (const EntityId& member : group.members) id_of_member[member] = group.id;
    }
    for (EntityGroup& group : groups_) {
      std::map<std::string, std::string> related;
      for (const RelatedEntity& each : group.related) {
        const auto stays = stays_.find(each.id);
        if (stays == stays_.end()) continue;
        const std::string& now = id_of_member[stays->second];
        if (now != group.id) related.emplace(now, each.reason);
      }
      group.related.clear();
      for (const auto& [id, reason] : related) group.related.push_back({id, reason});
    }
  }

 private:
  static EntityId member_of(const RulingPart& part) {
    return {part.document, static_cast<EntityIndex>(part.index)};
  }

  [[nodiscard]] const Entity* entity(const EntityId& id) const {
    const auto outline = outlines_.find(id.document);
    const auto index = static_cast<std::size_t>(id.entity);
    if (outline == outlines_.end() || index >= outline->second->entities.size()) return nullptr;
    return &outline->second->entities[index];
  }

  /// The groups that the parts are in; one that was none until now ("the agency") is made. Empty
  /// where a part is not of these documents.
  std::vector<std::size_t> places_of(const Ruling& ruling) {
    std::vector<std::size_t> places;
    for (const RulingPart& part : ruling.parts) {
      const EntityId member = member_of(part);
      if (entity(member) == nullptr) return {};
      const auto found =
          std::find_if(groups_.begin(), groups_.end(), [&](const EntityGroup& group) {
            return std::binary_search(group.members.begin(), group.members.end(), member);
          });
      places.push_back(static_cast<std::size_t>(found - groups_.begin()));
      if (found == groups_.end()) groups_.push_back(alone(member));
    }
    return places;
  }

  [[nodiscard]] EntityGroup alone(const EntityId& member) const {
    EntityGroup group;
    group.members = {member};
    group.name = entity(member)->name;
    group.type = entity(member)->type;
    finish(group);
    return group;
  }

  static void add_reason(EntityGroup& group, const Ruling& ruling) {
    group.reasons.push_back(reason_of(ruling));
    std::sort(group.reasons.begin(), group.reasons.end());
    group.reasons.erase(std::unique(group.reasons.begin(), group.reasons.end()),
                        group.reasons.end());
  }

  /// What follows from the members.
  void finish(EntityGroup& group) const {
    std::sort(group.members.begin(), group.members.end());
    group.id = id_of(group.members.front());
    std::map<std::string, std::size_t> names;
    std::set<std::string> aliases;
    for (const EntityId& member : group.members) {
      const Entity* record = entity(member);
      if (record == nullptr) continue;
      ++names[record->name];
      aliases.insert(record->name);
      aliases.insert(record->aliases.begin(), record->aliases.end());
    }
    if (names.count(group.name) == 0) group.name = most_frequent(names);
    aliases.erase(group.name);
    group.aliases.assign(aliases.begin(), aliases.end());
  }

  /// Ties go to the longer name, then by bytes.
  static std::string most_frequent(const std::map<std::string, std::size_t>& names) {
    std::tuple<std::size_t, std::size_t, std::string> best;
    for (const auto& [name, count] : names) best = std::max(best, {count, name.size(), name});
    return std::get<2>(best);
  }

  void drop_empty() {
    std::erase_if(groups_, [](const EntityGroup& group) { return group.members.empty(); });
  }

  std::vector<EntityGroup>& groups_;
  const Outlines& outlines_;
  std::map<std::string, EntityId>
      stays_;  ///< by a group's first id: a member that did not leave it
};

}  // namespace

void rule_entities(std::vector<EntityGroup>& groups, const Outlines& outlines,
                   const std::vector<Ruling>& rulings) {
  // What nobody has touched is not made anew.
  if (std::none_of(rulings.begin(), rulings.end(), is_about_entities)) return;
  EntityRuler ruler(groups, outlines);
  for (const Ruling& ruling : rulings) {
    if (!is_about_entities(ruling)) continue;
    if (ruling.verb == Verb::merge) ruler.merge(ruling);
    if (ruling.verb == Verb::split) ruler.split(ruling);
  }
  ruler.relate();
  std::sort(groups.begin(), groups.end(),
            [](const EntityGroup& a, const EntityGroup& b) { return a.id < b.id; });
}

}  // namespace matching
}  // namespace hearsay
