// Documents to stories. Parts of documents (mostly a document is one) that are alike, and that
// neither times nor headlines set apart, make an allegation; allegations alike in their words,
// place names aside, make a narrative. Each claim goes to the allegation of its part, or, where its
// own time says so, to another one. What a document about something else tells in passing joins by
// its links to claims. Everything runs over parts numbered by document id, component by component,
// so the order of the input does not matter.
#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <tuple>

#include "match/cluster.h"
#include "match/entities.h"
#include "match/group_ids.h"
#include "match/match.h"
#include "match/parts.h"
#include "match/sketch.h"

namespace hearsay {
namespace matching {
namespace {

constexpr double kCohesion = 0.5;  // of allegations; fitted on ECB+
constexpr std::size_t kCentreTerms = 80;

struct Item {
  const Outline* outline = nullptr;
  std::uint32_t document = 0;  // index of the outline
  std::uint32_t part = 0;
  std::vector<WeightedTerm> pattern;  // without place names
  Frame frame;
  [[nodiscard]] const OutlinePart& record() const { return outline->parts[part]; }
};

struct ClaimPlace {  // where a claim stands: item and index into Outline::claims
  std::uint32_t item = 0;
  std::uint32_t claim = 0;
};

struct LinkedClaim {  // another document tells of it; documents by the indexes of their outlines
  std::uint32_t document = 0;
  ClaimIndex claim{};
  std::uint32_t other = 0;
  friend auto operator<=>(const LinkedClaim&, const LinkedClaim&) = default;
};

class StoryGrouper {
 public:
  explicit StoryGrouper(const Component& component) {
    auto outline = component.outlines.begin();
    for (const PartId& id : component.parts) {
      while ((*outline)->document != id.document) ++outline;
      const auto document = static_cast<std::uint32_t>(outline - component.outlines.begin());
      const OutlinePart& part = (*outline)->parts[id.part];
      first_item_.try_emplace(id.document, static_cast<std::uint32_t>(items_.size()));
      items_.push_back({*outline, document, id.part, without_places(part), frame_of(part)});
    }
    find_links(component.ties);
    find_similarities(component.ties);
    make_allegations();
    make_narratives();
    place_claims();
  }

  [[nodiscard]] std::vector<ToldAllegation> told() const {
    std::vector<ToldAllegation> all;
    for (const auto& [allegation, claims] : claims_) {
      if (claims.empty() || documents_of(allegation).size() < 2) continue;
      const Frame& frame = frame_of_allegation_.at(allegation);
      all.push_back({allegation_id(claims), frame.begin, frame.end, claims});
    }
    return all;
  }

  void write(const std::vector<Aside>& asides, Grouping& grouping) {
    move(asides);
    write(grouping);
  }

 private:
  [[nodiscard]] std::optional<std::uint32_t> item_of(const std::string& document,
                                                     std::uint32_t part) const {
    const auto found = first_item_.find(document);
    if (found == first_item_.end()) return std::nullopt;
    for (std::uint32_t i = found->second;
         i < items_.size() && items_[i].outline->document == document; ++i) {
      if (items_[i].part == part) return i;
    }
    return std::nullopt;
  }

  // Items stand by document, then part.
  [[nodiscard]] auto items_of(std::uint32_t document) const {
    return std::ranges::equal_range(items_, document, {}, &Item::document);
  }

  [[nodiscard]] std::optional<std::uint32_t> item_of(std::uint32_t document,
                                                     std::uint32_t part) const {
    const auto items = items_of(document);
    const auto found = std::ranges::find(items, part, &Item::part);
    if (found == items.end()) return std::nullopt;
    return static_cast<std::uint32_t>(&*found - items_.data());
  }

  void find_links(const std::vector<Tie>& ties) {
    for (const Tie& tie : ties) {
      for (const auto& [a, b] : tie.claims) {
        linked_.push_back({tie.first, a, tie.second});
        linked_.push_back({tie.second, b, tie.first});
      }
    }
    std::sort(linked_.begin(), linked_.end());
    linked_.erase(std::unique(linked_.begin(), linked_.end()), linked_.end());
  }

  void find_similarities(const std::vector<Tie>& ties) {
    alike_.resize(items_.size());
    for (const Tie& tie : ties) {
      for (const PartLikeness& pair : tie.parts) {
        const auto a = item_of(tie.first, pair.first);
        const auto b = item_of(tie.second, pair.second);
        if (!a || !b) continue;
        patterns_.push_back({*a, *b, pair.pattern});
        stories_.push_back({*a, *b, pair.story});
        alike_[*a].emplace_back(*b, pair.story);
        alike_[*b].emplace_back(*a, pair.story);
      }
    }
  }

