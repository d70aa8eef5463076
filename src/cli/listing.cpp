#include "cli/listing.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace hearsay::cli {
namespace {

bool digits(const std::string& text, std::size_t begin, std::size_t end) {
  return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(begin),
                     text.begin() + static_cast<std::ptrdiff_t>(end),
                     [](char c) { return c >= '0' && c <= '9'; });
}

int last_day(int year, int month) {
  if (month == 2) return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/// An ISO day from "2015", "2015-05" or "2015-05-05": the first day meant, or the last.
Result<std::string> iso_day(const std::string& option, const std::string& text, bool last) {
  const auto wrong = [&] {
    return fail(ErrorKind::usage,
                fmt::format("{} wants a day such as 2015-05-05, a month or a year, not \"{}\"",
                            option, text));
  };
  const bool year_only = text.size() == 4 && digits(text, 0, 4);
  const bool month_only =
      text.size() == 7 && digits(text, 0, 4) && text[4] == '-' && digits(text, 5, 7);
  const bool whole = text.size() == 10 && digits(text, 0, 4) && text[4] == '-' &&
                     digits(text, 5, 7) && text[7] == '-' && digits(text, 8, 10);
  if (!year_only && !month_only && !whole) return wrong();
  const int year = std::atoi(text.substr(0, 4).c_str());
  const int month = year_only ? (last ? 12 : 1) : std::atoi(text.substr(5, 2).c_str());
  if (month < 1 || month > 12) return wrong();
  const int most = last_day(year, month);
  const int day = whole ? std::atoi(text.substr(8, 2).c_str()) : (last ? most : 1);
  if (day < 1 || day > most) return wrong();
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

}  // namespace

void offer_filter(CLI::App* command, Filter& filter) {
  command->add_option("--since", filter.since, "From this day, month or year on")
      ->type_name("DATE");
  command->add_option("--until", filter.until, "Up to this day, month or year")->type_name("DATE");
  command->add_option("--place", filter.place, "A place's name or gazetteer id")->type_name("NAME");
  command->add_option("--source", filter.source, "Words of a source's name")->type_name("NAME");
  command->add_option("--limit", filter.limit, "Rows at most (default: 50)")
      ->type_name("N")
      ->check(CLI::Range(1, 1000000000).description(""));
  command->add_option("--offset", filter.offset, "Rows to skip")
      ->type_name("N")
      ->check(CLI::NonNegativeNumber.description(""));
}

Result<Filter> checked(Filter filter) {
  if (!filter.since.empty()) {
    Result<std::string> day = iso_day("--since", filter.since, false);
    if (!day) return tl::unexpected(day.error());
    filter.since = *day;
  }
  if (!filter.until.empty()) {
    Result<std::string> day = iso_day("--until", filter.until, true);
    if (!day) return tl::unexpected(day.error());
    filter.until = *day;
  }
  return filter;
}

}  // namespace hearsay::cli
