#include "model/word_pieces.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <utility>

#include "text/utf8.h"

namespace hearsay::model {
namespace {

constexpr std::size_t longest_word = 100;  // characters; as the reference has it

// ---- characters, as BertNormalizer sees them --------------------------------------------------

bool is_blank(char32_t c) {
  return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_WHITE_SPACE);
}

/// Control, format and private characters: dropped, as if they did not stand there.
bool is_dropped(char32_t c) {
  if (c == '\t' || c == '\n' || c == '\r') return false;
  constexpr std::uint32_t dropped = U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CO_MASK | U_GC_CS_MASK;
  return c == 0xFFFD || (U_MASK(u_charType(static_cast<UChar32>(c))) & dropped) != 0;
}

/// Characters that are a word each. Ranges as the reference has them: hangul and kana are not in.
bool is_ideograph(char32_t c) {
  struct Range {
    char32_t first, last;
  };
  static constexpr std::array ranges = {Range{0x4E00, 0x9FFF},   Range{0x3400, 0x4DBF},
                                        Range{0x20000, 0x2A6DF}, Range{0x2A700, 0x2B73F},
                                        Range{0x2B740, 0x2B81F}, Range{0x2B920, 0x2CEAF},
                                        Range{0xF900, 0xFAFF},   Range{0x2F800, 0x2FA1F}};
  return std::any_of(ranges.begin(), ranges.end(),
                     [c](const Range& range) { return c >= range.first && c <= range.last; });
}

/// ASCII signs that Unicode calls symbols ("$", "+") are punctuation here too.
bool is_sign(char32_t c) {
  if (c < 0x80) return c > ' ' && c < 0x7F && !u_isalnum(static_cast<UChar32>(c));
  return u_ispunct(static_cast<UChar32>(c));
}

/// Decomposed, without marks, in lower case.
void append_plain(std::u32string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char32_t>(c >= 'A' && c <= 'Z' ? c + 0x20 : c);
    return;
  }
  static const icu::Normalizer2* const nfd = [] {
    UErrorCode status = U_ZERO_ERROR;
    return icu::Normalizer2::getNFDInstance(status);
  }();
  icu::UnicodeString parts(static_cast<UChar32>(c));
  if (nfd != nullptr) nfd->getDecomposition(static_cast<UChar32>(c), parts);
  for (std::int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
    const UChar32 part = parts.char32At(i);
    if (u_charType(part) != U_NON_SPACING_MARK) out += static_cast<char32_t>(u_tolower(part));
  }
}

}  // namespace

// ---- the vocabulary ---------------------------------------------------------------------------

Result<WordPieces> WordPieces::from_vocabulary(std::string_view vocabulary) {
  WordPieces out;
  while (!vocabulary.empty()) {
    const std::size_t end = std::min(vocabulary.find('\n'), vocabulary.size());
    std::string_view piece = vocabulary.substr(0, end);
    vocabulary.remove_prefix(std::min(end + 1, vocabulary.size()));
    const bool goes_on = piece.size() > 2 && piece.starts_with("##");
    if (goes_on) piece.remove_prefix(2);
    Table& table = goes_on ? out.goes_on_ : out.starts_;
    if (!table.emplace(piece, static_cast<std::uint32_t>(out.size_)).second) {
      return fail(ErrorKind::model, "a word piece stands twice in the vocabulary");
    }
    out.longest_ = std::max(out.longest_, piece.size());
    ++out.size_;
  }
  const std::array<std::pair<std::string_view, std::uint32_t*>, 4> special = {
      {{"[UNK]", &out.unknown_}, {"[CLS]", &out.cls_}, {"[SEP]", &out.sep_}, {"[PAD]", &out.pad_}}};
  for (const auto& [name, id] : special) {
    const auto found = out.starts_.find(name);
    if (found == out.starts_.end()) {
      return fail(ErrorKind::model, "the vocabulary has no " + std::string(name));
    }
    *id = found->second;
  }
  return out;
}

// ---- how it is written --------------------------------------------------------------------------

