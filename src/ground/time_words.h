// Words of the calendar. Private to this stage.
#pragma once

#include <optional>
#include <string_view>

namespace hearsay {

/// 1 … 12; abbreviations without their full stop.
std::optional<int> month_named(std::string_view word);
/// Whether it may be another word or a name as well ("may", "march", "jan").
bool is_doubtful_month(std::string_view word);

/// Monday is 1. Plurals too.
std::optional<int> weekday_named(std::string_view word);

/// A unit of time: ISO letter ('S' second, 'm' minute, 'H', 'D', 'W', 'M', 'Q', 'Y'), and how many
/// of it the word means ("decade" is ten Y).
struct TimeUnit {
  char code = 'D';
  int times = 1;
  bool plural = false;
  std::string_view vague;  ///< the value's letter where the number is not known: PXY, PXE
};
std::optional<TimeUnit> unit_named(std::string_view word);

/// "SP", "SU", "FA", "WI".
std::optional<std::string_view> season_named(std::string_view word);

/// "TMO", "TAF", "TEV", "TNI".
std::optional<std::string_view> part_of_day_named(std::string_view word);

}  // namespace hearsay
