#include "match/entities.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>

#include "match/names.h"
#include "match/related.h"
#include "text/fold.h"
#include "text/hash.h"
#include "text/utf8.h"

namespace hearsay {
namespace matching {
namespace {

constexpr std::size_t kLargestBlock =
    64;  // names that share a key and are compared with each other

/// An entity by the place of its document in the collection: a large one has millions.
struct Member {
  std::uint32_t document = 0;
  EntityIndex entity{};
};

/// One name form of the collection: all entities of one folded name and kind of type.
struct Name {
  std::string text;                // most frequent spelling
  std::vector<std::string> words;  // folded
  PreparedName prepared;
  EntityType type = EntityType::other;
  std::vector<Member> members;  // sorted
  std::vector<std::uint32_t>
      documents;  // that it stands in, by their place in the collection; sorted
  std::map<std::string, std::size_t> spellings;
  std::map<std::string, std::size_t> aliases;
  struct Description {
    std::uint32_t document = 0;
    std::string words;
  };
  std::vector<Description> descriptions;
};

enum class TypeClass { person, body, other };

TypeClass class_of(EntityType type) {
  if (type == EntityType::person) return TypeClass::person;
  if (type == EntityType::organisation || type == EntityType::group) return TypeClass::body;
  return TypeClass::other;
}

bool compatible(EntityType a, EntityType b) {
  if (a == b || a == EntityType::other || b == EntityType::other) return true;
  if (class_of(a) != TypeClass::other) return class_of(a) == class_of(b);
  const auto is_site = [](EntityType type) {
    return type == EntityType::place || type == EntityType::facility;
  };
  return is_site(a) && is_site(b);
}

// "the agency", "a roofer who inspected it": an entity that the article never names.
bool is_name(const std::string& name) {
  for (std::size_t i = 0; i < name.size();) {
    const auto [c, size] = text::decode_at(name, i);
    if (text::is_upper(c)) return true;
    if (c >= 0x370 && text::is_letter(c) && !text::is_lower(c)) return true;  // no case there
    i += size;
  }
  return false;
}

std::vector<std::string> without_article(std::vector<std::string> words) {
  if (words.size() > 1 && words.front() == "the") words.erase(words.begin());
  return words;
}

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += all.empty() ? word : " " + word;
  return all;
}

std::vector<Name> names_of(const std::vector<const Outline*>& outlines) {
  std::map<std::pair<std::string, int>, Name> names;
  for (std::uint32_t place = 0; place < outlines.size(); ++place) {
    const Outline* const outline = outlines[place];
    for (std::size_t i = 0; i < outline->entities.size(); ++i) {
      const Entity& entity = outline->entities[i];
      if (!is_name(entity.name)) continue;
      std::vector<std::string> words = without_article(name_words(entity.name));
      if (words.empty()) continue;
      Name& name = names[{joined(words), static_cast<int>(entity.type)}];
      name.words = std::move(words);
      if (name.prepared.words.empty()) name.prepared = prepare_name(entity.name);
      name.type = entity.type;
      name.members.push_back({place, static_cast<EntityIndex>(i)});
      if (name.documents.empty() || name.documents.back() != place) name.documents.push_back(place);
      ++name.spellings[entity.name];
      for (const std::string& alias : entity.aliases) ++name.aliases[alias];
      if (!entity.description.empty()) {
        name.descriptions.push_back({place, entity.description});
      }
    }
  }
  std::vector<Name> all;
  all.reserve(names.size());
  // Out of the map one by one: a large collection has as many names as there is memory for.
  while (!names.empty()) {
    Name name = std::move(names.extract(names.begin()).mapped());
    std::size_t most = 0;
    for (const auto& [spelling, count] : name.spellings) {
      if (count <= most) continue;
      most = count;
      name.text = spelling;
    }
    all.push_back(std::move(name));
  }
  return all;
}

// How sure a merge is: the surest are done first.
struct Merge {
  int strength = 0;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::string reason;
};

bool ends_with(const std::vector<std::string>& whole, const std::vector<std::string>& end) {
  return end.size() < whole.size() &&
         std::equal(end.begin(), end.end(), whole.end() - static_cast<std::ptrdiff_t>(end.size()));
}

std::string said(const Name& a, const Name& b, std::string_view why) {
  return fmt::format("{} ~ {}: {}", a.text, b.text, why);
}

// "M. Aziz" and "Mohamed Aziz". One word is not enough for a person: it may be anybody's surname.
std::string person_reason(const Name& a, const Name& b) {
  if (a.words.size() < 2 || b.words.size() < 2) return {};
  const NameReason reason = compare_names(a.prepared, b.prepared).reason;
  const bool one = reason == NameReason::same || reason == NameReason::spellings ||
                   reason == NameReason::order || reason == NameReason::initial ||
                   reason == NameReason::left_out;
  return one ? said(a, b, words_of(reason)) : std::string();
}

std::string body_reason(const Name& a, const Name& b, bool one_story) {
  const NameReason reason = compare_names(a.prepared, b.prepared).reason;
  // Two letters stand for too much.
  const bool acronym =
      reason == NameReason::acronym && std::min(a.prepared.key.size(), b.prepared.key.size()) >= 3;
  if (acronym || reason == NameReason::same || reason == NameReason::spellings) {
    return said(a, b, words_of(reason));
  }
  const Name& longer = a.words.size() > b.words.size() ? a : b;
  const Name& shorter = a.words.size() > b.words.size() ? b : a;
  if (one_story && shorter.words.size() >= 2 && ends_with(longer.words, shorter.words)) {
    return said(shorter, longer, "short form, one story");
  }
  return {};
}

/// For each document, by its place in the collection, those that tell of one thing with it.
using Neighbours = std::vector<std::vector<std::uint32_t>>;

class EntityGrouper {
 public:
  /// `documents`: the id of each, by its place.
  EntityGrouper(std::vector<std::string> documents, std::vector<Name> names, Neighbours neighbours)
      : documents_(std::move(documents)),
        names_(std::move(names)),
        parent_(names_.size()),
        reasons_(names_.size()),
        neighbours_(std::move(neighbours)) {
    std::iota(parent_.begin(), parent_.end(), 0U);
    for (std::uint32_t i = 0; i < names_.size(); ++i) groups_.push_back({i});
  }

