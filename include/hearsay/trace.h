// Where a claim comes from: the answer that hearsay exists for. The words mean what
// docs/definitions.md says. Nothing here says whether a claim is true.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "hearsay/attribution.h"
#include "hearsay/decision.h"
#include "hearsay/match.h"

namespace hearsay {

/// Exact words in a document.
struct Evidence {
  std::string document;
  Span span;
  std::string text;  ///< the words of `span`
  friend bool operator==(const Evidence&, const Evidence&) = default;
};

/// Where a chain ends: a sayer for whom no further source is given.
struct Origin {
  std::string id;    ///< "o1", …
  std::string name;  ///< fullest name, else the words of the source
  SourceKind kind = SourceKind::unnamed;
  std::string affiliation;
  std::vector<std::string> via;  ///< through whom it reached the pile, nearest to the origin first
  Access access = Access::not_stated;
  bool denies = false;     ///< only denies, is counted apart
  std::string first_seen;  ///< ISO; empty: undated
  std::vector<ClaimId> claims;
  std::vector<std::string> documents;
  /// Those that name it, sorted; by one of them it can be merged or split. None: an author who
  /// speaks for himself.
  std::vector<AttributionId> attributions = {};
  friend bool operator==(const Origin&, const Origin&) = default;
};

/// Origins that are, or may be, one.
struct OriginGroup {
  std::vector<std::string> origins;
  bool certain = false;  ///< true: joined in `max` too; false: joined in `min` only
  std::string reason;
  std::vector<Evidence> evidence;
  friend bool operator==(const OriginGroup&, const OriginGroup&) = default;
};

/// How many origins there are that assert it. min <= count <= max. Separate means that no link was
/// found in this pile; it is not corroboration.
struct IndependentOrigins {
  std::size_t count = 0;
  std::size_t min = 0;
  std::size_t max = 0;
  std::size_t named = 0;
  std::size_t unnamed = 0;
  std::vector<std::string> deniers;  ///< origin ids
  std::vector<OriginGroup> groups;
  friend bool operator==(const IndependentOrigins&, const IndependentOrigins&) = default;
};

enum class NodeKind { origin, source, outlet, document };

struct Node {
  std::string id;  ///< origin id, document id, or "s:<folded name>" / "p:<folded name>"
  NodeKind kind = NodeKind::document;
  std::string name;
  bool held = true;                      ///< false: cited and not in the pile
  std::vector<std::string> labels = {};  ///< of a document: what the page calls itself ("Satire")
  friend bool operator==(const Node&, const Node&) = default;
};

enum class EdgeKind { says, relays, republishes, copies, cites };

/// The way the words travelled: `from` gave them to `to`.
struct Edge {
  std::string from;
  std::string to;
  EdgeKind kind = EdgeKind::says;
  LinkBasis how = LinkBasis::stated;
  std::string reason;
  std::vector<Evidence> evidence;
  double confidence = 1;
  friend bool operator==(const Edge&, const Edge&) = default;
};

/// Cited, not held.
struct Missing {
  std::string name;
  std::vector<std::string> cited_by;  ///< document ids
  std::string earliest;               ///< date bounds, ISO days; empty: open
  std::string latest;
  std::vector<std::string> search;
  friend bool operator==(const Missing&, const Missing&) = default;
};

/// Documents that credit each other round in a circle: no end, so no origin.
struct Circle {
  std::vector<std::string> documents;  ///< each credits the next, the last one the first
  std::vector<Evidence> evidence;      ///< the words of each credit, in the same order
  friend bool operator==(const Circle&, const Circle&) = default;
};

/// A claim that the pile gives without any origin; listed, never counted.
struct Unsourced {
  ClaimId claim;
  Voice voice = Voice::no_source_given;
  std::vector<Evidence> evidence;
  friend bool operator==(const Unsourced&, const Unsourced&) = default;
};

struct TimelineEntry {
  std::string allegation;
  std::string date;  ///< ISO; empty: undated, in no order
  std::vector<std::string> documents;
  std::string news;  ///< what this retelling added or changed
  friend bool operator==(const TimelineEntry&, const TimelineEntry&) = default;
};

struct VariantValue {
  std::string value;
  std::vector<std::string> documents;
  std::vector<Evidence> evidence;
  friend bool operator==(const VariantValue&, const VariantValue&) = default;
};

/// Different values of one slot of one allegation in different retellings.
struct Variant {
  std::string allegation;
  std::string slot;       ///< agent, patient, recipient, instrument, purpose, place, time, quantity
  bool conflict = false;  ///< two of the values cannot both hold; else they refine each other
  std::vector<VariantValue> values;
  friend bool operator==(const Variant&, const Variant&) = default;
};

/// One utterance quoted in different words.
struct Drift {
  std::string allegation;
  std::string utterance;
  std::vector<VariantValue> wordings;  ///< `value` is the wording
  friend bool operator==(const Drift&, const Drift&) = default;
};

/// A retelling or a headline that drops or changes the source or its cue.
struct AttributionChange {
  std::string document;
  std::string kind;  ///< dropped, strengthened, weakened, added
  std::string from;
  std::string to;
  std::string where;  ///< headline, body
  std::vector<Evidence> evidence;
  std::string of = "source";  ///< what was dropped or changed: source, label (of the page)
  friend bool operator==(const AttributionChange&, const AttributionChange&) = default;
};

struct Contradiction {
  std::string allegation;
  std::string kind;  ///< denial, quantity, place, time, actor
  std::vector<ClaimId> claims;
  std::vector<Evidence> evidence;
  friend bool operator==(const Contradiction&, const Contradiction&) = default;
};

/// One sentence, or the title, that a page has in one of two versions only or has otherwise in
/// each.
struct PageChange {
  std::string kind;              ///< added, dropped, changed
  std::vector<Evidence> before;  ///< its words in the earlier version; of what was added none
  std::vector<Evidence> after;   ///< its words in the later version; of what was dropped none
  friend bool operator==(const PageChange&, const PageChange&) = default;
};

/// What a page changed from one of its versions to the next. What the later one lacks was there
/// when the earlier one was captured; nobody is said to have withdrawn it.
struct Revision {
  std::string page;  ///< its address
  std::string from;  ///< document ids
  std::string to;
  std::string date;  ///< of the later version: modified, else captured; ISO; empty: unknown
  std::vector<PageChange> changes;  ///< in the order of the later text; what was dropped last
  friend bool operator==(const Revision&, const Revision&) = default;
};

/// A narrative that the query may also have meant.
struct Candidate {
  std::string narrative;
  std::string label;
  std::size_t documents = 0;
  double score = 0;
  friend bool operator==(const Candidate&, const Candidate&) = default;
};

/// An allegation with the origins it alone has.
struct TracedAllegation {
  std::string id;
  std::string label;
  std::vector<std::string> documents;
  std::vector<std::string> origins;  ///< ids into Trace::origins
  IndependentOrigins independent_origins;
  friend bool operator==(const TracedAllegation&, const TracedAllegation&) = default;
};

struct Trace {
  std::string query;
  Narrative narrative;
  std::vector<TracedAllegation> allegations;  ///< best match to the query first
  std::vector<Candidate> candidates;
  std::vector<Origin> origins;
  IndependentOrigins independent_origins;
  std::vector<Node> nodes;
  std::vector<Edge> edges;
  std::vector<Missing> missing;
  std::vector<Circle> circles;
  std::vector<Unsourced> unsourced;
  std::vector<TimelineEntry> timeline;
  std::vector<Variant> variants;
  std::vector<Drift> drift;
  std::vector<AttributionChange> attribution_changes;
  std::vector<Contradiction> contradictions;
  std::vector<Reuse> reuse;
  std::vector<Revision> revisions;     ///< by page, oldest first
  std::vector<DecisionRow> decisions;  ///< in force, about documents of this trace
  friend bool operator==(const Trace&, const Trace&) = default;
};

}  // namespace hearsay
