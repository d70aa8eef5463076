#include "ground/time_words.h"

#include <algorithm>
#include <array>
#include <utility>

namespace hearsay {
namespace {

template <typename Value, std::size_t size>
std::optional<Value> find(const std::array<std::pair<std::string_view, Value>, size>& table,
                          std::string_view word) {
  if (word.empty()) return std::nullopt;
  for (const auto& [name, value] : table) {
    if (name == word) return value;
  }
  return std::nullopt;
}

using NamedInt = std::pair<std::string_view, int>;
using NamedText = std::pair<std::string_view, std::string_view>;

constexpr std::array<NamedInt, 24> months = {
    {{"january", 1},   {"february", 2},  {"march", 3},  {"april", 4},     {"may", 5},
     {"june", 6},      {"july", 7},      {"august", 8}, {"september", 9}, {"october", 10},
     {"november", 11}, {"december", 12}, {"jan", 1},    {"feb", 2},       {"mar", 3},
     {"apr", 4},       {"jun", 6},       {"jul", 7},    {"aug", 8},       {"sep", 9},
     {"sept", 9},      {"oct", 10},      {"nov", 11},   {"dec", 12}}};

constexpr std::array<NamedInt, 22> weekdays = {
    {{"monday", 1},    {"tuesday", 2},  {"wednesday", 3},  {"thursday", 4},  {"friday", 5},
     {"saturday", 6},  {"sunday", 7},   {"mon", 1},        {"tue", 2},       {"tues", 2},
     {"wed", 3},       {"thu", 4},      {"thur", 4},       {"thurs", 4},     {"fri", 5},
     {"mondays", 1},   {"tuesdays", 2}, {"wednesdays", 3}, {"thursdays", 4}, {"fridays", 5},
     {"saturdays", 6}, {"sundays", 7}}};

using NamedUnit = std::pair<std::string_view, TimeUnit>;
constexpr std::array<NamedUnit, 28> units = {{
    {"second", {'S', 1, false, "S"}},    {"seconds", {'S', 1, true, "S"}},
    {"minute", {'m', 1, false, "M"}},    {"minutes", {'m', 1, true, "M"}},
    {"min", {'m', 1, false, "M"}},       {"mins", {'m', 1, true, "M"}},
    {"hour", {'H', 1, false, "H"}},      {"hours", {'H', 1, true, "H"}},
    {"hr", {'H', 1, false, "H"}},        {"hrs", {'H', 1, true, "H"}},
    {"day", {'D', 1, false, "D"}},       {"days", {'D', 1, true, "D"}},
    {"night", {'D', 1, false, "D"}},     {"nights", {'D', 1, true, "D"}},
    {"week", {'W', 1, false, "W"}},      {"weeks", {'W', 1, true, "W"}},
    {"fortnight", {'W', 2, false, "W"}}, {"fortnights", {'W', 2, true, "W"}},
    {"month", {'M', 1, false, "M"}},     {"months", {'M', 1, true, "M"}},
    {"quarter", {'Q', 1, false, "Q"}},   {"quarters", {'Q', 1, true, "Q"}},
    {"year", {'Y', 1, false, "Y"}},      {"years", {'Y', 1, true, "Y"}},
    {"decade", {'Y', 10, false, "E"}},   {"decades", {'Y', 10, true, "E"}},
    {"century", {'Y', 100, false, "C"}}, {"centuries", {'Y', 100, true, "C"}},
}};

constexpr std::array<NamedText, 9> seasons = {{{"spring", "SP"},
                                               {"springtime", "SP"},
                                               {"summer", "SU"},
                                               {"summers", "SU"},
                                               {"summertime", "SU"},
                                               {"autumn", "FA"},
                                               {"fall", "FA"},
                                               {"winter", "WI"},
                                               {"winters", "WI"}}};

constexpr std::array<NamedText, 9> parts = {{{"morning", "TMO"},
                                             {"mornings", "TMO"},
                                             {"afternoon", "TAF"},
                                             {"afternoons", "TAF"},
                                             {"evening", "TEV"},
                                             {"evenings", "TEV"},
                                             {"night", "TNI"},
                                             {"nights", "TNI"},
                                             {"overnight", "TNI"}}};

struct NamedHoliday {
  std::array<std::string_view, 3> name;
  Holiday holiday;
};
constexpr std::array<NamedHoliday, 17> holidays = {{
    {{"christmas", "eve", ""}, {2, 12, 24, 0, 0}},
    {{"christmas", "day", ""}, {2, 12, 25, 0, 0}},
    {{"boxing", "day", ""}, {2, 12, 26, 0, 0}},
    {{"new", "years", "eve"}, {3, 12, 31, 0, 0}},
    {{"new", "years", "day"}, {3, 1, 1, 0, 0}},
    {{"christmas", "", ""}, {1, 12, 25, 0, 0}},
    {{"thanksgiving", "day", ""}, {2, 11, 0, 4, 4}},
    {{"thanksgiving", "", ""}, {1, 11, 0, 4, 4}},
    {{"halloween", "", ""}, {1, 10, 31, 0, 0}},
    {{"valentines", "day", ""}, {2, 2, 14, 0, 0}},
    {{"may", "day", ""}, {2, 5, 1, 0, 0}},
    {{"good", "friday", ""}, {2, 0, -2, 0, 0}},
    {{"easter", "sunday", ""}, {2, 0, 0, 0, 0}},
    {{"easter", "monday", ""}, {2, 0, 1, 0, 0}},
    {{"easter", "", ""}, {1, 0, 0, 0, 0}},
    {{"ash", "wednesday", ""}, {2, 0, -46, 0, 0}},
    {{"labor", "day", ""}, {2, 9, 0, 1, 1}},
}};

// Gregorian Easter (Meeus, Jones and Butcher).
calendar::Day easter(int year) {
  const int a = year % 19;
  const int b = year / 100;
  const int c = year % 100;
  const int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
  const int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
  return *calendar::day_of(year, f / 31, f % 31 + 1);
}

}  // namespace

std::optional<int> month_named(std::string_view word) { return find(months, word); }

bool is_doubtful_month(std::string_view word) {
  return word == "may" || word == "march" || word == "mar" || word == "jan" || word == "dec" ||
         word == "sep" || word == "jun" || word == "august" || word == "april" || word == "june";
}

std::optional<int> weekday_named(std::string_view word) { return find(weekdays, word); }

std::optional<TimeUnit> unit_named(std::string_view word) { return find(units, word); }

std::optional<std::string_view> season_named(std::string_view word) { return find(seasons, word); }

std::optional<std::string_view> part_of_day_named(std::string_view word) {
  return find(parts, word);
}

std::optional<Holiday> holiday_at(std::string_view first, std::string_view second,
                                  std::string_view third) {
  if (first.empty()) return std::nullopt;
  for (const auto& [name, holiday] : holidays) {
    if (name[0] != first || (!name[1].empty() && name[1] != second)) continue;
    if (!name[2].empty() && name[2] != third) continue;
    return holiday;
  }
  return std::nullopt;
}

std::optional<calendar::Day> day_of(const Holiday& holiday, int year) {
  if (year < 1583 || year > 9000) return std::nullopt;
  if (holiday.month == 0) return easter(year) + std::chrono::days(holiday.day);
  if (holiday.day > 0) return calendar::day_of(year, holiday.month, holiday.day);
  const auto first = calendar::day_of(year, holiday.month, 1);
  if (!first) return std::nullopt;
  const int wait = (holiday.weekday - calendar::weekday_of(*first) + 7) % 7;
  return *first + std::chrono::days(wait + 7 * (holiday.nth - 1));
}

}  // namespace hearsay
