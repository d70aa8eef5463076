// What the rules of this stage see of an article: one row per token.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hearsay/annotation.h"
#include "hearsay/article.h"
#include "hearsay/segmentation.h"

namespace hearsay::attribute {

/// Tokens [begin, end).
struct TokenRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  [[nodiscard]] bool empty() const { return begin >= end; }
  [[nodiscard]] bool contains(std::uint32_t token) const { return begin <= token && token < end; }
  friend auto operator<=>(const TokenRange&, const TokenRange&) = default;
};

/// One token as the rules see it.
struct Row {
  std::string_view word;
  std::string lower;
  std::string_view lemma;  ///< of the annotation; the lower-cased word where there is none
  std::string_view tag;    ///< "VERB"; "X" where there is none
  std::string_view shape;  ///< "Xx", "X", "x", "d", "o", "p"
  std::string_view name;   ///< type of the name mention it stands in, "per"; "" outside
  std::string_view quote;  ///< "q" inside a quotation (marks included), else "n"
  std::uint32_t sentence = 0;
  std::uint32_t paragraph = 0;
};

/// Borrows the three layers, which must outlive it.
class Page {
 public:
  Page(const Article& article, const Segmentation& segmentation, const Annotation& annotation);

  [[nodiscard]] const Article& article() const { return article_; }
  [[nodiscard]] const Segmentation& segmentation() const { return segmentation_; }
  [[nodiscard]] const Annotation& annotation() const { return annotation_; }
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }

  /// Whether the sentence is part of headline or body.
  [[nodiscard]] bool is_read(std::uint32_t sentence) const { return is_read_[sentence]; }
  [[nodiscard]] bool quoted(std::uint32_t token) const { return rows_[token].quote == "q"; }

  /// Bytes of the tokens.
  [[nodiscard]] Span span(TokenRange range) const;
  /// The tokens that overlap the bytes.
  [[nodiscard]] TokenRange tokens(Span span) const;
  /// The words of a span.
  [[nodiscard]] std::string_view text(Span span) const { return words(article_, span); }

 private:
  void read_sentences();
  void read_quotations();
  void read_names();

  const Article& article_;
  const Segmentation& segmentation_;
  const Annotation& annotation_;
  std::vector<Row> rows_;
  std::vector<bool> is_read_;
};

/// "VERB".
std::string_view name_of(PartOfSpeech tag);

}  // namespace hearsay::attribute
