// What a page states about itself in JSON-LD (schema.org): its article objects, and the names that
// they and the graph around them give.
#pragma once

#include <list>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace hearsay::extraction {

/// All JSON-LD of a page.
class LinkedData {
 public:
  using Json = nlohmann::json;

  /// An object that may be the page's article; `rank` says how much its type looks like one, 5
  /// (NewsArticle) to 1 (WebPage).
  struct Ranked {
    const Json* object;
    int rank;
  };

  /// Reads one script element. Commonly broken JSON is mended; what stays broken is left out.
  void add(std::string_view script);
  /// To be called after the last `add`: puts the best objects first.
  void finish();

  [[nodiscard]] const std::vector<Ranked>& articles() const { return articles_; }
  /// The schema.org types of the page's outer objects, lower case.
  [[nodiscard]] const std::vector<std::string>& all_types() const { return types_; }
  /// The names that a member (author, publisher) gives; references into the graph are followed.
  [[nodiscard]] std::vector<std::string> names(const Json& object, const char* key) const;

 private:
  void visit(const Json& json, std::size_t depth, bool inside_article);
  void add_names(const Json& json, std::vector<std::string>& out, int depth) const;

  std::list<Json> documents_;  // never moved: the others point into them
  std::vector<Ranked> articles_;
  std::map<std::string, const Json*> by_id_;
  std::vector<std::string> types_;
};

/// The string that a member of an object is, or begins with; empty for none.
std::string string_in(const nlohmann::json& object, const char* key);

}  // namespace hearsay::extraction
