// Documents to stories. A part of a document (mostly all of it) is compared with the parts of
// others by its words. Parts alike whose towns and months do not conflict make an allegation;
// allegations alike in their words, place names aside, make a narrative. Each claim goes to the
// allegation of its part, or, where its own time says so, to another one. A passing mention
// in a document about something else joins by its links to claims. Everything runs over
// items numbered by document id, so the order of the input does not matter.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>

#include "match/cluster.h"
#include "match/days.h"
#include "match/entities.h"
#include "match/group_ids.h"
#include "match/match.h"
#include "match/sketch.h"

namespace hearsay {
namespace matching {
namespace {

// Mean likeness of stories. On ECB+ (docs/match.md) 0.15 joins stories of one kind, 0.3 of one
// event.
constexpr double kAllegation = 0.22;
constexpr double kNarrative = 0.25;
constexpr double kCohesion = 0.65;  // of allegations; fitted on ECB+, as in texts.cpp
// What else than words speaks for one event, or for two of one kind.
constexpr double kSamePlaceAndTime = 0.10;
constexpr double kSameActor = 0.08;
constexpr double kElsewhere = -0.05;
constexpr double kMention = 0.46;  // link by which a passing mention joins
constexpr std::int64_t kOneEventDays = 45;
constexpr std::size_t kCentreTerms = 80;
constexpr std::size_t kIndexTerms = 12;      // heaviest terms of a part that find candidates
constexpr std::size_t kLongestPosting = 64;  // a term that more parts turn on finds nobody

struct Item {
  const Outline* outline = nullptr;
  std::uint32_t part = 0;
  std::vector<WeightedTerm> story;    // all terms
  std::vector<WeightedTerm> pattern;  // without place names
  [[nodiscard]] const OutlinePart& record() const { return outline->parts[part]; }
};

std::vector<WeightedTerm> without_places(const OutlinePart& part) {
  std::vector<WeightedTerm> rest;
  double length = 0;
  for (const WeightedTerm& term : part.terms) {
    if (std::binary_search(part.place_terms.begin(), part.place_terms.end(), term.term)) continue;
    rest.push_back(term);
    length += static_cast<double>(term.weight) * term.weight;
  }
  for (WeightedTerm& term : rest) term.weight = static_cast<float>(term.weight / std::sqrt(length));
  return rest;
}

/// Where and when two accounts are set, and whether both can be of one event.
struct Frame {
  std::vector<std::string> places;  // sorted
  std::optional<std::int64_t> begin;
  std::optional<std::int64_t> end;
};

Frame frame_of(const OutlinePart& part) {
  Frame frame{part.places, day_number(part.time_begin), day_number(part.time_end)};
  std::sort(frame.places.begin(), frame.places.end());
  return frame;
}

bool share_place(const Frame& a, const Frame& b) {
  return std::any_of(a.places.begin(), a.places.end(), [&](const std::string& place) {
    return std::binary_search(b.places.begin(), b.places.end(), place);
  });
}

bool conflict(const Frame& a, const Frame& b) {
  if (!a.places.empty() && !b.places.empty() && !share_place(a, b)) return true;
  if (a.begin && b.begin && a.end && b.end) {
    if (*b.begin - *a.end > kOneEventDays || *a.begin - *b.end > kOneEventDays) return true;
  }
  return false;
}

bool share(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& item) {
    return std::binary_search(b.begin(), b.end(), item);
  });
}

constexpr double kLeastSimilarity = 0.05;  // less counts as nothing, and costs nothing

struct ClaimPlace {  // where a claim stands: item and index into Outline::claims
  std::uint32_t item = 0;
  std::uint32_t claim = 0;
};

class StoryGrouper {
 public:
  StoryGrouper(const std::vector<const Outline*>& outlines, const std::vector<PairMatch>& matches)
      : matches_(matches) {
    for (const Outline* outline : outlines) {
      if (!outline->article) continue;
      for (std::uint32_t part = 0; part < outline->parts.size(); ++part) {
        first_item_.try_emplace(outline->document, static_cast<std::uint32_t>(items_.size()));
        items_.push_back(
            {outline, part, outline->parts[part].terms, without_places(outline->parts[part])});
        frames_.push_back(frame_of(outline->parts[part]));
      }
    }
    for (const PairMatch& match : matches) {
      for (const ClaimLink& link : match.claims) {
        linked_.emplace(link.a, link.b);
        linked_.emplace(link.b, link.a);
      }
    }
  }

