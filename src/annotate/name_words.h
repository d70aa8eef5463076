// Common words that stand in names and before them, by what they say of the name: a "Council" is a
// body, a "Gazette" prints news, a "Lake" lies somewhere, "Minister" comes before a person. Kinds
// of words only, no names; how much each kind counts is learned.
#pragma once

#include <string_view>

namespace hearsay::annotate {

enum class NameWord : char {
  none = '-',
  body = 'o',      ///< council, university, party
  outlet = 'n',    ///< times, gazette, agency
  facility = 'f',  ///< airport, bridge, stadium
  place = 'l',     ///< river, province, island
  event = 'e',     ///< war, election, festival
  title = 't',     ///< mr, president, spokesman
  day = 'd',       ///< monday, january
};

/// `word` in lower case.
NameWord name_word(std::string_view word);

/// "Mr", "Mrs.", "Dr": a form of address, never part of a name by itself. In lower case.
bool is_form_of_address(std::string_view word);

}  // namespace hearsay::annotate
