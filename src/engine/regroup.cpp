#include "engine/regroup.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/decision_book.h"
#include "match/match.h"

namespace hearsay::engine {
namespace {

template <typename T>
tl::unexpected<Error> error_of(const Result<T>& result) {
  return tl::unexpected<Error>(result.error());
}

/// A component with what it points to.
struct Loaded {
  std::vector<Outline> outlines;
  Component component;
};

/// What stories are made of: a component may hold most of a collection.
Outline without_names(Outline outline) {
  outline.entities = {};
  for (OutlineClaim& claim : outline.claims) claim.text = {};
  return outline;
}

class Regrouper {
 public:
  Regrouper(const Store& store, Regrouping& groups) : store_(store), groups_(groups) {}

  Result<void> run() {
    const auto rulings = engine::rulings(store_);
    if (!rulings) return error_of(rulings);
    rulings_ = *rulings;
    for (const auto step : {&Regrouper::tell, &Regrouper::find_asides, &Regrouper::make_stories,
                            &Regrouper::make_entities}) {
      if (const auto done = (this->*step)(); !done) return done;
    }
    return {};
  }

 private:
  Result<void> tell() {
    const auto units = groups_.renew_units();
    if (!units) return error_of(units);
    for (const Regrouping::Number unit : *units) {
      const auto loaded = load(unit);
      if (!loaded) return error_of(loaded);
      if (auto put = groups_.put_told(unit, told(loaded->component)); !put) return put;
    }
    return {};
  }

  Result<void> find_asides() {
    const auto documents = groups_.in_doubt();
    if (!documents) return error_of(documents);
    for (const std::string& id : *documents) {
      const auto asides = asides_of(id);
      if (!asides) return error_of(asides);
      if (auto put = groups_.put_asides(id, *asides); !put) return put;
    }
    return {};
  }

  Result<std::vector<Aside>> asides_of(const std::string& document) {
    std::vector<Aside> asides;
    const auto votes = groups_.votes(document);
    if (!votes) return error_of(votes);
    if (votes->empty()) return asides;
    const auto outline = store_.outline(document);
    if (!outline) return error_of(outline);
    std::map<ClaimIndex, std::vector<std::pair<double, const ToldAllegation*>>> by_claim;
    for (const Vote& vote : *votes) by_claim[vote.claim].emplace_back(vote.score, &vote.told);
    for (const OutlineClaim& claim : outline->claims) {
      const auto found = by_claim.find(claim.sketch.claim);
      if (found == by_claim.end()) continue;
      const ToldAllegation* told = told_in_passing(claim.sketch, found->second);
      if (told == nullptr) continue;
      asides.push_back({{document, claim.sketch.claim}, outline->date.substr(0, 10), told->id});
    }
    return asides;
  }

  Result<void> make_stories() {
    if (auto ruled = groups_.rule(ruled_documents()); !ruled) return ruled;
    const auto unfinished = groups_.unfinished();
    if (!unfinished) return error_of(unfinished);
    for (const Regrouping::Number unit : unfinished->units) {
      const auto found = stories_of(unit);
      if (!found) return error_of(found);
      if (auto put = groups_.put_stories(unit, *found); !put) return put;
    }
    if (!unfinished->any_ruled) return {};
    return make_ruled(unfinished->ruled);
  }

  /// What a ruling may join is made together.
  Result<void> make_ruled(const std::vector<Regrouping::Number>& units) {
    Grouping all;
    std::map<std::string, Outline> outlines;
    for (const Regrouping::Number unit : units) {
      auto some = stories_of(unit);
      if (!some) return error_of(some);
      for (const Narrative& each : some->narratives) {
        for (const std::string& id : each.documents) outlines[id];
      }
      std::ranges::move(some->allegations, std::back_inserter(all.allegations));
      std::ranges::move(some->narratives, std::back_inserter(all.narratives));
    }
    std::vector<Outline> held;
    for (const auto& [id, none] : outlines) {
      auto outline = store_.outline(id);
      if (!outline) return error_of(outline);
      held.push_back(std::move(*outline));
    }
    return groups_.put_stories(Regrouping::kRuled, ruled(std::move(all), held, rulings_));
  }

  /// Those that the analyst's rulings on stories are about.
  [[nodiscard]] std::vector<std::string> ruled_documents() const {
    std::set<std::string> ids;
    for (const Ruling& ruling : rulings_) {
      if (!is_about_stories(ruling)) continue;
      for (const RulingPart& part : ruling.parts) ids.insert(part.document);
    }
    return {ids.begin(), ids.end()};
  }

  Result<Grouping> stories_of(Regrouping::Number unit) {
    const auto loaded = load(unit);
    if (!loaded) return error_of(loaded);
    const auto asides = groups_.asides(unit);
    if (!asides) return error_of(asides);
    return stories(loaded->component, *asides);
  }

  Result<Loaded> load(Regrouping::Number unit) {
    Loaded loaded;
    auto parts = groups_.parts(unit);
    if (!parts) return error_of(parts);
    std::set<std::string> ids;
    for (const PartId& part : *parts) ids.insert(part.document);
    loaded.outlines.reserve(ids.size());
    std::unordered_map<std::string_view, std::uint32_t> index_of;
    for (const std::string& id : ids) {
      auto outline = store_.outline(id);
      if (!outline) return error_of(outline);
      index_of[id] = static_cast<std::uint32_t>(loaded.outlines.size());
      loaded.outlines.push_back(without_names(std::move(*outline)));
    }
    loaded.component.parts = std::move(*parts);
    for (const Outline& each : loaded.outlines) loaded.component.outlines.push_back(&each);
    const auto done = store_.for_each_match({ids.begin(), ids.end()}, [&](const PairMatch& match) {
      loaded.component.ties.push_back(
          tie_of(match, index_of.at(match.first), index_of.at(match.second)));
    });
    if (!done) return error_of(done);
    return loaded;
  }

  Result<void> make_entities() {
    auto outlines = groups_.named();
    if (!outlines) return error_of(outlines);
    auto neighbours = groups_.neighbours();
    if (!neighbours) return error_of(neighbours);
    Grouping all;
    all.entities = entities(*std::move(outlines), *std::move(neighbours));
    if (std::ranges::any_of(rulings_, is_about_entities)) {
      const auto again = groups_.named();
      if (!again) return error_of(again);
      all = ruled(std::move(all), *again, rulings_);
    }
    return groups_.put_entities(all.entities);
  }

  const Store& store_;
  Regrouping& groups_;
  std::vector<Ruling> rulings_;
};

}  // namespace

Result<void> regroup(const Store& store, Regrouping& groups) {
  return Regrouper(store, groups).run();
}

}  // namespace hearsay::engine