  std::vector<EntityGroup> run() {
    std::vector<Merge> merges = find_merges();
    std::sort(merges.begin(), merges.end(), [](const Merge& x, const Merge& y) {
      return std::tie(y.strength, x.a, x.b) < std::tie(x.strength, y.a, y.b);
    });
    for (const Merge& merge : merges) join(merge);
    join_surnames();
    for (Name& name : names_) name.prepared = {};  // compared for the last time
    std::vector<EntityGroup> all = groups();
    relate(all);
    return all;
  }

 private:
  std::uint32_t root(std::uint32_t i) const {
    while (parent_[i] != i) i = parent_[i];
    return i;
  }

  [[nodiscard]] bool one_story(const Name& a, const Name& b) const {
    return std::ranges::any_of(a.documents, [&](const std::uint32_t document) {
      return tell_one_story(document, b.documents);
    });
  }

  [[nodiscard]] bool tell_one_story(std::uint32_t document,
                                    const std::vector<std::uint32_t>& others) const {
    const auto has = [](const std::vector<std::uint32_t>& sorted, std::uint32_t one) {
      return std::ranges::binary_search(sorted, one);
    };
    return has(others, document) ||
           std::ranges::any_of(neighbours_[document],
                               [&](const std::uint32_t near) { return has(others, near); });
  }

  // Names that share a key are compared with each other, no others: linear in all but odd piles.
  std::vector<Merge> find_merges() {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> blocks;  // a key's hash, one that has it
    for (std::uint32_t i = 0; i < names_.size(); ++i) {
      const Name& name = names_[i];
      std::set<std::string> keys{"=" + joined(name.words)};
      const std::string& letters = name.prepared.initials;
      if (letters.size() >= 3) keys.insert("a" + letters);
      if (name.words.size() == 1) keys.insert("a" + name.words.front());
      for (const PreparedWord& word : name.prepared.words) {
        const std::string sounds = sound_key(word);
        if (!sounds.empty()) keys.insert("c" + sounds);
      }
      for (const auto& [alias, count] : name.aliases) {
        const std::vector<std::string> words = without_article(name_words(alias));
        if (words.size() > 1) keys.insert("=" + joined(words));
      }
      for (const std::string& key : keys) blocks.emplace_back(text::hash64(key), i);
    }
    std::ranges::sort(blocks);
    std::vector<Merge> merges;
    for (std::size_t begin = 0, end = 0; begin < blocks.size(); begin = end) {
      while (end < blocks.size() && blocks[end].first == blocks[begin].first) ++end;
      const std::size_t last = std::min(end, begin + kLargestBlock);
      for (std::size_t x = begin; x < last; ++x) {
        for (std::size_t y = x + 1; y < last; ++y) {
          compare(blocks[x].second, blocks[y].second, merges);
        }
      }
    }
    return merges;
  }

