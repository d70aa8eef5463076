#include "ingest/headers.h"

#include <algorithm>

#include "ingest/ascii.h"

namespace hearsay::ingest {
namespace {

constexpr std::size_t most_fields = 1000;

/// Takes one line without its break.
std::string_view take_line(std::string_view& rest) {
  const std::size_t stop = rest.find('\n');
  std::string_view line = rest.substr(0, stop);
  rest = stop == std::string_view::npos ? std::string_view() : rest.substr(stop + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// The value that stands from `at` on: a quoted string, or up to the next semicolon.
std::string value_at(std::string_view text, std::size_t at) {
  if (at >= text.size() || text[at] != '"') {
    return std::string(trim_ascii(text.substr(at, text.find(';', at) - at)));
  }
  std::string out;
  for (std::size_t i = at + 1; i < text.size() && text[i] != '"'; ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) ++i;
    out += text[i];
  }
  return out;
}

}  // namespace

Headers Headers::parse(std::string_view lines) {
  Headers headers;
  while (!lines.empty() && headers.fields_.size() < most_fields) {
    const std::string_view line = take_line(lines);
    if (line.empty()) break;
    if ((line[0] == ' ' || line[0] == '\t') && !headers.fields_.empty()) {
      headers.fields_.back().second.append(" ").append(trim_ascii(line));
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    headers.fields_.emplace_back(lower_ascii(trim_ascii(line.substr(0, colon))),
                                 std::string(trim_ascii(line.substr(colon + 1))));
  }
  return headers;
}

std::string_view Headers::value(std::string_view name) const {
  const auto found = std::find_if(fields_.begin(), fields_.end(),
                                  [&](const auto& field) { return field.first == name; });
  return found == fields_.end() ? std::string_view() : found->second;
}

std::size_t end_of_headers(std::string_view bytes) {
  if (bytes.starts_with('\n')) return 1;
  if (bytes.starts_with("\r\n")) return 2;
  for (std::size_t at = bytes.find('\n'); at != std::string_view::npos;
       at = bytes.find('\n', at + 1)) {
    const std::string_view behind = bytes.substr(at + 1);
    if (behind.starts_with('\n')) return at + 2;
    if (behind.starts_with("\r\n")) return at + 3;
  }
  return std::string_view::npos;
}

std::string media_type_of(std::string_view content_type) {
  return lower_ascii(trim_ascii(content_type.substr(0, content_type.find(';'))));
}

std::string parameter(std::string_view value, std::string_view name) {
  for (std::size_t at = value.find(';'); at != std::string_view::npos; at = value.find(';', at)) {
    ++at;
    const std::size_t equals = value.find('=', at);
    if (equals == std::string_view::npos) break;
    if (lower_ascii(trim_ascii(value.substr(at, equals - at))) != name) continue;
    return value_at(value, std::min(value.find_first_not_of(" \t", equals + 1), value.size()));
  }
  return {};
}

}  // namespace hearsay::ingest
