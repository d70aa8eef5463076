// Names and their types, by the name tagger and by what the article itself shows: a name that was
// recognised once is recognised wherever it stands, also in a headline where all words are capital.
#pragma once

#include <cstdint>
#include <vector>

#include "annotate/mention_features.h"
#include "hearsay/annotation.h"
#include "hearsay/article.h"
#include "hearsay/segmentation.h"
#include "model/linear_tagger.h"

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
  bool repeated = false;  ///< not found by the tagger itself, but elsewhere in the article
  std::uint32_t sentence = 0;
};

class NameTagger {
 public:
  static Result<NameTagger> load(const std::string& path);

  /// The names of an article, disjoint, in text order. Those of boilerplate are left out.
  [[nodiscard]] std::vector<Name> find(const Page& page) const;

  /// What the tagger found in one sentence.
  struct Reading {
    std::uint32_t sentence = 0;
    bool headline = false;
    std::vector<Name> names;
  };

 private:
  void add_proper_nouns(const Page& page, const model::Features& features, Reading& reading) const;

  model::LinearTagger tagger_;
};

}  // namespace hearsay::annotate
