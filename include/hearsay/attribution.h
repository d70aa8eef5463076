// Who says it, by which words, what is said, and through whom it came (PARC3: Pareti 2015; PolNeAR:
// Newell, Margolin and Ruths 2018).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hearsay/annotation.h"
#include "hearsay/basis.h"
#include "hearsay/span.h"

namespace hearsay {

enum class AttributionIndex : std::uint32_t {};

enum class SourceKind {
  named_person,
  named_organisation,
  state,
  unnamed,
  collective,
  document,
  author,
  unspecified
};

enum class QuoteKind { direct, indirect, mixed };

/// What is done with the content.
enum class Modality { assert_, deny, warn, accuse, promise, ask, threaten, predict, decline };

/// How the source is said to know; read from the words, never guessed.
enum class Access { witnessed, document, footage, told, not_stated };

/// Words by which the text gives a content to a source. They nest: `parent` is the attribution in
/// whose content this one stands.
struct Attribution {
  Spans source;   ///< "an informed source"; empty when elided
  Spans cue;      ///< "told"
  Spans content;  ///< the words that are said, in one or more pieces
  std::optional<AttributionIndex> parent;
  SourceKind source_kind = SourceKind::unspecified;
  std::optional<EntityIndex> source_entity;
  std::string source_name;  ///< the fullest name the article gives, else the source's own words
  std::string
      affiliation;  ///< "the health ministry" for "a health ministry official"; may be empty
  QuoteKind quote = QuoteKind::indirect;
  Modality modality = Modality::assert_;
  Access access = Access::not_stated;
  std::optional<Span> kind_words;    ///< what tells the kind: the name or noun it was read from
  std::optional<Span> access_words;  ///< what tells the access ("saw"); none where not stated
  std::string said_begin;  ///< when it was said, ISO date; empty where the text does not tell
  std::string said_end;
  Basis basis;
  friend bool operator==(const Attribution&, const Attribution&) = default;
};

enum class RelayKind { outlet, agency, person, state, unnamed };
enum class LinkBasis { stated, inferred, analyst };

/// Whom the document says it has its text from, and which passages. `scope` is the whole body only
/// for a credit line, byline, dateline or canonical address.
struct Relay {
  std::string name;
  RelayKind kind = RelayKind::outlet;
  std::optional<Span> span;  ///< the words that say so; none where only the page's metadata does
  Spans scope;
  LinkBasis how = LinkBasis::stated;
  Basis basis;
  friend bool operator==(const Relay&, const Relay&) = default;
};

/// Attributions in the order of their first word (a parent before its children); relays nearest
/// first, i.e. the one that handed the words to this document before the one that handed them to
/// it.
struct Attributions {
  std::vector<Attribution> attributions;
  std::vector<Relay> relays;
  friend bool operator==(const Attributions&, const Attributions&) = default;
};

}  // namespace hearsay
