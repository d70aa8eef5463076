// How `match` and `trace` see the collection. The store implements it; tests use a twin in memory.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "hearsay/match.h"
#include "hearsay/reading.h"
#include "hearsay/result.h"

namespace hearsay {

/// A claim that fits a query, best first. Scores compare within one answer only.
struct Hit {
  ClaimId claim;
  double score = 0;
};

/// What a claim is compared with a query by, written as it is or folded. Empty: there is no such
/// claim.
struct ClaimWords {
  std::string sentence;  ///< in which it stands; of an endless one what is around the claim
  std::string title;     ///< of its document
};

/// Where a claim is grouped. Empty: nowhere.
struct ClaimPlace {
  std::string allegation;
  std::string narrative;
  std::string label;          ///< of the narrative
  std::size_t documents = 0;  ///< of the narrative
  friend bool operator==(const ClaimPlace&, const ClaimPlace&) = default;
};

/// Read access to a collection of documents. Calls on one object are not thread-safe.
class Collection {
 public:
  virtual ~Collection() = default;

  /// Ids of all current documents, sorted.
  [[nodiscard]] virtual Result<std::vector<std::string>> document_ids() const = 0;
  /// One document with its reading; `not_found` where there is none. The value is shared and
  /// immutable: an implementation may keep recently used ones.
  [[nodiscard]] virtual Result<std::shared_ptr<const Document>> document(
      std::string_view id) const = 0;
  [[nodiscard]] virtual Result<Sketch> sketch(std::string_view id) const = 0;
  /// Ids of documents that share keys with `keys`, with the number of keys shared; most shared
  /// first, then by id; without `except`; at most `limit`.
  [[nodiscard]] virtual Result<std::vector<std::pair<std::string, std::size_t>>> sharing(
      const std::vector<std::uint64_t>& keys, std::string_view except, std::size_t limit) const = 0;
  /// The ids of a page's earlier versions, oldest first (by captured, then modified, then id); none
  /// of a document that is not current. `document` gives them; nothing else here does.
  [[nodiscard]] virtual Result<std::vector<std::string>> earlier_versions(
      std::string_view document) const;
  /// All pair matches among the given documents (sorted by first, then second).
  [[nodiscard]] virtual Result<std::vector<PairMatch>> pair_matches(
      const std::vector<std::string>& documents) const = 0;
  /// All pair matches there are.
  [[nodiscard]] virtual Result<std::vector<PairMatch>> pair_matches() const = 0;
  /// Claims whose words fit the words of `query` (full-text search), best first, at most `limit`.
  [[nodiscard]] virtual Result<std::vector<Hit>> search(std::string_view query,
                                                        std::size_t limit) const = 0;
  /// The words around each of the claims.
  [[nodiscard]] virtual Result<std::vector<ClaimWords>> words_of(
      const std::vector<ClaimId>& claims) const;
  /// The groups that the documents make, all of them: in a large collection ask for what is needed.
  [[nodiscard]] virtual Result<std::shared_ptr<const Grouping>> grouping() const = 0;