  void make_allegations() {
    allegation_of_ = average_link(
        items_.size(), stories_, kAllegation,
        [&](std::uint32_t a, std::uint32_t b) { return exclude(items_[a].frame, items_[b].frame); },
        kCohesion);
    for (std::uint32_t i = 0; i < items_.size(); ++i) parts_of_[allegation_of_[i]].push_back(i);
    for (const auto& [allegation, parts] : parts_of_)
      frame_of_allegation_[allegation] = joint(parts);
  }

  // Allegations count as one thing each, however often they are retold: what most retellings of one
  // have in common is compared with what most of another have.
  void make_narratives() {
    std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (const Similarity& pair : patterns_) {
      const auto [a, b] = std::minmax(allegation_of_[pair.a], allegation_of_[pair.b]);
      if (a != b) pairs.insert({a, b});
    }
    std::map<std::uint32_t, Centre> centres;
    for (const auto& [allegation, parts] : parts_of_) centres[allegation] = centre_of(parts);
    std::vector<Similarity> likeness;
    for (const auto& [a, b] : pairs) {
      const Centre& first = centres.at(a);
      const Centre& second = centres.at(b);
      double value = cosine(first.pattern, second.pattern);
      const bool actors = share(first.actors, second.actors);
      if (actors) value += kSameActor;
      if (!actors && conflict(frame_of_allegation_.at(a), frame_of_allegation_.at(b))) {
        value += kElsewhere;
      }
      likeness.push_back({a, b, value});
    }
    const std::vector<std::uint32_t> of = average_link(items_.size(), likeness, kNarrative);
    narrative_of_.resize(items_.size());
    for (std::uint32_t i = 0; i < items_.size(); ++i) narrative_of_[i] = of[allegation_of_[i]];
    for (const auto& [allegation, parts] : parts_of_) {
      allegations_of_[narrative_of_[allegation]].push_back(allegation);
    }
  }

  struct Centre {
    std::vector<WeightedTerm> pattern;
    std::vector<std::string> actors;  // of at least a third of the parts, sorted
  };

  [[nodiscard]] Centre centre_of(const std::vector<std::uint32_t>& parts) const {
    std::map<std::string, float> sums;
    std::map<std::string, std::size_t> actors;
    for (const std::uint32_t part : parts) {
      for (const WeightedTerm& term : items_[part].pattern) sums[term.term] += term.weight;
      for (const std::string& actor : items_[part].record().actors) ++actors[actor];
    }
    Centre centre;
    for (const auto& [term, weight] : sums) centre.pattern.push_back({term, weight});
    centre.pattern = unit_vector(std::move(centre.pattern), kCentreTerms);
    for (const auto& [actor, count] : actors) {
      if (3 * count >= parts.size()) centre.actors.push_back(actor);
    }
    return centre;
  }

  [[nodiscard]] Frame joint(const std::vector<std::uint32_t>& parts) const {
    Frame all;
    for (const std::uint32_t part : parts) {
      const Frame& frame = items_[part].frame;
      all.places.insert(all.places.end(), frame.places.begin(), frame.places.end());
      if (frame.begin && (!all.begin || *frame.begin < *all.begin)) all.begin = frame.begin;
      if (frame.end && (!all.end || *frame.end > *all.end)) all.end = frame.end;
    }
    std::sort(all.places.begin(), all.places.end());
    all.places.erase(std::unique(all.places.begin(), all.places.end()), all.places.end());
    return all;
  }

  // What an allegation is about: the terms of its parts, those of one part alone hardly.
  using Core = std::map<std::string, double>;   // weights by term
  using Cores = std::map<std::uint32_t, Core>;  // by allegation

  [[nodiscard]] Core core_terms(std::uint32_t allegation) const {
    std::map<std::string, std::pair<double, int>> sums;
    const auto& parts = parts_of_.at(allegation);
    for (const std::uint32_t part : parts) {
      for (const WeightedTerm& term : items_[part].record().terms) {
        sums[term.term].first += term.weight;
        ++sums[term.term].second;
      }
    }
    Core core;
    const auto count = static_cast<double>(parts.size());
    for (const auto& [term, sum] : sums) {
      core[term] = (parts.size() > 1 && sum.second == 1 ? 0.25 : 1.0) * sum.first / count;
    }
    return core;
  }

