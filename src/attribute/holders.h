// Whom a phrase of a credit names: "the morning bulletin of the Hill police", "the daily
// Rannaleht", "a reader who asked not to be named".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "attribute/relay_list.h"

namespace hearsay::attribute {

struct Holder {
  Span span;
  std::string name;
  RelayKind kind = RelayKind::outlet;
  bool plain = false;  ///< something in or beside the name says what it is
  bool place = false;  ///< it may be a place or a language: "published in Oruro"
};

/// The one that the phrase at the beginning of `where` names.
std::optional<Holder> holder_at(const RelayList& relays, Span where);

/// It, and whoever had the text before: "the Tribune, which took it from the agency MWA", "MWA and
/// Hill Press", "MWA, via the Tribune" (which is nearer). Nearest first.
std::vector<Holder> holders_at(const RelayList& relays, Span where);

/// Public bodies by a word of their names: "Hill police", "Ministry of Roofs".
bool is_public_body(std::string_view name);

}  // namespace hearsay::attribute
