#include "engine/clock.h"

#include <fmt/format.h>

#include <chrono>

namespace hearsay::engine {

std::string utc_time(std::optional<std::int64_t> fixed) {
  const std::chrono::sys_seconds now =
      fixed ? std::chrono::sys_seconds(std::chrono::seconds(*fixed))
            : std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const auto today = std::chrono::floor<std::chrono::days>(now);
  const std::chrono::year_month_day day{today};
  const std::chrono::hh_mm_ss time{now - today};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

}  // namespace hearsay::engine
