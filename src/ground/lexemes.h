// The text as the rules for times and amounts see it: runs of letters, numbers and marks, whatever
// tokens the segmenter makes of "1990s", "Monday's" or "$5m". Private to this stage.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hearsay/annotation.h"
#include "hearsay/article.h"
#include "hearsay/segmentation.h"

namespace hearsay {

enum class LexemeKind { word, number, mark };

struct Lexeme {
  Span span;
  LexemeKind kind = LexemeKind::mark;
  std::string lower;  ///< "am" for "a.m."; "'" and "-" for all apostrophes and short dashes
  double value = 0;   ///< of a number
  bool space_before = true;
  bool capital = false;                ///< a word that starts in upper case
  bool dotted = false;                 ///< "a.m.", "U.S."
  PartOfSpeech tag = PartOfSpeech::X;  ///< of the token that it starts in or with
  const Word* word = nullptr;          ///< its analysis, where there is one
};

/// The lexemes of one sentence. Linear in its length.
std::vector<Lexeme> lexemes(const Article& article, const Segmentation& segmentation,
                            const Annotation& annotation, const Sentence& sentence);

/// A view of lexemes that can be asked beyond its ends.
class Lexemes {
 public:
  explicit Lexemes(const std::vector<Lexeme>& all) : all_(all) {}

  [[nodiscard]] std::size_t size() const { return all_.size(); }
  [[nodiscard]] const Lexeme& operator[](std::size_t i) const {
    return i < all_.size() ? all_[i] : none();
  }
  /// The word at i in lower case; empty for numbers, marks and beyond the ends.
  [[nodiscard]] std::string_view word(std::size_t i) const {
    return (*this)[i].kind == LexemeKind::word ? std::string_view((*this)[i].lower)
                                               : std::string_view();
  }
  [[nodiscard]] bool mark(std::size_t i, std::string_view mark) const {
    return i < all_.size() && all_[i].kind == LexemeKind::mark && all_[i].lower == mark;
  }
  [[nodiscard]] bool number(std::size_t i) const {
    return i < all_.size() && all_[i].kind == LexemeKind::number;
  }
  /// Whether i goes on right after i-1, without a blank.
  [[nodiscard]] bool joined(std::size_t i) const {
    return i < all_.size() && !all_[i].space_before;
  }

 private:
  static const Lexeme& none();
  const std::vector<Lexeme>& all_;
};

/// A number in figures or words: "42", "1,200", "forty-two", "two dozen", "a hundred", "2.5
/// million", "two and a half".
struct Number {
  std::size_t end = 0;  ///< index of the lexeme after it
  double value = 0;
  bool in_words = false;
};

/// The number that starts at `begin`; "a" and "an" only before "hundred", "dozen" and the like.
std::optional<Number> number_at(const Lexemes& x, std::size_t begin);

/// "third" -> 3, "21st" -> 21 (two lexemes). `end` as above.
std::optional<Number> ordinal_at(const Lexemes& x, std::size_t begin);

}  // namespace hearsay