  void compare(std::uint32_t a, std::uint32_t b, std::vector<Merge>& merges) const {
    const Name& first = names_[a];
    const Name& second = names_[b];
    if (!compatible(first.type, second.type)) return;
    if (first.words == second.words) {
      merges.push_back({4, a, b, "same name"});
      return;
    }
    if (is_alias(first, second) || is_alias(second, first)) {
      merges.push_back(
          {3, a, b, fmt::format("{} ~ {}: one article calls it both", first.text, second.text)});
      return;
    }
    const bool persons = first.type == EntityType::person || second.type == EntityType::person;
    std::string reason = persons ? person_reason(first, second)
                                 : body_reason(first, second, one_story(first, second));
    if (!reason.empty()) merges.push_back({2, a, b, std::move(reason)});
  }

  static bool is_alias(const Name& name, const Name& other) {
    if (other.words.size() < 2) return false;
    for (const auto& [alias, count] : name.aliases) {
      if (without_article(name_words(alias)) == other.words) return true;
    }
    return false;
  }

  // Two full names that disagree never end in one group, whatever stands between them.
  [[nodiscard]] bool disagree(const Name& a, const Name& b) const {
    // "the Guard" by itself may have been read as anything.
    const bool bare = a.words.size() == 1 || b.words.size() == 1;
    if (!bare && !compatible(a.type, b.type)) return true;
    if (a.type != EntityType::person || b.type != EntityType::person) return false;
    if (a.words.size() < 2 || b.words.size() < 2 || a.words == b.words) return false;
    return person_reason(a, b).empty() && !is_alias(a, b) && !is_alias(b, a);
  }

  void join(const Merge& merge) {
    std::uint32_t a = root(merge.a);
    std::uint32_t b = root(merge.b);
    if (a == b) return;
    if (b < a) std::swap(a, b);
    for (const std::uint32_t x : groups_[a]) {
      for (const std::uint32_t y : groups_[b]) {
        if (disagree(names_[x], names_[y])) return;
      }
    }
    parent_[b] = a;
    groups_[a].insert(groups_[a].end(), groups_[b].begin(), groups_[b].end());
    groups_[b].clear();
    reasons_[a].insert(reasons_[b].begin(), reasons_[b].end());
    reasons_[a].insert(merge.reason);
  }

  // "Weiss" joins "I. Weiss", "the Guard" the "Rail Guard", where the story has only one.
  void join_surnames() {
    std::map<std::string, std::vector<std::uint32_t>> by_last;
    for (std::uint32_t i = 0; i < names_.size(); ++i) {
      if (class_of(names_[i].type) != TypeClass::other)
        by_last[names_[i].words.back()].push_back(i);
    }
    for (const auto& [last, list] : by_last) {
      for (const std::uint32_t bare : list) {
        if (names_[bare].words.size() != 1) continue;
        std::set<std::uint32_t> full;
        for (const std::uint32_t other : list) {
          if (names_[other].words.size() > 1 && one_story(names_[bare], names_[other])) {
            full.insert(root(other));
          }
        }
        if (full.size() != 1) continue;
        join({1, bare, *full.begin(),
              fmt::format("{} ~ {}: the only one of that name in the story", names_[bare].text,
                          names_[*full.begin()].text)});
      }
    }
  }

  /// Sorted by id; notes which has each name.
  std::vector<EntityGroup> groups() {
    std::vector<std::pair<std::string, std::uint32_t>> roots;  // by the group's id
    std::vector<EntityGroup> all;
    for (std::uint32_t i = 0; i < names_.size(); ++i) {
      if (groups_[i].empty()) continue;
      roots.emplace_back(group_id(i), i);
    }
    std::sort(roots.begin(), roots.end());
    group_of_name_.resize(names_.size());
    all.reserve(roots.size());
    for (auto& [id, index] : roots) {
      for (const std::uint32_t name : groups_[index]) group_of_name_[name] = all.size();
      all.push_back(group_of(std::move(id), index));
    }
    return all;
  }

  // A description names whom it belongs to in the same story: other countries have ministries too.
  void relate(std::vector<EntityGroup>& all) const {
    NamedBodies bodies;
    for (std::uint32_t i = 0; i < names_.size(); ++i) {
      if (class_of(names_[i].type) == TypeClass::body) bodies.add(i, names_[i].text);
    }
    std::set<std::tuple<std::size_t, std::size_t, std::string>> links;
    for (std::uint32_t i = 0; i < names_.size(); ++i) {
      const Name& name = names_[i];
      for (const auto& [document, description] : name.descriptions) {
        for (const std::uint32_t body : bodies.named_in(description)) {
          const std::size_t a = group_of_name_[i];
          const std::size_t b = group_of_name_[body];
          if (a == b || !tell_one_story(document, names_[body].documents)) continue;
          const std::string reason = fmt::format("{}: \"{}\"", name.text, description);
          links.insert({a, b, reason});
          links.insert({b, a, reason});
        }
      }
    }
    for (const auto& [from, to, reason] : links) {
      auto& related = all[from].related;
      const bool has = std::ranges::any_of(
          related, [&](const RelatedEntity& each) { return each.id == all[to].id; });
      if (!has) related.push_back({all[to].id, reason});
    }
    for (EntityGroup& group : all) std::sort(group.related.begin(), group.related.end());
  }

