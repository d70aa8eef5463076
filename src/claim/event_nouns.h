// Nouns that name what happens, each with the verb it is derived from: "closure", close. The table
// is made from two treebanks by tools/event_nouns. Private to this stage.
#pragma once

#include <cstdint>
#include <string_view>

namespace hearsay::claiming {

/// How often the noun means an act, event or process, by its company in the treebanks ("during the
/// closure", "carried out an attack"): as a rule, now and then, or hardly ever ("promise").
enum class EventShare : std::uint8_t { mostly, sometimes, rarely };

struct EventNoun {
  std::string_view noun;
  std::string_view verb;
  EventShare share = EventShare::rarely;
  bool without_object = false;  ///< nobody is "died": what it is of does it
};

/// The row of a noun's lemma, or nullptr. O(log n).
const EventNoun* event_noun(std::string_view lemma);

}  // namespace hearsay::claiming
