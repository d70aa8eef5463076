// The analyst's word on which claims are of one allegation, and which allegations of one narrative.
#include <algorithm>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "match/group_ids.h"
#include "match/ruled.h"

namespace hearsay::matching {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

template <typename T>
bool holds(const std::vector<T>& sorted, const T& item) {
  return std::binary_search(sorted.begin(), sorted.end(), item);
}

/// A narrative whose allegations are known by their place, so that they may change their ids.
struct Story {
  std::string label;
  std::vector<std::size_t> allegations;
  std::set<std::string> documents;
  std::string id = {};  ///< of one that was found without allegations
};

class StoryRuler {
 public:
  StoryRuler(Grouping& grouping, const Outlines& outlines)
      : grouping_(grouping), outlines_(outlines), allegations_(std::move(grouping.allegations)) {
    std::map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < allegations_.size(); ++i) places[allegations_[i].id] = i;
    for (const Narrative& narrative : grouping.narratives) {
      Story story{narrative.label,
                  {},
                  {narrative.documents.begin(), narrative.documents.end()},
                  narrative.allegations.empty() ? narrative.id : std::string()};
      for (const std::string& id : narrative.allegations)
        story.allegations.push_back(places.at(id));
      stories_.push_back(std::move(story));
    }
  }

  void rule(const Ruling& ruling) {
    const auto all_are = [&](AnchorKind kind) {
      return std::all_of(ruling.parts.begin(), ruling.parts.end(),
                         [&](const RulingPart& part) { return part.kind == kind; });
    };
    if (ruling.parts.empty()) return;
    if (ruling.verb == Verb::merge) {
      if (all_are(AnchorKind::allegation)) merge_allegations(ruling);
      if (all_are(AnchorKind::narrative)) merge_narratives(ruling);
    } else if (ruling.verb == Verb::split) {
      if (all_are(AnchorKind::claim)) split_claims(ruling);
      if (all_are(AnchorKind::allegation)) split_allegations(ruling);
      if (ruling.parts.front().kind == AnchorKind::document) split_document(ruling);
    }
  }

  void finish() {
    for (Allegation& allegation : allegations_) {
      if (allegation.claims.empty()) continue;
      allegation.id = "g" + hex_of(allegation.claims.front());
    }
    grouping_.narratives.clear();
    for (const Story& story : stories_) {
      if (!story.documents.empty()) grouping_.narratives.push_back(narrative_of(story));
    }
    std::erase_if(allegations_, [](const Allegation& each) { return each.claims.empty(); });
    grouping_.allegations = std::move(allegations_);
    std::sort(grouping_.allegations.begin(), grouping_.allegations.end(),
              [](const Allegation& a, const Allegation& b) { return a.id < b.id; });
    std::sort(grouping_.narratives.begin(), grouping_.narratives.end(),
              [](const Narrative& a, const Narrative& b) {
                return std::tuple(b.documents.size(), a.id) < std::tuple(a.documents.size(), b.id);
              });
  }

 private:
  static ClaimId claim_of(const RulingPart& part) {
    return {part.document, static_cast<ClaimIndex>(part.index)};
  }

  // ---- where things are ----------------------------------------------------------------------

  [[nodiscard]] std::size_t allegation_of(const RulingPart& part) const {
    for (std::size_t i = 0; i < allegations_.size(); ++i) {
      if (holds(allegations_[i].claims, claim_of(part))) return i;
    }
    return kNone;
  }

  [[nodiscard]] std::size_t story_of(std::size_t allegation) const {
    for (std::size_t i = 0; i < stories_.size(); ++i) {
      const auto& all = stories_[i].allegations;
      if (std::find(all.begin(), all.end(), allegation) != all.end()) return i;
    }
    return kNone;
  }

  /// Of each part its place; empty where one has none.
  template <typename Place>
  static std::vector<std::size_t> places_of(const Ruling& ruling, const Place& place) {
    std::vector<std::size_t> places;
    for (const RulingPart& part : ruling.parts) {
      places.push_back(place(part));
      if (places.back() == kNone) return {};
    }
    return places;
  }

  [[nodiscard]] std::vector<std::size_t> allegations_of(const Ruling& ruling) const {
    return places_of(ruling, [&](const RulingPart& part) { return allegation_of(part); });
  }

  [[nodiscard]] std::vector<std::size_t> stories_of(const Ruling& ruling) const {
    return places_of(ruling, [&](const RulingPart& part) {
      const std::size_t allegation = allegation_of(part);
      return allegation == kNone ? kNone : story_of(allegation);
    });
  }