  void run(Grouping& grouping) {
    find_similarities();
    make_allegations();
    make_narratives();
    place_claims();
    move_mentions();
    write(grouping);
  }

 private:
  using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

  // Candidates: documents that were matched, and parts that share a heavy term that few have. What
  // is sorted once takes a tenth of the room of a set.
  [[nodiscard]] Pairs candidates() const {
    Pairs pairs;
    for (const PairMatch& match : matches_) {
      for (const std::uint32_t x : items_of(match.first)) {
        for (const std::uint32_t y : items_of(match.second)) pairs.push_back(std::minmax(x, y));
      }
    }
    for (const auto& [term, posting] : postings()) {
      if (posting.size() > kLongestPosting) continue;
      for (std::size_t x = 0; x < posting.size(); ++x) {
        for (std::size_t y = x + 1; y < posting.size(); ++y) {
          pairs.emplace_back(posting[x], posting[y]);
        }
      }
    }
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    return pairs;
  }

  // Parts by their heaviest terms, place names aside.
  [[nodiscard]] std::unordered_map<std::string, std::vector<std::uint32_t>> postings() const {
    std::unordered_map<std::string, std::vector<std::uint32_t>> all;
    for (std::uint32_t i = 0; i < items_.size(); ++i) {
      std::vector<WeightedTerm> terms = items_[i].pattern;
      std::sort(terms.begin(), terms.end(), [](const WeightedTerm& x, const WeightedTerm& y) {
        return x.weight != y.weight ? x.weight > y.weight : x.term < y.term;
      });
      if (terms.size() > kIndexTerms) terms.resize(kIndexTerms);
      for (const WeightedTerm& term : terms) all[term.term].push_back(i);
    }
    return all;
  }

  [[nodiscard]] std::vector<std::uint32_t> items_of(const std::string& document) const {
    std::vector<std::uint32_t> all;
    const auto found = first_item_.find(document);
    if (found == first_item_.end()) return all;
    for (std::uint32_t i = found->second;
         i < items_.size() && items_[i].outline->document == document; ++i) {
      all.push_back(i);
    }
    return all;
  }

  void find_similarities() {
    std::map<std::pair<std::string, std::string>, double> reused;
    for (const PairMatch& match : matches_) {
      if (match.reuse && match.reuse->containment >= 0.15) {
        reused[{match.first, match.second}] = match.reuse->containment;
      }
    }
    for (const auto& [a, b] : candidates()) {
      const Item& first = items_[a];
      const Item& second = items_[b];
      if (first.outline == second.outline) continue;
      double pattern = cosine(first.pattern, second.pattern);
      double story = cosine(first.story, second.story);
      const auto copied =
          reused.find(std::minmax(first.outline->document, second.outline->document));
      if (copied != reused.end() && pattern > 0.1) {
        pattern = std::max(pattern, 0.3 + 0.7 * copied->second);
        story = std::max(story, 0.3 + 0.7 * copied->second);
      }
      story = std::max(story, pattern);
      const bool apart = conflict(frames_[a], frames_[b]);
      const bool actors = share(first.record().actors, second.record().actors);
      if (!apart && share_place(frames_[a], frames_[b])) story += kSamePlaceAndTime;
      if (!apart && actors) story += kSameActor;
      if (pattern >= kLeastSimilarity) patterns_.push_back({a, b, pattern});
      if (story >= kLeastSimilarity) stories_.push_back({a, b, story});
    }
    alike_.resize(items_.size());
    for (const Similarity& pair : stories_) {
      alike_[pair.a].emplace_back(pair.b, pair.value);
      alike_[pair.b].emplace_back(pair.a, pair.value);
    }
  }

  void make_allegations() {
    allegation_of_ = average_link(
        items_.size(), stories_, kAllegation,
        [&](std::uint32_t a, std::uint32_t b) { return conflict(frames_[a], frames_[b]); },
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
      const Frame& frame = frames_[part];
      all.places.insert(all.places.end(), frame.places.begin(), frame.places.end());
      if (frame.begin && (!all.begin || *frame.begin < *all.begin)) all.begin = frame.begin;
      if (frame.end && (!all.end || *frame.end > *all.end)) all.end = frame.end;
    }
    std::sort(all.places.begin(), all.places.end());
    all.places.erase(std::unique(all.places.begin(), all.places.end()), all.places.end());
    return all;
  }

