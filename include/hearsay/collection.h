// How `match` and `trace` see the collection. The store implements it; tests use a twin in memory.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "hearsay/match.h"
#include "hearsay/reading.h"
#include "hearsay/result.h"

namespace hearsay {

/// A claim that fits a query, best first. Scores compare within one answer only.
struct Hit {
  ClaimId claim;
  double score = 0;
};

/// Read access to a collection of documents. Calls on one object are not thread-safe.
class Collection {
 public:
  virtual ~Collection() = default;

  /// Ids of all current documents, sorted.
  [[nodiscard]] virtual Result<std::vector<std::string>> document_ids() const = 0;
  /// One document with its reading; `not_found` where there is none. The value is shared and
  /// immutable: an implementation may keep recently used ones.
  [[nodiscard]] virtual Result<std::shared_ptr<const Document>> document(
      std::string_view id) const = 0;
  [[nodiscard]] virtual Result<Sketch> sketch(std::string_view id) const = 0;
  /// Ids of documents that share keys with `keys`, with the number of keys shared; most shared
  /// first, then by id; without `except`; at most `limit`.
  [[nodiscard]] virtual Result<std::vector<std::pair<std::string, std::size_t>>> sharing(
      const std::vector<std::uint64_t>& keys, std::string_view except, std::size_t limit) const = 0;
  /// All pair matches among the given documents (sorted by first, then second).
  [[nodiscard]] virtual Result<std::vector<PairMatch>> pair_matches(
      const std::vector<std::string>& documents) const = 0;
  /// All pair matches there are.
  [[nodiscard]] virtual Result<std::vector<PairMatch>> pair_matches() const = 0;
  /// Claims whose words fit the words of `query` (full-text search), best first, at most `limit`.
  [[nodiscard]] virtual Result<std::vector<Hit>> search(std::string_view query,
                                                        std::size_t limit) const = 0;
  /// The groups that the documents make.
  [[nodiscard]] virtual Result<std::shared_ptr<const Grouping>> grouping() const = 0;
};

}  // namespace hearsay
