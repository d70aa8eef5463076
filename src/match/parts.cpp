#include "match/parts.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "match/days.h"
#include "match/match.h"
#include "match/sketch.h"

namespace hearsay::matching {
namespace {

constexpr double kLeastSimilarity = 0.05;  // less counts as nothing, and costs nothing
constexpr double kLeastInCommon = 0.05;    // beside the place: a town has many stories
constexpr double kEnoughInCommon = 0.25;   // of the words, for names to count in full
constexpr double kLeastReuse = 0.15;       // share of the shorter text that makes two one story

struct Account {
  const OutlinePart& part;
  std::vector<WeightedTerm> pattern;
  Frame frame;
};

std::vector<Account> accounts_of(const Outline& outline) {
  std::vector<Account> accounts;
  for (const OutlinePart& part : outline.parts) {
    accounts.push_back({part, without_places(part), frame_of(part)});
  }
  return accounts;
}

PartLikeness likeness(const Account& a, const Account& b, double reused) {
  double pattern = cosine(a.pattern, b.pattern);
  double story = cosine(a.part.terms, b.part.terms);
  if (reused >= kLeastReuse && pattern > 0.1) {
    pattern = std::max(pattern, 0.3 + 0.7 * reused);
    story = std::max(story, 0.3 + 0.7 * reused);
  }
  story = std::max(story, pattern);
  const bool excluded = exclude(a.frame, b.frame);
  const bool apart = conflict(a.frame, b.frame);
  const bool actors = share(a.part.actors, b.part.actors);
  // The same mayor of the same town is told of in many stories.
  const double told = std::min(1.0, pattern / kEnoughInCommon);
  if (!apart && share_place(a.frame, b.frame)) story += kSamePlaceAndTime * told;
  if (!apart && actors) story += kSameActor * told;
  if (apart && !excluded) story += kOtherTown;
  if (pattern < kLeastInCommon) story = pattern;
  PartLikeness alike;
  alike.story = story;
  alike.pattern = pattern;
  const double kind = pattern + (actors ? kSameActor : apart ? kElsewhere : 0);
  alike.strong = (story >= kAllegation && !excluded) || kind >= kNarrative;
  return alike;
}

const OutlineClaim* claim_of(const Outline& outline, ClaimIndex index) {
  const auto found = std::find_if(outline.claims.begin(), outline.claims.end(),
                                  [&](const auto& claim) { return claim.sketch.claim == index; });
  return found == outline.claims.end() ? nullptr : &*found;
}

}  // namespace

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

Frame frame_of(const OutlinePart& part) {
  Frame frame{part.places, part.headline_places, day_number(part.time_begin),
              day_number(part.time_end)};
  std::sort(frame.places.begin(), frame.places.end());
  return frame;
}

Frame frame_of(const ClaimSketch& claim) {
  return {claim.places, {}, day_number(claim.time_begin), day_number(claim.time_end)};
}

bool share(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& item) {
    return std::binary_search(b.begin(), b.end(), item);
  });
}

bool share_place(const Frame& a, const Frame& b) { return share(a.places, b.places); }

bool set_elsewhere(const Frame& a, const Frame& b) {
  if (!a.begin || !a.end || !b.begin || !b.end) return false;
  return *b.begin - *a.end > kOneEventDays || *a.begin - *b.end > kOneEventDays;
}

bool conflict(const Frame& a, const Frame& b) {
  if (!a.places.empty() && !b.places.empty() && !share_place(a, b)) return true;
  return set_elsewhere(a, b);
}

bool exclude(const Frame& a, const Frame& b) {
  if (set_elsewhere(a, b)) return true;
  return !a.headline.empty() && !b.headline.empty() && !share(a.headline, b.headline) &&
         !share_place(a, b);
}

std::vector<PartLikeness> part_likeness(const Outline& a, const Outline& b,
                                        const std::optional<Reuse>& reuse) {
  std::vector<PartLikeness> all;
  if (!a.article || !b.article) return all;
  const std::vector<Account> first = accounts_of(a);
  const std::vector<Account> second = accounts_of(b);
  for (std::uint32_t i = 0; i < first.size(); ++i) {
    for (std::uint32_t j = 0; j < second.size(); ++j) {
      PartLikeness alike = likeness(first[i], second[j], reuse ? reuse->containment : 0);
      if (std::max(alike.story, alike.pattern) < kLeastSimilarity) continue;
      alike.first = i;
      alike.second = j;
      all.push_back(alike);
    }
  }
  return all;
}

bool share_more_than_place(const Outline& a, ClaimIndex claim_a, const Outline& b,
                           ClaimIndex claim_b) {
  const OutlineClaim* first = claim_of(a, claim_a);
  const OutlineClaim* second = claim_of(b, claim_b);
  if (first == nullptr || second == nullptr) return false;
  std::set<std::string> places;
  for (const auto& [outline, claim] : {std::pair(&a, first), std::pair(&b, second)}) {
    const auto& terms = outline->parts[claim->part].place_terms;
    places.insert(terms.begin(), terms.end());
  }
  const auto& others = second->sketch.terms;
  return std::any_of(
      first->sketch.terms.begin(), first->sketch.terms.end(), [&](const std::string& term) {
        return places.count(term) == 0 && std::binary_search(others.begin(), others.end(), term);
      });
}

}  // namespace hearsay::matching
