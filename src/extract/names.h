// Names in bylines and titles: who wrote it, without "By", job titles and the site's own name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hearsay::extraction {

/// Author names out of fields or lines such as "By Jane Doe and John Roe, Science Editor". Each
/// once, in order. What is an address, a date or the publisher itself is no author's name.
std::vector<std::string> names_of_authors(const std::vector<std::string>& given,
                                          std::string_view publisher);

/// Whether it has the form of a person's name: two to four words, each with a capital (or in a
/// script without case).
bool looks_like_person(std::string_view name);

/// Whether a line begins as bylines do ("By ", "Von ", "Par ", "Text: ").
bool starts_like_byline(std::string_view line);

/// A page's title without the site's name behind (or before) it.
std::string without_site_name(std::string_view title, std::string_view publisher);

/// The host of an address, lower case, without "www."; empty where there is none.
std::string host_of(std::string_view url);

}  // namespace hearsay::extraction
