// Records to and from the JSON of the contract (docs/contract.md, schemas/): spans become code
// points, enums their names, absent values null. The only place that knows the field names.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hearsay/collection.h"
#include "hearsay/decision.h"
#include "hearsay/engine.h"
#include "hearsay/match.h"
#include "hearsay/reading.h"
#include "hearsay/result.h"
#include "hearsay/trace.h"
#include "json/names.h"

namespace hearsay::json {

/// Field order as in the contract.
using Json = nlohmann::ordered_json;

/// The contract's *Annotated document*. With `explain`, every derived record also says by which
/// `rule` it was made.
Json annotated_document(const Document& document, bool explain = false);
/// The line that `extract` prints.
Json extracted(const Article& article);
/// The contract's *Trace*. The collection gives the documents' texts, in which code points are
/// counted; a span of a document that it does not hold becomes null.
Json trace(const Trace& trace, const Collection& collection);

/// What a page changed from version to version, as a *Trace* has it.
Json revisions(const std::vector<Revision>& revisions, const Collection& collection);

/// One line each of a listing.
Json row(const Narrative& narrative);
Json row(const ClaimRow& claim);
Json row(const SourceRow& source);
Json row(const DocumentRow& document);
/// What only exports list. Spans of a match are counted in the documents' texts, see `trace`.
Json row(const Allegation& allegation);
Json row(const EntityGroup& entity);
Json row(const PairMatch& match, const Collection& collection);
Json row(const DecisionRow& decision);
/// What `add`, `rebuild` and `audit` end with.
Json row(const AddReport& report);
Json row(const AuditReport& report);

/// Whether all spans of a document lie in its text, on code points, and all indexes name records
/// that are there: what the stages promise each other. The error names the first that does not.
/// Linear in the document.
Result<void> check(const Document& document);

/// The lossless form in which the store keeps a reading and a sketch: bytes, with byte offsets, of
/// this program's own format; `decode_*` refuses, with an error of kind `store`, what it did not
/// write: foreign, truncated and damaged bytes, and documents that fail `check`.
std::string encode_document(const Document& document);
Result<Document> decode_document(std::string_view bytes);
std::string encode_sketch(const Sketch& sketch);
Result<Sketch> decode_sketch(std::string_view bytes);
std::string encode_outline(const Outline& outline);
Result<Outline> decode_outline(std::string_view bytes);
std::string encode_pair_match(const PairMatch& match);
Result<PairMatch> decode_pair_match(std::string_view bytes);
std::string encode_entity(const Entity& entity);
Result<Entity> decode_entity(std::string_view bytes);
std::string encode_entity_group(const EntityGroup& group);
Result<EntityGroup> decode_entity_group(std::string_view bytes);

/// The form in which the log keeps what a decision is about: JSON with offsets in bytes. What it
/// did not write is refused with an error of kind `store`.
std::string encode_anchors(const std::vector<Anchor>& anchors);
Result<std::vector<Anchor>> decode_anchors(std::string_view text);
std::string text_of(Verb verb);
std::optional<Verb> verb_of(std::string_view text);

/// Ids as written outside: "<document>#c1". They count from one.
std::string text_of(const ClaimId& id);
std::string text_of(const EntityId& id);
std::string text_of(const AttributionId& id);
Result<ClaimId> parse_claim_id(std::string_view text);

/// One line of valid UTF-8 that is safe on a terminal: control, line-separating and bidirectional
/// characters are written as \u escapes; ill-formed bytes become U+FFFD.
std::string dump(const Json& json);

/// Where a value departs from a schema: a place in the value and what is wrong there, each. Knows
/// the keywords of JSON Schema 2020-12 that schemas/ use. `load` gives the schema that a reference
/// to another file names.
using SchemaLoader = std::function<Json(const std::string& file)>;
std::vector<std::string> schema_problems(const Json& schema, const Json& value,
                                         const SchemaLoader& load);

}  // namespace hearsay::json
