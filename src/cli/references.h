// How an answer points into documents: "d3:12" is sentence 12 of the third document of this answer,
// and the legend below says which document that is.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/screen.h"
#include "hearsay/collection.h"
#include "hearsay/trace.h"
#include "wording/wording.h"

namespace hearsay::cli {

using wording::sentence_number;

/// Numbers the documents of one answer by date, then id. Documents are loaded once and kept.
class References {
 public:
  References(const Collection& collection, std::vector<std::string> documents);

  [[nodiscard]] std::string number(const std::string& document) const;         ///< "d3"
  [[nodiscard]] std::string at(const std::string& document, Span span) const;  ///< "d3:12"
  [[nodiscard]] std::string at(const Evidence& evidence) const;
  [[nodiscard]] std::string at(const ClaimId& claim) const;
  /// "d3 d5 d7 +4": the first `most`, then how many more.
  [[nodiscard]] std::string list(const std::vector<std::string>& documents, std::size_t most) const;

  /// Null where the collection does not hold it.
  [[nodiscard]] const Document* document(const std::string& id) const;
  [[nodiscard]] const Claim* claim(const ClaimId& id) const;
  [[nodiscard]] std::string outlet(const std::string& id) const;     ///< "unknown publisher"
  [[nodiscard]] std::string published(const std::string& id) const;  ///< ISO; empty: unknown
  /// Order of documents: dated first.
  [[nodiscard]] bool before(const std::string& a, const std::string& b) const;

  /// One line a document that `shown` names by its number: number, id (as short as is unique),
  /// outlet, day, title.
  void legend(Screen& screen, std::string_view shown) const;
  /// The shortest start of an id, of at least eight digits, that no other document has.
  [[nodiscard]] std::string short_id(const std::string& id) const;

 private:
  std::vector<std::string> all_;      ///< ids of the whole pile, sorted
  std::vector<std::string> ordered_;  ///< ids of this answer, as numbered
  std::map<std::string, std::size_t> numbers_;
  std::map<std::string, std::shared_ptr<const Document>> documents_;
};

/// Prints an answer, and below it the legend of the documents that it names.
void print_with_legend(Screen& screen, const References& references,
                       const std::function<void(Screen&)>& answer);

}  // namespace hearsay::cli