  static double relevance(const OutlineClaim& claim, const Core& core) {
    double sum = 0;
    const auto add = [&](const std::vector<std::string>& terms, double times) {
      for (const std::string& term : terms) {
        const auto found = core.find(term);
        if (found != core.end()) sum += times * found->second;
      }
    };
    add(claim.sketch.terms, 1);
    add(claim.sketch.context, 0.7);
    return sum;
  }

  // Each claim goes to its part's allegation; one set in another time or town goes to the
  // allegation of the same narrative that it fits, or nowhere: it is background.
  void place_claims() {
    Cores others;
    for (const auto& [home, parts] : parts_of_) {
      const Core core = core_terms(home);
      for (const std::uint32_t item : parts) {
        for (const std::uint32_t claim : claims_of(item)) {
          const auto allegation = allegation_for({item, claim}, core, others);
          if (allegation) claims_[*allegation].push_back(id_of({item, claim}));
        }
      }
    }
    for (auto& [allegation, claims] : claims_) std::sort(claims.begin(), claims.end());
  }

  /// `core` is that of the part's own allegation; `others` keeps those that are asked for, rarely.
  [[nodiscard]] std::optional<std::uint32_t> allegation_for(const ClaimPlace& place,
                                                            const Core& core, Cores& others) const {
    const OutlineClaim& claim = items_[place.item].outline->claims[place.claim];
    const std::uint32_t home = allegation_of_[place.item];
    const Frame frame = frame_of(claim.sketch);
    if (!set_elsewhere(frame, frame_of_allegation_.at(home))) {
      const bool told = claim.denial || is_retold(place) || relevance(claim, core) >= kRelevant;
      return told ? std::optional(home) : std::nullopt;
    }
    const auto other = fitting_allegation(place.item, frame);
    if (!other) return std::nullopt;
    const auto [found, fresh] = others.try_emplace(*other);
    if (fresh) found->second = core_terms(*other);
    return relevance(claim, found->second) >= kRelevant ? other : std::nullopt;
  }

  /// Indexes into `Outline::claims` of those that stand in the part.
  [[nodiscard]] std::vector<std::uint32_t> claims_of(std::uint32_t item) const {
    const auto& claims = items_[item].outline->claims;
    std::vector<std::uint32_t> all;
    for (std::uint32_t c = 0; c < claims.size(); ++c) {
      if (claims[c].part == items_[item].part) all.push_back(c);
    }
    return all;
  }

  // Another document of the allegation says the same, or the opposite.
  [[nodiscard]] bool is_retold(const ClaimPlace& place) const {
    const Item& item = items_[place.item];
    const ClaimIndex claim = item.outline->claims[place.claim].sketch.claim;
    const auto links = std::ranges::equal_range(
        linked_, std::pair(item.document, claim), {},
        [](const LinkedClaim& each) { return std::pair(each.document, each.claim); });
    return std::ranges::any_of(links, [&](const LinkedClaim& link) {
      return std::ranges::any_of(items_of(link.other), [&](const Item& other) {
        return allegation_of_[static_cast<std::size_t>(&other - items_.data())] ==
               allegation_of_[place.item];
      });
    });
  }

  [[nodiscard]] std::optional<std::uint32_t> fitting_allegation(std::uint32_t item,
                                                                const Frame& frame) const {
    std::optional<std::uint32_t> best;
    for (const std::uint32_t allegation : allegations_of_.at(narrative_of_[item])) {
      if (allegation == allegation_of_[item]) continue;
      const Frame& other = frame_of_allegation_.at(allegation);
      if (!other.begin || conflict(frame, other) || set_elsewhere(frame, other)) continue;
      if (!frame.places.empty() && !share_place(frame, other)) continue;
      if (!best) best = allegation;
    }
    return best;
  }

  // What is told in passing leaves the document's own story alone and joins another one.
  void move(const std::vector<Aside>& asides) {
    std::map<std::string, std::uint32_t> places;
    for (const auto& [allegation, claims] : claims_) {
      if (!claims.empty()) places.emplace(allegation_id(claims), allegation);
    }
    for (const Aside& aside : asides) {
      const auto item = item_of_claim(aside.claim);
      if (!item) continue;
      std::erase(claims_[allegation_of_[*item]], aside.claim);
      mentioned_.insert(allegation_of_[*item]);
    }
    for (const Aside& aside : asides) {
      const auto place = places.find(aside.allegation);
      if (place == places.end()) continue;
      claims_[place->second].push_back(aside.claim);
      days_[aside.claim.document] = aside.day;
    }
  }

