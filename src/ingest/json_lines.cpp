#include "ingest/json_lines.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <vector>

#include "ingest/refuse.h"

namespace hearsay::ingest {
namespace {

namespace dom = simdjson::dom;

/// A member that may be absent or null; a string, or (for ids) a number as it stands.
tl::expected<std::string, std::string> optional_member(const dom::object& object,
                                                       std::string_view name) {
  dom::element element;
  if (object.at_key(name).get(element) != simdjson::SUCCESS || element.is_null()) return {};
  if (std::string_view text; element.get_string().get(text) == simdjson::SUCCESS) {
    return std::string(text);
  }
  if (element.is_int64() || element.is_uint64() || element.is_double()) {
    return std::string(simdjson::minify(element));
  }
  return refuse("has a \"" + std::string(name) + "\" that is no string");
}

/// A string or a list of strings, which may be absent or null.
tl::expected<std::vector<std::string>, std::string> optional_list(const dom::object& object,
                                                                  std::string_view name) {
  dom::element element;
  if (object.at_key(name).get(element) != simdjson::SUCCESS || element.is_null()) return {};
  std::vector<std::string> list;
  const auto take = [&](const dom::element& each) {
    std::string_view text;
    if (each.get_string().get(text) != simdjson::SUCCESS) return false;
    if (!text.empty()) list.emplace_back(text);
    return true;
  };
  dom::array array;
  const bool is_array = element.get_array().get(array) == simdjson::SUCCESS;
  const bool good = is_array ? std::all_of(array.begin(), array.end(), take) : take(element);
  if (good) return list;
  return refuse("has \"" + std::string(name) + "\" that are no string and no list of strings");
}

}  // namespace

tl::expected<Source, std::string> source_of_line(std::string line) {
  dom::parser parser;
  dom::object object;
  const simdjson::padded_string padded(line);
  dom::element element;
  if (const auto error = parser.parse(padded).get(element); error != simdjson::SUCCESS) {
    return refuse(std::string("is not valid JSON (") + simdjson::error_message(error) +
                  "): one object a line, with \"text\" or \"html\"");
  }
  if (element.get_object().get(object) != simdjson::SUCCESS) {
    return refuse("is no JSON object: write {\"text\": \"…\"} or {\"html\": \"…\"}");
  }
  Source source;
  source.media_type = MediaType::json_line;
  std::string text;
  std::string html;
  const std::array<std::pair<std::string_view, std::string*>, 7> members{
      {{"id", &source.input_id},
       {"url", &source.url},
       {"title", &source.title},
       {"published", &source.published},
       {"publisher", &source.publisher},
       {"text", &text},
       {"html", &html}}};
  for (const auto& [name, target] : members) {
    auto value = optional_member(object, name);
    if (!value) return refuse(value.error());
    *target = std::move(*value);
  }
  auto authors = optional_list(object, "authors");
  if (!authors) return refuse(authors.error());
  source.authors = std::move(*authors);
  if (text.empty() && html.empty()) {
    return refuse("has neither \"text\" nor \"html\" with words in it");
  }
  source.bytes = std::move(line);
  return source;
}

}  // namespace hearsay::ingest
