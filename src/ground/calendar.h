// Days, and the intervals that ISO-TimeML values cover. Private to this stage.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace hearsay::calendar {

using Day = std::chrono::sys_days;

struct Interval {
  Day first;
  Day last;
};

/// Of "2015-05-04" or "2015-05-04T10:00:00Z"; none where that is no day.
std::optional<Day> day_of(std::string_view iso);

std::optional<Day> day_of(int year, int month, int day);

int year_of(Day day);
int month_of(Day day);
int weekday_of(Day day);  ///< Monday is 1

std::string iso(Day day);                    ///< "2015-05-04"
std::string iso_month(int year, int month);  ///< "2015-05"
std::string iso_year(int year);              ///< "2015"
std::string iso_week(Day day);               ///< "2015-W19"

Day add_months(Day day, int months);  ///< the 31st becomes the month's last

/// The days that a value covers: "2015-05-04", "2015-05", "2015", "201", "20", "2015-W19",
/// "2015-W19-WE", "2015-Q2", "2015-H1", "2015-SU", each also with "T…"; none for all else.
std::optional<Interval> interval_of(std::string_view value);

}  // namespace hearsay::calendar