  [[nodiscard]] std::optional<std::uint32_t> item_of_claim(const ClaimId& id) const {
    const auto found = first_item_.find(id.document);
    if (found == first_item_.end()) return std::nullopt;
    const auto& claims = items_[found->second].outline->claims;
    const auto claim = std::find_if(claims.begin(), claims.end(), [&](const OutlineClaim& each) {
      return each.sketch.claim == id.claim;
    });
    return claim == claims.end() ? std::nullopt : item_of(id.document, claim->part);
  }

  static std::string allegation_id(const std::vector<ClaimId>& claims) {
    return "g" + hex_of(*std::min_element(claims.begin(), claims.end()));
  }

  [[nodiscard]] ClaimId id_of(const ClaimPlace& place) const {
    const Outline& outline = *items_[place.item].outline;
    return {outline.document, outline.claims[place.claim].sketch.claim};
  }

  [[nodiscard]] std::set<std::string> documents_of(std::uint32_t allegation) const {
    std::set<std::string> documents;
    for (const std::uint32_t part : parts_of_.at(allegation)) {
      documents.insert(items_[part].outline->document);
    }
    return documents;
  }

  // The headline of the part that is most like all others.
  [[nodiscard]] std::string label_of(const std::vector<std::uint32_t>& parts) const {
    std::map<std::uint32_t, double> centrality;
    for (const std::uint32_t part : parts) centrality[part] = 0;
    for (auto& [part, value] : centrality) {
      for (const auto& [other, likeness] : alike_[part]) {
        if (centrality.count(other) > 0) value += likeness;
      }
    }
    std::uint32_t best = parts.front();
    for (const auto& [part, value] : centrality) {
      if (value > centrality.at(best)) best = part;
    }
    return items_[best].record().label;
  }

  void write(Grouping& grouping) {
    std::map<std::uint32_t, Allegation> allegations;
    for (const auto& [key, list] : claims_) {
      if (list.empty()) continue;
      Allegation allegation;
      allegation.claims = list;
      std::sort(allegation.claims.begin(), allegation.claims.end());
      std::set<std::string> documents;
      for (const ClaimId& id : allegation.claims) documents.insert(id.document);
      allegation.documents.assign(documents.begin(), documents.end());
      allegation.id = "g" + hex_of(allegation.claims.front());
      allegation.label = label_of(parts_of_.at(key));
      allegations.emplace(key, std::move(allegation));
    }
    std::map<std::uint32_t, Narrative> narratives;
    std::map<std::uint32_t, std::vector<std::uint32_t>> parts;
    for (std::uint32_t i = 0; i < items_.size(); ++i) {
      const bool only_mentions =
          mentioned_.count(allegation_of_[i]) > 0 && parts_of_.at(allegation_of_[i]).size() == 1;
      if (!only_mentions) parts[narrative_of_[i]].push_back(i);
    }
    for (const auto& [key, members] : parts) {
      Narrative narrative;
      narrative.label = label_of(members);
      std::set<std::string> documents;
      for (const std::uint32_t part : members) documents.insert(items_[part].outline->document);
      std::vector<std::pair<std::string, std::string>> order;  // earliest day, id
      for (const std::uint32_t allegation_key : allegations_of_.at(key)) {
        const auto found = allegations.find(allegation_key);
        if (found == allegations.end()) continue;
        const Allegation& allegation = found->second;
        documents.insert(allegation.documents.begin(), allegation.documents.end());
        narrative.claim_count += allegation.claims.size();
        order.emplace_back(earliest(allegation.documents), allegation.id);
      }
      std::sort(order.begin(), order.end());
      for (const auto& [day, id] : order) narrative.allegations.push_back(id);
      narrative.documents.assign(documents.begin(), documents.end());
      narrative.first_seen = earliest(narrative.documents);
      narrative.last_seen = latest(narrative.documents);
      const Item& first = items_[members.front()];
      const std::string least =
          narrative.allegations.empty()
              ? hex_of(PartId{first.outline->document, first.part})
              : std::min_element(narrative.allegations.begin(), narrative.allegations.end())
                    ->substr(1);
      narrative.id = "n" + least;
      grouping.narratives.push_back(std::move(narrative));
    }
    std::set<std::string> used;
    for (const Narrative& narrative : grouping.narratives) {
      used.insert(narrative.allegations.begin(), narrative.allegations.end());
    }
    for (auto& [key, allegation] : allegations) {
      if (used.count(allegation.id) > 0) grouping.allegations.push_back(std::move(allegation));
    }
  }

