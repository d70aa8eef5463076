// Who copied from whom: of all earlier documents with the same passages only those that explain
// them, not every earlier copy.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "trace/pile.h"

namespace hearsay::tracing {

/// Passages of a document that stand in an earlier one.
struct Copied {
  const Document* from = nullptr;
  const Document* to = nullptr;
  std::vector<std::pair<Span, Span>> spans;  ///< (in from, in to)
  std::string reason;
  double confidence = 0;
  bool whole = false;     ///< most of the copy stands in `from`
  bool credited = false;  ///< the copy names the publisher of `from` as the one it has text from
};

/// By document: the predecessors that its passages come from.
std::map<std::string, std::vector<Copied>> find_copies(const Pile& pile);

/// Every reuse among the documents, by (from, to).
std::vector<Reuse> all_reuse(const Pile& pile);

/// Whether the document names the other's publisher as the one it has text from, in words of its
/// own: what it copied along ("told the Ledger", in a copy of the Ledger's page) credits nobody.
bool credits(const Pile& pile, const Document& document, const Document& other);
/// Whether the relay's words came with the rest of a text that was copied from `from`.
bool is_copied_along(const Pile& pile, const Document& document, const Document& from,
                     const Relay& relay);

}  // namespace hearsay::tracing
