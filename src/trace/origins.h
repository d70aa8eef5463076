// Where the chains end.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "trace/statements.h"

namespace hearsay::tracing {

/// An origin with what the count needs of it.
struct FoundOrigin {
  Origin origin;
  std::vector<std::size_t> sayers;        ///< indexes into Statements::sayers
  std::vector<std::size_t> statements;    ///< indexes into Statements::statements
  std::vector<std::string> affiliations;  ///< institutions it belongs to or is, as keys
  bool speaks_for = false;                ///< the institution itself, its document or its head
  std::vector<OriginGroup> joins;         ///< why its sayers are one
};

struct Origins {
  std::vector<FoundOrigin> origins;       ///< by first day (undated last), name, id
  std::vector<std::size_t> of_statement;  ///< by statement: its origin, or npos
  /// Pairs of origins that are not one, as the analyst says; the smaller one first.
  std::set<std::pair<std::size_t, std::size_t>> apart;
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
};

Origins find_origins(const Pile& pile, const Statements& statements);

}  // namespace hearsay::tracing