  [[nodiscard]] std::string day_of(const std::string& document) const {
    const auto found = first_item_.find(document);
    if (found != first_item_.end()) return items_[found->second].outline->date.substr(0, 10);
    const auto day = days_.find(document);
    return day == days_.end() ? std::string() : day->second;
  }
  [[nodiscard]] std::string earliest(const std::vector<std::string>& documents) const {
    std::string day;
    for (const std::string& document : documents) {
      const std::string other = day_of(document);
      if (!other.empty() && (day.empty() || other < day)) day = other;
    }
    return day;
  }
  [[nodiscard]] std::string latest(const std::vector<std::string>& documents) const {
    std::string day;
    for (const std::string& document : documents) day = std::max(day, day_of(document));
    return day;
  }

  static constexpr double kRelevant = 0.15;

  std::vector<LinkedClaim> linked_;  // sorted
  std::vector<Item> items_;
  std::map<std::string, std::uint32_t> first_item_;
  std::vector<Similarity> patterns_;
  std::vector<Similarity> stories_;
  std::vector<std::vector<std::pair<std::uint32_t, double>>> alike_;  // `stories_` by item
  std::vector<std::uint32_t> narrative_of_;                           // by item: the smallest item
  std::vector<std::uint32_t> allegation_of_;                          // by item: the smallest item
  std::map<std::uint32_t, std::vector<std::uint32_t>> parts_of_;      // by allegation
  std::map<std::uint32_t, std::vector<std::uint32_t>> allegations_of_;  // by narrative, ascending
  std::map<std::uint32_t, Frame> frame_of_allegation_;
  std::map<std::uint32_t, std::vector<ClaimId>> claims_;  // by allegation
  std::set<std::uint32_t> mentioned_;                     // allegations that lost a claim
  std::map<std::string, std::string> days_;               // of documents that joined by an aside
};

/// Parts that strong pairs connect, smallest first.
std::vector<std::vector<PartId>> components_of(const std::vector<const Outline*>& outlines,
                                               const std::vector<PairMatch>& matches) {
  std::map<PartId, std::size_t> places;
  for (const Outline* outline : outlines) {
    if (!outline->article) continue;
    for (std::uint32_t part = 0; part < outline->parts.size(); ++part) {
      places.emplace(PartId{outline->document, part}, places.size());
    }
  }
  std::vector<std::size_t> parent(places.size());
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  const auto root = [&](std::size_t i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
  };
  for (const PairMatch& match : matches) {
    for (const PartLikeness& pair : match.parts) {
      const auto a = places.find({match.first, pair.first});
      const auto b = places.find({match.second, pair.second});
      if (!pair.strong || a == places.end() || b == places.end()) continue;
      const auto [low, high] = std::minmax({root(a->second), root(b->second)});
      parent[high] = low;
    }
  }
  std::map<std::size_t, std::vector<PartId>> by_root;
  for (const auto& [id, place] : places) by_root[root(place)].push_back(id);
  std::vector<std::vector<PartId>> all;
  for (auto& [first, parts] : by_root) all.push_back(std::move(parts));
  return all;
}

}  // namespace
}  // namespace matching

Tie tie_of(const PairMatch& match, std::uint32_t first, std::uint32_t second) {
  Tie tie{first, second, match.parts, {}};
  for (const ClaimLink& link : match.claims) tie.claims.emplace_back(link.a.claim, link.b.claim);
  return tie;
}

std::vector<ToldAllegation> told(const Component& component) {
  return matching::StoryGrouper(component).told();
}

Grouping stories(const Component& component, const std::vector<Aside>& asides) {
  Grouping grouping;
  matching::StoryGrouper(component).write(asides, grouping);
  return grouping;
}

const ToldAllegation* told_in_passing(
    const ClaimSketch& claim, const std::vector<std::pair<double, const ToldAllegation*>>& votes) {
  const ToldAllegation* best = nullptr;
  double most = 0;
  for (const auto& [score, allegation] : votes) {
    if (best != nullptr && (score < most || (score == most && best->id <= allegation->id))) {
      continue;
    }
    most = score;
    best = allegation;
  }
  if (best == nullptr) return nullptr;
  const matching::Frame frame{{}, {}, best->begin, best->end};
  return matching::set_elsewhere(matching::frame_of(claim), frame) ? nullptr : best;
}

namespace {

/// The asides of all documents, by the homes of the claims that theirs are linked with.
std::vector<Aside> asides_of(const std::vector<const Outline*>& outlines,
                             const std::vector<PairMatch>& matches,
                             const std::vector<ToldAllegation>& allegations) {
  std::map<ClaimId, const ToldAllegation*> home;
  for (const ToldAllegation& allegation : allegations) {
    for (const ClaimId& claim : allegation.claims) home[claim] = &allegation;
  }
  std::map<ClaimId, std::vector<std::pair<double, const ToldAllegation*>>> votes;
  for (const PairMatch& match : matches) {
    for (const ClaimLink& link : match.claims) {
      if (!link.passing) continue;
      for (const auto& [claim, other] : {std::tie(link.a, link.b), std::tie(link.b, link.a)}) {
        const auto found = home.find(other);
        if (found == home.end() || home.contains(claim)) continue;
        votes[claim].emplace_back(link.score, found->second);
      }
    }
  }
  std::vector<Aside> asides;
  for (const Outline* outline : outlines) {
    if (!outline->article) continue;
    for (const OutlineClaim& claim : outline->claims) {
      const auto found = votes.find({outline->document, claim.sketch.claim});
      if (found == votes.end()) continue;
      const ToldAllegation* allegation = told_in_passing(claim.sketch, found->second);
      if (allegation == nullptr) continue;
      asides.push_back({found->first, outline->date.substr(0, 10), allegation->id});
    }
  }
  return asides;
}

}  // namespace

Grouping group(const std::vector<Outline>& outlines, const std::vector<PairMatch>& matches) {
  std::vector<const Outline*> sorted;
  for (const Outline& outline : outlines) sorted.push_back(&outline);
  std::sort(sorted.begin(), sorted.end(),
            [](const Outline* a, const Outline* b) { return a->document < b->document; });
  sorted.erase(
      std::unique(sorted.begin(), sorted.end(),
                  [](const Outline* a, const Outline* b) { return a->document == b->document; }),
      sorted.end());
  std::vector<PairMatch> ordered = matches;
  std::sort(ordered.begin(), ordered.end(), [](const PairMatch& a, const PairMatch& b) {
    return std::tie(a.first, a.second) < std::tie(b.first, b.second);
  });
  Grouping grouping;
  std::vector<std::pair<std::string, std::string>> neighbours;
  for (const PairMatch& match : ordered) {
    if (match.reuse || !match.claims.empty()) neighbours.emplace_back(match.first, match.second);
  }
  grouping.entities = matching::group_entities(sorted, neighbours);
  std::map<std::string_view, const Outline*> outline_of;
  std::map<std::string_view, std::vector<const PairMatch*>> matches_of;  // by their first
  for (const Outline* outline : sorted) outline_of[outline->document] = outline;
  for (const PairMatch& match : ordered) matches_of[match.first].push_back(&match);
  std::vector<Component> components;
  std::vector<ToldAllegation> allegations;
  for (std::vector<PartId>& parts : matching::components_of(sorted, ordered)) {
    Component component{{}, {}, std::move(parts)};
    std::map<std::string_view, std::uint32_t> index_of;
    for (const PartId& part : component.parts) {
      const auto next = static_cast<std::uint32_t>(component.outlines.size());
      if (!index_of.try_emplace(part.document, next).second) continue;
      component.outlines.push_back(outline_of.at(part.document));
    }
    for (const auto& [document, first] : index_of) {
      for (const PairMatch* match : matches_of[document]) {
        const auto second = index_of.find(match->second);
        if (second != index_of.end()) {
          component.ties.push_back(tie_of(*match, first, second->second));
        }
      }
    }
    for (ToldAllegation& each : told(component)) allegations.push_back(std::move(each));
    components.push_back(std::move(component));
  }
  const std::vector<Aside> asides = asides_of(sorted, ordered, allegations);
  for (const Component& component : components) {
    Grouping some = stories(component, asides);
    std::ranges::move(some.allegations, std::back_inserter(grouping.allegations));
    std::ranges::move(some.narratives, std::back_inserter(grouping.narratives));
  }
  std::sort(grouping.allegations.begin(), grouping.allegations.end(),
            [](const Allegation& a, const Allegation& b) { return a.id < b.id; });
  std::sort(grouping.narratives.begin(), grouping.narratives.end(),
            [](const Narrative& a, const Narrative& b) {
              return std::tuple(b.documents.size(), a.id) < std::tuple(a.documents.size(), b.id);
            });
  return grouping;
}

}  // namespace hearsay
