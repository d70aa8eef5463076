#include "annotate/name_words.h"

#include <algorithm>
#include <array>

namespace hearsay::annotate {

bool is_form_of_address(std::string_view word) {
  static constexpr auto forms = std::to_array<std::string_view>(
      {"mr",   "mr.",  "mrs",  "mrs.", "ms",    "ms.",       "miss", "mx",
       "dr",   "dr.",  "sir",  "prof", "prof.", "professor", "rep.", "sen.",
       "gov.", "gen.", "col.", "lt.",  "sgt.",  "capt.",     "maj.", "rev."});
  return std::ranges::find(forms, word) != forms.end();
}

}  // namespace hearsay::annotate
