#include "match/ruled.h"

#include <fmt/format.h>

#include <tuple>

namespace hearsay {
namespace matching {

std::string reason_of(const Ruling& ruling) {
  return fmt::format("decision {}: {}", ruling.number, ruling.reason);
}

}  // namespace matching

Grouping ruled(Grouping grouping, const std::vector<Outline>& outlines,
               const std::vector<Ruling>& rulings) {
  matching::Outlines by_id;
  for (const Outline& outline : outlines) by_id.emplace(outline.document, &outline);
  matching::rule_entities(grouping.entities, by_id, rulings);
  matching::rule_stories(grouping, by_id, rulings);
  return grouping;
}

}  // namespace hearsay
