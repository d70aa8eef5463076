// Calendar dates in metadata, in visible lines and in addresses. Only what is written is given: no
// missing year is guessed and "03/04/2015" stays unread where nothing says which is the month.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "hearsay/span.h"

namespace hearsay::extraction {

/// A date as metadata gives it (ISO 8601 in its many spellings, RFC 2822, seconds since 1970,
/// words) as "2015-05-05" or "2015-05-05T10:00:00Z", with the offset that was given.
/// `month_first`: how to read "3/4/2015"; unknown: such a date stays unread. `language`: the
/// primary subtag of the page's, for a month's name that languages disagree on ("listopad").
std::optional<std::string> parse_date(std::string_view text,
                                      std::optional<bool> month_first = std::nullopt,
                                      std::string_view language = {});

/// A day written in text.
struct FoundDate {
  Span span;
  std::string value;  ///< ISO day
};

/// All days written with a year in a text, in order; in the digits of any script, by the Gregorian,
/// the Buddhist and the Solar Hijri calendar. `month_first`: how to read "3/4/2015". `short_years`:
/// "05.05.15" and "5 May 15" are days too. `language`: as for `parse_date`.
std::vector<FoundDate> find_dates(std::string_view text,
                                  std::optional<bool> month_first = std::nullopt,
                                  bool short_years = false, std::string_view language = {});

/// Whether the month comes first in the text's dates with slashes, where one of them tells:
/// "12/25/2015".
std::optional<bool> order_of_slashed_date(std::string_view text);

/// The same, where one way of reading gives a day that is known to be the page's: ISO days.
std::optional<bool> order_of_slashed_date(std::string_view text,
                                          const std::set<std::string>& known_days);

/// The same by the custom of a language and region, "en-IE" (CLDR); none for "en" alone.
std::optional<bool> month_comes_first(std::string_view language);

/// Whether a word is the name of a month or of a day of the week, in the languages of most news.
bool names_day_or_month(std::string_view word);

/// The ISO day so many days after (or, negative, before) another; empty where that is no ISO day.
std::string day_beside(std::string_view day, int days);

/// The day in a path such as "/2015/05/05/slug", "/2015-05-05-slug" or "/20150505/".
std::optional<std::string> date_in_url(std::string_view url);

/// When an archive took a page: of "/web/20150505103000/https://…", as archives write addresses.
std::optional<std::string> capture_in_url(std::string_view url);

/// "2015-05" of a path such as "/2015/05/slug"; empty where there is none.
std::string month_in_url(std::string_view url);

}  // namespace hearsay::extraction
