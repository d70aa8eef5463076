// The one place that looks at the clock.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace hearsay::engine {

/// A time in seconds since 1970, else now; in UTC: "2026-11-22T10:00:00Z".
std::string utc_time(std::optional<std::int64_t> fixed);

}  // namespace hearsay::engine
