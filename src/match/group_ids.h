// What groups are called: after their smallest member.
#pragma once

#include <string>

#include "hearsay/match.h"

namespace hearsay::matching {

/// 16 hex digits for a claim: of the allegation whose smallest it is "g" and these.
std::string hex_of(const ClaimId& id);
/// The same for a document, and for a part of one; of a narrative without claims.
std::string hex_of(const std::string& document);
std::string hex_of(const PartId& id);
/// "<document>#e1"
std::string id_of(const EntityId& id);

}  // namespace hearsay::matching
