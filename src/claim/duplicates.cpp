#include "claim/duplicates.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "text/fold.h"

namespace hearsay::claiming {
namespace {

constexpr std::size_t kMostCandidates = 8;
constexpr std::array<Role, 3> kParticipants = {Role::agent, Role::patient, Role::recipient};

template <typename Index, typename Record>
const Record* at(const std::vector<Record>& records, Index index) {
  const auto i = static_cast<std::size_t>(index);
  return i < records.size() ? &records[i] : nullptr;
}

class Joiner {
 public:
  Joiner(const Article& article, const Annotation& annotation, const Attributions& attributions,
         const Groundings& groundings)
      : article_(article),
        annotation_(annotation),
        attributions_(attributions),
        groundings_(groundings) {}

  Claims joined(Claims claims) {
    for (Claim& claim : claims.claims) {
      Entry entry = entry_of(claim);
      if (const auto earlier = earlier_of(claim, entry)) {
        merge(kept_.claims[*earlier], claim, entries_[*earlier], entry);
        continue;
      }
      for (const std::string& key : entry.keys) by_key_[key].push_back(kept_.claims.size());
      kept_.claims.push_back(std::move(claim));
      entries_.push_back(std::move(entry));
    }
    return std::move(kept_);
  }

 private:
  using Names = std::set<std::string>;
  struct Entry {
    std::array<Names, kParticipants.size()> participants;
    std::vector<std::string> keys;  ///< one for the agents, one for the patients
  };

  const Article& article_;
  const Annotation& annotation_;
  const Attributions& attributions_;
  const Groundings& groundings_;
  Claims kept_;
  std::vector<Entry> entries_;
  std::map<std::string, std::vector<std::size_t>> by_key_;

  // The entity, else the words without their article.
  [[nodiscard]] std::string name_of(const RoleFiller& filler) const {
    if (filler.mention) {
      if (const Mention* mention = at(annotation_.mentions, *filler.mention)) {
        return "e" + std::to_string(static_cast<std::uint32_t>(mention->entity));
      }
    }
    std::string folded = text::fold(words(article_, filler.span));
    for (const std::string_view article : {"the ", "a ", "an "}) {
      if (folded.starts_with(article)) return folded.substr(article.size());
    }
    return folded;
  }

  [[nodiscard]] std::string source_of(const Claim& claim) const {
    const Attribution* said =
        claim.attribution ? at(attributions_.attributions, *claim.attribution) : nullptr;
    if (said == nullptr) return {};
    if (said->source_entity) {
      return "e" + std::to_string(static_cast<std::uint32_t>(*said->source_entity));
    }
    return text::fold(said->source_name);
  }

  [[nodiscard]] Entry entry_of(const Claim& claim) const {
    Entry entry;
    for (std::size_t r = 0; r < kParticipants.size(); ++r) {
      for (const RoleFiller& filler : claim.roles) {
        if (filler.role == kParticipants[r]) entry.participants[r].insert(name_of(filler));
      }
    }
    const std::string common = claim.predicate + '\n' + source_of(claim) + '\n' +
                               std::to_string(static_cast<int>(claim.polarity)) +
                               std::to_string(static_cast<int>(claim.modality)) +
                               std::to_string(static_cast<int>(claim.voice));
    for (std::size_t r = 0; r < 2; ++r) {
      std::string key = common + '\n' + std::to_string(r);
      for (const std::string& name : entry.participants[r]) key += '\n' + name;
      if (!entry.participants[r].empty()) entry.keys.push_back(std::move(key));
    }
    return entry;
  }

  [[nodiscard]] std::optional<std::size_t> earlier_of(const Claim& claim,
                                                      const Entry& entry) const {
    for (const std::string& key : entry.keys) {
      const auto found = by_key_.find(key);
      if (found == by_key_.end()) continue;
      const auto& list = found->second;
      const std::size_t first = list.size() - std::min(list.size(), kMostCandidates);
      for (std::size_t i = first; i < list.size(); ++i) {
        if (same(kept_.claims[list[i]], claim, entries_[list[i]], entry)) return list[i];
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] bool same(const Claim& a, const Claim& b, const Entry& in_a,
                          const Entry& in_b) const {
    const bool says_little = a.predicate == "be" || a.predicate == "have";
    for (std::size_t r = 0; r < kParticipants.size(); ++r) {
      const Names& x = in_a.participants[r];
      const Names& y = in_b.participants[r];
      if (x != y && (says_little || (!x.empty() && !y.empty()))) return false;
    }
    return same_places(a, b) && same_times(a, b) && same_quantities(a, b);
  }

  [[nodiscard]] bool same_places(const Claim& a, const Claim& b) const {
    if (a.places.empty() || b.places.empty()) return true;
    return std::ranges::any_of(a.places, [&](PlaceIndex i) {
      const Place* x = at(groundings_.places, i);
      return std::ranges::any_of(b.places, [&](PlaceIndex j) {
        const Place* y = at(groundings_.places, j);
        if (x == nullptr || y == nullptr || x->gazetteer != y->gazetteer) return false;
        return !x->gazetteer.empty() || text::fold(x->name) == text::fold(y->name);
      });
    });
  }

  // No two days apart.
  [[nodiscard]] bool same_times(const Claim& a, const Claim& b) const {
    for (const TimeIndex i : a.times) {
      const Time* x = at(groundings_.times, i);
      if (x == nullptr || x->begin.empty() || x->end.empty()) continue;
      for (const TimeIndex j : b.times) {
        const Time* y = at(groundings_.times, j);
        if (y == nullptr || y->begin.empty() || y->end.empty()) continue;
        if (x->end < y->begin || y->end < x->begin) return false;
      }
    }
    return true;
  }

  // No two amounts of one unit that differ.
  [[nodiscard]] bool same_quantities(const Claim& a, const Claim& b) const {
    for (const QuantityIndex i : a.quantities) {
      const Quantity* x = at(groundings_.quantities, i);
      for (const QuantityIndex j : b.quantities) {
        const Quantity* y = at(groundings_.quantities, j);
        if (x == nullptr || y == nullptr || x->unit != y->unit) continue;
        if (x->low != y->low || x->high != y->high) return false;
      }
    }
    return true;
  }

  static void merge(Claim& into, Claim& from, Entry& entry, const Entry& other) {
    into.spans.insert(into.spans.end(), from.spans.begin(), from.spans.end());
    for (std::size_t r = 0; r < kParticipants.size(); ++r) {
      if (!entry.participants[r].empty()) continue;
      entry.participants[r] = other.participants[r];
      for (const RoleFiller& filler : from.roles) {
        if (filler.role == kParticipants[r]) into.roles.push_back(filler);
      }
    }
    if (into.places.empty()) into.places = from.places;
    if (into.place_words.empty()) into.place_words = from.place_words;
    if (into.times.empty()) into.times = from.times;
    if (into.quantities.empty()) into.quantities = from.quantities;
  }
};

}  // namespace

Claims joined_duplicates(const Article& article, const Annotation& annotation,
                         const Attributions& attributions, const Groundings& groundings,
                         Claims claims) {
  return Joiner(article, annotation, attributions, groundings).joined(std::move(claims));
}

}  // namespace hearsay::claiming
