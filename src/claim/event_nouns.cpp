#include "claim/event_nouns.h"

#include <algorithm>
#include <array>

namespace hearsay::claiming {
namespace {

// The words of the table's rows.
using enum EventShare;
constexpr bool object = false;
constexpr bool alone = true;

constexpr auto kNouns = std::to_array<EventNoun>({
#include "claim/event_nouns.inc"
});

}  // namespace

const EventNoun* event_noun(std::string_view lemma) {
  const auto* at = std::ranges::lower_bound(kNouns, lemma, {}, &EventNoun::noun);
  return at != kNouns.end() && at->noun == lemma ? &*at : nullptr;
}

}  // namespace hearsay::claiming
