// Who wrote it: which of the places that name an author names this page's.
#pragma once

#include <string>
#include <vector>

#include "extract/evidence.h"
#include "extract/facts.h"

namespace hearsay::extraction {

/// Each list of names that a page gives as its authors, one candidate a list; `value` has a name a
/// line.
std::vector<Candidate> author_candidates(const Facts& facts, const Landmarks& marks);

/// The best of them, person by person; empty where nobody is named.
std::vector<std::string> choose_authors(const std::vector<Candidate>& candidates);

}  // namespace hearsay::extraction
