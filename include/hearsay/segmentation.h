// The article cut into paragraphs, sentences and tokens, and what stands between quotation marks.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "hearsay/span.h"

namespace hearsay {

enum class TokenIndex : std::uint32_t {};
enum class SentenceIndex : std::uint32_t {};
enum class ParagraphIndex : std::uint32_t {};
enum class QuotationIndex : std::uint32_t {};

/// A word or mark, as Universal Dependencies counts *syntactic* words: "don't" is "do" + "n't".
struct Token {
  Span span;
  bool space_before = true;  ///< white space (or the start of the text) stands before it
  friend bool operator==(const Token&, const Token&) = default;
};

/// A sentence: its words without surrounding white space, and its tokens [begin, end).
struct Sentence {
  Span span;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  ParagraphIndex paragraph{};
  friend bool operator==(const Sentence&, const Sentence&) = default;
};

enum class ParagraphRole { headline, byline, body, boilerplate };

/// A paragraph: its words without surrounding white space, and its sentences [begin, end).
struct Paragraph {
  Span span;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  ParagraphRole role = ParagraphRole::body;
  friend bool operator==(const Paragraph&, const Paragraph&) = default;
};

/// Words between quotation marks. A quotation that runs over several paragraphs (each opened anew,
/// only the last one closed) is one record per paragraph, linked by `continues`.
struct Quotation {
  Span inside;                           ///< the words without the marks
  Span outside;                          ///< with the marks that are there
  std::optional<QuotationIndex> parent;  ///< the quotation it stands in
  std::optional<QuotationIndex>
      continues;       ///< the one in the paragraph before that it goes on with
  bool closed = true;  ///< false: no closing mark was found before the paragraph's end
  bool block = false;  ///< marked by the page (blockquote), not by quotation marks
  friend bool operator==(const Quotation&, const Quotation&) = default;
};

/// All in text order. Paragraphs cover headline, byline, body and boilerplate; only the sentences
/// of headline and body carry tokens' analyses worth anything, but all are there. Quotations are
/// ordered by (outside.begin, -outside.end), so parents stand before children.
struct Segmentation {
  std::vector<Paragraph> paragraphs;
  std::vector<Sentence> sentences;
  std::vector<Token> tokens;
  std::vector<Quotation> quotations;
  friend bool operator==(const Segmentation&, const Segmentation&) = default;
};

}  // namespace hearsay
