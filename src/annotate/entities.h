// Which names of an article are one, by rules that a reader would accept: the same words; a surname
// after the full name; an acronym after what it stands for; the first word of an organisation's
// name. In doubt two names stay two.
#pragma once

#include <vector>

#include "annotate/names.h"
#include "hearsay/annotation.h"

namespace hearsay::annotate {

/// The entities of the names, in order of first mention, and which one each name stands for.
struct Joined {
  std::vector<Entity> entities;
  std::vector<EntityIndex> of_name;  ///< as many as there are names
};
Joined join_names(const Page& page, const std::vector<Name>& names);

}  // namespace hearsay::annotate
