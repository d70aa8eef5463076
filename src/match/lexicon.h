// Words for comparing: how a text is cut into words, which words are forms of one (lemma from the
// shipped table, then the Snowball stem), and how much a word tells (how rare it is in the shipped
// table; function words tell nothing). The collection itself is never counted: a pair's score must
// not depend on what else is there.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "hearsay/result.h"
#include "hearsay/span.h"

namespace hearsay::matching {

/// A word of a text, folded (lower case, Latin letters, no marks), with where it stands.
struct TextWord {
  Span span;
  std::string folded;
  friend bool operator==(const TextWord&, const TextWord&) = default;
};

/// The words of `text` in `within`, in order. Scripts without blanks are cut into characters.
std::vector<TextWord> words_in(std::string_view text, Span within);
std::vector<TextWord> words_in(std::string_view text);

/// Remembers, up to a bound, how words outside of ASCII fold: that is dear, and they come again.
class FoldedWords {
 public:
  /// The word folded, without blanks; good until the next call.
  const std::string& fold(std::string_view word);

 private:
  std::unordered_map<std::string, std::string> known_;
};

/// Hashes of the folded words of a bare text: of the same words as `words_in(text)`, cheaper.
std::vector<std::uint64_t> word_hashes(std::string_view text, FoldedWords& known);

/// A word as it counts in comparisons.
struct TextTerm {
  Span span;
  std::string term;  ///< stem of its lemma; digits for number words
  float weight = 0;  ///< in [0, 1]; 0 for function words
};

class Lexicon {
 public:
  /// Parses the table (see tools/word_frequency/make.py). `model` error where it is not one.
  static Result<Lexicon> parse(std::string_view table);

  /// The terms of `words`, one each, function words included (weight 0).
  [[nodiscard]] std::vector<TextTerm> terms(const std::vector<TextWord>& words) const;
  [[nodiscard]] std::vector<TextTerm> terms(std::string_view text) const;

  /// How much a term tells, in [0, 1]; 1 for one that the table lacks.
  [[nodiscard]] float weight(std::string_view term) const;

  /// How surprising a term is in a passage of news, in bits: -log2 of the share of passages that
  /// have it, in the language in which it is commonest. Terms that the table lacks are taken to be
  /// rarer than all that it has.
  [[nodiscard]] double bits(std::string_view term) const;
  /// The same for a word, in any of its forms.
  [[nodiscard]] double bits_of_word(const std::string& word) const;

 private:
  struct Form {
    std::string term;
    bool function = false;
  };
  std::unordered_map<std::string, Form> forms_;
  std::unordered_map<std::string, float> weights_;
  std::unordered_map<std::string, float> bits_;
  double most_bits_ = 0;
};

}  // namespace hearsay::matching
