#include "ground/holidays.h"

#include <fmt/format.h>
#include <unicode/calendar.h>
#include <unicode/timezone.h>

#include <charconv>
#include <cmath>
#include <memory>

#include "text/fold.h"

namespace hearsay {
namespace {

using calendar::Day;
using calendar::Interval;
using std::chrono::days;

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// "12-25", "9".
bool read_date(std::string_view text, Holiday& out) {
  const std::size_t hyphen = text.find('-');
  const auto month = number(text.substr(0, hyphen));
  if (!month) return false;
  out.month = *month;
  if (hyphen == std::string_view::npos) return true;
  const auto day = number(text.substr(hyphen + 1));
  out.day = day.value_or(0);
  return day.has_value();
}

bool read_when(std::string_view text, Holiday& out) {
  auto cells = text::split(text);
  if (cells.empty()) return false;
  if (cells.size() == 3 && number(cells[0])) {  // "11 4 4"
    out.month = *number(cells[0]);
    out.weekday = number(cells[1]).value_or(0);
    out.nth = number(cells[2]).value_or(0);
    return out.weekday != 0 && out.nth != 0;
  }
  if (cells.size() == 1) return read_date(cells[0], out) && out.day != 0;
  out.calendar = cells[0];
  if (out.calendar == "easter" || out.calendar == "orthodox") {
    const auto day = number(cells[1]);
    out.day = day.value_or(0);
    return day.has_value() && cells.size() == 2;
  }
  if (cells.size() == 3) out.days = number(cells[2]).value_or(0);
  return read_date(cells[1], out) && out.days > 0 && cells.size() <= 3;
}

// Gregorian Easter (Meeus, Jones and Butcher).
Day easter(int year) {
  const int a = year % 19;
  const int b = year / 100;
  const int c = year % 100;
  const int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
  const int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
  return *calendar::day_of(year, f / 31, f % 31 + 1);
}

// Julian Easter (Meeus), as a day of the Gregorian calendar.
Day orthodox_easter(int year) {
  const int d = (19 * (year % 19) + 15) % 30;
  const int e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
  const int f = d + e + 114;
  const int behind = year / 100 - year / 400 - 2;
  return *calendar::day_of(year, f / 31, f % 31 + 1) + days(behind);
}

std::optional<Day> nth_weekday(const Holiday& holiday, int year) {
  const auto first = calendar::day_of(year, holiday.month, 1);
  if (!first) return std::nullopt;
  if (holiday.nth < 0) {
    const Day last = calendar::add_months(*first, 1) - days(1);
    return last - days((calendar::weekday_of(last) - holiday.weekday + 7) % 7);
  }
  const int wait = (holiday.weekday - calendar::weekday_of(*first) + 7) % 7;
  return *first + days(wait + 7 * (holiday.nth - 1));
}

/// One of ICU's calendars.
class OtherCalendar {
 public:
  explicit OtherCalendar(const std::string& name) {
    UErrorCode status = U_ZERO_ERROR;
    calendar_.reset(icu::Calendar::createInstance(
        icu::TimeZone::getGMT()->clone(), icu::Locale(("en@calendar=" + name).c_str()), status));
    if (U_FAILURE(status)) calendar_.reset();
  }

  /// The first of that month and day that lies in the Gregorian year.
  std::optional<Day> first_in(int year, int month, int day) {
    const auto own = year_at(*calendar::day_of(year, 1, 1));
    if (!own) return std::nullopt;
    for (int more = 0; more <= 1; ++more) {
      const auto found = day_of(*own + more, month, day);
      if (found && calendar::year_of(*found) == year) return found;
    }
    return std::nullopt;
  }

  /// The last day of the month that begins on `first`.
  std::optional<Day> month_end(Day first) {
    UErrorCode status = U_ZERO_ERROR;
    calendar_->setTime(milliseconds(first), status);
    const std::int32_t size = calendar_->getActualMaximum(UCAL_DATE, status);
    if (U_FAILURE(status)) return std::nullopt;
    return first + days(size - 1);
  }

 private:
  static double milliseconds(Day day) {
    return static_cast<double>(day.time_since_epoch().count()) * 86'400'000.0 + 43'200'000.0;
  }

