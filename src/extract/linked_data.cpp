#include "extract/linked_data.h"

#include <algorithm>

#include "extract/field.h"

namespace hearsay::extraction {
namespace {

using Json = nlohmann::json;

constexpr std::size_t deepest_json = 64;
constexpr std::size_t largest_json = 4U << 20U;

bool is_too_deep(std::string_view json) {
  std::size_t depth = 0;
  bool string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (string) {
      if (c == '\\') ++i;
      if (c == '"') string = false;
    } else if (c == '"') {
      string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > deepest_json) return true;
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return false;
}

/// What sites commonly break: line breaks inside strings, commas before a closing bracket, comment
/// marks around everything, a semicolon at the end, backslashes that escape nothing.
std::string mended(std::string_view json) {
  std::string out;
  bool string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (string) {
      if (c == '\\') {
        const char next = i + 1 < json.size() ? json[i + 1] : '\0';
        if (std::string_view("\"\\/bfnrtu").find(next) != std::string_view::npos && next != '\0') {
          out += c;
          out += next;
          ++i;
        }
        continue;
      }
      if (c == '"') string = false;
      out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
      continue;
    }
    if (c == '"') string = true;
    if (c == ',') {
      const std::size_t next = json.find_first_not_of(" \t\r\n", i + 1);
      if (next == std::string_view::npos || json[next] == '}' || json[next] == ']') continue;
    }
    out += c;
  }
  while (!out.empty() && out.back() != '}' && out.back() != ']') out.pop_back();
  return out;
}

Json parse_json(std::string_view text) {
  const std::size_t begin = text.find_first_of("{[");
  if (begin == std::string_view::npos || text.size() > largest_json) return nullptr;
  text = text.substr(begin);
  if (is_too_deep(text)) return nullptr;
  Json json = Json::parse(text, nullptr, false, true);
  if (json.is_discarded()) json = Json::parse(mended(text), nullptr, false, true);
  return json.is_discarded() ? Json(nullptr) : json;
}

std::vector<std::string> types_of(const Json& object) {
  std::vector<std::string> types;
  const auto add = [&types](const Json& type) {
    if (!type.is_string()) return;
    std::string name = lower_ascii(type.get<std::string>());
    const std::size_t slash = name.find_last_of("/:");
    types.push_back(slash == std::string::npos ? name : name.substr(slash + 1));
  };
  const auto found = object.find("@type");
  if (found == object.end()) return types;
  if (found->is_array()) {
    for (const Json& type : *found) add(type);
  } else {
    add(*found);
  }
  return types;
}

/// How much a schema.org type looks like the page's own article; 0: not at all.
int article_rank(const std::vector<std::string>& types) {
  int rank = 0;
  for (const std::string& type : types) {
    if (type.ends_with("newsarticle")) rank = std::max(rank, 5);
    if (type.ends_with("article") || type.ends_with("posting") || type == "report") {
      rank = std::max(rank, 4);
    }
    if (type == "review" || type == "creativework" || type == "videoobject" || type == "recipe" ||
        type == "episode" || type == "podcastepisode" || type == "howto" || type == "qapage" ||
        type == "question" || type == "interview") {
      rank = std::max(rank, 2);
    }
    if (type.ends_with("webpage")) rank = std::max(rank, 1);
  }
  return rank;
}

}  // namespace

std::string string_in(const Json& object, const char* key) {
  if (!object.is_object()) return {};
  const auto found = object.find(key);
  if (found == object.end()) return {};
  if (found->is_string()) return found->get<std::string>();
  if (found->is_array() && !found->empty() && found->front().is_string()) {
    return found->front().get<std::string>();
  }
  if (found->is_object()) return string_in(*found, "@value");
  return {};
}

void LinkedData::add(std::string_view script) {
  Json json = parse_json(script);
  if (json.is_null()) return;
  documents_.push_back(std::move(json));
  visit(documents_.back(), 0, false);
}

void LinkedData::finish() {
  std::vector<Ranked> sorted;
  for (int rank = 5; rank > 0; --rank) {
    for (const Ranked& article : articles_) {
      if (article.rank == rank) sorted.push_back(article);
    }
  }
  articles_ = std::move(sorted);
}

std::vector<std::string> LinkedData::names(const Json& object, const char* key) const {
  std::vector<std::string> out;
  const auto found = object.find(key);
  if (found != object.end()) add_names(*found, out, 0);
  return out;
}

void LinkedData::visit(const Json& json, std::size_t depth, bool inside_article) {
  if (json.is_array()) {
    for (const Json& item : json) visit(item, depth + 1, inside_article);
    return;
  }
  if (!json.is_object()) return;
  if (const std::string id = string_in(json, "@id"); !id.empty() && json.size() > 1) {
    by_id_.emplace(id, &json);
  }
  const std::vector<std::string> types = types_of(json);
  const int rank = article_rank(types);
  if (depth <= 3) types_.insert(types_.end(), types.begin(), types.end());
  if (rank > 0 && !inside_article && depth < 8) {
    articles_.push_back({&json, rank});
  }
  for (const auto& [key, value] : json.items()) {
    if (!value.is_structured()) continue;
    // Lists of other pages, and the page that an article is a part of.
    const bool other = key == "itemListElement" || key == "hasPart" || key == "isPartOf" ||
                       key == "comment" || key == "review" || key == "mentions" ||
                       key == "relatedLink" || key == "video" || key == "citation" ||
                       key == "isBasedOn" || key == "mainEntityOfPage";
    visit(value, depth + 1, inside_article || other || rank >= 2);
  }
}

void LinkedData::add_names(const Json& json, std::vector<std::string>& out, int depth) const {
  if (depth > 4 || out.size() > 30) return;
  if (json.is_string()) {
    const auto& text = json.get_ref<const std::string&>();
    // Some sites write the object into a string.
    const bool object = text.starts_with('{') && text.find("\"name\"") != std::string::npos;
    const Json inside = object ? parse_json(text) : Json(nullptr);
    if (inside.is_object()) {
      if (const std::string name = string_in(inside, "name"); !name.empty()) out.push_back(name);
    } else {
      out.push_back(text);
    }
  } else if (json.is_array()) {
    for (const Json& item : json) add_names(item, out, depth + 1);
  } else if (json.is_object()) {
    const auto name = json.find("name");
    if (name != json.end()) {
      add_names(*name, out, depth + 1);
    } else if (const auto found = by_id_.find(string_in(json, "@id")); found != by_id_.end()) {
      if (found->second != &json) add_names(*found->second, out, depth + 1);
    }
  }
}

}  // namespace hearsay::extraction
