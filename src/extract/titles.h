// Which of the lines that a page gives for its title is the title.
#pragma once

#include <string>
#include <vector>

#include "extract/evidence.h"
#include "extract/facts.h"

namespace hearsay::extraction {

/// Headings, stated titles, and both without the site's name or the kicker.
std::vector<Candidate> title_candidates(const Facts& facts);

/// The best of them; empty for none.
std::string choose_title(const std::vector<Candidate>& candidates);

}  // namespace hearsay::extraction
