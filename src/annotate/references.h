// "he", "she", "the ministry", "the minister": words that stand for an entity named before. Only
// where a simple rule gives one answer; elsewhere nothing is said.
#pragma once

#include <vector>

#include "annotate/names.h"
#include "hearsay/annotation.h"

namespace hearsay::annotate {

/// Mentions by pronoun and by common noun, in text order. `of_name` gives each name's entity;
/// `inside_name` tells of each token whether it belongs to a name.
std::vector<Mention> find_references(const Page& page, const std::vector<Name>& names,
                                     const std::vector<EntityIndex>& of_name,
                                     const std::vector<Entity>& entities,
                                     const std::vector<bool>& inside_name);

}  // namespace hearsay::annotate
