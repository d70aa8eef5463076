// Word pieces (Wu et al. 2016) as BERT's uncased reference tokenizer cuts them (Devlin et al. 2019;
// Hugging Face `tokenizers`: BertNormalizer, BertPreTokenizer, WordPiece): the encoder was trained
// on exactly these. Unlike there, the words of a text that look like special pieces ("[SEP]") are
// words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "hearsay/result.h"
#include "hearsay/span.h"

namespace hearsay::model {

/// How a word is written, which the uncased vocabulary does not tell. An input of its own to the
/// encoder: the numbers are rows of its table.
enum class Shape : std::uint8_t {
  lower,
  title,  ///< one capital, the first of its letters
  upper,  ///< capitals alone, two or more
  mixed,
  digit,  ///< has a decimal digit
  other,  ///< letters without case, marks
};

/// What stands before a piece. An input of its own, as the shape is.
enum class Gap : std::uint8_t {
  inside,     ///< nothing: it goes on with the word of the piece before
  glued,      ///< nothing: another word, or a mark
  space,      ///< white space without a line break
  line,       ///< one line break
  paragraph,  ///< more of them, or the text begins
};

/// One piece of a word, or of a run of signs that the vocabulary cannot spell.
struct WordPiece {
  std::uint32_t id = 0;        ///< line of the vocabulary
  Span span;                   ///< bytes of the text
  Shape shape = Shape::other;  ///< of the whole word
  Gap gap = Gap::paragraph;

  [[nodiscard]] bool starts_word() const { return gap != Gap::inside; }
};

/// Immutable after loading, so safe to share between threads.
class WordPieces {
 public:
  /// `vocabulary` is a line per piece, in the order of their numbers, "##" before those that go on
  /// with a word. Fails where there are no lines, one stands twice, or a special piece is missing.
  static Result<WordPieces> from_vocabulary(std::string_view vocabulary);

  /// The pieces of a text of well-formed UTF-8, without [CLS] and [SEP]. Words of more than 100
  /// characters and words that the vocabulary cannot spell are one [UNK]. Linear in the text.
  [[nodiscard]] std::vector<WordPiece> split(std::string_view text) const;

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::uint32_t cls() const { return cls_; }
  [[nodiscard]] std::uint32_t sep() const { return sep_; }
  [[nodiscard]] std::uint32_t pad() const { return pad_; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
  };
  using Table = std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>>;
  class Splitter;

  Table starts_;   // pieces that start a word
  Table goes_on_;  // pieces that go on with one, without "##"
  std::size_t size_ = 0;
  std::size_t longest_ = 0;  // bytes of the longest piece
  std::uint32_t unknown_ = 0;
  std::uint32_t cls_ = 0;
  std::uint32_t sep_ = 0;
  std::uint32_t pad_ = 0;
};

}  // namespace hearsay::model
