// Forms of a word for comparing: never shown, never stored in place of the words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hearsay::text {

/// Simple lower-casing, code point by code point, by Unicode data. Keeps everything else.
std::string lower(std::string_view text);

/// Simple upper-casing, likewise.
std::string upper(std::string_view text);

/// For look-up of names in any spelling: transliterated to Latin, decomposed, marks dropped,
/// case-folded, apostrophes dropped, every other non-letter, non-digit run made one blank, trimmed.
/// "Al-Ḥasakah" and "al hasakah" fold alike. Thread-safe.
std::string fold(std::string_view text);

/// The non-empty parts between separators; views into `text`.
std::vector<std::string_view> split(std::string_view text, char separator = ' ');

}  // namespace hearsay::text
