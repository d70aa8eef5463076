// A page tells its kind in three ways: by what it states (schema.org and OpenGraph types, the
// classes that a theme gives <body>), by its address (".../author/x", "?s=roofs"), and by its
// shape: a string of teasers or of whole posts under links is a listing, and one without a path is
// a home page. A name or an address alone is not believed against several paragraphs.
#include "extract/page_kind.h"

#include <algorithm>
#include <array>
#include <optional>

#include "text/fold.h"

namespace hearsay::extraction {
namespace {

template <typename List>
bool holds(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// ---- what it states ---------------------------------------------------------------------------

/// The classes of <html> and <body>.
std::vector<std::string> theme_classes(const Page& page) {
  std::vector<std::string> out;
  for (const Node& node : page.tree->nodes()) {
    if (node.is_text || (node.tag != Tag::html && node.tag != Tag::body)) continue;
    const auto index = static_cast<NodeIndex>(&node - page.tree->nodes().data());
    const std::string classes = text::lower(page.tree->attribute(index, "class"));
    for (const std::string_view word : text::split(classes, ' ')) out.emplace_back(word);
    if (node.tag == Tag::body) break;
  }
  return out;
}

/// As WordPress and themes after its manner mark their templates (body_class).
std::optional<PageKind> kind_of_theme(const std::vector<std::string>& classes) {
  const auto has = [&classes](std::string_view name) { return holds(classes, name); };
  if (has("single")) return PageKind::article;
  if (has("home") && has("blog")) return PageKind::home;
  if (has("archive") && has("author")) return PageKind::author;
  if (has("archive") && (has("category") || has("tag") || has("date"))) return PageKind::listing;
  if (has("search-results")) return PageKind::listing;
  return std::nullopt;
}

bool says_article(const Metadata& metadata) {
  return std::any_of(metadata.types.begin(), metadata.types.end(), [](const std::string& type) {
    return type.ends_with("article") || type.ends_with("posting");
  });
}

std::optional<PageKind> kind_of_types(const Metadata& metadata) {
  if (holds(metadata.types, "profilepage")) return PageKind::author;
  for (const std::string_view type : {"collectionpage", "searchresultspage"}) {
    if (holds(metadata.types, type)) return PageKind::listing;
  }
  return std::nullopt;
}

// ---- its address ------------------------------------------------------------------------------

struct Address {
  std::vector<std::string> path;  ///< its parts, lower case, empty ones left out
  std::vector<std::string> keys;  ///< of its query
};

std::optional<Address> parse_address(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return std::nullopt;
  const std::string lower = text::lower(url.substr(scheme + 3, 2048));
  const std::string_view rest = std::string_view(lower).substr(0, lower.find('#'));
  const std::size_t query = rest.find('?');
  Address out;
  for (const std::string_view part : text::split(rest.substr(0, query), '/')) {
    if (!part.empty()) out.path.emplace_back(part);
  }
  if (!out.path.empty()) out.path.erase(out.path.begin());  // the host
  if (query == std::string_view::npos) return out;
  for (const std::string_view pair : text::split(rest.substr(query + 1), '&')) {
    out.keys.emplace_back(pair.substr(0, pair.find('=')));
  }
  return out;
}

/// "en", "pt-br": the part of a path that chooses a language.
bool is_language(std::string_view part) {
  const auto letters = [](std::string_view s) {
    return s.size() == 2 &&
           std::all_of(s.begin(), s.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  };
  return letters(part) || (part.size() == 5 && (part[2] == '-' || part[2] == '_') &&
                           letters(part.substr(0, 2)) && letters(part.substr(3)));
}

bool is_root(const Address& address) {
  std::size_t parts = address.path.size();
  if (parts > 0 && address.path[parts - 1].starts_with("index.")) --parts;
  if (parts > 1 || (parts == 1 && !is_language(address.path[0]))) return false;
  return std::all_of(address.keys.begin(), address.keys.end(), [](std::string_view key) {
    return key.empty() || key.starts_with("utm_");  // where a visitor came from
  });
}

// Parts of addresses before a person's or a topic's name.
constexpr auto author_parts = std::to_array<std::string_view>(
    {"author",         "authors",     "autor",        "autoren",
     "autorin",        "auteur",      "auteurs",      "autore",
     "autori",         "autores",     "by",           "columnist",
     "columnists",     "contributor", "contributors", "correspondent",
     "correspondents", "journalist",  "journalists",  "people",
     "profile",        "profiles",    "reporter",     "reporters",
     "staff",          "team",        "user",         "users",
     "writer",         "writers"});
constexpr auto listing_parts = std::to_array<std::string_view>(
    {"archive",  "archives",   "archiv",  "categories", "category", "categoria", "categorie",
     "etiqueta", "kategorie",  "keyword", "label",      "labels",   "page",      "rubrik",
     "rubrique", "schlagwort", "search",  "section",    "sections", "seite",     "stichwort",
     "suche",    "tag",        "tags",    "tema",       "temas",    "thema",     "themen",
     "theme",    "topic",      "topics"});
constexpr auto listing_keys = std::to_array<std::string_view>(
    {"s", "q", "query", "search", "tag", "cat", "category", "topic"});

/// Whether one of the parts stands right before the address's last one: "/tag/roofs",
/// "/tag/roofs/page/2".
template <typename Parts>
bool leads_to(const Address& address, const Parts& parts) {
  const std::vector<std::string>& path = address.path;
  for (std::size_t i = path.size() > 4 ? path.size() - 4 : 0; i + 1 < path.size(); ++i) {
    const bool near_end = i + 2 == path.size() || path[i + 2] == "page";
    if (near_end && holds(parts, path[i])) return true;
  }
  return false;
}

/// "/2019/05/04": all stories of a day, a month, a year.
bool is_of_a_time(const Address& address) {
  const auto is_number = [](std::string_view part, std::size_t digits) {
    return part.size() <= digits &&
           std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  const std::vector<std::string>& path = address.path;
  if (path.empty() || path.size() > 3 || path[0].size() != 4 || !is_number(path[0], 4))
    return false;
  return std::all_of(path.begin() + 1, path.end(),
                     [&](std::string_view part) { return is_number(part, 2); });
}

std::optional<PageKind> kind_of_address(const Address& address) {
  const bool handle = address.path.size() == 1 && address.path[0].starts_with('@');
  if (handle || leads_to(address, author_parts) || holds(address.keys, "author")) {
    return PageKind::author;
  }
  const bool asks = std::any_of(address.keys.begin(), address.keys.end(),
                                [](std::string_view key) { return holds(listing_keys, key); });
  if (asks || is_of_a_time(address) || leads_to(address, listing_parts)) return PageKind::listing;
  return std::nullopt;
}

// ---- its shape --------------------------------------------------------------------------------

struct Shape {
  std::size_t body_words = 0;
  std::size_t long_paragraphs = 0;
  std::size_t linked_headings = 0;  ///< headings that are links: teasers
  std::size_t linked_lines = 0;     ///< other lines that are mostly one: cards, lists of stories
  std::size_t posts = 0;            ///< <article>s with prose under a linked heading
  std::size_t words_outside_posts = 0;  ///< of the body
};

/// The <article> that each node stands in, itself included; the root where none.
std::vector<NodeIndex> articles_around(const HtmlTree& tree) {
  std::vector<NodeIndex> out(tree.nodes().size(), HtmlTree::root());
  for (NodeIndex i = 1; i < out.size(); ++i) {
    const bool article = !tree[i].is_text && tree[i].tag == Tag::article;
    out[i] = article ? i : out[tree[i].parent];
  }
  return out;
}

bool is_teaser_heading(const TextBlock& block) {
  return block.kind == BlockKind::heading && block.link_density() > 0.8 && block.words >= 4;
}

void count_posts(Shape& shape, const Page& page, const std::vector<BlockChoice>& choices) {
  struct Post {
    bool headed = false;
    std::size_t words = 0, body_words = 0;
  };
  const std::vector<NodeIndex> around = articles_around(*page.tree);
  std::vector<Post> posts(page.tree->nodes().size());
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    const TextBlock& block = page.blocks[i];
    Post& post = posts[around[block.node]];
    if (is_teaser_heading(block)) post.headed = true;
    if (block.link_density() < 0.5) post.words += block.words;
    if (choices[i].role == Role::body) post.body_words += block.words;
  }
  for (std::size_t i = 0; i < posts.size(); ++i) {
    const bool post = i != HtmlTree::root() && posts[i].headed && posts[i].words >= 30;
    if (post) ++shape.posts;
    if (!post) shape.words_outside_posts += posts[i].body_words;
  }
}

Shape shape_of(const Page& page, const std::vector<BlockChoice>& choices) {
  Shape shape;
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    const TextBlock& block = page.blocks[i];
    const bool body = choices[i].role == Role::body;
    if (body) shape.body_words += block.words;
    if (body && block.words >= 25) ++shape.long_paragraphs;
    if (is_teaser_heading(block)) {
      ++shape.linked_headings;
    } else if (block.link_density() > 0.5 && block.words >= 4) {
      ++shape.linked_lines;
    }
  }
  count_posts(shape, page, choices);
  return shape;
}

/// Several stories, none of which is the page's own.
bool lists_posts(const Shape& shape) { return shape.posts >= 3 && shape.words_outside_posts < 60; }

}  // namespace

PageKind page_kind(const Page& page, const Metadata& metadata,
                   const std::vector<BlockChoice>& choices) {
  const Shape shape = shape_of(page, choices);
  const std::optional<Address> address = parse_address(metadata.address);
  const bool article = says_article(metadata);
  const bool many_teasers =
      shape.linked_headings >= 6 && shape.linked_headings > shape.long_paragraphs * 2;
  const bool list = many_teasers || lists_posts(shape);

  if (const auto kind = kind_of_theme(theme_classes(page)); kind && *kind != PageKind::article) {
    return *kind;
  }
  if (address && is_root(*address) && (list || !article)) return PageKind::home;
  if (const auto kind = kind_of_types(metadata); kind && !article) return *kind;
  if (holds(metadata.types, "og:profile") && shape.body_words < 200) return PageKind::author;

  const bool teasers = shape.linked_headings >= 3 && shape.linked_headings > shape.long_paragraphs;
  const bool little_prose = shape.long_paragraphs < 4;
  if (teasers || lists_posts(shape) || (!article && little_prose)) {
    if (const auto kind = address ? kind_of_address(*address) : std::nullopt) return *kind;
  }
  if (lists_posts(shape)) return PageKind::listing;
  // A short report among many teasers is an article all the same.
  const bool report = shape.long_paragraphs > 0 && !metadata.published.empty();
  if (many_teasers && shape.body_words < 150 && !article && !report) return PageKind::listing;
  if (shape.body_words > 0) return PageKind::article;
  return shape.linked_headings + shape.linked_lines >= 6 ? PageKind::listing : PageKind::other;
}

}  // namespace hearsay::extraction
