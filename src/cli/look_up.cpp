#include "cli/look_up.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include "text/utf8.h"

namespace hearsay::cli {
namespace {

constexpr std::size_t kLeastDigits = 4;

bool is_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

std::optional<std::size_t> number(std::string_view digits) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

/// "d3", "d3:12": good within one answer only.
bool is_answer_number(std::string_view id) {
  if (id.size() < 2 || id.front() != 'd') return false;
  const std::string_view digits = id.substr(
      1, id.find(':') == std::string_view::npos ? std::string_view::npos : id.find(':') - 1);
  return digits.size() <= 3 && number(digits).has_value();
}

/// The one of `ids` (sorted) that begins with `start`.
Result<std::string> complete(const std::vector<std::string>& ids, std::string_view start,
                             std::string_view what) {
  const auto first = std::lower_bound(ids.begin(), ids.end(), start);
  const auto begins = [&](auto at) {
    return at != ids.end() && std::string_view(*at).substr(0, start.size()) == start;
  };
  if (!begins(first)) {
    return fail(ErrorKind::not_found, fmt::format("this store holds no {} {}", what, start));
  }
  if (*first != start && begins(std::next(first))) {
    return fail(ErrorKind::usage, fmt::format("{} begins more than one {}: {}, {}", start, what,
                                              *first, *std::next(first)));
  }
  return *first;
}

template <typename Groups>
Result<Found> group(const Groups& groups, std::string_view id, Kind kind, std::string_view what) {
  std::vector<std::string> ids;
  for (const auto& it : groups) ids.push_back(it.id);
  std::sort(ids.begin(), ids.end());
  const Result<std::string> full = complete(ids, id, what);
  if (!full) return tl::unexpected(full.error());
  return Found{kind, *full, 0};
}

Result<Found> no_id(std::string_view id) {
  if (is_answer_number(id)) {
    return fail(ErrorKind::usage,
                fmt::format("{} numbers a document within one answer only: use the id that stands "
                            "beside it in the legend, as in \"hearsay show 1f2e3d4c:12\"",
                            text::printable(id)));
  }
  return fail(ErrorKind::usage,
              fmt::format("\"{}\" is no id: use one that documents, claims, narratives or trace "
                          "print, or at least the first {} digits of it",
                          text::printable(id), kLeastDigits));
}

/// What stands behind '#' or ':'.
std::optional<Found> part_of(std::string_view mark) {
  if (mark.empty()) return Found{};
  if (mark.front() == ':') {
    const auto value = number(mark.substr(1));
    if (!value) return std::nullopt;
    return Found{Kind::sentence, {}, *value};
  }
  // Records are counted from one outside.
  const auto value = mark.size() > 2 ? number(mark.substr(2)) : std::nullopt;
  if (!value || *value == 0) return std::nullopt;
  switch (mark[1]) {
    case 'c':
      return Found{Kind::claim, {}, *value - 1};
    case 'a':
      return Found{Kind::attribution, {}, *value - 1};
    case 'e':
      return Found{Kind::entity, {}, *value - 1};
    default:
      return std::nullopt;
  }
}

}  // namespace

Result<Found> look_up(const Collection& collection, std::string_view id) {
  const bool grouped =
      id.size() > kLeastDigits && (id.front() == 'n' || id.front() == 'g') && is_hex(id.substr(1));
  if (grouped) {
    const auto grouping = collection.grouping();
    if (!grouping) return tl::unexpected(grouping.error());
    return id.front() == 'n' ? group((*grouping)->narratives, id, Kind::narrative, "narrative")
                             : group((*grouping)->allegations, id, Kind::allegation, "allegation");
  }
  const std::size_t cut = id.find_first_of("#:");
  const std::string_view start = id.substr(0, cut);
  if (is_answer_number(id) || start.size() < kLeastDigits || !is_hex(start)) return no_id(id);
  std::optional<Found> found =
      part_of(cut == std::string_view::npos ? std::string_view() : id.substr(cut));
  if (!found) return no_id(id);
  const auto ids = collection.document_ids();
  if (!ids) return tl::unexpected(ids.error());
  const Result<std::string> full = complete(*ids, start, "document");
  if (!full) return tl::unexpected(full.error());
  found->id = *full;
  return *found;
}

std::string id_of(const Found& found) {
  switch (found.kind) {
    case Kind::sentence:
      return fmt::format("{}:{}", found.id, found.part);
    case Kind::claim:
      return fmt::format("{}#c{}", found.id, found.part + 1);
    case Kind::attribution:
      return fmt::format("{}#a{}", found.id, found.part + 1);
    case Kind::entity:
      return fmt::format("{}#e{}", found.id, found.part + 1);
    default:
      return found.id;
  }
}

Result<std::string> full_id(const Collection& collection, std::string_view typed) {
  const std::size_t mark = typed.find("#o");
  const bool of_group = mark != std::string_view::npos && mark > 0 && typed.front() != '#';
  const Result<Found> found = look_up(collection, of_group ? typed.substr(0, mark) : typed);
  if (!found) return tl::unexpected(found.error());
  return of_group ? id_of(*found) + std::string(typed.substr(mark)) : id_of(*found);
}

}  // namespace hearsay::cli
