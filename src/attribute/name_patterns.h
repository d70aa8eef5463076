// Names in running text as regular expressions see them, without a tagger: capitalised words,
// joined by small ones, or a domain.
#pragma once

#include <re2/re2.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hearsay/span.h"

namespace hearsay::attribute {

/// A capital letter, as a class of RE2.
inline constexpr std::string_view capital =
    R"([A-Z\x{C0}-\x{DE}\x{100}-\x{24F}\x{391}-\x{3AB}\x{400}-\x{42F}])";

/// `before`, then a name as the only group, then `after`.
std::string with_name(std::string_view before, std::string_view after = "");

/// Where a pattern and its first group stand in the article's text.
struct Hit {
  Span name;
  Span whole;
};

/// All hits of `pattern` in a stretch of the text, which is all that "^" and "$" see. Linear: RE2
/// has no backtracking, and hits don't overlap.
std::vector<Hit> hits_of(const RE2& pattern, std::string_view text, Span where);

/// "A, B and C": the names that go on after the first, which ends at `from`; at most eight.
std::vector<Span> further_names(std::string_view text, std::uint32_t from, std::uint32_t end);

}  // namespace hearsay::attribute
