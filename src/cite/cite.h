// Exact words with all that a reader needs to find them again: the way they came, their place in
// the document and in the bytes as fetched, the hashes, and the decisions that all of it rests on.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hearsay/engine.h"
#include "json/json.h"
#include "text/units.h"

namespace hearsay {

/// Exact words and where they stand.
struct Standing {
  Evidence words;
  std::size_t sentence = 0;  ///< of the document, from one; 0: in none
  std::size_t line = 0;      ///< of the original, from one; 0: the original is not to be had
  Span points;               ///< in code points of the document's text
  SourceSpan bytes;          ///< of the original
};

/// A document that something stands in.
struct CitedDocument {
  std::string id, title, publisher, published, url, path, captured, sha256;
  std::vector<std::string> authors;
  std::size_t bytes = 0;  ///< of the original
};

/// One step of the way: `from` gave the words to `to`.
struct Hop {
  std::string from, from_name, to, to_name;
  EdgeKind kind = EdgeKind::says;
  LinkBasis how = LinkBasis::stated;
  bool from_held = true;  ///< false: cited and not in the pile
  std::string reason;
  std::vector<Standing> evidence;
};

/// All that is known of where something comes from.
struct Citation {
  std::string id;
  std::string kind;   ///< claim, attribution, sentence, document, allegation, narrative, origin
  std::string label;  ///< of a group or an origin; else empty
  std::vector<Standing> words;
  std::vector<Origin> origins;  ///< where the ways end
  std::vector<Hop> hops;        ///< from the origins on, nearest to them first
  std::optional<IndependentOrigins> independent_origins;  ///< of an allegation or narrative
  std::string ends_at;                   ///< "1 named person and 2 unnamed sources"; may be empty
  std::vector<CitedDocument> documents;  ///< that anything above stands in, by date, then id
  std::vector<DecisionRow> decisions;    ///< in force, that this rests on
};

/// Finds where words stand. Documents are loaded once and kept, of their originals only where the
/// lines begin.
class Standings {
 public:
  explicit Standings(const Engine& engine) : engine_(engine) {}

  /// The words of a span; nullopt where the store does not hold the document or the span.
  std::optional<Standing> at(const std::string& document, Span span);
  std::vector<Standing> at(const std::vector<Evidence>& evidence);
  /// Null where the store does not hold it.
  const Document* document(const std::string& id);
  std::optional<CitedDocument> cited(const std::string& id);

 private:
  struct Known {
    std::shared_ptr<const Document> document;
    std::optional<text::CodePoints> points;
    std::vector<std::uint64_t> line_begins;  ///< byte offsets in the original; none: not to be had
    std::size_t bytes = 0;
  };
  Known& known(const std::string& id);

  const Engine& engine_;
  std::map<std::string, Known> known_;
};

/// The bytes of the original that a span of the text comes from; empty where the map has none.
SourceSpan source_span(const OriginMap& map, Span span);

/// An http or https address as a URI (RFC 3986): what none can hold is percent-encoded. Empty for
/// every other address.
std::string web_address(std::string_view address);

/// Cites a document, something in it ("…#c1", "…#a1", "…:12"), an allegation ("g…"), a narrative
/// ("n…") or one of its origins ("n…#o2"). Ids in full.
Result<Citation> cite(const Engine& engine, const std::string& id);

/// A sourced paragraph. Foreign words are escaped in all three.
std::string citation_markdown(const Citation& citation);
/// An entry for each document that the words stand in.
std::string citation_bibtex(const Citation& citation);
/// schemas/citation.json
json::Json citation_json(const Citation& citation);
/// {"document","span","text","sentence","line","bytes"}
json::Json row(const Standing& standing);
json::Json row(const CitedDocument& document);

}  // namespace hearsay