  /// Of each claim the allegation and the narrative that it is in; of one that is in none, the
  /// first narrative (as `Grouping` sorts them) that its document is in.
  [[nodiscard]] virtual Result<std::vector<ClaimPlace>> places_of(
      const std::vector<ClaimId>& claims) const;
  /// The narrative of that id, or with the allegation of that id, with its allegations; no
  /// narrative where there is none.
  [[nodiscard]] virtual Result<Grouping> story(std::string_view id) const;
  /// The ids of the narratives that a document is in, as `Grouping` sorts them.
  [[nodiscard]] virtual Result<std::vector<std::string>> narratives_with(
      std::string_view document) const;
  /// The groups, by id, that entities of these documents are in, with those of their members.
  [[nodiscard]] virtual Result<std::vector<EntityGroup>> entities_of(
      const std::vector<std::string>& documents) const;
  /// Some narratives, the largest first, without documents and allegations.
  [[nodiscard]] virtual Result<std::vector<Narrative>> largest(std::size_t limit) const;
};

inline Result<std::vector<std::string>> Collection::earlier_versions(std::string_view) const {
  return std::vector<std::string>{};
}

inline Result<std::vector<ClaimWords>> Collection::words_of(
    const std::vector<ClaimId>& claims) const {
  std::vector<ClaimWords> all;
  for (const ClaimId& id : claims) {
    ClaimWords& each = all.emplace_back();
    const auto found = document(id.document);
    if (!found) return tl::unexpected<Error>(found.error());
    const Document& holder = **found;
    const auto index = static_cast<std::size_t>(id.claim);
    if (index >= holder.reading.claims.claims.size()) continue;
    Span span = holder.reading.claims.claims[index].span;
    for (const Sentence& sentence : holder.reading.segmentation.sentences) {
      if (!sentence.span.contains(span.begin)) continue;
      span = sentence.span;
      break;
    }
    each.sentence = words(holder.article, span);
    each.title = holder.article.title;
  }
  return all;
}

// For collections small enough to pass all groups.

inline Result<std::vector<ClaimPlace>> Collection::places_of(
    const std::vector<ClaimId>& claims) const {
  const auto groups = grouping();
  if (!groups) return tl::unexpected<Error>(groups.error());
  const auto has = [](const auto& sorted, const auto& item) {
    return std::binary_search(sorted.begin(), sorted.end(), item);
  };
  std::vector<ClaimPlace> places;
  for (const ClaimId& claim : claims) {
    ClaimPlace place;
    for (const Allegation& each : (*groups)->allegations) {
      if (has(each.claims, claim)) place.allegation = each.id;
    }
    for (const Narrative& each : (*groups)->narratives) {
      const bool holds = place.allegation.empty()
                             ? has(each.documents, claim.document)
                             : std::ranges::count(each.allegations, place.allegation) > 0;
      if (!holds) continue;
      place.narrative = each.id;
      place.label = each.label;
      place.documents = each.documents.size();
      break;
    }
    places.push_back(std::move(place));
  }
  return places;
}

inline Result<Grouping> Collection::story(std::string_view id) const {
  const auto groups = grouping();
  if (!groups) return tl::unexpected<Error>(groups.error());
  Grouping story;
  for (const Narrative& each : (*groups)->narratives) {
    if (each.id != id && std::ranges::count(each.allegations, id) == 0) continue;
    story.narratives.push_back(each);
    break;
  }
  for (const Allegation& each : (*groups)->allegations) {
    if (story.narratives.empty()) break;
    if (std::ranges::count(story.narratives.front().allegations, each.id) > 0) {
      story.allegations.push_back(each);
    }
  }
  return story;
}

inline Result<std::vector<std::string>> Collection::narratives_with(
    std::string_view document) const {
  const auto groups = grouping();
  if (!groups) return tl::unexpected<Error>(groups.error());
  std::vector<std::string> ids;
  for (const Narrative& each : (*groups)->narratives) {
    if (std::ranges::count(each.documents, document) > 0) ids.push_back(each.id);
  }
  return ids;
}

inline Result<std::vector<EntityGroup>> Collection::entities_of(
    const std::vector<std::string>& documents) const {
  const auto groups = grouping();
  if (!groups) return tl::unexpected<Error>(groups.error());
  std::vector<EntityGroup> some;
  for (const EntityGroup& each : (*groups)->entities) {
    EntityGroup group = each;
    std::erase_if(group.members, [&](const EntityId& member) {
      return std::ranges::count(documents, member.document) == 0;
    });
    if (!group.members.empty()) some.push_back(std::move(group));
  }
  return some;
}

inline Result<std::vector<Narrative>> Collection::largest(std::size_t limit) const {
  const auto groups = grouping();
  if (!groups) return tl::unexpected<Error>(groups.error());
  std::vector<Narrative> some;
  for (const Narrative& each : (*groups)->narratives) {
    if (some.size() == limit) break;
    some.push_back(each);
    some.back().documents.clear();
    some.back().allegations.clear();
  }
  return some;
}

}  // namespace hearsay
