// Machine-readable metadata first (JSON-LD, then <meta>, then microdata), because it was written to
// be read; visible lines last. Sites fill these fields carelessly, so each value is checked: an
// author that is an address or the outlet is none, a title loses the site's name.
#include "extract/metadata.h"

#include <algorithm>
#include <array>
#include <list>
#include <map>
#include <nlohmann/json.hpp>

#include "extract/dates.h"
#include "extract/entities.h"
#include "extract/names.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::extraction {
namespace {

using Json = nlohmann::json;

constexpr std::size_t deepest_json = 64;
constexpr std::size_t largest_json = 4U << 20U;
constexpr std::size_t longest_field = 2000;
constexpr std::uint32_t longest_date_line = 20;  // words

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

/// One line: references decoded (sites encode twice), tags dropped, white space collapsed.
std::string cleaned(std::string_view text) {
  std::string decoded = decode_entities(text);
  std::string out;
  bool blank = false;
  bool tag = false;
  for (std::size_t at = 0; at < decoded.size() && out.size() < longest_field;) {
    const text::Decoded c = text::decode_at(decoded, at);
    if (c.code_point == '<' && at + 1 < decoded.size() &&
        (decoded[at + 1] == '/' || text::is_letter(static_cast<unsigned char>(decoded[at + 1])))) {
      tag = true;
    } else if (tag) {
      tag = c.code_point != '>';
    } else if (text::is_space(c.code_point)) {
      blank = true;
    } else {
      if (blank && !out.empty()) out += ' ';
      blank = false;
      out += std::string_view(decoded).substr(at, c.size);
    }
    at += c.size;
  }
  return out;
}

// ---- JSON-LD --------------------------------------------------------------------------------

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
        type == "episode" || type == "podcastepisode") {
      rank = std::max(rank, 2);
    }
    if (type.ends_with("webpage")) rank = std::max(rank, 1);
  }
  return rank;
}

/// All JSON-LD of a page.
class LinkedData {
 public:
  void add(Json json) {
    documents_.push_back(std::move(json));
    visit(documents_.back(), 0, false);
  }
  void finish() {
    std::vector<Ranked> sorted;
    for (int rank = 5; rank > 0; --rank) {
      for (const Ranked& article : articles_) {
        if (article.rank == rank) sorted.push_back(article);
      }
    }
    articles_ = std::move(sorted);
  }

  struct Ranked {
    const Json* object;
    int rank;
  };
  [[nodiscard]] const std::vector<Ranked>& articles() const { return articles_; }

  /// The names that a member (author, publisher) gives; references into the graph are followed.
  [[nodiscard]] std::vector<std::string> names(const Json& object, const char* key) const {
    std::vector<std::string> out;
    const auto found = object.find(key);
    if (found != object.end()) add_names(*found, out, 0);
    return out;
  }
  [[nodiscard]] const std::vector<std::string>& all_types() const { return types_; }

