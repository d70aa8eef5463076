// The letters of a name as they are compared. Latin, Cyrillic and Arabic words keep their own
// letters, whose likeness across scripts is learned (names_costs.h); all other scripts are written
// in one of these first. Romanising everything would lose what tells letters apart: Arabic written
// by ICU's rules has no vowels, and "č" is not "c".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hearsay::matching {

enum class Script : std::uint8_t { latin, cyrillic, arabic };

/// One word of a name.
struct NameWord {
  Script script = Script::latin;
  std::u16string letters;  ///< lower case, of its script's alphabet; never empty
  std::string latin;       ///< the same in plain Latin letters and digits (text::fold)
  bool dotted = false;     ///< written with a full stop behind it: "J.", "Dr."
  bool capitals = false;   ///< two letters or more, all in upper case
  bool upper = false;      ///< begins with an upper-case letter
  bool ideographs = false;
  bool plain = true;       ///< Latin as written, not romanised
  bool bracketed = false;  ///< stands in brackets
  bool hyphen = false;     ///< joined to the word before it by a hyphen: "Jean-Claude"
};

/// The words of `name`, at most 16 of at most 24 letters; what is longer is cut. Linear.
std::vector<NameWord> name_letters(std::string_view name);

/// The letters that a word of `script` can hold, sorted; none is outside the basic plane.
std::u16string_view alphabet(Script script);

/// The plain letter under a Latin letter with a mark ("č" -> "c"); `letter` itself where it has
/// none.
char16_t plain_letter(char16_t letter);

}  // namespace hearsay::matching