  // What an allegation is about: the terms of its parts, those of one part alone hardly.
  [[nodiscard]] std::map<std::string, double> core_terms(std::uint32_t allegation) const {
    std::map<std::string, std::pair<double, int>> sums;
    const auto& parts = parts_of_.at(allegation);
    for (const std::uint32_t part : parts) {
      for (const WeightedTerm& term : items_[part].story) {
        sums[term.term].first += term.weight;
        ++sums[term.term].second;
      }
    }
    std::map<std::string, double> core;
    const auto count = static_cast<double>(parts.size());
    for (const auto& [term, sum] : sums) {
      core[term] = (parts.size() > 1 && sum.second == 1 ? 0.25 : 1.0) * sum.first / count;
    }
    return core;
  }

  static double relevance(const OutlineClaim& claim, const std::map<std::string, double>& core) {
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

  static Frame own_frame(const OutlineClaim& claim) {
    Frame frame{claim.sketch.places, day_number(claim.sketch.time_begin),
                day_number(claim.sketch.time_end)};
    return frame;
  }

  // Each claim goes to its part's allegation; one set in another time or town goes to the
  // allegation of the same narrative that it fits, or nowhere: it is background.
  void place_claims() {
    std::map<std::uint32_t, std::map<std::string, double>> cores;
    for (const auto& [allegation, parts] : parts_of_) cores[allegation] = core_terms(allegation);
    for (std::uint32_t i = 0; i < items_.size(); ++i) {
      const Outline& outline = *items_[i].outline;
      const std::uint32_t home = allegation_of_[i];
      for (std::uint32_t c = 0; c < outline.claims.size(); ++c) {
        const OutlineClaim& claim = outline.claims[c];
        if (claim.part != items_[i].part) continue;
        const Frame frame = own_frame(claim);
        const bool foreign = set_elsewhere(frame, frame_of_allegation_.at(home));
        if (!foreign) {
          if (claim.denial || is_retold({i, c}) || relevance(claim, cores.at(home)) >= kRelevant) {
            claims_[home].push_back({i, c});
          }
          continue;
        }
        const auto other = fitting_allegation(i, frame);
        if (other && relevance(claim, cores.at(*other)) >= kRelevant) {
          claims_[*other].push_back({i, c});
        }
      }
    }
  }

  // Another document of the allegation says the same, or the opposite.
  [[nodiscard]] bool is_retold(const ClaimPlace& place) const {
    const auto [begin, end] = linked_.equal_range(id_of(place));
    return std::any_of(begin, end, [&](const auto& link) {
      const std::vector<std::uint32_t> items = items_of(link.second.document);
      return std::any_of(items.begin(), items.end(), [&](std::uint32_t item) {
        return allegation_of_[item] == allegation_of_[place.item];
      });
    });
  }

  // A claim that names a far time.
  static bool set_elsewhere(const Frame& claim, const Frame& home) {
    if (claim.begin && claim.end && home.begin && home.end) {
      if (*home.begin - *claim.end > kOneEventDays || *claim.begin - *home.end > kOneEventDays) {
        return true;
      }
    }
    return false;
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

  // A document about something else that says it in passing: its linked claims join the allegation
  // of their partners, and the document's own story is left alone.
  void move_mentions() {
    std::map<ClaimId, std::uint32_t> home;
    for (const auto& [allegation, list] : claims_) {
      if (documents_of(allegation).size() < 2) continue;
      for (const ClaimPlace& place : list) home[id_of(place)] = allegation;
    }
    std::map<ClaimId, std::map<std::uint32_t, double>> votes;
    for (const PairMatch& match : matches_) {
      for (const ClaimLink& link : match.claims) {
        vote(link.a, link.b, link.score, home, votes);
        vote(link.b, link.a, link.score, home, votes);
      }
    }
    for (const auto& [id, allegations] : votes) {
      std::uint32_t best = 0;
      double most = 0;
      for (const auto& [allegation, score] : allegations) {
        if (score <= most) continue;
        most = score;
        best = allegation;
      }
      if (most < kMention) continue;
      const auto place = find(id);
      if (!place) continue;
      const OutlineClaim& claim = items_[place->item].outline->claims[place->claim];
      if (set_elsewhere(own_frame(claim), frame_of_allegation_.at(best))) continue;
      auto& own = claims_[allegation_of_[place->item]];
      std::erase_if(own, [&](const ClaimPlace& other) {
        return other.item == place->item && other.claim == place->claim;
      });
      claims_[best].push_back(*place);
      mentioned_[allegation_of_[place->item]] = true;
    }
  }

  // Two claims have more in common than a place: another thing may be told of the same town.
  [[nodiscard]] bool share_more_than_place(const ClaimId& a, const ClaimId& b) const {
    const auto first = find(a);
    const auto second = find(b);
    if (!first || !second) return false;
    std::set<std::string> places;
    for (const ClaimPlace& place : {*first, *second}) {
      const auto& terms = items_[place.item].record().place_terms;
      places.insert(terms.begin(), terms.end());
    }
    const auto& terms = items_[first->item].outline->claims[first->claim].sketch.terms;
    const auto& others = items_[second->item].outline->claims[second->claim].sketch.terms;
    return std::any_of(terms.begin(), terms.end(), [&](const std::string& term) {
      return places.count(term) == 0 && std::binary_search(others.begin(), others.end(), term);
    });
  }

  void vote(const ClaimId& mention, const ClaimId& other, double score,
            const std::map<ClaimId, std::uint32_t>& home,
            std::map<ClaimId, std::map<std::uint32_t, double>>& votes) const {
    if (home.count(mention) > 0) return;
    const auto found = home.find(other);
    if (found == home.end() || !share_more_than_place(mention, other)) return;
    double& best = votes[mention][found->second];
    best = std::max(best, score);
  }

  [[nodiscard]] std::optional<ClaimPlace> find(const ClaimId& id) const {
    for (const std::uint32_t item : items_of(id.document)) {
      const Outline& outline = *items_[item].outline;
      for (std::uint32_t c = 0; c < outline.claims.size(); ++c) {
        const OutlineClaim& claim = outline.claims[c];
        if (claim.sketch.claim == id.claim && claim.part == items_[item].part) {
          return ClaimPlace{item, c};
        }
      }
    }
    return std::nullopt;
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
    for (auto& [key, list] : claims_) {
      if (list.empty()) continue;
      Allegation allegation;
      for (const ClaimPlace& place : list) allegation.claims.push_back(id_of(place));
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
      const std::string least =
          narrative.allegations.empty()
              ? hex_of(narrative.documents.front())
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
    if (found == first_item_.end()) return {};
    return items_[found->second].outline->date.substr(0, 10);
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

  const std::vector<PairMatch>& matches_;
  std::multimap<ClaimId, ClaimId> linked_;
  std::vector<Item> items_;
  std::vector<Frame> frames_;
  std::map<std::string, std::uint32_t> first_item_;
  std::vector<Similarity> patterns_;
  std::vector<Similarity> stories_;
  std::vector<std::vector<std::pair<std::uint32_t, double>>> alike_;  // `stories_` by item
  std::vector<std::uint32_t> narrative_of_;                           // by item: the smallest item
  std::vector<std::uint32_t> allegation_of_;                          // by item: the smallest item
  std::map<std::uint32_t, std::vector<std::uint32_t>> parts_of_;      // by allegation
  std::map<std::uint32_t, std::vector<std::uint32_t>> allegations_of_;  // by narrative, ascending
  std::map<std::uint32_t, Frame> frame_of_allegation_;
  std::map<std::uint32_t, std::vector<ClaimPlace>> claims_;  // by allegation
  std::map<std::uint32_t, bool> mentioned_;
};

}  // namespace
}  // namespace matching

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
  grouping.entities = matching::group_entities(sorted, ordered);
  matching::StoryGrouper(sorted, ordered).run(grouping);
  std::sort(grouping.allegations.begin(), grouping.allegations.end(),
            [](const Allegation& a, const Allegation& b) { return a.id < b.id; });
  std::sort(grouping.narratives.begin(), grouping.narratives.end(),
            [](const Narrative& a, const Narrative& b) {
              return std::tuple(b.documents.size(), a.id) < std::tuple(a.documents.size(), b.id);
            });
  return grouping;
}

}  // namespace hearsay
