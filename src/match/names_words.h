// Words inside names that are not the name: titles, particles, forms of companies, numbers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace hearsay::matching {

enum class WordKind : std::uint8_t {
  plain,
  initial,   ///< one letter
  particle,  ///< "the", "al", "von": left out at will
  title,     ///< "Dr", "Sheikh": before a name, no part of it
  legal,     ///< "Ltd": one form of company, `value` says which
  number,    ///< "3rd", "IV", "second", "Jr": two that differ are two things
  common,    ///< "bank", "city": ordinary words of bodies and places, not of people
};

struct WordMeaning {
  WordKind kind = WordKind::plain;
  std::string_view value;  ///< of legal forms and numbers: equal for spellings of one
};

/// What a folded Latin word of a name is; digits and ordinals are numbers of their own value.
WordMeaning word_meaning(std::string_view latin);

/// Its number where it is written in digits, with an ordinal's ending or without ("33rd": "33");
/// else empty.
std::string digits_of(std::string_view latin);

}  // namespace hearsay::matching
