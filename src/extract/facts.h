// What a page holds that may say something about it, gathered once: <meta>, JSON-LD, microdata, the
// title element. Nothing is chosen here.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/blocks.h"
#include "extract/linked_data.h"
#include "hearsay/source.h"

namespace hearsay::extraction {

struct MetaTag {
  std::string name;  ///< lower case
  std::string content;
};

/// An element with an itemprop, outside of <meta>.
struct Property {
  std::string_view name;
  NodeIndex node = no_node;
};

/// `page` and `source` must outlive it.
struct Facts {
  const Page& page;
  const HtmlTree& tree;
  const Source& source;

  LinkedData data;
  std::vector<MetaTag> meta;
  std::vector<Property> properties;
  std::string title_element;
  std::string canonical_url;           ///< as <link> or og:url states it
  std::string publisher;               ///< as the carrier, JSON-LD or <meta> states it
  std::vector<std::uint32_t> prose;    ///< words of prose below each node
  std::vector<std::string> addresses;  ///< of this page: as fetched, canonical, og:url, short link

  /// The first <meta> of any of the names, in the order of the names.
  template <typename Names>
  [[nodiscard]] std::string first_meta(const Names& names) const {
    for (const std::string_view name : names) {
      for (const MetaTag& tag : meta) {
        if (tag.name != name) continue;
        if (std::string value = clean_content(tag); !value.empty()) return value;
      }
    }
    return {};
  }
  static std::string clean_content(const MetaTag& tag);

  /// What an element of a line or two shows; nothing for a larger one, which is no field (and of
  /// which many may be nested).
  [[nodiscard]] std::string field_text(NodeIndex node) const;
  /// The value of an element with itemprop: content, datetime, or what it shows.
  [[nodiscard]] std::string property_value(NodeIndex node) const;
  /// Whether it stands in comments, in lists of other pages or beside the article.
  [[nodiscard]] bool is_beside(NodeIndex node) const;
  /// What an element's names say of it, unless it holds most of the page's prose: then they speak
  /// of something else ("with-sidebar").
  [[nodiscard]] Hint hint_at(NodeIndex node) const;
  /// The innermost telling hint from the element upwards, at most `levels` up.
  [[nodiscard]] Hint hint_above(NodeIndex node, int levels) const;
  /// The block that the element's first word is in; the number of blocks where there is none after.
  [[nodiscard]] std::size_t block_at(NodeIndex node) const;
};

/// Linear in the page.
Facts facts_of(const Page& page, const Source& source);

/// Where the article seems to begin: the block of its headline, and of its first long paragraph.
struct Landmarks {
  std::optional<std::size_t> headline;
  std::size_t prose = 0;  ///< the first long paragraph; the number of blocks where there is none
};
Landmarks landmarks_of(const Facts& facts, std::string_view title);

}  // namespace hearsay::extraction
