// Records to and from the JSON of the contract (docs/contract.md, schemas/): spans become code
// points, enums their names, absent values null. The only place that knows the field names.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "hearsay/collection.h"
#include "hearsay/match.h"
#include "hearsay/reading.h"
#include "hearsay/result.h"
#include "hearsay/trace.h"

namespace hearsay::json {

/// Field order as in the contract.
using Json = nlohmann::ordered_json;

/// The contract's *Annotated document*.
Json annotated_document(const Document& document);
/// The line that `extract` prints.
Json extracted(const Article& article);
/// The contract's *Trace*. `text_of` is needed for code points: it gives a document's text by id.
Json trace(const Trace& trace, const Collection& collection);

/// The lossless form in which the store keeps a reading and a sketch: bytes, with byte offsets, of
/// this program's own format; `decode_*` refuses what it did not write.
std::string encode_document(const Document& document);
Result<Document> decode_document(std::string_view bytes);
std::string encode_sketch(const Sketch& sketch);
Result<Sketch> decode_sketch(std::string_view bytes);
std::string encode_pair_match(const PairMatch& match);
Result<PairMatch> decode_pair_match(std::string_view bytes);
std::string encode_grouping(const Grouping& grouping);
Result<Grouping> decode_grouping(std::string_view bytes);

/// Ids as written outside: "<document>#c1".
std::string text_of(const ClaimId& id);
std::string text_of(const EntityId& id);
Result<ClaimId> parse_claim_id(std::string_view text);

/// One line of valid UTF-8 without raw control characters; ill-formed bytes become U+FFFD.
std::string dump(const Json& json);

}  // namespace hearsay::json
