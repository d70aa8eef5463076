// The names of enumerated values outside the program (contract), in the order of the enumerators.
// The table's size is also what tells a value read from a file from nonsense.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string_view>

#include "hearsay/decision.h"
#include "hearsay/match.h"
#include "hearsay/reading.h"
#include "hearsay/source.h"
#include "hearsay/trace.h"

namespace hearsay::json {

template <std::size_t count>
using Names = std::array<std::string_view, count>;

constexpr Names<17> names_of(PartOfSpeech) {
  return {"ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN", "NUM",
          "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"};
}
constexpr Names<8> names_of(EntityType) {
  return {"person", "organisation", "group", "place", "facility", "event", "product", "other"};
}
constexpr Names<3> names_of(MentionForm) { return {"name", "nominal", "pronoun"}; }
constexpr Names<9> names_of(BoilerplateKind) {
  return {"disclaimer", "donate", "share",   "copyright", "comments",
          "navigation", "image",  "related", "other"};
}
constexpr Names<5> names_of(DateKind) {
  return {"published", "first_published", "republished", "modified", "captured"};
}
constexpr Names<9> names_of(DateOrigin) {
  return {"json-ld", "microdata", "meta", "visible", "url", "feed", "http", "input", "analyst"};
}
constexpr Names<5> names_of(PageKind) { return {"article", "listing", "home", "author", "other"}; }
constexpr Names<7> names_of(BlockKind) {
  return {"headline", "heading", "paragraph", "list_item", "block_quotation", "caption", "table"};
}
constexpr Names<4> names_of(ParagraphRole) { return {"headline", "byline", "body", "boilerplate"}; }
constexpr Names<8> names_of(SourceKind) {
  return {"named_person", "named_organisation", "state",  "unnamed",
          "collective",   "document",           "author", "unspecified"};
}
constexpr Names<3> names_of(QuoteKind) { return {"direct", "indirect", "mixed"}; }
constexpr Names<9> names_of(Modality) {
  return {"assert", "deny", "warn", "accuse", "promise", "ask", "threaten", "predict", "decline"};
}
constexpr Names<5> names_of(Access) {
  return {"witnessed", "document", "footage", "told", "not_stated"};
}
constexpr Names<5> names_of(RelayKind) {
  return {"outlet", "agency", "person", "state", "unnamed"};
}
constexpr Names<3> names_of(LinkBasis) { return {"stated", "inferred", "analyst"}; }
constexpr Names<4> names_of(TimexType) { return {"date", "time", "duration", "set"}; }
constexpr Names<5> names_of(Role) {
  return {"agent", "patient", "recipient", "instrument", "purpose"};
}
constexpr Names<2> names_of(Polarity) { return {"positive", "negative"}; }
constexpr Names<5> names_of(ClaimModality) {
  return {"fact", "plan", "possible", "conditional", "ordered"};
}
constexpr Names<5> names_of(Voice) {
  return {"attributed", "carried", "own_voice", "no_source_given", "unspecified"};
}
constexpr Names<2> names_of(ReuseDirection) { return {"earlier-to-later", "unknown"}; }
constexpr Names<5> names_of(ClaimRelation) {
  return {"same", "refines", "widens", "contradicts", "denies"};
}
constexpr Names<4> names_of(NodeKind) { return {"origin", "source", "outlet", "document"}; }
constexpr Names<5> names_of(EdgeKind) {
  return {"says", "relays", "republishes", "copies", "cites"};
}
constexpr Names<5> names_of(MediaType) {
  return {"unknown", "html", "plain_text", "markdown", "json_line"};
}

constexpr Names<7> names_of(Verb) {
  return {"set", "link", "reject", "merge", "split", "note", "undo"};
}
constexpr Names<8> names_of(AnchorKind) {
  return {"document", "sentence",   "claim",     "attribution",
          "entity",   "allegation", "narrative", "name"};
}

/// An enumeration with names; index types have none.
template <typename T>
concept Named = requires(T value) { names_of(value).size(); };

template <Named T>
constexpr std::string_view name_of(T value) {
  const auto names = names_of(value);
  const auto index = static_cast<std::size_t>(value);
  return index < names.size() ? names[index] : std::string_view("other");
}

/// The value of that name; nullopt where none has it.
template <Named T>
constexpr std::optional<T> value_of(std::string_view name) {
  const auto names = names_of(T{});
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<T>(i);
  }
  return std::nullopt;
}

}  // namespace hearsay::json
