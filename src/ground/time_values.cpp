#include "ground/time_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace hearsay {

using calendar::Day;
using calendar::Interval;
using std::chrono::days;

std::string TimeValues::weekday_value(int weekday, Tense tense, bool strictly) const {
  if (!context_.published) return fmt::format("XXXX-WXX-{}", weekday);
  if (is_told(tense, strictly) && context_.told == context_.last_day) {
    const int ahead = (weekday - calendar::weekday_of(*context_.told) + 7) % 7;
    return calendar::iso(*context_.told + days(ahead));
  }
  const Day day = *context_.published;
  const int today = calendar::weekday_of(day);
  if (tense == Tense::future || tense == Tense::present) {
    int ahead = (weekday - today + 7) % 7;
    if (strictly && ahead == 0) ahead = 7;
    return calendar::iso(day + days(ahead));
  }
  int back = (today - weekday + 7) % 7;
  if (strictly && back == 0) back = 7;
  return calendar::iso(day - days(back));
}

bool TimeValues::is_told(Tense tense, bool strictly) const {
  return context_.told && !strictly && tense != Tense::future && tense != Tense::present;
}

std::string TimeValues::month_value(int month, Tense tense, bool strictly) const {
  if (!context_.published) return fmt::format("XXXX-{:02}", month);
  const int year = calendar::year_of(*context_.published);
  const int now = calendar::month_of(*context_.published);
  int at = year;
  if (strictly) {
    if (tense == Tense::future && month <= now) ++at;
    if (tense == Tense::past && month >= now) --at;
    return calendar::iso_month(at, month);
  }
  int least = 100;
  for (const int candidate : {year - 1, year, year + 1}) {
    const int ahead = (candidate - year) * 12 + month - now;
    const bool against = tense == Tense::past ? ahead > 0 : tense == Tense::future && ahead < 0;
    const int distance = std::abs(ahead) + (against ? 7 : 0);
    if (distance < least) {
      least = distance;
      at = candidate;
    }
  }
  return calendar::iso_month(at, month);
}

int TimeValues::told_year(int month) const {
  return calendar::year_of(*context_.told) + (month < calendar::month_of(*context_.told) ? 1 : 0);
}

std::string TimeValues::month_day_value(int month, int day, Tense tense) const {
  if (!context_.published) return fmt::format("XXXX-{:02}-{:02}", month, day);
  if (is_told(tense, false)) {
    const auto told = calendar::day_of(told_year(month), month, day);
    if (told) return calendar::iso(*told);
  }
  const Day from = *context_.published;
  std::optional<Day> best;
  for (int year = calendar::year_of(from) - 1; year <= calendar::year_of(from) + 1; ++year) {
    const auto candidate = calendar::day_of(year, month, day);
    if (!candidate) continue;
    // The nearest; the tense of the verb nearby may be another's, so it only weighs.
    const auto distance = [&](Day of) {
      const auto ahead = (of - from).count();
      const bool against = tense == Tense::past ? ahead > 2 : tense == Tense::future && ahead < -2;
      return std::abs(ahead) + (against ? 200 : 0);
    };
    if (!best || distance(*candidate) < distance(*best)) best = candidate;
  }
  return best ? calendar::iso(*best) : fmt::format("XXXX-{:02}-{:02}", month, day);
}

std::string TimeValues::season_value(std::string_view season, Tense tense, int year_shift) const {
  if (!context_.published) return fmt::format("XXXX-{}", season);
  const Day from = *context_.published;
  int year = calendar::year_of(from);
  const auto of = [&](int y) { return *calendar::interval_of(fmt::format("{:04}-{}", y, season)); };
  if (season == "WI" && calendar::month_of(from) <= 2) --year;  // the winter that began last year
  if (year_shift < 0) {
    while (of(year).last >= from) --year;
  } else if (year_shift > 0) {
    while (of(year).first <= from) ++year;
  } else if (tense == Tense::past && of(year).first > from) {
    --year;
  } else if (tense == Tense::future && of(year).last < from) {
    ++year;
  }
  return fmt::format("{:04}-{}", year, season);
}

std::string TimeValues::quarter_of(Day day) {
  return fmt::format("{:04}-Q{}", calendar::year_of(day), (calendar::month_of(day) + 2) / 3);
}

std::optional<std::string> TimeValues::unit_value(const TimeUnit& unit, Day day, int shift) {
  switch (unit.code) {
    case 'D':
      return calendar::iso(day + days(shift));
    case 'W':
      return calendar::iso_week(day + days(7 * shift * unit.times));
    case 'M': {
      const Day moved = calendar::add_months(day, shift);
      return calendar::iso_month(calendar::year_of(moved), calendar::month_of(moved));
    }
    case 'Q':
      return quarter_of(calendar::add_months(day, 3 * shift));
    case 'Y': {
      const int year = calendar::year_of(day);
      if (unit.times == 1) return calendar::iso_year(year + shift);
      if (unit.times == 10) return fmt::format("{:03}", year / 10 + shift);
      return fmt::format("{:02}", year / 100 + shift);
    }
    default:
      return std::nullopt;
  }
}

std::string TimeValues::unknown_unit(const TimeUnit& unit) {
  switch (unit.code) {
    case 'D':
      return "XXXX-XX-XX";
    case 'W':
      return "XXXX-WXX";
    case 'M':
      return "XXXX-XX";
    case 'Q':
      return "XXXX-QX";
    default:
      return "XXXX";
  }
}

