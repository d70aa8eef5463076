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

}  // namespace hearsay
