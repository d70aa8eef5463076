// Days and instants out of ISO 8601, for asking what came first and how far apart.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hearsay::matching {

/// Days since 1970-01-01 of "2015-05-05" or a longer form; none for anything else.
std::optional<std::int64_t> day_number(std::string_view iso);

/// The day as "2015-05-05".
std::string iso_day(std::int64_t number);

/// Seconds since 1970-01-01T00:00Z of "2015-05-05T18:40:00+01:00"; none without time or offset.
std::optional<std::int64_t> instant(std::string_view iso);

}  // namespace hearsay::matching
