// What the page says of itself (schema.org and OpenGraph types), its address (".../author/x"), then
// its structure: a page whose prose is a string of teasers under links is a listing, and one
// without a path is a home page. A name or an address alone is not believed against several
// paragraphs.
#include "extract/page_kind.h"

#include <algorithm>
#include <array>

#include "text/fold.h"

namespace hearsay::extraction {
namespace {

bool has_type(const Metadata& metadata, std::string_view type) {
  return std::find(metadata.types.begin(), metadata.types.end(), type) != metadata.types.end();
}

bool is_root_address(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return false;
  const std::size_t path = url.find('/', scheme + 3);
  return path == std::string_view::npos || path + 1 == url.size();
}

// Parts of addresses before a person's or a topic's name.
constexpr auto author_parts = std::to_array<std::string_view>(
    {"author",     "authors",     "autor",  "autoren", "autorin",     "auteur",
     "auteurs",    "autore",      "autori", "autores", "contributor", "contributors",
     "journalist", "journalists", "people", "profile", "profiles",    "staff",
     "user",       "users",       "writer", "writers"});
constexpr auto listing_parts = std::to_array<std::string_view>(
    {"archive",  "archives",   "archiv",  "categories", "category", "categoria", "categorie",
     "etiqueta", "kategorie",  "keyword", "label",      "labels",   "page",      "rubrik",
     "rubrique", "schlagwort", "search",  "section",    "sections", "seite",     "stichwort",
     "suche",    "tag",        "tags",    "tema",       "temas",    "thema",     "themen",
     "theme",    "topic",      "topics"});

/// Whether one of the parts stands right before the address's last one: "/tag/roofs",
/// "/tag/roofs/page/2".
template <typename Parts>
bool leads_to(std::string_view url, const Parts& parts) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return false;
  url = url.substr(scheme + 3);
  url = url.substr(0, url.find_first_of("?#"));
  const std::string lower = text::lower(url);
  const std::vector<std::string_view> path = text::split(lower, '/');
  const std::size_t first = path.size() > 4 ? path.size() - 4 : 1;
  for (std::size_t i = first; i + 1 < path.size(); ++i) {
    const bool near_end = i + 2 == path.size() || path[i + 2] == "page";
    if (near_end && std::find(parts.begin(), parts.end(), path[i]) != parts.end()) return true;
  }
  return false;
}

struct Measure {
  std::size_t body_words = 0;
  std::size_t long_paragraphs = 0;
  std::size_t linked_headings = 0;  // headings that are links: teasers
};

Measure measure(const Page& page, const std::vector<BlockChoice>& choices) {
  Measure m;
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    const TextBlock& block = page.blocks[i];
    const bool body = choices[i].role == Role::body;
    if (body) m.body_words += block.words;
    if (body && block.words >= 25) ++m.long_paragraphs;
    if (block.kind == BlockKind::heading && block.link_density() > 0.8 && block.words >= 4) {
      ++m.linked_headings;
    }
  }
  return m;
}

}  // namespace

PageKind page_kind(const Page& page, const Metadata& metadata,
                   const std::vector<BlockChoice>& choices) {
  const Measure m = measure(page, choices);
  const bool says_article =
      has_type(metadata, "og:article") ||
      std::any_of(metadata.types.begin(), metadata.types.end(), [](const std::string& type) {
        return type.ends_with("article") || type.ends_with("posting");
      });
  const bool many_teasers = m.linked_headings >= 6 && m.linked_headings > m.long_paragraphs * 2;
  const bool little_prose = m.long_paragraphs < 4;
  if (is_root_address(metadata.address) && (many_teasers || !says_article)) return PageKind::home;
  if (has_type(metadata, "profilepage") && !says_article) return PageKind::author;
  if ((has_type(metadata, "collectionpage") || has_type(metadata, "searchresultspage")) &&
      !says_article) {
    return PageKind::listing;
  }
  if (has_type(metadata, "og:profile") && m.body_words < 200) return PageKind::author;
  const bool teasers = m.linked_headings >= 3 && m.linked_headings > m.long_paragraphs;
  const bool believed = teasers || (!says_article && little_prose);
  if (believed && leads_to(metadata.address, author_parts)) return PageKind::author;
  if (believed && leads_to(metadata.address, listing_parts)) return PageKind::listing;
  // A short report among many teasers is an article all the same.
  const bool report = m.long_paragraphs > 0 && !metadata.published.empty();
  if (many_teasers && m.body_words < 150 && !says_article && !report) return PageKind::listing;
  return m.body_words == 0 ? PageKind::other : PageKind::article;
}

}  // namespace hearsay::extraction
