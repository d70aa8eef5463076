// Words for what is measured and counted. Private to this stage.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "hearsay/annotation.h"

namespace hearsay {

/// "kilometres", "km" -> "km"; "tonnes" -> "tonne"; none for other words. `next` is the word after
/// it ("square kilometres", "miles per hour" are asked with both).
struct Measure {
  std::string_view unit;
  std::size_t words = 1;
};
std::optional<Measure> measure_at(std::string_view word, std::string_view next);

/// "$", "US$" (without the letters), "€", "£"; "dollars", "euros", "USD". ISO 4217 codes; "dollar"
/// and "pound" count as those of the United States and the United Kingdom.
std::optional<std::string_view> currency_sign(std::string_view mark);
std::optional<std::string_view> currency_named(std::string_view word);

/// The word in the singular; by the analysis where there is one, else by the rules of English.
std::string singular(std::string_view word, const Word* analysis);

}  // namespace hearsay
