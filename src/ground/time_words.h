// Words of the calendar. Private to this stage.
#pragma once

#include <optional>
#include <string_view>

#include "ground/calendar.h"

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

/// Christmas, Easter, …: the day in that year. `words` is how many words the name takes.
struct Holiday {
  std::size_t words = 1;
  int month = 0;    ///< 0: counted from Easter
  int day = 0;      ///< of the month; or days after Easter Sunday
  int weekday = 0;  ///< n-th weekday of the month where `day` is 0
  int nth = 0;
};
std::optional<Holiday> holiday_at(std::string_view first, std::string_view second,
                                  std::string_view third);
std::optional<calendar::Day> day_of(const Holiday& holiday, int year);

}  // namespace hearsay
