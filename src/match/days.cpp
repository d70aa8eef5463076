#include "match/days.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>

namespace hearsay::matching {
namespace {

std::optional<int> number(std::string_view digits) {
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size() || value < 0)
    return std::nullopt;
  return value;
}

// "+01:00", "-0330", "Z": seconds east of Greenwich.
std::optional<std::int64_t> offset_seconds(std::string_view zone) {
  if (zone == "Z" || zone == "z") return 0;
  if (zone.size() < 3 || (zone[0] != '+' && zone[0] != '-')) return std::nullopt;
  const auto hours = number(zone.substr(1, 2));
  const std::string_view rest = zone.substr(zone.size() > 3 && zone[3] == ':' ? 4 : 3);
  const auto minutes = rest.empty() ? std::optional<int>(0) : number(rest);
  if (!hours || !minutes) return std::nullopt;
  const std::int64_t seconds = *hours * 3600 + *minutes * 60;
  return zone[0] == '-' ? -seconds : seconds;
}

}  // namespace

std::optional<std::int64_t> day_number(std::string_view iso) {
  if (iso.size() < 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  const auto year = number(iso.substr(0, 4));
  const auto month = number(iso.substr(5, 2));
  const auto day = number(iso.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date).time_since_epoch().count();
}

std::string iso_day(std::int64_t number) {
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(number))};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::optional<std::int64_t> instant(std::string_view iso) {
  const auto day = day_number(iso);
  if (!day || iso.size() < 16 || (iso[10] != 'T' && iso[10] != ' ') || iso[13] != ':') {
    return std::nullopt;
  }
  const auto hour = number(iso.substr(11, 2));
  const auto minute = number(iso.substr(14, 2));
  if (!hour || !minute) return std::nullopt;
  std::int64_t seconds = 0;
  std::size_t at = 16;
  if (iso.size() >= 19 && iso[16] == ':') {
    const auto second = number(iso.substr(17, 2));
    if (!second) return std::nullopt;
    seconds = *second;
    at = 19;
    if (at < iso.size() && (iso[at] == '.' || iso[at] == ',')) {
      ++at;
      while (at < iso.size() && iso[at] >= '0' && iso[at] <= '9') ++at;
    }
  }
  const auto offset = offset_seconds(iso.substr(at));
  if (!offset) return std::nullopt;
  return *day * 86400L + *hour * 3600L + *minute * 60L + seconds - *offset;
}

}  // namespace hearsay::matching
