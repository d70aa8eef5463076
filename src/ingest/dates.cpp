#include "ingest/dates.h"

#include <fmt/core.h>

#include <array>
#include <charconv>
#include <ctime>
#include <optional>
#include <vector>

#include "ingest/ascii.h"

namespace hearsay::ingest {
namespace {

constexpr auto months = std::to_array<std::string_view>(
    {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"});

struct Zone {
  std::string_view name;
  std::string_view offset;
};
constexpr auto zones = std::to_array<Zone>({{"gmt", "Z"},
                                            {"utc", "Z"},
                                            {"ut", "Z"},
                                            {"z", "Z"},
                                            {"est", "-05:00"},
                                            {"edt", "-04:00"},
                                            {"cst", "-06:00"},
                                            {"cdt", "-05:00"},
                                            {"mst", "-07:00"},
                                            {"mdt", "-06:00"},
                                            {"pst", "-08:00"},
                                            {"pdt", "-07:00"}});

std::optional<int> number(std::string_view digits) {
  int value = 0;
  const char* begin = digits.data();
  const char* end = begin + digits.size();
  const auto [stop, error] = std::from_chars(begin, end, value);
  if (error != std::errc() || stop != end || value < 0) return std::nullopt;
  return value;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text) {
    if (!is_blank_ascii(c) && c != ',') {
      word += lower_ascii(c);
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(word);
  return words;
}

int month_of(std::string_view word) {
  for (std::size_t i = 0; i < months.size(); ++i) {
    if (word.starts_with(months[i])) return static_cast<int>(i) + 1;
  }
  return 0;
}

/// "10:00:00" of "10:00" or "10:00:00"; empty: no time.
std::string time_of(std::string_view word) {
  if (word.size() != 5 && word.size() != 8) return {};
  const auto hour = number(word.substr(0, 2));
  const auto minute = number(word.substr(3, 2));
  const auto second = word.size() == 8 ? number(word.substr(6)) : 0;
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) return {};
  return fmt::format("{:02}:{:02}:{:02}", *hour, *minute, *second);
}

std::string zone_of(std::string_view word) {
  for (const Zone& zone : zones) {
    if (zone.name == word) return std::string(zone.offset);
  }
  if (word.size() != 5 || (word[0] != '+' && word[0] != '-') || !number(word.substr(1))) return {};
  return fmt::format("{}:{}", word.substr(0, 3), word.substr(3));
}

}  // namespace

std::string iso_date(std::string_view date) {
  std::string as_it_is(trim_ascii(date));
  if (date.size() > 100) return as_it_is;
  std::vector<std::string> words = words_of(date);
  if (!words.empty() && !number(words[0])) words.erase(words.begin());  // the day's name
  if (words.size() < 3) return as_it_is;
  const auto day = number(words[0]);
  const int month = month_of(words[1]);
  auto year = number(words[2]);
  if (!day || *day < 1 || *day > 31 || month == 0 || !year || *year > 9999) return as_it_is;
  if (*year < 100) *year += *year < 70 ? 2000 : 1900;
  std::string out = fmt::format("{:04}-{:02}-{:02}", *year, month, *day);
  const std::string time = words.size() > 3 ? time_of(words[3]) : std::string();
  if (time.empty()) return out;
  return out + "T" + time + (words.size() > 4 ? zone_of(words[4]) : std::string());
}

std::string now() {
  const std::time_t seconds = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", parts.tm_year + 1900, parts.tm_mon + 1,
                     parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
}

}  // namespace hearsay::ingest
