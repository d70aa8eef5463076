// What connects documents: shared passages, claims that say the same, entities that are one, and
// the groups these make. A pair's score depends on its two documents and shipped tables only, so
// that the same documents give the same result whatever the order in which they came.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "hearsay/annotation.h"
#include "hearsay/claim.h"
#include "hearsay/span.h"

namespace hearsay {

/// A claim anywhere in the collection; written "<document>#c<n>" outside (`claim_id_text`).
struct ClaimId {
  std::string document;
  ClaimIndex claim{};
  friend auto operator<=>(const ClaimId&, const ClaimId&) = default;
};

/// An entity of one document; written "<document>#e<n>" outside.
struct EntityId {
  std::string document;
  EntityIndex entity{};
  friend auto operator<=>(const EntityId&, const EntityId&) = default;
};

/// An attribution anywhere in the collection; written "<document>#a<n>" outside.
struct AttributionId {
  std::string document;
  AttributionIndex attribution{};
  friend auto operator<=>(const AttributionId&, const AttributionId&) = default;
};

/// A selected hash of a run of words (winnowing: Schleimer, Wilkerson and Aiken 2003).
struct Fingerprint {
  std::uint64_t hash = 0;
  Span span;
  friend auto operator<=>(const Fingerprint&, const Fingerprint&) = default;
};

/// What matching keeps of one claim: its slots in comparable form.
struct ClaimSketch {
  ClaimIndex claim{};
  std::string predicate;             ///< lemma
  std::vector<std::string> terms;    ///< folded content lemmas of its clause, sorted, unique
  std::vector<std::string> context;  ///< the same of its sentence, without `terms`
  std::vector<std::string> actors;   ///< folded names of entities in its clause, sorted, unique
  std::vector<std::string> places;   ///< gazetteer ids, sorted, unique
  std::string time_begin;            ///< hull of its times, ISO days; empty: unknown
  std::string time_end;
  std::vector<Quantity> quantities;
  Polarity polarity = Polarity::positive;  ///< negative, too, where its source denies it
  bool denied = false;                     ///< its source denies it: "denied that the roof leaks"
  ClaimModality modality = ClaimModality::fact;
  friend bool operator==(const ClaimSketch&, const ClaimSketch&) = default;
};

/// The bit of a key (`Sketch::keys`) that says that one shared key like it is enough.
inline constexpr std::uint64_t kTellsAlone = 1;

/// What matching keeps of one document. `keys` are the index terms by which candidates are found:
/// documents that share enough of them are compared, all others are not.
struct Sketch {
  std::string document;
  std::string date;                       ///< published, ISO; empty: unknown
  std::vector<Fingerprint> fingerprints;  ///< in text order
  std::vector<ClaimSketch> claims;
  std::vector<std::uint64_t> keys;  ///< sorted, unique
  friend bool operator==(const Sketch&, const Sketch&) = default;
};

/// A word of a story and how much it tells.
struct WeightedTerm {
  std::string term;
  float weight = 0;
  friend bool operator==(const WeightedTerm&, const WeightedTerm&) = default;
};

/// A claim as grouping sees it.
struct OutlineClaim {
  ClaimSketch sketch;
  std::string text;        ///< the words of its sentence, for labels
  std::uint32_t part = 0;  ///< index into `Outline::parts`
  bool headline = false;
  bool denial = false;  ///< stands in an attribution that denies it
  friend bool operator==(const OutlineClaim&, const OutlineClaim&) = default;
};

/// A stretch of a document that tells one story: mostly all of it; a digest has several.
struct OutlinePart {
  std::vector<WeightedTerm> terms;  ///< by term; unit length
  std::vector<std::string> places;  ///< towns it is about (gazetteer ids), most prominent first
  std::vector<std::string> headline_places;  ///< towns that its headline names, sorted
  std::vector<std::string> place_terms;      ///< terms of place names in it, sorted
  std::string time_begin;                    ///< days its story is about; empty: unknown
  std::string time_end;
  std::vector<std::string> actors;  ///< folded names of people and bodies in it, outlets aside
  std::string label;                ///< its headline, else its first sentence
  friend bool operator==(const OutlinePart&, const OutlinePart&) = default;
};

/// What grouping needs of one document.
struct Outline {
  std::string document;
  std::string date;  ///< published, ISO; empty: unknown
  bool article = true;
  std::vector<OutlinePart> parts;
  std::vector<OutlineClaim> claims;  ///< in the order of `Claims`
  std::vector<Entity> entities;      ///< in the order of `Annotation::entities`
  friend bool operator==(const Outline&, const Outline&) = default;
};

/// Which way reused words travelled, where dates or evidence inside the texts settle it.
enum class ReuseDirection { earlier_to_later, unknown };

/// Text that two documents share. `from` is the earlier one where the direction is known, else the
/// one with the smaller id.
struct Reuse {
  std::string from;
  std::string to;
  std::vector<std::pair<Span, Span>> spans;  ///< (in from, in to), in order of the first
  double similarity = 0;                     ///< resemblance of the two bodies, in [0, 1]
  double containment = 0;  ///< share of the smaller body that stands in the other, in [0, 1]
  ReuseDirection direction = ReuseDirection::unknown;
  std::string reason;  ///< why this direction
  friend bool operator==(const Reuse&, const Reuse&) = default;
};

enum class ClaimRelation { same, refines, widens, contradicts, denies };

/// Two claims of different documents about one thing. `a < b`.
struct ClaimLink {
  ClaimId a;
  ClaimId b;
  ClaimRelation relation = ClaimRelation::same;  ///< what a does to b
  double score = 0;                              ///< in [0, 1]
  std::string reason;                            ///< what decided it, for people
  bool passing = false;  ///< strong enough for one to tell in passing what the other tells
  friend bool operator==(const ClaimLink&, const ClaimLink&) = default;
};

/// How alike a part of one document and a part of another are, as accounts of one event (`story`)
/// and as accounts of one kind of event (`pattern`, place names aside).
struct PartLikeness {
  std::uint32_t first = 0;  ///< index into `Outline::parts` of the first document
  std::uint32_t second = 0;
  double story = 0;
  double pattern = 0;
  bool strong = false;  ///< alike enough for what they are grouped with to hang on each other
  friend bool operator==(const PartLikeness&, const PartLikeness&) = default;
};

/// A part of a document of the collection: what grouping sorts.
struct PartId {
  std::string document;
  std::uint32_t part = 0;  ///< index into `Outline::parts`
  friend auto operator<=>(const PartId&, const PartId&) = default;
};

/// All that connects two documents; first < second.
struct PairMatch {
  std::string first;
  std::string second;
  std::optional<Reuse> reuse;
  std::vector<ClaimLink> claims;
  std::vector<PartLikeness> parts = {};  ///< those alike at all, by their indexes
  friend bool operator==(const PairMatch&, const PairMatch&) = default;
};

/// An allegation that several documents tell of, before what others tell in passing joins it.
struct ToldAllegation {
  std::string id;                          ///< as `Allegation::id`, of these claims
  std::optional<std::int64_t> begin, end;  ///< days since 1970 that it is about
  std::vector<ClaimId> claims;
};

/// A claim that a document about something else tells in passing.
struct Aside {
  ClaimId claim;
  std::string day;         ///< of its document; empty: unknown
  std::string allegation;  ///< the told allegation that it joins
  friend auto operator<=>(const Aside&, const Aside&) = default;
};

/// Another entity that has to do with one, but is not it: a ministry and its minister.
struct RelatedEntity {
  std::string id;      ///< of its group
  std::string reason;  ///< "Hana Brezov: \"spokeswoman for the Ministry of Culture\""
  friend auto operator<=>(const RelatedEntity&, const RelatedEntity&) = default;
};

/// Entities of several documents that are one, with the reason of each merge.
struct EntityGroup {
  std::string id;    ///< of its smallest member
  std::string name;  ///< the most frequent full name, ties by bytes
  EntityType type = EntityType::other;
  std::vector<std::string> aliases;
  std::vector<EntityId> members;  ///< sorted
  std::vector<std::string>
      reasons;  ///< "same name", "M. Aziz ~ Mohamed Aziz: initial and surname", …
  std::vector<RelatedEntity> related = {};  ///< sorted; each also the other way round
  friend bool operator==(const EntityGroup&, const EntityGroup&) = default;
};

/// One alleged event (compatible time, place, actors), retold by its claims.
struct Allegation {
  std::string id;                      ///< "g" + 16 hex digits of its smallest claim
  std::string label;                   ///< plain words from the documents
  std::vector<ClaimId> claims;         ///< sorted
  std::vector<std::string> documents;  ///< sorted ids
  friend bool operator==(const Allegation&, const Allegation&) = default;
};

/// The recurring story that similar allegations make.
struct Narrative {
  std::string id;  ///< "n" + 16 hex digits of its smallest member
  std::string label;
  std::vector<std::string> allegations;  ///< ids, by earliest date, then id
  std::vector<std::string> documents;    ///< sorted ids
  std::string first_seen;                ///< ISO day; empty where all are undated
  std::string last_seen;
  std::size_t claim_count = 0;
  friend bool operator==(const Narrative&, const Narrative&) = default;
};

/// The collection, grouped. A function of the documents alone.
struct Grouping {
  std::vector<EntityGroup> entities;    ///< by id
  std::vector<Allegation> allegations;  ///< by id
  std::vector<Narrative> narratives;    ///< most documents first, then id
  friend bool operator==(const Grouping&, const Grouping&) = default;
};

}  // namespace hearsay
