// For every claim of the narrative: the way from the document to the one who is said to have said
// it. A statement is one claim in one document with its hops, nearest to the document first.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "trace/pile.h"

namespace hearsay::tracing {

/// One step away from the document: an outlet, a held document, or a source in between.
struct Hop {
  std::string node;  ///< document id, "p:<outlet>" or "s:<source>"
  std::string name;
  bool held = false;
  EdgeKind kind = EdgeKind::relays;
  LinkBasis how = LinkBasis::stated;
  std::string reason;
  std::vector<Evidence> evidence;
  double confidence = 1;
  std::string said_begin;  ///< when the outlet said it, where the text tells
  std::string said_end;
};

/// Someone who is said to say something, in one document. Several attributions may be his.
struct Sayer {
  std::string document;
  std::string key;  ///< within the document
  std::string name;
  SourceKind kind = SourceKind::unnamed;
  std::string affiliation;
  std::string role;  ///< words of the source and its description, folded
  std::string head;  ///< head of its words, folded ("person"); empty where no parser ran
  const EntityGroup* entity = nullptr;
  Access access = Access::not_stated;
  std::vector<Evidence> evidence;              ///< the words of the source
  std::vector<AttributionIndex> attributions;  ///< that name him; none for an author
};

enum class End {
  sayer,      ///< somebody is said to say it
  unsourced,  ///< the text gives no source, or only "media reports"
  outlet,     ///< an outlet, and no more is known
  circle,     ///< credits that lead back to where they began
  withheld    ///< somebody asks or declines; he asserts nothing
};

struct Statement {
  ClaimId id;
  const Document* document = nullptr;
  const Claim* claim = nullptr;
  const Allegation* allegation = nullptr;
  bool denial = false;
  std::vector<Hop> hops;
  End end = End::unsourced;
  std::vector<std::size_t> sayers;  ///< indexes into Statements::sayers; mostly one
  std::string cue;                  ///< of the innermost attribution
  std::vector<Evidence> evidence;   ///< the words by which it is attributed, else the claim's
};

struct Statements {
  std::vector<Sayer> sayers;
  std::vector<Statement> statements;  ///< by claim id
  std::vector<Circle> circles;

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  /// Index of the statement that is this claim; kNone where there is none.
  [[nodiscard]] std::size_t find(const ClaimId& id) const {
    const auto found = std::lower_bound(
        statements.begin(), statements.end(), id,
        [](const Statement& statement, const ClaimId& key) { return statement.id < key; });
    if (found == statements.end() || found->id != id) return kNone;
    return static_cast<std::size_t>(found - statements.begin());
  }
};

Statements find_statements(const Pile& pile);

/// Whether the relay covers the whole body: a credit line, a byline, a canonical address.
bool covers_body(const Document& document, const Relay& relay);

}  // namespace hearsay::tracing
