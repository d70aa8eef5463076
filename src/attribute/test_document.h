// For tests: an article cut into paragraphs, sentences, tokens and quotations in the plainest way.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hearsay/annotation.h"
#include "hearsay/article.h"
#include "hearsay/segmentation.h"

namespace hearsay::attribute {

/// Paragraphs stand apart by "\n"; sentences end at ".", "!", "?" before a blank and a capital;
/// quotations stand in “”, "", «», „“, ‘’ or 「」.
struct TestDocument {
  explicit TestDocument(std::string_view text);

  /// Every occurrence of `words` becomes a mention of one new entity.
  TestDocument& name(std::string_view words, EntityType type);

  [[nodiscard]] std::string_view text(Span span) const { return words(article, span); }
  [[nodiscard]] std::string text(const Spans& spans) const;  ///< pieces joined by " … "

  Article article;
  Segmentation segmentation;
  Annotation annotation;
};

}  // namespace hearsay::attribute
