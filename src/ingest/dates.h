// Dates as mail, HTTP and feeds write them.
#pragma once

#include <string>
#include <string_view>

namespace hearsay::ingest {

/// ISO 8601 for "Tue, 05 May 2015 10:00:00 +0200" (RFC 822, 1123, 5322; the day's name and the
/// seconds may be missing), kept with its offset: "2015-05-05T10:00:00+02:00". Anything else comes
/// back trimmed as it is.
std::string iso_date(std::string_view date);

/// This moment in UTC: "2015-05-05T10:00:00Z".
std::string now();

}  // namespace hearsay::ingest
