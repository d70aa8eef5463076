#include "attribute/name_patterns.h"

#include <algorithm>

#include "text/utf8.h"

namespace hearsay::attribute {
namespace {

// Letters are plain ranges that hold some more: Unicode's own classes make RE2's programs ten times
// as large.
constexpr std::string_view name_pattern =
    R"(((?:[A-Z\x{C0}-\x{DE}\x{100}-\x{24F}\x{391}-\x{3AB}\x{400}-\x{42F}\d@][A-Za-z\x{C0}-\x{1FFF}\x{2C00}-\x{2DFF}\x{3040}-\x{D7FF}\d.&'’\-]*(?:[ \x{a0}](?:(?:of|the|and|de|del|la|le|el|for|&|al|di|da|y|des|du|der|die)[ \x{a0}]){0,2}[A-Z\x{C0}-\x{DE}\x{100}-\x{24F}\x{391}-\x{3AB}\x{400}-\x{42F}\d&][A-Za-z\x{C0}-\x{1FFF}\x{2C00}-\x{2DFF}\x{3040}-\x{D7FF}\d.&'’\-]*){0,6})|(?:[a-z0-9][a-z0-9\-]*(?:\.[a-z0-9\-]+)*\.[a-z]{2,12})))";

}  // namespace

std::string with_name(std::string_view before, std::string_view after) {
  return std::string(before) + std::string(name_pattern) + std::string(after);
}

std::vector<Hit> hits_of(const RE2& pattern, std::string_view text, Span where) {
  std::vector<Hit> hits;
  const re2::StringPiece input(text.data() + where.begin, where.size());
  re2::StringPiece groups[2];
  std::size_t at = 0;
  const auto span_of = [&](const re2::StringPiece& group) {
    const auto begin = static_cast<std::uint32_t>(group.data() - text.data());
    return Span{begin, begin + static_cast<std::uint32_t>(group.size())};
  };
  while (at <= input.size() && pattern.Match(input, at, input.size(), RE2::UNANCHORED, groups, 2)) {
    const Span whole = span_of(groups[0]);
    hits.push_back({groups[1].data() ? span_of(groups[1]) : whole, whole});
    at = std::max<std::size_t>(whole.end - where.begin, at + 1);
    while (at < input.size() && !text::is_boundary(text, where.begin + at)) ++at;
  }
  return hits;
}

std::vector<Span> further_names(std::string_view text, std::uint32_t from, std::uint32_t end) {
  static const RE2 next(
      with_name(R"(^\s*(?:,|/|;|\||&|and|via|\+)\s*(?:(?i:and|via|the)\s){0,2})"));
  std::vector<Span> names;
  while (from < end && names.size() < 8) {
    const re2::StringPiece rest(text.data() + from, end - from);
    re2::StringPiece groups[2];
    if (!next.Match(rest, 0, rest.size(), RE2::UNANCHORED, groups, 2)) break;
    const auto begin = static_cast<std::uint32_t>(groups[1].data() - text.data());
    names.push_back({begin, begin + static_cast<std::uint32_t>(groups[1].size())});
    from = names.back().end;
  }
  return names;
}

}  // namespace hearsay::attribute
