#include "match/group_ids.h"

#include <fmt/format.h>

#include "text/hash.h"

namespace hearsay::matching {

std::string hex_of(const std::string& document) {
  return fmt::format("{:016x}", text::hash64(document));
}

std::string hex_of(const PartId& id) {
  return id.part == 0 ? hex_of(id.document) : hex_of(fmt::format("{}/{}", id.document, id.part));
}

std::string hex_of(const ClaimId& id) {
  return hex_of(fmt::format("{}#c{}", id.document, static_cast<std::uint32_t>(id.claim) + 1));
}

std::string id_of(const EntityId& id) {
  return fmt::format("{}#e{}", id.document, static_cast<std::uint32_t>(id.entity) + 1);
}

}  // namespace hearsay::matching
