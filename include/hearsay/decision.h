// What the analyst decides about what the program read: a log that is only ever appended to.
// docs/decisions.md tells what each decision does.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "hearsay/span.h"

namespace hearsay {

enum class Verb { set, link, reject, merge, split, note, undo };

enum class AnchorKind {
  document,
  sentence,
  claim,
  attribution,
  entity,
  allegation,  ///< the one that holds a claim
  narrative,   ///< the one that holds a claim, else a document
  name         ///< an outlet or a source by its words
};

/// What a decision is about, in terms that outlive a rebuild: the document and exact words of it,
/// not a number that another reading would give to something else.
struct Anchor {
  AnchorKind kind = AnchorKind::document;
  std::string document;  ///< its full hash, 64 hex digits; empty for a name
  Spans spans;           ///< what tells the thing from others of its kind in the document
  std::string words;     ///< of the spans' hull; of a document its title; a name itself
  friend bool operator==(const Anchor&, const Anchor&) = default;
};

/// One entry of the log.
struct Decision {
  std::size_t number = 0;  ///< from one, in the order of the log
  Verb verb = Verb::note;
  std::vector<Anchor> about;
  std::string field;       ///< of `set`: which; of `link`: the kind of hop
  std::string value;       ///< of `set`: the value, empty for "unknown"; of `note`: its text
  std::string reason;      ///< may be empty for `note` and `undo` only
  std::string by;          ///< who decided
  std::string at;          ///< when, ISO 8601, UTC; influences nothing
  std::size_t undoes = 0;  ///< of `undo`: which entry
  friend bool operator==(const Decision&, const Decision&) = default;
};

/// A decision and what has become of it.
struct DecisionRow {
  Decision decision;
  /// What the things are called now, in the order of `about`; empty: not found any more.
  std::vector<std::string> ids;
  std::size_t undone_by = 0;     ///< entry of the log; 0: it is in force
  std::size_t overruled_by = 0;  ///< a later one in force that says otherwise; 0: none
  friend bool operator==(const DecisionRow&, const DecisionRow&) = default;
};

/// What the analyst asks for. Ids are those that listings print, in full.
struct DecisionRequest {
  Verb verb = Verb::note;
  std::vector<std::string> about;  ///< ids; of `link` and `reject` also names of outlets
  std::string field;
  std::string value;
  std::string reason;
  std::string by;
  std::size_t undoes = 0;
};

/// Something of this collection that a decision names, found.
struct RulingPart {
  AnchorKind kind = AnchorKind::document;
  std::string document;   ///< id; empty for a name
  std::size_t index = 0;  ///< of the claim, attribution, entity in its document, from 0
  std::string name;       ///< of a name
  friend bool operator==(const RulingPart&, const RulingPart&) = default;
};

/// A decision in force as the stages take it: plain values in terms of this collection.
struct Ruling {
  std::size_t number = 0;
  Verb verb = Verb::note;
  std::vector<RulingPart> parts;
  std::string field;
  std::string reason;
  friend bool operator==(const Ruling&, const Ruling&) = default;
};

}  // namespace hearsay
