// "Name: value" lines, as HTTP, MIME and WARC share them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hearsay::ingest {

/// Header fields in their order. Any bytes give some fields, perhaps none.
class Headers {
 public:
  /// Reads lines up to a blank one; folded lines are joined, lines without a colon left out.
  static Headers parse(std::string_view lines);

  /// The first field of that name (lower case); empty where there is none.
  [[nodiscard]] std::string_view value(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const { return !value(name).empty(); }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;  // names in lower case
};

/// Where the bytes behind the blank line begin; npos where no blank line comes.
std::size_t end_of_headers(std::string_view bytes);

/// "text/html" of "Text/HTML; charset=utf-8".
std::string media_type_of(std::string_view content_type);

/// A parameter of a field's value, unquoted: "utf-8" of "text/html; charset=\"utf-8\"".
std::string parameter(std::string_view value, std::string_view name);

}  // namespace hearsay::ingest