  std::optional<int> year_at(Day day) {
    if (calendar_ == nullptr) return std::nullopt;
    UErrorCode status = U_ZERO_ERROR;
    calendar_->setTime(milliseconds(day), status);
    const std::int32_t year = calendar_->get(UCAL_EXTENDED_YEAR, status);
    if (U_FAILURE(status)) return std::nullopt;
    return year;
  }

  std::optional<Day> day_of(int year, int month, int day) {
    UErrorCode status = U_ZERO_ERROR;
    calendar_->clear();
    calendar_->set(UCAL_EXTENDED_YEAR, year);
    calendar_->set(UCAL_MONTH, month - 1);
    calendar_->set(UCAL_DATE, day);
    calendar_->set(UCAL_HOUR_OF_DAY, 12);
    const double time = calendar_->getTime(status);
    if (U_FAILURE(status)) return std::nullopt;
    return Day(days(static_cast<int>(std::floor(time / 86'400'000.0))));
  }

  std::unique_ptr<icu::Calendar> calendar_;
};

std::optional<Interval> other_days(const Holiday& holiday, int year) {
  OtherCalendar other(holiday.calendar);
  const auto first = other.first_in(year, holiday.month, holiday.day == 0 ? 1 : holiday.day);
  if (!first) return std::nullopt;
  if (holiday.day != 0) return Interval{*first, *first + days(holiday.days - 1)};
  const auto last = other.month_end(*first);
  if (!last) return std::nullopt;
  return Interval{*first, *last};
}

// The lexeme after the words; marks between them are passed over. 0 for none.
std::size_t end_of(const std::vector<std::string>& words, const Lexemes& x, std::size_t begin) {
  std::size_t i = begin;
  for (const std::string& word : words) {
    if (i != begin && (x.mark(i, "-") || x.mark(i, "'") || x.mark(i, "."))) ++i;
    if (x.word(i) != word) return 0;
    ++i;
  }
  return i;
}

}  // namespace

Result<std::vector<Holiday>> parse_holidays(std::string_view text) {
  std::vector<Holiday> out;
  std::size_t line_number = 0;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    ++line_number;
    if (line.empty() || line.starts_with('#')) continue;
    const std::size_t tab = line.find('\t');
    Holiday holiday;
    for (const auto word : text::split(line.substr(0, tab))) holiday.words.emplace_back(word);
    if (tab == std::string_view::npos || holiday.words.empty() ||
        !read_when(line.substr(tab + 1), holiday)) {
      return fail(
          ErrorKind::input,
          fmt::format("Line {} of the table of holidays has no meaning: {}.", line_number, line));
    }
    out.push_back(std::move(holiday));
  }
  return out;
}

const std::vector<Holiday>& holidays() {
  static const auto table = parse_holidays(holidays_table()).value_or(std::vector<Holiday>{});
  return table;
}

std::optional<NamedHoliday> holiday_at(const Lexemes& x, std::size_t begin) {
  NamedHoliday out;
  if (x.word(begin).empty()) return std::nullopt;
  for (const Holiday& holiday : holidays()) {
    if (holiday.words.front() != x.word(begin)) continue;
    const std::size_t end = end_of(holiday.words, x, begin);
    if (end == 0 || end < out.end) continue;
    if (end > out.end) out.meant.clear();
    out.end = end;
    out.meant.push_back(&holiday);
  }
  if (out.meant.empty()) return std::nullopt;
  return out;
}

std::optional<Interval> days_of(const Holiday& holiday, int year) {
  if (year < 1583 || year > 2500) return std::nullopt;
  if (holiday.calendar == "easter" || holiday.calendar == "orthodox") {
    const Day sunday = holiday.calendar == "easter" ? easter(year) : orthodox_easter(year);
    return Interval{sunday + days(holiday.day), sunday + days(holiday.day)};
  }
  if (!holiday.calendar.empty()) return other_days(holiday, year);
  const auto day = holiday.weekday != 0 ? nth_weekday(holiday, year)
                                        : calendar::day_of(year, holiday.month, holiday.day);
  if (!day) return std::nullopt;
  return Interval{*day, *day + days(holiday.days - 1)};
}

}  // namespace hearsay
