// What the formats share: going through a store, and writing piece by piece.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "cite/cite.h"
#include "exports/exports.h"
#include "json/json.h"

namespace hearsay::exports {

using json::Json;

/// Hands pieces to the sink until that has enough.
class Output {
 public:
  explicit Output(const ByteSink& sink) : sink_(sink) {}
  void write(std::string_view bytes) {
    if (!stopped_) stopped_ = !sink_(bytes);
  }
  [[nodiscard]] bool stopped() const { return stopped_; }

 private:
  const ByteSink& sink_;
  bool stopped_ = false;
};

/// The items of a JSON array, one a line.
class Items {
 public:
  explicit Items(Output& output) : output_(output) {}
  void add(const Json& item) {
    output_.write(is_first_ ? "\n" : ",\n");
    output_.write(json::dump(item));
    is_first_ = false;
  }
  /// A member of an object instead.
  void add(std::string_view name, const Json& item) {
    output_.write(is_first_ ? "\n" : ",\n");
    output_.write(json::dump(Json(std::string(name))) + ":" + json::dump(item));
    is_first_ = false;
  }

 private:
  Output& output_;
  bool is_first_ = true;
};

/// To which groups claims belong. Borrows the grouping.
class Groups {
 public:
  explicit Groups(const Grouping& grouping);
  /// Null where it is in none.
  [[nodiscard]] const Allegation* allegation(const ClaimId& claim) const;
  [[nodiscard]] const Narrative* narrative(const std::string& allegation) const;

 private:
  std::map<ClaimId, const Allegation*> allegations_;
  std::map<std::string, const Narrative*> narratives_;
};

/// Current documents by id.
Result<void> each_document(const Engine& engine, const Output& output,
                           const std::function<void(const Document&)>& visit);
/// The trace of each narrative, in the order of the grouping.
Result<void> each_trace(const Engine& engine, const Output& output,
                        const std::function<void(const Trace&)>& visit);

/// The innermost attribution of a claim; null where it has none.
const Attribution* attribution_of(const Document& document, const Claim& claim);
/// The id of a claim of this document.
ClaimId claim_id(const Document& document, std::size_t index);
/// "urn:hearsay:0123456789abcdef:c1"; `part` may be empty.
std::string urn(std::string_view id, std::string_view part = {});
/// The same of a claim.
std::string urn(const ClaimId& id);
/// What would break XML, or a terminal, is escaped; what XML cannot hold at all becomes U+FFFD.
std::string xml(std::string_view text);
/// An ISO day or instant as RFC 3339 in UTC, "2015-05-05T00:00:00Z"; empty where it is none.
std::string instant(std::string_view iso);

// One file each.
Result<void> write_csv(const Engine& engine, Output& output);
Result<void> write_geojson(const Engine& engine, Output& output);
Result<void> write_graphml(const Engine& engine, Output& output);
Result<void> write_gexf(const Engine& engine, Output& output);
Result<void> write_prov(const Engine& engine, Output& output);
Result<void> write_claims(const Engine& engine, Output& output);
Result<void> write_annotations(const Engine& engine, Output& output);
Result<void> write_stix(const Engine& engine, Output& output);
Result<void> write_ftm(const Engine& engine, Output& output);

}  // namespace hearsay::exports