  // ---- merging -------------------------------------------------------------------------------

  void merge_allegations(const Ruling& ruling) {
    const std::vector<std::size_t> places = allegations_of(ruling);
    if (places.empty()) return;
    Allegation& whole = allegations_[places.front()];
    for (const std::size_t other : std::set<std::size_t>(places.begin(), places.end())) {
      if (other == places.front()) continue;
      Allegation& part = allegations_[other];
      whole.claims.insert(whole.claims.end(), part.claims.begin(), part.claims.end());
      leave(story_of(other), other);
      part.claims.clear();
    }
    refresh(whole);
    const std::size_t story = story_of(places.front());
    stories_[story].documents.insert(whole.documents.begin(), whole.documents.end());
  }

  void merge_narratives(const Ruling& ruling) {
    const std::vector<std::size_t> places = stories_of(ruling);
    if (places.empty()) return;
    Story& whole = stories_[places.front()];
    for (const std::size_t other : std::set<std::size_t>(places.begin(), places.end())) {
      if (other == places.front()) continue;
      Story part = std::exchange(stories_[other], {});
      whole.allegations.insert(whole.allegations.end(), part.allegations.begin(),
                               part.allegations.end());
      whole.documents.merge(part.documents);
    }
  }

  // ---- splitting -----------------------------------------------------------------------------

  /// Each claim that leaves makes an allegation of its own in the same narrative.
  void split_claims(const Ruling& ruling) {
    const std::vector<std::size_t> places = allegations_of(ruling);
    for (const std::size_t i : leaving(places)) {
      const ClaimId claim = claim_of(ruling.parts[i]);
      const auto& claims = allegations_[places[i]].claims;
      if (claims.size() < 2 || !holds(claims, claim)) continue;
      const std::size_t own = take_out(places[i], {claim}, text_of(claim));
      stories_[story_of(places[i])].allegations.push_back(own);
    }
  }

  /// Each allegation that leaves makes a narrative of its own.
  void split_allegations(const Ruling& ruling) {
    const std::vector<std::size_t> allegations = allegations_of(ruling);
    const std::vector<std::size_t> places = stories_of(ruling);
    if (places.size() != allegations.size()) return;
    for (const std::size_t i : leaving(places)) {
      const auto& all = stories_[places[i]].allegations;
      const bool is_in = std::find(all.begin(), all.end(), allegations[i]) != all.end();
      if (all.size() < 2 || !is_in) continue;
      const Allegation& own = allegations_[allegations[i]];
      leave(places[i], allegations[i]);
      stories_.push_back(
          {own.label, {allegations[i]}, {own.documents.begin(), own.documents.end()}});
    }
  }

  /// The document leaves the narratives that it shares with others, or the one that is named.
  void split_document(const Ruling& ruling) {
    const std::string& document = ruling.parts.front().document;
    std::size_t only = kNone;
    if (ruling.parts.size() > 1) {
      const std::size_t allegation = allegation_of(ruling.parts[1]);
      if (allegation == kNone) return;
      only = story_of(allegation);
    }
    const std::size_t count = stories_.size();
    for (std::size_t i = 0; i < count; ++i) {
      const Story& story = stories_[i];
      const bool is_meant = only == kNone ? story.documents.size() > 1 : i == only;
      if (is_meant && story.documents.count(document) > 0) leave_with(i, document);
    }
  }

  void leave_with(std::size_t place, const std::string& document) {
    Story own{label_of(document), {}, {document}};
    for (const std::size_t i : std::vector<std::size_t>(stories_[place].allegations)) {
      const std::vector<ClaimId> claims = claims_in(allegations_[i], document);
      if (claims.empty()) continue;
      if (claims.size() == allegations_[i].claims.size()) {
        std::erase(stories_[place].allegations, i);
        own.allegations.push_back(i);
      } else {
        own.allegations.push_back(take_out(i, claims, text_of(claims.front())));
      }
    }
    stories_[place].documents.erase(document);
    stories_.push_back(std::move(own));
  }

  static std::vector<ClaimId> claims_in(const Allegation& allegation, const std::string& document) {
    std::vector<ClaimId> claims;
    for (const ClaimId& id : allegation.claims) {
      if (id.document == document) claims.push_back(id);
    }
    return claims;
  }

