// What an id on the command line stands for: a document, something in one, an allegation, a
// narrative. Ids may be cut short where the rest is clear.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "hearsay/collection.h"
#include "hearsay/result.h"

namespace hearsay::cli {

enum class Kind { document, sentence, claim, attribution, entity, allegation, narrative };

struct Found {
  Kind kind = Kind::document;
  std::string id;        ///< in full: of the document, allegation or narrative
  std::size_t part = 0;  ///< of a claim, attribution, entity (from 0) or sentence (from 1)
};

/// Understands "<document>", "<document>:12", "<document>#c3", "#a3", "#e3", "g…", "n…".
Result<Found> look_up(const Collection& collection, std::string_view id);

/// As it is written in full.
std::string id_of(const Found& found);

/// What was typed short, in full; also an origin of a group, "n…#o2", whose number is not looked
/// at.
Result<std::string> full_id(const Collection& collection, std::string_view typed);

}  // namespace hearsay::cli