 private:
  void visit(const Json& json, std::size_t depth, bool inside_article) {
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

  void add_names(const Json& json, std::vector<std::string>& out, int depth) const {
    if (depth > 4 || out.size() > 30) return;
    if (json.is_string()) {
      out.push_back(json.get<std::string>());
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

  std::list<Json> documents_;  // never moved: the others point into them
  std::vector<Ranked> articles_;
  std::map<std::string, const Json*> by_id_;
  std::vector<std::string> types_;
};

// ---- the page -------------------------------------------------------------------------------

struct MetaTag {
  std::string name;  // lower case
  std::string content;
};

class Collector {
 public:
  Collector(const Page& page, const Source& source)
      : page_(page), tree_(*page.tree), source_(source) {}

  Metadata run() {
    read_elements();
    data_.finish();
    declared();
    from_linked_data();
    from_meta();
    from_microdata();
    from_visible();
    from_address();
    finish();
    return std::move(out_);
  }

 private:
  void read_elements() {
    for (NodeIndex i = 0; i < tree_.nodes().size(); ++i) {
      const Node& node = tree_[i];
      if (node.is_text) continue;
      switch (node.tag) {
        case Tag::meta:
          read_meta(i);
          break;
        case Tag::link:
          if (lower_ascii(tree_.raw_attribute(i, "rel")) == "canonical" &&
              out_.canonical_url.empty()) {
            out_.canonical_url = cleaned(tree_.attribute(i, "href"));
          }
          break;
        case Tag::script:
          if (lower_ascii(tree_.raw_attribute(i, "type")).find("ld+json") != std::string::npos) {
            if (Json json = parse_json(tree_.inner_text(i)); !json.is_null()) {
              data_.add(std::move(json));
            }
          }
          break;
        case Tag::title:
          if (title_node_ == no_node) title_node_ = i;
          break;
        default:
          break;
      }
    }
  }

  void read_meta(NodeIndex i) {
    if (meta_.size() > 2000) return;
    for (const char* key : {"property", "name", "itemprop", "http-equiv"}) {
      const std::string_view name = tree_.raw_attribute(i, key);
      if (name.empty()) continue;
      std::string content = tree_.attribute(i, "content");
      if (content.empty()) continue;
      meta_.push_back({lower_ascii(text::trim(name)), std::move(content)});
    }
  }

  /// The first <meta> of any of the names, in the order of the names.
  template <typename Names>
  std::string meta(const Names& names) const {
    for (const std::string_view name : names) {
      for (const MetaTag& tag : meta_) {
        if (tag.name == name) {
          if (std::string value = cleaned(tag.content); !value.empty()) return value;
        }
      }
    }
    return {};
  }

  void add_date(DateKind kind, std::string_view written, DateOrigin from) {
    if (auto value = parse_date(written)) out_.dates.push_back({kind, *value, from, std::nullopt});
  }

  /// What the carrier states comes before what the page states.
  void declared() {
    out_.title = cleaned(source_.title);
    out_.publisher = cleaned(source_.publisher);
    add_date(DateKind::published, source_.published, DateOrigin::input);
  }

  void from_linked_data() {
    for (const auto& [object, rank] : data_.articles()) {
      if (headline_.empty()) headline_ = cleaned(string_in(*object, "headline"));
      if (headline_.empty() && rank >= 4) headline_ = cleaned(string_in(*object, "name"));
      if (rank >= 4 && out_.stated_body.empty()) {
        out_.stated_body = decode_entities(string_in(*object, "articleBody"));
      }
      if (linked_authors_.empty() && rank >= 2) {
        linked_authors_ = data_.names(*object, "author");
        if (linked_authors_.empty()) linked_authors_ = data_.names(*object, "creator");
      }
      if (out_.publisher.empty() && rank >= 1) {
        const auto names = data_.names(*object, "publisher");
        if (!names.empty()) out_.publisher = cleaned(names.front());
      }
      add_date(DateKind::published, string_in(*object, "datePublished"), DateOrigin::json_ld);
      if (string_in(*object, "datePublished").empty()) {
        add_date(DateKind::published, string_in(*object, "dateCreated"), DateOrigin::json_ld);
      }
      add_date(DateKind::modified, string_in(*object, "dateModified"), DateOrigin::json_ld);
      for (const char* key : {"isBasedOn", "sourceOrganization", "provider", "copyrightHolder",
                              "creditText", "isBasedOnUrl"}) {
        for (const std::string& name : signal_values(*object, key)) {
          out_.syndication.push_back({key, cleaned(name)});
        }
      }
    }
    out_.types = data_.all_types();
  }

  std::vector<std::string> signal_values(const Json& object, const char* key) const {
    std::vector<std::string> values = data_.names(object, key);
    if (values.empty() && object.contains(key)) {
      if (std::string url = string_in(object[key], "url"); !url.empty()) values.push_back(url);
    }
    return values;
  }

  void from_meta() {
    static constexpr auto published =
        std::to_array<std::string_view>({"article:published_time",
                                         "og:article:published_time",
                                         "og:published_time",
                                         "article:published",
                                         "datepublished",
                                         "date.published",
                                         "publication_date",
                                         "publishdate",
                                         "publish-date",
                                         "publish_date",
                                         "pubdate",
                                         "published_time",
                                         "parsely-pub-date",
                                         "sailthru.date",
                                         "dcterms.issued",
                                         "dc.date.issued",
                                         "dcterms.created",
                                         "dc.date.created",
                                         "dcterms.date",
                                         "dc.date",
                                         "article.published",
                                         "cxenseparse:recs:publishtime",
                                         "article_date_original",
                                         "date",
                                         "citation_publication_date",
                                         "og:pubdate"});
    static constexpr auto modified = std::to_array<std::string_view>(
        {"article:modified_time", "og:updated_time", "og:modified_time", "datemodified",
         "dcterms.modified", "dc.date.modified", "last-modified", "article.updated"});
    for (const std::string_view name : published) {
      for (const MetaTag& tag : meta_) {
        if (tag.name == name) {
          add_date(DateKind::published, tag.content,
                   name == "datepublished" ? DateOrigin::microdata : DateOrigin::meta);
        }
      }
    }
    for (const std::string_view name : modified) {
      for (const MetaTag& tag : meta_) {
        if (tag.name == name) add_date(DateKind::modified, tag.content, DateOrigin::meta);
      }
    }
    if (out_.publisher.empty()) {
      out_.publisher = meta(std::array<std::string_view, 5>{
          "og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher", "publisher"});
      if (out_.publisher.find("://") != std::string::npos) out_.publisher.clear();
    }
    for (const MetaTag& tag : meta_) {
      if (tag.name == "syndication-source" || tag.name == "original-source" ||
          tag.name == "article:original_source") {
        out_.syndication.push_back({tag.name, cleaned(tag.content)});
      }
      if (tag.name == "og:type") out_.types.push_back("og:" + lower_ascii(cleaned(tag.content)));
    }
    if (out_.canonical_url.empty()) {
      out_.canonical_url = meta(std::array<std::string_view, 1>{"og:url"});
    }
  }

  /// What an element of a line or two shows; nothing for a larger one, which is no field (and of
  /// which many may be nested).
  std::string field_text(NodeIndex i) const {
    constexpr std::uint32_t largest_field = 8192;
    if (tree_[i].closed - tree_[i].begin > largest_field) return {};
    return shown_text(page_, i).take_text();
  }

  /// The value of an element with itemprop: content, datetime, or what it shows.
  std::string property_value(NodeIndex i) const {
    for (const char* key : {"content", "datetime"}) {
      if (std::string value = tree_.attribute(i, key); !value.empty()) return value;
    }
    return field_text(i);
  }

  void from_microdata() {
    for (NodeIndex i = 0; i < tree_.nodes().size(); ++i) {
      const Node& node = tree_[i];
      if (node.is_text || node.tag == Tag::meta) continue;
      const std::string_view property = tree_.raw_attribute(i, "itemprop");
      if (property.empty()) continue;
      if (property.find("datePublished") != std::string_view::npos) {
        add_date(DateKind::published, property_value(i), DateOrigin::microdata);
      } else if (property.find("dateModified") != std::string_view::npos) {
        add_date(DateKind::modified, property_value(i), DateOrigin::microdata);
      } else if (property == "author" || property == "creator") {
        if (!is_in_comments(i)) micro_authors_.push_back(field_text(i));
      } else if (property == "headline" && micro_headline_.empty()) {
        micro_headline_ = cleaned(property_value(i));
      }
    }
  }

  bool is_in_comments(NodeIndex i) const {
    for (; i != no_node; i = tree_[i].parent) {
      if (page_.hints[i] == Hint::comments || page_.hints[i] == Hint::related ||
          page_.hints[i] == Hint::aside) {
        return true;
      }
    }
    return false;
  }

  void from_visible() {
    choose_title();
    choose_authors();
    const bool dated =
        std::any_of(out_.dates.begin(), out_.dates.end(),
                    [](const DocumentDate& date) { return date.kind == DateKind::published; });
    if (!dated) find_visible_date();
  }

  /// Where no metadata has a date: the first <time>, else the first short block that is named as a
  /// date or a byline and holds one, else one that says "published".
  void find_visible_date() {
    for (NodeIndex i = 0; i < tree_.nodes().size(); ++i) {
      if (tree_[i].is_text || tree_[i].tag != Tag::time || is_in_comments(i)) continue;
      std::string written = tree_.attribute(i, "datetime");
      if (written.empty()) written = field_text(i);
      if (auto value = parse_date(written)) {
        out_.dates.push_back({DateKind::published, *value, DateOrigin::visible, std::nullopt});
        return;
      }
    }
    for (const bool named : {true, false}) {
      for (const TextBlock& block : page_.blocks) {
        if (block.words > longest_date_line || is_in_comments(block.node)) continue;
        const bool telling = named ? is_named_date(block.node) : says_published(block.text.text());
        if (!telling) continue;
        const auto dates = find_dates(block.text.text(), false);
        if (dates.empty()) continue;
        out_.dates.push_back(
            {DateKind::published, dates.front().value, DateOrigin::visible, std::nullopt});
        return;
      }
    }
  }

  bool is_named_date(NodeIndex i) const {
    for (int up = 0; i != no_node && up < 4; i = tree_[i].parent, ++up) {
      if (page_.hints[i] == Hint::date || page_.hints[i] == Hint::byline) return true;
    }
    return false;
  }

  static bool says_published(std::string_view line) {
    const std::string lower = text::lower(line);
    for (const std::string_view word :
         {"published", "posted", "veröffentlicht", "erstellt", "stand:", "vom ", "datum", "publié",
          "publicado", "pubblicato", "gepubliceerd", "опубликовано", "date:", "gepostet"}) {
      if (lower.find(word) != std::string::npos) return true;
    }
    return false;
  }

  void choose_title() {
    const std::string open_graph = meta(std::array<std::string_view, 1>{"og:title"});
    const std::string other = meta(std::array<std::string_view, 5>{
        "twitter:title", "dc.title", "parsely-title", "sailthru.title", "title"});
    std::string tag;
    if (title_node_ != no_node) tag = cleaned(tree_.inner_text(title_node_));
    if (!out_.title.empty()) return;
    const std::string stated = !headline_.empty()         ? headline_
                               : !open_graph.empty()      ? open_graph
                               : !micro_headline_.empty() ? micro_headline_
                               : !tag.empty()             ? tag
                                                          : other;
    const std::string heading = matching_heading(stated, tag);
    out_.title = !heading.empty() ? heading : without_site_name(stated, out_.publisher);
  }

  /// The heading that shows the title: an <h1> that shares most of its words with a stated title,
  /// or is the only one of the page; else an <h2> that says the same. What is shown is preferred to
  /// what is stated, for titles are rewritten for search engines.
  std::string matching_heading(std::string_view stated, std::string_view tag) const {
    const std::string stated_words = text::fold(std::string(stated) + " " + std::string(tag));
    const std::string site = text::fold(out_.publisher);
    const bool one = std::count_if(page_.blocks.begin(), page_.blocks.end(),
                                   [](const auto& block) { return block.tag == Tag::h1; }) == 1;
    std::string best;
    double best_share = 0.5;
    for (const TextBlock& block : page_.blocks) {
      if ((block.tag != Tag::h1 && block.tag != Tag::h2) || block.words > 60) continue;
      std::string shown = cleaned(block.text.text());
      const std::string words = text::fold(shown);
      if (words.empty() || words == site || is_in_comments(block.node)) continue;
      double share = share_of_words(words, stated_words);
      // One word of the title, as a heading of its own, is not the title.
      if (share_of_words(text::fold(stated), words) < 0.3) share = 0;
      if (block.tag == Tag::h2 && (share < 1 || words.size() * 2 < text::fold(stated).size())) {
        continue;
      }
      if (one && block.tag == Tag::h1 && block.words >= 3) share = std::max(share, 0.6);
      // <h1> before <h2>; of several, the one that agrees best.
      if (block.tag == Tag::h1) share += 1;
      if (share <= best_share) continue;
      if (block.tag == Tag::h1 && share <= 1.5) continue;
      best_share = share;
      best = std::move(shown);
    }
    return best;
  }

  /// The share of a heading's words that a title has too; both folded.
  static double share_of_words(std::string_view words, std::string_view title) {
    const std::vector<std::string_view> have = text::split(title);
    const std::vector<std::string_view> wanted = text::split(words);
    if (wanted.empty()) return 0;
    const auto shared = std::count_if(wanted.begin(), wanted.end(), [&](std::string_view word) {
      return std::find(have.begin(), have.end(), word) != have.end();
    });
    return static_cast<double>(shared) / static_cast<double>(wanted.size());
  }

  void choose_authors() {
    const auto take = [this](const std::vector<std::string>& given) {
      if (out_.authors.empty()) out_.authors = names_of_authors(given, out_.publisher);
    };
    for (std::string& name : linked_authors_) name = cleaned(name);
    take(linked_authors_);
    std::vector<std::string> given;
    for (const char* name : {"author", "article:author", "og:article:author", "parsely-author",
                             "sailthru.author", "dc.creator", "dcterms.creator", "byl", "byline",
                             "citation_author", "article.author", "og:author"}) {
      for (const MetaTag& tag : meta_) {
        if (tag.name == name) given.push_back(cleaned(tag.content));
      }
      take(given);
      given.clear();
    }
    take(micro_authors_);
    if (out_.authors.empty()) take(visible_authors());
    // No person anywhere: then the outlet itself, where the page names it as the author.
    if (out_.authors.empty()) out_.authors = names_of_authors(linked_authors_, {});
  }

  /// rel=author links, then elements that are named as bylines, then lines that begin with "By".
  std::vector<std::string> visible_authors() const {
    std::vector<std::string> out;
    for (NodeIndex i = 0; i < tree_.nodes().size(); ++i) {
      if (tree_[i].is_text || tree_[i].tag != Tag::a || is_in_comments(i)) continue;
      if (tree_.raw_attribute(i, "rel").find("author") == std::string_view::npos) continue;
      out.push_back(field_text(i));
    }
    if (!names_of_authors(out, out_.publisher).empty()) return out;
    out.clear();
    for (const TextBlock& block : page_.blocks) {
      if (block.words > 24 || is_in_comments(block.node)) continue;
      bool named = false;
      for (NodeIndex up = block.node; up != no_node && !named; up = tree_[up].parent) {
        named = page_.hints[up] == Hint::byline;
        if (page_.hints[up] == Hint::article) break;
      }
      if (!named && !starts_like_byline(block.text.text())) continue;
      out.push_back(block.text.text());
      if (!names_of_authors({out.back()}, out_.publisher).empty()) return {out.back()};
    }
    return {};
  }

  void from_address() {
    const std::string& address = !source_.url.empty() ? source_.url : out_.canonical_url;
    if (auto date = date_in_url(address)) {
      out_.dates.push_back({DateKind::published, *date, DateOrigin::url, std::nullopt});
    }
  }

  void finish() {
    const std::string_view language = tree_.raw_attribute(HtmlTree::root(), "lang");
    out_.language = lower_ascii(text::trim(language));
    const std::string source_host = host_of(source_.url);
    const std::string canonical_host = host_of(out_.canonical_url);
    if (!source_host.empty() && !canonical_host.empty() && source_host != canonical_host) {
      out_.syndication.push_back({"canonical", out_.canonical_url});
    }
  }

  const Page& page_;
  const HtmlTree& tree_;
  const Source& source_;
  Metadata out_;
  LinkedData data_;
  std::vector<MetaTag> meta_;
  NodeIndex title_node_ = no_node;
  std::string headline_;
  std::string micro_headline_;
  std::vector<std::string> linked_authors_;
  std::vector<std::string> micro_authors_;
};

}  // namespace

Metadata read_metadata(const Page& page, const Source& source) {
  return Collector(page, source).run();
}

}  // namespace hearsay::extraction
