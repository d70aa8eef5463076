// What the article itself says an entity is: "Health Minister X", "X, director of Y,", "its
// director, X,", "X is the director of Y".
#pragma once

#include <string>
#include <vector>

#include "annotate/names.h"

namespace hearsay::annotate {

/// The description that stands beside a name, in the text's words; empty where there is none.
/// `inside_name` tells of each token whether it belongs to a name. O(1): looks a few words around.
std::string description_of(const Page& page, const Name& name,
                           const std::vector<bool>& inside_name);

}  // namespace hearsay::annotate