namespace {

Shape shape_of(std::string_view word) {
  std::size_t upper = 0;
  std::size_t lower = 0;
  bool starts_upper = false;
  for (std::size_t i = 0; i < word.size();) {
    const text::Decoded next = text::decode_at(word, i);
    i += next.size;
    if (text::is_digit(next.code_point)) return Shape::digit;
    const bool is_upper = text::is_upper(next.code_point);
    if (is_upper && upper + lower == 0) starts_upper = true;
    if (is_upper) {
      ++upper;
    } else if (u_charType(static_cast<UChar32>(next.code_point)) == U_LOWERCASE_LETTER) {
      ++lower;
    }
  }
  if (upper == 0) return lower > 0 ? Shape::lower : Shape::other;
  if (lower == 0) return upper > 1 ? Shape::upper : Shape::title;
  return upper == 1 && starts_upper ? Shape::title : Shape::mixed;
}

/// What stands between two pieces of different words.
Gap gap_of(std::string_view between) {
  std::size_t lines = 0;
  bool blank = false;
  for (std::size_t i = 0; i < between.size();) {
    const text::Decoded next = text::decode_at(between, i);
    i += next.size;
    if (next.code_point == '\n') ++lines;
    blank = blank || (is_blank(next.code_point) && !is_dropped(next.code_point));
  }
  if (lines > 0) return lines > 1 ? Gap::paragraph : Gap::line;
  return blank ? Gap::space : Gap::glued;
}

}  // namespace

// ---- cutting ----------------------------------------------------------------------------------

class WordPieces::Splitter {
 public:
  Splitter(const WordPieces& pieces, std::string_view text) : pieces_(pieces), text_(text) {}

  std::vector<WordPiece> split() {
    for (std::size_t i = 0; i < text_.size();) {
      const text::Decoded next = text::decode_at(text_, i);
      const Span span = {static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i + next.size)};
      i += next.size;
      if (!is_dropped(next.code_point)) take(next.code_point, span);
    }
    end_word();
    return std::move(out_);
  }

 private:
  void take(char32_t c, Span span) {
    if (is_blank(c)) {
      end_word();
      return;
    }
    const bool ideograph = is_ideograph(c);
    if (ideograph) end_word();
    plain_.clear();
    append_plain(plain_, c);
    for (const char32_t letter : plain_) {
      const bool sign = is_sign(letter);
      if (sign) end_word();
      text::append(word_, letter);
      letters_.resize(word_.size(), span);
      if (sign) end_word();
    }
    if (ideograph) end_word();
  }

  void end_word() {
    if (word_.empty()) return;
    const Span span = {letters_.front().begin, letters_.back().end};
    const Shape shape = shape_of(text_.substr(span.begin, span.size()));
    const Gap gap =
        out_.empty()
            ? Gap::paragraph
            : gap_of(text_.substr(out_.back().span.end, span.begin - out_.back().span.end));
    const std::size_t first = out_.size();
    if (!spell(shape)) {
      out_.resize(first);
      out_.push_back({pieces_.unknown_, span, shape, gap});
    }
    out_[first].gap = gap;
    word_.clear();
    letters_.clear();
  }

  /// Appends the word's pieces, always the longest that fits (WordPiece). False where none does.
  bool spell(Shape shape) {
    if (text::length(word_) > longest_word) return false;
    for (std::size_t begin = 0; begin < word_.size();) {
      const Table& table = begin == 0 ? pieces_.starts_ : pieces_.goes_on_;
      const std::string_view rest = std::string_view(word_).substr(begin);
      std::size_t size = std::min(pieces_.longest_, rest.size());
      auto found = table.end();
      for (; size > 0; --size) {
        if (!text::is_boundary(rest, size)) continue;
        found = table.find(rest.substr(0, size));
        if (found != table.end()) break;
      }
      if (size == 0) return false;
      const Span span = {letters_[begin].begin, letters_[begin + size - 1].end};
      out_.push_back({found->second, span, shape, Gap::inside});
      begin += size;
    }
    return true;
  }

  const WordPieces& pieces_;
  std::string_view text_;
  std::vector<WordPiece> out_;
  std::string word_;           // in the form that the vocabulary spells
  std::vector<Span> letters_;  // of the text, behind each byte of the word
  std::u32string plain_;
};

std::vector<WordPiece> WordPieces::split(std::string_view text) const {
  return Splitter(*this, text).split();
}

}  // namespace hearsay::model
