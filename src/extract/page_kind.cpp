// What the page says of itself (schema.org and OpenGraph types), then its structure: a page whose
// prose is a string of teasers under links is a listing, and one without a path is a home page.
#include "extract/page_kind.h"

#include <algorithm>

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
  if (is_root_address(metadata.canonical_url) && (many_teasers || !says_article)) {
    return PageKind::home;
  }
  if (has_type(metadata, "profilepage") && !says_article) return PageKind::author;
  if (has_type(metadata, "collectionpage") && !says_article) return PageKind::listing;
  if (has_type(metadata, "og:profile") && m.body_words < 200) return PageKind::author;
  if (many_teasers && m.body_words < 150) return PageKind::listing;
  return m.body_words == 0 ? PageKind::other : PageKind::article;
}

}  // namespace hearsay::extraction
