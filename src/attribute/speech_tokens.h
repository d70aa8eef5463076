// What the reading of direct speech asks of single tokens and of short runs of them.
#pragma once

#include <cstdint>
#include <vector>

#include "attribute/page.h"

namespace hearsay::attribute {

/// An index that names nothing.
inline constexpr std::size_t none = SIZE_MAX;

inline bool overlap(TokenRange a, TokenRange b) { return a.begin < b.end && b.begin < a.end; }

bool is_comma_or_dash(const Row& row);

/// A page with its paragraphs, by token. Ranges are of the page's tokens. Borrows the page; safe to
/// read from several threads. Made in time linear in the tokens.
class SpeechTokens {
 public:
  explicit SpeechTokens(const Page& page);

  [[nodiscard]] const Page& page() const { return page_; }
  [[nodiscard]] const std::vector<Row>& rows() const { return page_.rows(); }

  /// In text order; empty for paragraphs without a token.
  [[nodiscard]] const std::vector<TokenRange>& paragraphs() const { return paragraphs_; }
  /// O(1), as the next two.
  [[nodiscard]] TokenRange paragraph_of(std::uint32_t token) const {
    return paragraphs_[rows()[token].paragraph];
  }
  /// Whether the token is part of headline or body.
  [[nodiscard]] bool is_read(std::uint32_t token) const {
    return page_.is_read(rows()[token].sentence);
  }
  /// Whether anything but marks and numbers stands in the range.
  [[nodiscard]] bool has_word(TokenRange range) const {
    return !range.empty() && words_before_[range.end] > words_before_[range.begin];
  }

  /// A token of nothing but quotation marks: punctuation that is no stop, comma or dash.
  [[nodiscard]] bool is_quotation_mark(std::uint32_t token) const;

  /// The last clause of a range, without the comma or colon that it ends with. O(range).
  [[nodiscard]] TokenRange last_clause(TokenRange range) const;

  /// Without commas, dashes and stops outside quotations at either end. O(range).
  [[nodiscard]] TokenRange trimmed(TokenRange part) const;
  /// Without the full stop of the sentence that it stands in, which is no part of a content. O(1).
  [[nodiscard]] TokenRange without_stop(TokenRange piece) const;

 private:
  [[nodiscard]] bool is_loose(std::uint32_t token) const;

  const Page& page_;
  std::vector<TokenRange> paragraphs_;
  std::vector<std::uint32_t> words_before_;  // by token
};

}  // namespace hearsay::attribute
