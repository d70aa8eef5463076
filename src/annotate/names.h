// Names and their types, by the encoder and by what the article itself shows: a name that was
// recognised once is recognised wherever it stands, also in a headline where all words are capital.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "annotate/mention_heads.h"
#include "hearsay/annotation.h"
#include "hearsay/article.h"
#include "hearsay/segmentation.h"

namespace hearsay::annotate {

/// What the steps after tagging read.
struct Page {
  const Article& article;
  const Segmentation& segmentation;
  const std::vector<Word>& words;

  [[nodiscard]] std::string_view word(std::uint32_t token) const {
    return hearsay::words(article, segmentation.tokens[token].span);
  }
  /// The words of tokens [begin, end), as they stand in the text.
  [[nodiscard]] Span span(std::uint32_t begin, std::uint32_t end) const {
    return {segmentation.tokens[begin].span.begin, segmentation.tokens[end - 1].span.end};
  }
};

/// A name: tokens [begin, end).
struct Name {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  EntityType type = EntityType::other;
  float confidence = 0;
  bool repeated = false;  ///< not found by the heads themselves, but elsewhere in the article
  std::uint32_t sentence = 0;
};

/// "person" and the like; `other` for what is none.
EntityType type_named(std::string_view name);

/// The names of an article, disjoint, in text order: those that the heads found, and the same words
/// wherever else they stand. Names in boilerplate are left out. O(tokens).
std::vector<Name> settle_names(const Page& page, const std::vector<TypedSpan>& found);

}  // namespace hearsay::annotate