std::string TimeValues::duration(const TimeUnit& unit, double count) {
  const double number = count * unit.times;
  std::string value = number == std::floor(number) && number < 1e15
                          ? fmt::format("{}", static_cast<long long>(number))
                          : fmt::format("{:g}", number);
  switch (unit.code) {
    case 'H':
    case 'm':
      if (number != std::floor(number)) {  // 18 1/2 hours
        const auto whole = static_cast<long long>(number);
        const auto rest = std::llround((number - static_cast<double>(whole)) * 60);
        value = whole > 0 ? fmt::format("PT{}{}", whole, unit.code == 'H' ? 'H' : 'M') : "PT";
        return value + fmt::format("{}{}", rest, unit.code == 'H' ? 'M' : 'S');
      }
      return "PT" + value + (unit.code == 'H' ? "H" : "M");
    case 'S':
      return "PT" + value + "S";
    case 'Q':
      return "P" + value + "Q";
    case 'Y':
      if (number - std::floor(number) == 0.5) {
        return number > 1 ? fmt::format("P{}Y6M", std::floor(number)) : "P6M";
      }
      return "P" + value + "Y";
    default:
      return "P" + value + unit.code;
  }
}

std::string TimeValues::vague_duration(const TimeUnit& unit) {
  const bool time = unit.code == 'H' || unit.code == 'm' || unit.code == 'S';
  return (time ? "PTX" : "PX") + std::string(unit.vague);
}

std::optional<Interval> TimeValues::stretch(const TimeUnit& unit, double count, bool ahead) const {
  if (!context_.published || count > 5000) return std::nullopt;
  const Day from = *context_.published;
  const Day to = moved(from, unit, ahead ? count : -count);
  return ahead ? Interval{from, to} : Interval{to, from};
}

Day TimeValues::moved(Day from, const TimeUnit& unit, double count) {
  const double number = std::clamp(count * unit.times, -20000.0, 20000.0);
  const auto whole = static_cast<int>(std::lround(number));
  switch (unit.code) {
    case 'S':
    case 'm':
      return from;
    case 'H':
      return from + days(std::lround(number / 24));
    case 'D':
      return from + days(whole);
    case 'W':
      return from + days(7 * whole);
    case 'M':
      return calendar::add_months(from, whole);
    case 'Q':
      return calendar::add_months(from, 3 * whole);
    default:  // years beyond the calendar's are dropped where the time is written down
      return calendar::add_months(from, 12 * whole);
  }
}

std::string TimeValues::moved_value(Day from, const TimeUnit& unit, double count) {
  const Day day = moved(from, unit, count);
  switch (unit.code) {
    case 'W':
      return calendar::iso_week(day);
    case 'M':
      return calendar::iso_month(calendar::year_of(day), calendar::month_of(day));
    case 'Q':
      return quarter_of(day);
    case 'Y':
      return calendar::iso_year(calendar::year_of(day));
    default:
      return calendar::iso(day);
  }
}

std::string TimeValues::same_value(const TimeUnit& unit) const {
  if (unit.code == 'Y' && unit.times == 1 && context_.last_year) {
    return calendar::iso_year(*context_.last_year);
  }
  if (unit.code == 'Q' && !context_.last_quarter.empty()) return context_.last_quarter;
  if (!context_.last_day) return unknown_unit(unit);
  return unit_value(unit, *context_.last_day, 0).value_or(unknown_unit(unit));
}

std::string TimeValues::this_year(std::string_view part) const {
  if (!context_.published) return fmt::format("XXXX-{}", part);
  return fmt::format("{:04}-{}", calendar::year_of(*context_.published), part);
}

std::string TimeValues::this_week(int weekday) const {
  if (!context_.published) return fmt::format("XXXX-WXX-{}", weekday);
  const Day day = *context_.published;
  return calendar::iso(day + days(weekday - calendar::weekday_of(day)));
}

std::string TimeValues::weekend_value(int shift) const {
  if (!context_.published) return "XXXX-WXX-WE";
  Day day = *context_.published;
  // On a Monday "the weekend" is the one just past, on a Friday the one to come.
  const int weekday = calendar::weekday_of(day);
  if (shift < 0) day = day - days(weekday >= 6 ? 7 : weekday);
  if (shift > 0 && weekday >= 6) day = day + days(7);
  return calendar::iso_week(day) + "-WE";
}

std::string TimeValues::quarter_in_mind() const {
  if (!context_.last_quarter.empty()) return context_.last_quarter;
  if (!context_.published) return "XXXX-QX";
  return quarter_of(calendar::add_months(*context_.published, -3));
}

std::string TimeValues::compared_value() const {
  if (!context_.last_quarter.empty()) return a_year_before(context_.last_quarter);
  if (!context_.published) return "XXXX";
  return calendar::iso_year(calendar::year_of(*context_.published) - 1);
}

std::string TimeValues::a_year_before(const std::string& value) {
  if (value.size() < 4 || value[0] == 'X') return "XXXX";
  return fmt::format("{:04}{}", std::max(1, std::atoi(value.substr(0, 4).c_str()) - 1),
                     value.substr(4));
}

std::optional<int> TimeValues::nearest_quarter_year(int quarter, Tense when) const {
  if (!context_.published) return std::nullopt;
  const int year = calendar::year_of(*context_.published);
  const int now = (calendar::month_of(*context_.published) + 2) / 3;
  // A quarter that has just ended is still to be reported on: "expects a third-quarter loss".
  if (when == Tense::future) return quarter < now - 1 ? year + 1 : year - (quarter > now + 2);
  return quarter > now ? year - 1 : year;
}

}  // namespace hearsay
