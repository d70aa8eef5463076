#include "segment/sentences.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "segment/characters.h"
#include "segment/lexicon.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::segmenting {
namespace {

constexpr std::size_t longest_lookup = 32;
// Tokens. No writer writes more, and what is made of a sentence (each of its claims quotes it)
// would grow with its square.
constexpr std::uint32_t longest_sentence = 1000;

bool is_quotation_mark(std::string_view word) {
  return word == "\"" || word == "'" || word == "''" || word == "``" || word == "\u201C" ||
         word == "\u201D" || word == "\u2018" || word == "\u2019" || word == "\u00AB" ||
         word == "\u00BB" || word == "\u201E";
}

class Reader {
 public:
  Reader(std::string_view whole, const std::vector<Token>& tokens, std::uint32_t end,
         const std::vector<std::uint32_t>& closing)
      : whole_(whole), tokens_(tokens), end_(end), closing_(closing) {}

  // The end of the sentence that begins at `begin`.
  [[nodiscard]] std::uint32_t end_from(std::uint32_t begin) const {
    const std::uint32_t limit = end_ - begin > longest_sentence ? begin + longest_sentence : end_;
    for (std::uint32_t at = begin; at < limit; ++at) {
      if (!may_end(at)) continue;
      const std::uint32_t next = after_closers(at + 1);
      if (next >= end_) return end_;
      if (begins_sentence(begin, at, next)) return next;
      at = next - 1;
    }
    return limit;
  }

 private:
  [[nodiscard]] std::string_view word(std::uint32_t at) const {
    return whole_.substr(tokens_[at].span.begin, tokens_[at].span.size());
  }
  [[nodiscard]] std::string lower(std::uint32_t at) const {
    return word(at).size() <= longest_lookup ? text::lower(word(at)) : std::string{};
  }

  // A stop by itself, or at the end of an abbreviation.
  [[nodiscard]] bool may_end(std::uint32_t at) const {
    return is_stop(character_before(word(at), word(at).size()));
  }
  [[nodiscard]] bool is_abbreviation(std::uint32_t at) const {
    return text::is_letter(text::decode_at(word(at), 0).code_point);
  }

  // Closing marks and brackets belong to the sentence before them.
  [[nodiscard]] std::uint32_t after_closers(std::uint32_t at) const {
    while (at < end_) {
      const std::string_view mark = word(at);
      const bool closes = is_quotation_mark(mark)
                              ? std::ranges::binary_search(closing_, tokens_[at].span.begin)
                              : mark.size() == 1 && !tokens_[at].space_before &&
                                    is_closing_bracket(static_cast<unsigned char>(mark[0]));
      if (!closes) break;
      ++at;
    }
    return at;
  }

  [[nodiscard]] bool begins_sentence(std::uint32_t begin, std::uint32_t at,
                                     std::uint32_t next) const {
    // "Wait...what": without a blank only a real stop ends a sentence, and a capital must follow.
    const char32_t first = text::decode_at(word(next), 0).code_point;
    if (!tokens_[next].space_before && !text::is_upper(first)) return false;
    const std::uint32_t head = first_word_from(next);
    if (head >= end_) return false;
    const char32_t letter = text::decode_at(word(head), 0).code_point;
    if (text::is_lower(letter)) return is_own_dotted_name(head);
    if (is_abbreviation(at)) return ends_after_abbreviation(at, head);
    if (is_numbering(begin, at)) return false;
    if (is_punctuation_only(letter)) return false;
    if (next > at + 1 && goes_on_with_saying(head)) return false;
    return true;
  }

  // Skips opening marks, brackets and dashes before the first word.
  [[nodiscard]] std::uint32_t first_word_from(std::uint32_t at) const {
    const std::uint32_t limit = std::min(end_, at + 4);
    while (at < limit) {
      const char32_t c = text::decode_at(word(at), 0).code_point;
      if (!is_quotation_mark(word(at)) && !is_opening_bracket(c) && !is_dash(c) && c != '-' &&
          c != '*') {
        break;
      }
      ++at;
    }
    return at;
  }

  static bool is_punctuation_only(char32_t c) {
    return c == ',' || c == ';' || c == ':' || is_stop(c) || is_closing_bracket(c) || c == '%';
  }

  // "eBay", "iPhone": a small letter that may begin a sentence.
  [[nodiscard]] bool is_own_dotted_name(std::uint32_t at) const {
    const std::string_view name = word(at);
    return name.size() > 2 && text::is_upper(character_at(name, 1)) && name[0] < 'z' &&
           (name[0] == 'e' || name[0] == 'i');
  }

  // "in the U.S. The talks" ends, "the U.S. Army" does not.
  [[nodiscard]] bool ends_after_abbreviation(std::uint32_t at, std::uint32_t head) const {
    std::string_view name = word(at);
    name.remove_suffix(1);
    if (abbreviation_of(name) == Abbreviation::never) return false;
    if (abbreviation_of(name) == Abbreviation::number) return false;
    if (text::is_digit(text::decode_at(word(head), 0).code_point)) return false;
    const bool initial = name.size() <= 2;
    if (initial) return false;
    const std::string next = lower(head);
    // "a.m. ET", "U.S. I": one letter is no opener of its own here.
    return is_sentence_opener(next) && (next.size() > 1 || next == "a");
  }

  // "1." or "a." at the start of the sentence.
  [[nodiscard]] bool is_numbering(std::uint32_t begin, std::uint32_t at) const {
    return at == begin && word(at).size() <= 3 && !may_stand_alone(at);
  }
  [[nodiscard]] bool may_stand_alone(std::uint32_t at) const {
    return is_stop(text::decode_at(word(at), 0).code_point);
  }

  // “"Why?" Smith said”: up to three capitalised words, then a verb of saying.
  [[nodiscard]] bool goes_on_with_saying(std::uint32_t head) const {
    const std::uint32_t limit = std::min(end_, head + 4);
    for (std::uint32_t at = head; at < limit; ++at) {
      if (is_verb_of_saying(lower(at))) return at > head;
      if (!text::is_upper(text::decode_at(word(at), 0).code_point)) return false;
    }
    return false;
  }

  std::string_view whole_;
  const std::vector<Token>& tokens_;
  std::uint32_t end_;
  const std::vector<std::uint32_t>& closing_;
};

}  // namespace

void cut_sentences(std::string_view whole, const std::vector<Token>& tokens, std::uint32_t begin,
                   std::uint32_t end, ParagraphIndex paragraph,
                   const std::vector<std::uint32_t>& closing, std::vector<Sentence>& sentences) {
  const Reader reader(whole, tokens, end, closing);
  for (std::uint32_t at = begin; at < end;) {
    const std::uint32_t next = reader.end_from(at);
    sentences.push_back({{tokens[at].span.begin, tokens[next - 1].span.end}, at, next, paragraph});
    at = next;
  }
}

}  // namespace hearsay::segmenting
