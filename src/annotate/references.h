// "he", "the ministry", "the minister": mentions by other words than a name, as the heads of the
// encoder link them.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "annotate/names.h"
#include "hearsay/annotation.h"

namespace hearsay::annotate {

/// A mention as the heads see it, in tokens of the article.
struct SeenMention {
  std::uint32_t head = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  EntityType type = EntityType::other;
  MentionForm form = MentionForm::nominal;
  std::optional<std::size_t> antecedent;  ///< the mention before that is the same, if one is
  float confidence = 0;                   ///< of the link
};

/// The mentions that are linked to a name and are none themselves, in the order of their heads.
/// `seen` is ordered by heads; `of_name` gives each name's entity. O(seen + names).
std::vector<Mention> find_references(const Page& page, const std::vector<SeenMention>& seen,
                                     const std::vector<Name>& names,
                                     const std::vector<EntityIndex>& of_name,
                                     const std::vector<Entity>& entities);

}  // namespace hearsay::annotate
