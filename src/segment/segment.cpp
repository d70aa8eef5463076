#include "segment/segment.h"

#include <algorithm>
#include <utility>

#include "segment/boundaries.h"
#include "segment/characters.h"
#include "segment/paragraphs.h"
#include "segment/quotations.h"
#include "segment/written_units.h"
#include "text/utf8.h"

namespace hearsay {

struct Segmenter::Heads {
  segmenting::Boundaries boundaries;
};

namespace {

using segmenting::CutWord;

constexpr std::uint32_t longest_token = 1000;     // bytes
constexpr std::uint32_t longest_sentence = 1000;  // tokens; more is no prose

bool is_closing(text::Decoded mark) {
  const char32_t c = mark.code_point;
  return c == ')' || c == ']' || c == '"' || c == U'\u201D' || c == U'\u2019' || c == U'\u00BB';
}

bool is_opening(char32_t c) {
  return segmenting::is_opening_bracket(c) || c == '"' || c == U'\u201C' || c == U'\u2018' ||
         c == U'\u00AB';
}

bool stands_after_space(std::string_view text, std::uint32_t at) {
  return at == 0 || text::is_space(text::decode_before(text, at).code_point);
}

/// Whether a full stop that ends at `stop` is evidently one: behind a word in lower case that is
/// too long to be an abbreviation, or, before a quotation, behind a number too long to count items.
bool ends_evidently(std::string_view text, std::size_t stop, bool before_quotation) {
  constexpr std::size_t shortest_word = 4;
  constexpr std::size_t shortest_number = 2;
  if (stop == 0 || text[stop - 1] != '.') return false;
  std::size_t end = stop - 1;
  std::size_t digits = 0;
  const auto is_digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  while (digits < shortest_number && end > digits && is_digit(end - 1 - digits)) ++digits;
  if (digits == shortest_number) return before_quotation;
  std::size_t letters = 0;
  for (; end > 0 && letters < shortest_word; ++letters) {
    const text::Decoded before = text::decode_before(text, end);
    if (!text::is_lower(before.code_point)) return false;
    end -= before.size;
  }
  return letters == shortest_word;
}

/// Whether any reader ends a sentence before `at`: an evident full stop, white space, a capital.
/// Marks may close behind the stop and open before the capital. Looks at no more than a few words.
bool begins_evidently(std::string_view text, std::uint32_t at) {
  constexpr int most_marks = 3;
  std::size_t end = at;
  while (end > 0 && text::is_space(text::decode_before(text, end).code_point)) {
    end -= text::decode_before(text, end).size;
  }
  if (end == at) return false;
  for (int i = 0; i < most_marks && end > 0 && is_closing(text::decode_before(text, end)); ++i) {
    end -= text::decode_before(text, end).size;
  }
  std::size_t begin = at;
  for (int i = 0; i < most_marks && is_opening(segmenting::character_at(text, begin)); ++i) {
    begin += text::decode_at(text, begin).size;
  }
  return text::is_upper(segmenting::character_at(text, begin)) &&
         ends_evidently(text, end, begin > at);
}

/// Puts the words of an article into its paragraphs. A word ends where its paragraph ends, and the
/// first one begins where the paragraph does: what the encoder does not see (a soft hyphen, say)
/// belongs to some word all the same.
class Placing {
 public:
  Placing(std::string_view text, const std::vector<CutWord>& words, Segmentation& out)
      : text_(text), words_(words), out_(out) {}

  void place(std::uint32_t number) {
    Paragraph& paragraph = out_.paragraphs[number];
    paragraph.begin = static_cast<std::uint32_t>(out_.sentences.size());
    Span rest = paragraph.span;
    while (next_ < words_.size() && words_[next_].span.begin < rest.begin) ++next_;
    bool begins_sentence = true;
    while (!rest.empty()) {
      if (next_ < words_.size() && words_[next_].span.begin < rest.end) ++next_;  // begins here
      while (next_ < words_.size() && is_no_begin(words_[next_])) ++next_;
      const bool another = next_ < words_.size() && words_[next_].span.begin < rest.end;
      const std::uint32_t end = another ? words_[next_].span.begin : rest.end;
      const bool added = add_word({rest.begin, end}, begins_sentence, ParagraphIndex{number});
      rest.begin = end;
      begins_sentence =
          (begins_sentence && !added) || (another && begins_sentence_at(words_[next_]));
    }
    paragraph.end = static_cast<std::uint32_t>(out_.sentences.size());
  }

 private:
  /// A word up to where the next begins, without the white space behind it; false where nothing is
  /// left.
  bool add_word(Span span, bool begins_sentence, ParagraphIndex paragraph) {
    const std::string_view trimmed = text::trim(text_.substr(span.begin, span.size()));
    if (trimmed.empty()) return false;
    const auto begin = static_cast<std::uint32_t>(trimmed.data() - text_.data());
    const auto end = begin + static_cast<std::uint32_t>(trimmed.size());
    const auto token = static_cast<std::uint32_t>(out_.tokens.size());
    const bool endless =
        !begins_sentence && token - out_.sentences.back().begin >= longest_sentence;
    if (begins_sentence || endless) {
      out_.sentences.push_back({{begin, end}, token, token, paragraph});
    }
    add_tokens({begin, end});
    Sentence& sentence = out_.sentences.back();
    sentence.end = static_cast<std::uint32_t>(out_.tokens.size());
    sentence.span.end = end;
    return true;
  }

  [[nodiscard]] bool begins_sentence_at(const CutWord& word) const {
    return word.begins_sentence || begins_evidently(text_, word.span.begin);
  }

  [[nodiscard]] bool is_no_begin(const CutWord& word) const {
    return segmenting::cuts_written_unit(text_, word.span.begin);
  }

  /// One token, or several of an endless one.
  void add_tokens(Span span) {
    while (!span.empty()) {
      std::uint32_t end =
          std::min(segmenting::end_of_first_unit(text_, span), span.begin + longest_token);
      while (!text::is_boundary(text_, end)) --end;
      out_.tokens.push_back({{span.begin, end}, stands_after_space(text_, span.begin)});
      span.begin = end;
    }
  }

  std::string_view text_;
  const std::vector<CutWord>& words_;
  Segmentation& out_;
  std::size_t next_ = 0;
};

}  // namespace

Result<Segmenter> Segmenter::from_file(const model::ModelFile& file) {
  model::TensorReader read(file);
  Heads heads{segmenting::Boundaries(read, read.size("width"))};
  if (read.error()) return tl::unexpected(*read.error());
  Segmenter out;
  out.heads_ = std::make_shared<const Heads>(std::move(heads));
  return out;
}

Segmentation Segmenter::segment(const Article& article, encode::Encoding& encoding) const {
  Segmentation all;
  all.paragraphs = segmenting::find_paragraphs(article);
  all.quotations = segmenting::find_quotations(article, all.paragraphs);
  std::vector<CutWord> words;
  for (std::size_t i = 0; i < encoding.size(); ++i) {
    const auto more = heads_->boundaries.cut(article.text, encoding.part(i));
    words.insert(words.end(), more.begin(), more.end());
  }
  Placing placing(article.text, words, all);
  for (std::uint32_t i = 0; i < all.paragraphs.size(); ++i) placing.place(i);
  return all;
}

}  // namespace hearsay