  /// A new allegation of claims that another one loses; its place.
  std::size_t take_out(std::size_t place, const std::vector<ClaimId>& claims, std::string label) {
    std::erase_if(allegations_[place].claims, [&](const ClaimId& id) { return holds(claims, id); });
    refresh(allegations_[place]);
    Allegation own;
    own.label = std::move(label);
    own.claims = claims;
    refresh(own);
    allegations_.push_back(std::move(own));
    return allegations_.size() - 1;
  }

  /// Documents that were there for this allegation alone go with it.
  void leave(std::size_t place, std::size_t allegation) {
    Story& story = stories_[place];
    std::erase(story.allegations, allegation);
    for (const std::string& document : allegations_[allegation].documents) {
      const bool stays = std::any_of(
          story.allegations.begin(), story.allegations.end(),
          [&](std::size_t other) { return holds(allegations_[other].documents, document); });
      if (!stays) story.documents.erase(document);
    }
  }

  static void refresh(Allegation& allegation) {
    std::sort(allegation.claims.begin(), allegation.claims.end());
    std::set<std::string> documents;
    for (const ClaimId& id : allegation.claims) documents.insert(id.document);
    allegation.documents.assign(documents.begin(), documents.end());
  }

  // ---- words and days ------------------------------------------------------------------------

  [[nodiscard]] const Outline* outline(const std::string& document) const {
    const auto found = outlines_.find(document);
    return found == outlines_.end() ? nullptr : found->second;
  }

  [[nodiscard]] std::string text_of(const ClaimId& id) const {
    const Outline* found = outline(id.document);
    const auto index = static_cast<std::size_t>(id.claim);
    if (found == nullptr || index >= found->claims.size()) return {};
    return found->claims[index].text;
  }

  [[nodiscard]] std::string label_of(const std::string& document) const {
    const Outline* found = outline(document);
    return found == nullptr || found->parts.empty() ? std::string() : found->parts.front().label;
  }

  /// The earliest and the latest day, empty for none.
  template <typename Documents>
  [[nodiscard]] std::pair<std::string, std::string> days_of(const Documents& documents) const {
    std::string first;
    std::string last;
    for (const std::string& id : documents) {
      const Outline* found = outline(id);
      const std::string day = found == nullptr ? "" : found->date.substr(0, 10);
      if (!day.empty() && (first.empty() || day < first)) first = day;
      last = std::max(last, day);
    }
    return {first, last};
  }

  [[nodiscard]] Narrative narrative_of(const Story& story) const {
    Narrative narrative;
    narrative.label = story.label;
    std::vector<std::pair<std::string, std::string>> order;  // earliest day, id
    for (const std::size_t i : story.allegations) {
      order.emplace_back(days_of(allegations_[i].documents).first, allegations_[i].id);
      narrative.claim_count += allegations_[i].claims.size();
    }
    std::sort(order.begin(), order.end());
    for (const auto& [day, id] : order) narrative.allegations.push_back(id);
    narrative.documents.assign(story.documents.begin(), story.documents.end());
    std::tie(narrative.first_seen, narrative.last_seen) = days_of(story.documents);
    const auto least = std::min_element(narrative.allegations.begin(), narrative.allegations.end());
    if (least != narrative.allegations.end()) {
      narrative.id = "n" + least->substr(1);
    } else {
      narrative.id = story.id.empty() ? "n" + hex_of(narrative.documents.front()) : story.id;
    }
    return narrative;
  }

  Grouping& grouping_;
  const Outlines& outlines_;
  std::vector<Allegation> allegations_;
  std::vector<Story> stories_;
};

}  // namespace

void rule_stories(Grouping& grouping, const Outlines& outlines,
                  const std::vector<Ruling>& rulings) {
  // What nobody has touched is not made anew.
  if (std::none_of(rulings.begin(), rulings.end(), is_about_stories)) return;
  StoryRuler ruler(grouping, outlines);
  for (const Ruling& ruling : rulings) {
    if (is_about_stories(ruling)) ruler.rule(ruling);
  }
  ruler.finish();
}

}  // namespace hearsay::matching

namespace hearsay {

bool is_about_stories(const Ruling& ruling) {
  const bool verb = ruling.verb == Verb::merge || ruling.verb == Verb::split;
  return verb && std::none_of(ruling.parts.begin(), ruling.parts.end(), [](const auto& part) {
           return part.kind == AnchorKind::entity || part.kind == AnchorKind::attribution;
         });
}

}  // namespace hearsay
