#include "segment/lexicon.h"

#include <algorithm>
#include <array>
#include <utility>

namespace hearsay::segmenting {

bool is_clipped(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"bout", "cause", "em", "n", "round", "til", "till", "tis", "twas"});
  return std::ranges::find(words, word) != words.end();
}

std::optional<std::size_t> clitic_of(std::string_view word) {
  static constexpr auto contractions = std::to_array<std::pair<std::string_view, std::size_t>>(
      {{"cannot", 3}, {"gimme", 3}, {"gonna", 3}, {"gotta", 3}, {"lemme", 3}, {"wanna", 3}});
  for (const auto& [whole, at] : contractions) {
    if (whole == word) return at;
  }
  static constexpr auto clitics =
      std::to_array<std::string_view>({"s", "re", "ve", "ll", "d", "m"});
  for (const std::string_view mark : {"'", "\u2019"}) {
    const std::size_t at = word.rfind(mark);
    if (at == std::string_view::npos || at == 0) continue;
    const std::string_view tail = word.substr(at + mark.size());
    if (std::ranges::find(clitics, tail) != clitics.end()) return at;
    if (tail == "t" && at > 1 && word[at - 1] == 'n') return at - 1;
  }
  return std::nullopt;
}

}  // namespace hearsay::segmenting
