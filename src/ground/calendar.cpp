#include "ground/calendar.h"

#include <fmt/format.h>

#include <algorithm>

namespace hearsay::calendar {
namespace {

using std::chrono::days;

// The figures at [begin, begin+size); none where one is not a figure.
std::optional<int> figures(std::string_view text, std::size_t begin, std::size_t size) {
  if (begin + size > text.size() || size == 0) return std::nullopt;
  int value = 0;
  for (std::size_t i = begin; i < begin + size; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

Day month_end(int year, int month) {
  using namespace std::chrono;
  return sys_days(year_month_day_last(
      std::chrono::year(year), month_day_last(std::chrono::month(static_cast<unsigned>(month)))));
}

std::optional<Interval> months(int year, int first, int last) {
  const auto begin = day_of(year, first, 1);
  if (!begin || last < first || last > 12) return std::nullopt;
  return Interval{*begin, month_end(year, last)};
}

std::optional<Interval> years(int first, int last) {
  const auto begin = day_of(first, 1, 1);
  const auto end = day_of(last, 12, 31);
  if (!begin || !end) return std::nullopt;
  return Interval{*begin, *end};
}

Day week_begin(int year, int week) {
  const Day fourth = *day_of(year, 1, 4);  // ISO: the week with 4 January is the first
  return fourth - days(weekday_of(fourth) - 1) + days(7 * (week - 1));
}

std::optional<Interval> part_of_year(int year, std::string_view part) {
  if (part == "SP") return months(year, 3, 5);
  if (part == "SU") return months(year, 6, 8);
  if (part == "FA") return months(year, 9, 11);
  if (part == "WI") {
    const auto begin = day_of(year, 12, 1);
    if (!begin) return std::nullopt;
    return Interval{*begin, month_end(year + 1, 2)};
  }
  if (part.size() == 2 && part[0] == 'Q' && part[1] >= '1' && part[1] <= '4') {
    const int first = (part[1] - '1') * 3 + 1;
    return months(year, first, first + 2);
  }
  if (part == "H1") return months(year, 1, 6);
  if (part == "H2") return months(year, 7, 12);
  if (part.size() >= 3 && part[0] == 'W') {
    const auto week = figures(part, 1, 2);
    if (!week || *week < 1 || *week > 53) return std::nullopt;
    const Day monday = week_begin(year, *week);
    if (part.substr(3) == "-WE") return Interval{monday + days(5), monday + days(6)};
    if (part.size() == 3) return Interval{monday, monday + days(6)};
    return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Day> day_of(int year, int month, int day) {
  using namespace std::chrono;
  if (year < 1 || year > 9999 || month < 1 || day < 1) return std::nullopt;
  const year_month_day date{std::chrono::year(year),
                            std::chrono::month(static_cast<unsigned>(month)),
                            std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return sys_days(date);
}

std::optional<Day> day_of(std::string_view iso) {
  if (iso.size() < 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  const auto year = figures(iso, 0, 4);
  const auto month = figures(iso, 5, 2);
  const auto day = figures(iso, 8, 2);
  if (!year || !month || !day) return std::nullopt;
  return day_of(*year, *month, *day);
}

int year_of(Day day) { return static_cast<int>(std::chrono::year_month_day(day).year()); }

int month_of(Day day) {
  return static_cast<int>(static_cast<unsigned>(std::chrono::year_month_day(day).month()));
}

int weekday_of(Day day) { return static_cast<int>(std::chrono::weekday(day).iso_encoding()); }

std::string iso(Day day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string iso_month(int year, int month) { return fmt::format("{:04}-{:02}", year, month); }

std::string iso_year(int year) { return fmt::format("{:04}", year); }

std::string iso_week(Day day) {
  const Day thursday = day + days(4 - weekday_of(day));
  const int year = year_of(thursday);
  const auto week = (thursday - *day_of(year, 1, 1)).count() / 7 + 1;
  return fmt::format("{:04}-W{:02}", year, week);
}

Day add_months(Day day, int count) {
  using namespace std::chrono;
  const year_month_day date(day);
  const year_month_day moved = date + std::chrono::months(count);
  if (moved.ok()) return sys_days(moved);
  return sys_days(year_month_day_last(moved.year(), month_day_last(moved.month())));
}

std::optional<Interval> interval_of(std::string_view value) {
  value = value.substr(0, value.find('T'));
  if (value.size() == 2 || value.size() == 3) {  // a century, a decade
    const auto number = figures(value, 0, value.size());
    if (!number) return std::nullopt;
    const int unit = value.size() == 2 ? 100 : 10;
    return years(*number * unit, *number * unit + unit - 1);
  }
  const auto year = figures(value, 0, 4);
  if (!year || *year == 0) return std::nullopt;
  if (value.size() == 4) return years(*year, *year);
  if (value[4] != '-') return std::nullopt;
  if (value.size() == 10) {
    if (const auto day = day_of(value)) return Interval{*day, *day};
  }
  if (value.size() == 7) {
    if (const auto month = figures(value, 5, 2)) return months(*year, *month, *month);
  }
  return part_of_year(*year, value.substr(5));
}

}  // namespace hearsay::calendar
