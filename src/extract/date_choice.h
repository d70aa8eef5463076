// Which of the dates on a page is the day it was published, and what the others are.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/evidence.h"
#include "extract/facts.h"
#include "hearsay/article.h"

namespace hearsay::extraction {

/// What a date that a page gives is good for.
enum class FactRole : std::uint8_t {
  own,      ///< it may be the page's
  beside,   ///< it stands with other pages, comments or far below: it is shown only where chosen
  agreeing  ///< it speaks for a day that another place gives, and is nothing by itself
};

/// A date that a page gives, where, and as what.
struct DatedFact {
  DocumentDate date;
  std::vector<std::string> signs;
  FactRole role = FactRole::own;
};

/// Whether words before a date call it the day of a change, and say nothing else: "Last updated
/// on".
bool says_modified(std::string_view before);

/// All dates of a page that say when it was published, modified, first published or republished;
/// those in metadata and in the address, and those in lines that may be about the page itself.
std::vector<DatedFact> dated_facts(const Facts& facts, const Landmarks& marks);

/// A candidate for each day that `facts` have for "published" (or "first published"), `order` being
/// the fact to show for it. Where there is none, for each day of a change.
std::vector<Candidate> date_candidates(const std::vector<DatedFact>& facts);

/// The fact that tells when the page was published; none where nothing tells.
std::optional<std::size_t> choose_date(const std::vector<Candidate>& candidates);

}  // namespace hearsay::extraction