  [[nodiscard]] EntityId id_of(const Member& member) const {
    return {documents_[member.document], member.entity};
  }

  /// Of the group's smallest member; those of a name are sorted.
  [[nodiscard]] std::string group_id(std::uint32_t group) const {
    const auto place = [](const Member& each) { return std::pair(each.document, each.entity); };
    const Member* least = nullptr;
    for (const std::uint32_t i : groups_[group]) {
      const Member& first = names_[i].members.front();
      if (least == nullptr || place(first) < place(*least)) least = &first;
    }
    return fmt::format("{}#e{}", documents_[least->document],
                       static_cast<std::uint32_t>(least->entity) + 1);
  }

  EntityGroup group_of(std::string id, std::uint32_t index) {
    EntityGroup group;
    group.id = std::move(id);
    std::map<std::string, std::size_t> spellings;
    std::map<EntityType, std::size_t> types;
    std::set<std::string> aliases;
    for (const std::uint32_t i : groups_[index]) {
      const Name& name = names_[i];
      for (const Member& member : name.members) group.members.push_back(id_of(member));
      for (const auto& [spelling, count] : name.spellings) spellings[spelling] += count;
      for (const auto& [alias, count] : name.aliases) aliases.insert(alias);
      types[name.type] += name.members.size();
    }
    std::sort(group.members.begin(), group.members.end());
    // The most frequent name of the most words: "Aurelio Quispe" before "A. Quispe" before
    // "Quispe".
    const auto fullness = [](const std::string& name) {
      std::size_t full = 0;
      for (const std::string& word : name_words(name)) full += word.size() > 1 ? 1 : 0;
      return std::min<std::size_t>(full, 4);
    };
    for (const auto& [spelling, count] : spellings) {
      const auto rank = [&](const std::string& name) {
        return std::tuple(fullness(name), spellings.at(name));
      };
      if (group.name.empty() || rank(spelling) > rank(group.name)) group.name = spelling;
    }
    std::size_t most = 0;
    for (const auto& [type, count] : types) {
      if (count <= most) continue;
      most = count;
      group.type = type;
    }
    for (const auto& [spelling, count] : spellings) aliases.insert(spelling);
    aliases.erase(group.name);
    group.aliases.assign(aliases.begin(), aliases.end());
    group.reasons.assign(reasons_[index].begin(), reasons_[index].end());
    if (group.reasons.empty() && group.members.size() > 1) group.reasons.push_back("same name");
    return group;
  }

  std::vector<std::string> documents_;
  std::vector<Name> names_;
  std::vector<std::uint32_t> parent_;
  std::vector<std::vector<std::uint32_t>> groups_;
  std::vector<std::size_t> group_of_name_;  // once groups are made
  std::vector<std::set<std::string>> reasons_;
  Neighbours neighbours_;
};

Neighbours places_of(const std::vector<std::pair<std::string, std::string>>& pairs,
                     const std::vector<const Outline*>& outlines) {
  std::unordered_map<std::string_view, std::uint32_t> places;
  for (std::uint32_t i = 0; i < outlines.size(); ++i) places.emplace(outlines[i]->document, i);
  Neighbours neighbours(outlines.size());
  for (const auto& [first, second] : pairs) {
    const auto a = places.find(first);
    const auto b = places.find(second);
    if (a == places.end() || b == places.end()) continue;  // no names there
    neighbours[a->second].push_back(b->second);
    neighbours[b->second].push_back(a->second);
  }
  return neighbours;
}

EntityGrouper grouper_of(const std::vector<const Outline*>& outlines,
                         const std::vector<std::pair<std::string, std::string>>& neighbours) {
  std::vector<std::string> documents;
  documents.reserve(outlines.size());
  for (const Outline* outline : outlines) documents.push_back(outline->document);
  return {std::move(documents), names_of(outlines), places_of(neighbours, outlines)};
}

}  // namespace

std::vector<EntityGroup> group_entities(
    const std::vector<const Outline*>& outlines,
    const std::vector<std::pair<std::string, std::string>>& neighbours) {
  return grouper_of(outlines, neighbours).run();
}

}  // namespace matching

std::vector<EntityGroup> entities(std::vector<Outline> outlines,
                                  std::vector<std::pair<std::string, std::string>> neighbours) {
  std::vector<const Outline*> all;
  all.reserve(outlines.size());
  for (const Outline& outline : outlines) all.push_back(&outline);
  matching::EntityGrouper grouper = matching::grouper_of(all, neighbours);
  outlines = {};
  neighbours = {};
  return grouper.run();
}

}  // namespace hearsay
