// Days with a name of their own, as holidays.table lists them (compiled in); the moon's calendars
// are ICU's. Private to this stage.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ground/calendar.h"
#include "ground/lexemes.h"
#include "hearsay/result.h"

namespace hearsay {

struct Holiday {
  std::vector<std::string> words;
  std::string calendar;  ///< "" for the civil one, "easter", "orthodox", or one of ICU's
  int month = 0;         ///< 1 … 13
  int day = 0;           ///< of the month, or after Easter Sunday; 0: the whole month
  int weekday = 0;       ///< Monday is 1; with nth
  int nth = 0;           ///< -1 is the last
  int days = 1;
};

/// Reads a table; the error names its line.
Result<std::vector<Holiday>> parse_holidays(std::string_view text);

/// The one that is compiled in.
const std::vector<Holiday>& holidays();
std::string_view holidays_table();

/// The longest name that stands at lexeme `begin`: where it ends, and what it may mean.
struct NamedHoliday {
  std::size_t end = 0;
  std::vector<const Holiday*> meant;
};
std::optional<NamedHoliday> holiday_at(const Lexemes& x, std::size_t begin);

/// Its days where the first of them lies in that year; none outside 1583 … 2500.
std::optional<calendar::Interval> days_of(const Holiday& holiday, int year);

}  // namespace hearsay
