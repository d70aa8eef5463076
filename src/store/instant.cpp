#include "store/instant.h"

#include <chrono>
#include <cstdio>
#include <optional>

namespace hearsay::store {
namespace {

namespace chrono = std::chrono;

/// Reads digits and marks off the front of a text.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  std::optional<int> digits(std::size_t count) {
    if (rest_.size() < count) return {};
    int number = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (rest_[i] < '0' || rest_[i] > '9') return {};
      number = number * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(count);
    return number;
  }

  bool accept(char mark) {
    if (!rest_.starts_with(mark)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  void skip_fraction() {
    if (!accept('.')) return;
    while (digits(1)) {
    }
  }

  [[nodiscard]] bool done() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

std::optional<chrono::sys_days> day(Scanner& scanner) {
  const auto year = scanner.digits(4);
  if (!year || !scanner.accept('-')) return {};
  const auto month = scanner.digits(2);
  if (!month || !scanner.accept('-')) return {};
  const auto day = scanner.digits(2);
  if (!day) return {};
  const chrono::year_month_day date{chrono::year{*year},
                                    chrono::month{static_cast<unsigned>(*month)},
                                    chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return {};
  return chrono::sys_days{date};
}

/// "10:00", "10:00:00" or "10:00:00.5", to the second.
std::optional<chrono::seconds> time_of_day(Scanner& scanner) {
  const auto hours = scanner.digits(2);
  if (!hours || !scanner.accept(':')) return {};
  const auto minutes = scanner.digits(2);
  if (!minutes) return {};
  int seconds = 0;
  if (scanner.accept(':')) {
    const auto read = scanner.digits(2);
    if (!read) return {};
    seconds = *read;
    scanner.skip_fraction();
  }
  return chrono::hours{*hours} + chrono::minutes{*minutes} + chrono::seconds{seconds};
}

/// "Z", "+02:00", "+0200", or nothing, which counts as UTC.
std::optional<chrono::seconds> offset(Scanner& scanner) {
  if (scanner.done() || scanner.accept('Z')) return chrono::seconds{0};
  const bool west = scanner.accept('-');
  if (!west && !scanner.accept('+')) return {};
  const auto hours = scanner.digits(2);
  if (!hours) return {};
  scanner.accept(':');
  const int minutes = scanner.digits(2).value_or(0);
  const chrono::seconds size = chrono::hours{*hours} + chrono::minutes{minutes};
  return west ? -size : size;
}

std::optional<chrono::sys_seconds> read(std::string_view instant) {
  Scanner scanner(instant);
  const auto date = day(scanner);
  if (!date || !(scanner.accept('T') || scanner.accept(' '))) return {};
  const auto time = time_of_day(scanner);
  if (!time) return {};
  const auto shift = offset(scanner);
  if (!shift || !scanner.done()) return {};
  return chrono::sys_seconds{*date} + *time - *shift;
}

}  // namespace

std::string sortable(std::string_view instant) {
  const auto point = read(instant);
  if (!point) return std::string(instant);
  const auto day = chrono::floor<chrono::days>(*point);
  const chrono::year_month_day date{day};
  const chrono::hh_mm_ss time{*point - day};
  char out[64];
  std::snprintf(out, sizeof out, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  return out;
}

}  // namespace hearsay::store
