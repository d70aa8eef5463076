#include "segment/tokens.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>

#include "segment/characters.h"
#include "segment/lexicon.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::segmenting {
namespace {

using text::Decoded;

constexpr std::size_t longest_token = 1000;  // bytes; beyond it is not a word of any language
constexpr std::size_t longest_lookup = 32;   // words of the lexicon are shorter

bool is_word_character(char32_t c) {
  return text::is_letter(c) || text::is_digit(c) || text::is_mark(c) || is_invisible(c);
}
bool is_alphanumeric(char32_t c) { return text::is_letter(c) || text::is_digit(c); }
bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

std::string lower_of(std::string_view word) {
  return word.size() <= longest_lookup ? text::lower(word) : std::string{};
}

// Where a chunk stands.
struct Place {
  std::size_t offset = 0;  // in the whole text
  std::string_view rest;   // of the paragraph, from the next chunk on
  bool spaced = true;      // white space before it
  bool first = false;      // of its paragraph
};

// Reads one chunk between white space from left to right. Positions count from the chunk's start.
class Chunk {
 public:
  Chunk(std::string_view words, const Place& place, std::vector<Token>& tokens)
      : words_(words), place_(place), tokens_(tokens) {}

  void cut() {
    if (is_smiley()) {
      emit(0, words_.size());
      return;
    }
    for (std::size_t at = 0; at < words_.size();) at = take(at);
  }

 private:
  // Takes one token or a few from `at` on; gives the position after them.
  std::size_t take(std::size_t at) {
    if (const std::size_t end = address_end(at); end > at) return emit(at, end);
    const Decoded first = text::decode_at(words_, at);
    const char32_t c = first.code_point;
    if (is_word_character(c)) return take_word(at, at);
    if ((c == '#' || c == '@') && text::is_letter(character_at(words_, at + 1)) &&
        !is_alphanumeric(character_before(words_, at))) {
      return take_word(at, at + 1);
    }
    if (is_apostrophe(c) || c == U'\u2018') {
      if (const std::size_t end = clipped_end(at, first.size); end > at) return emit(at, end);
    }
    return take_mark(at, first);
  }

  // --- words -------------------------------------------------------------------------------------

  std::size_t take_word(std::size_t begin, std::size_t from) {
    if (const std::size_t end = grouped_digits_end(from); end > from) return emit(begin, end);
    std::size_t end = from;
    std::size_t part = from;  // start of the part after the last hyphen
    while (end < words_.size() && end - begin < longest_token) {
      const Decoded now = text::decode_at(words_, end);
      if (!is_word_character(now.code_point) && !goes_on(begin, part, end, now)) break;
      end += now.size;
      if (now.code_point == '-' || now.code_point == 0x2011) part = end;
    }
    if (end < words_.size() && words_[end] == '$' && is_short_capital(begin, end)) ++end;  // US$
    if (end < words_.size() && words_[end] == '.' && keeps_stop(begin, end)) ++end;
    split_word(begin, end);
    return end;
  }

  // Whether the mark at `end` is part of the word around it.
  [[nodiscard]] bool goes_on(std::size_t begin, std::size_t part, std::size_t end,
                             Decoded now) const {
    const char32_t before = character_before(words_, end);
    const char32_t after = character_at(words_, end + now.size);
    if (end == begin || !is_alphanumeric(after)) return false;
    const bool digits = text::is_digit(before) && text::is_digit(after);
    const bool letters = text::is_letter(before) && text::is_letter(after);
    const char32_t c = now.code_point;
    if (is_apostrophe(c)) return true;
    if (c == '.') return !is_missed_space(begin, end, before, after);
    if (c == ',' || c == ':') return digits;
    if (c == '/') return digits || (letters && end - begin == 1 && is_last_letter(end + 1));
    if (c == '&') return text::is_upper(before) && text::is_upper(after);
    if (c == '_' || c == '@') return true;
    if (c == '*') return letters;
    if (c == '-' || c == 0x2011) return joins(part, end, end + now.size);
    return false;
  }

  // "office.The": a stop between a small and a capital letter, after a whole word.
  [[nodiscard]] bool is_missed_space(std::size_t begin, std::size_t end, char32_t before,
                                     char32_t after) const {
    return text::is_lower(before) && text::is_upper(after) && end - begin > 2;
  }

  [[nodiscard]] bool is_last_letter(std::size_t at) const {
    return at + 1 >= words_.size() || !is_alphanumeric(character_at(words_, at + 1));
  }

  [[nodiscard]] bool is_short_capital(std::size_t begin, std::size_t end) const {
    if (end - begin > 3) return false;
    for (std::size_t i = begin; i < end; ++i) {
      if (words_[i] < 'A' || words_[i] > 'Z') return false;
    }
    return true;
  }

  // A hyphen stays in the token after some prefixes and before some suffixes.
  [[nodiscard]] bool joins(std::size_t part, std::size_t hyphen, std::size_t next) const {
    if (is_joined_prefix(lower_of(words_.substr(part, hyphen - part)))) return true;
    std::size_t end = next;
    while (end < words_.size() && end - next <= 5 && is_ascii_letter(words_[end])) ++end;
    return is_joined_suffix(lower_of(words_.substr(next, end - next)));
  }
  static bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

  // Phone numbers and dates keep their hyphens ("713-853-3989", "2015-05-04"); ranges do not.
  [[nodiscard]] std::size_t grouped_digits_end(std::size_t at) const {
    std::string groups;  // sizes, a digit each
    std::size_t end = at;
    while (groups.size() < 5) {
      const std::size_t begin = end;
      while (end < words_.size() && is_ascii_digit(words_[end]) && end - begin < 9) ++end;
      if (end == begin) return at;
      groups += static_cast<char>('0' + (end - begin));
      if (end + 1 >= words_.size() || words_[end] != '-' || !is_ascii_digit(words_[end + 1])) break;
      ++end;
    }
    if (is_alphanumeric(character_at(words_, end))) return at;
    static constexpr std::array<std::string_view, 9> kept = {"34",  "334", "1334", "422", "224",
                                                             "124", "114", "214",  "54"};
    return std::ranges::find(kept, groups) == kept.end() ? at : end;
  }

  // --- full stops --------------------------------------------------------------------------------

  // Whether the stop at `end` belongs to the word [begin, end).
  [[nodiscard]] bool keeps_stop(std::size_t begin, std::size_t end) const {
    if (end + 1 < words_.size() && words_[end + 1] == '.') return false;  // an ellipsis
    const std::string_view word = words_.substr(begin, end - begin);
    if (is_dotted_letters(word)) return true;
    const char32_t next = character_at(place_.rest, 0);
    if (text::length(word.substr(0, 8)) == 1 && word.size() < 5) {
      const bool initial = text::is_upper(text::decode_at(word, 0).code_point);
      if (initial && end + 1 == words_.size()) return text::is_upper(next);
      if (initial && end + 2 < words_.size()) return words_[end + 1] == ',';
    }
    if (is_list_number(word, end)) return true;
    switch (abbreviation_of(last_part(word))) {
      case Abbreviation::never:
      case Abbreviation::maybe:
        return true;
      case Abbreviation::number:
        return text::is_digit(next) && end + 1 == words_.size();
      case Abbreviation::none:
        return false;
    }
    return false;
  }

  // "Sgt" of "ex-Sgt".
  static std::string_view last_part(std::string_view word) {
    const std::size_t hyphen = word.rfind('-');
    return hyphen == std::string_view::npos ? word : word.substr(hyphen + 1);
  }

  // "U.S", "e.g", "a.m", "Ph.D" (the last stop is still to come).
  static bool is_dotted_letters(std::string_view word) {
    if (word == "Ph.D" || word == "M.Sc" || word == "B.Sc") return true;
    std::size_t count = 0;
    for (std::size_t at = 0; at < word.size(); ++count) {
      const Decoded letter = text::decode_at(word, at);
      if (!text::is_letter(letter.code_point)) return false;
      at += letter.size;
      if (at < word.size() && word[at++] != '.') return false;
    }
    return count >= 2;
  }

  // "1." where a paragraph begins.
  [[nodiscard]] bool is_list_number(std::string_view word, std::size_t end) const {
    return place_.first && end == word.size() && end + 1 == words_.size() && word.size() <= 2 &&
           std::ranges::all_of(word, is_ascii_digit) && !place_.rest.empty();
  }

  // --- words that are two ------------------------------------------------------------------------

  // "don't" is "do" + "n't", "it's" "it" + "'s", "cannot" "can" + "not", "10am" "10" + "am".
  void split_word(std::size_t begin, std::size_t end) {
    const std::string_view word = words_.substr(begin, end - begin);
    if (const std::size_t at = clitic_of(word); at > 0) {
      split_word(begin, begin + at);
      emit(begin + at, end);
      return;
    }
    const std::string lower = lower_of(word);
    std::size_t split = contraction_split(lower);
    if (split == 0) split = unit_of(lower);
    if (split > 0) emit(begin, begin + split);
    emit(begin + split, end);
  }

  // Where the clitic begins: an apostrophe and a few letters at the end; 0 for none. Bounded look
  // back, so a word of many apostrophes costs no more than its length.
  static std::size_t clitic_of(std::string_view word) {
    static constexpr std::array<std::string_view, 6> clitics = {"s", "re", "ve", "ll", "d", "m"};
    std::size_t at = word.size();
    for (int letters = 0; letters <= 2 && at > 0; ++letters) {
      const Decoded before = text::decode_before(word, at);
      if (is_apostrophe(before.code_point)) {
        const std::string tail = text::lower(word.substr(at));
        const std::size_t mark = at - before.size;
        if (mark == 0) return 0;
        if (std::ranges::find(clitics, tail) != clitics.end()) return mark;
        const char last = word[mark - 1];
        if (tail == "t" && (last == 'n' || last == 'N') && mark > 1) return mark - 1;
        return 0;
      }
      at -= before.size;
    }
    return 0;
  }

  static std::size_t unit_of(std::string_view word) {
    std::size_t at = 0;
    while (at < word.size() &&
           (is_ascii_digit(word[at]) || word[at] == '.' || word[at] == ',' || word[at] == ':')) {
      ++at;
    }
    if (at == 0 || at == word.size()) return 0;
    const std::string_view letters = word.substr(at);
    const bool dotted = letters == "a.m." || letters == "p.m.";
    return dotted || is_unit(letters) ? at : 0;
  }

  // "'90s", "'em", and a clitic that stands alone ("'s" after a closing quotation mark).
  [[nodiscard]] std::size_t clipped_end(std::size_t at, std::size_t mark_size) const {
    if (is_word_character(character_before(words_, at))) return at;
    std::size_t end = at + mark_size;
    while (end < words_.size() && end - at < 12 &&
           is_word_character(text::decode_at(words_, end).code_point)) {
      end += text::decode_at(words_, end).size;
    }
    const std::string tail = lower_of(words_.substr(at + mark_size, end - at - mark_size));
    const bool years = tail.size() >= 2 && is_ascii_digit(tail[0]) && is_ascii_digit(tail[1]) &&
                       (tail.size() == 2 || tail.substr(2) == "s");
    if (years || is_clipped(tail)) return end;
    const bool alone = at == 0 ? end == words_.size() : true;
    const bool clitic = tail == "s" || tail == "re" || tail == "ve" || tail == "ll";
    return clitic && alone && text::decode_at(words_, at).code_point != U'\u2018' ? end : at;
  }

  // --- addresses ---------------------------------------------------------------------------------

  // The end of a web or mail address that begins at `at`, without the punctuation that follows it.
  [[nodiscard]] std::size_t address_end(std::size_t at) const {
    if (at > 0 && is_alphanumeric(character_before(words_, at))) return at;
    const std::string_view rest = words_.substr(at);
    const std::string start = text::lower(rest.substr(0, std::min<std::size_t>(rest.size(), 8)));
    const bool web = start.starts_with("http://") || start.starts_with("https://") ||
                     start.starts_with("ftp://") || start.starts_with("www.") ||
                     start.starts_with("mailto:");
    if (!web && !is_mail(rest)) return at;
    std::size_t size = std::min(rest.size(), longest_token);
    while (!text::is_boundary(rest, size)) --size;
    const std::size_t stop = rest.substr(0, size).find_first_of("<>\"");
    if (stop != std::string_view::npos) size = stop;
    const bool opened = rest.substr(0, size).find('(') != std::string_view::npos;
    while (size > 0) {
      const Decoded last = text::decode_before(rest, size);
      const bool bracket = last.code_point == ')' && opened;
      if (last.code_point == '/' || bracket || !is_trailing(last.code_point)) break;
      size -= last.size;
    }
    return at + size;
  }

  static bool is_trailing(char32_t c) {
    return is_stop(c) || c == ',' || c == ';' || c == ':' || is_apostrophe(c) || c == '"' ||
           is_closing_bracket(c) || c == U'\u201D' || c == U'\u00BB';
  }

  // "name@host.org"; both parts are looked at only as far as they can reach.
  static bool is_mail(std::string_view rest) {
    std::size_t at = 0;
    const auto ordinary = [&](std::string_view extra) {
      const char c = rest[at];
      return is_ascii_letter(c) || is_ascii_digit(c) || extra.find(c) != std::string_view::npos;
    };
    while (at < rest.size() && at < 64 && ordinary("._%+-")) ++at;
    if (at == 0 || at >= rest.size() || rest[at] != '@') return false;
    const std::size_t host = ++at;
    bool dot = false;
    for (; at < rest.size() && at - host < 255 && ordinary(".-"); ++at) dot |= rest[at] == '.';
    return dot && at > host + 3;
  }

  // --- marks -------------------------------------------------------------------------------------

  std::size_t take_mark(std::size_t at, Decoded first) {
    std::size_t end = at + first.size;
    const char32_t c = first.code_point;
    if (is_stop(c)) {
      while (end < words_.size() && is_stop(text::decode_at(words_, end).code_point) &&
             end - at < longest_token) {
        end += text::decode_at(words_, end).size;
      }
      return emit(at, end);
    }
    static constexpr std::string_view repeated = "-*=_~+#<>|`'";
    if (c < 0x80 && repeated.find(static_cast<char>(c)) != std::string_view::npos) {
      // Two apostrophes make one quotation mark, three do not make a longer one.
      const std::size_t most = c == '\'' || c == '`' ? 2 : longest_token;
      while (end < words_.size() && words_[end] == words_[at] && end - at < most) ++end;
      return emit(at, end);
    }
    return emit(at, symbol_end(end, c));
  }

  // An emoji with its joiners, variants, skin tones and the second half of a flag is one.
  [[nodiscard]] std::size_t symbol_end(std::size_t end, char32_t first) const {
    const auto is_flag = [](char32_t c) { return c >= 0x1F1E6 && c <= 0x1F1FF; };
    if (is_flag(first) && is_flag(character_at(words_, end))) end += 4;
    const std::size_t begin = end;
    while (end < words_.size() && end - begin < 64) {
      const Decoded now = text::decode_at(words_, end);
      const char32_t c = now.code_point;
      const bool tone = c >= 0x1F3FB && c <= 0x1F3FF;
      if (!text::is_mark(c) && !tone && c != 0x200D) break;
      end += now.size;
      if (c == 0x200D && end < words_.size()) end += text::decode_at(words_, end).size;
    }
    return end;
  }

  [[nodiscard]] bool is_smiley() const {
    if (words_.size() < 2 || words_.size() > 3) return false;
    const bool eyes = words_[0] == ':' || words_[0] == ';' || words_[0] == '=';
    const bool nose = words_.size() == 2 || words_[1] == '-';
    return eyes && nose && std::string_view("()DP").find(words_.back()) != std::string_view::npos;
  }

  std::size_t emit(std::size_t begin, std::size_t end) {
    const auto from = static_cast<std::uint32_t>(place_.offset + begin);
    const auto to = static_cast<std::uint32_t>(place_.offset + end);
    tokens_.push_back({{from, to}, begin == 0 && place_.spaced});
    return end;
  }

  std::string_view words_;
  Place place_;
  std::vector<Token>& tokens_;
};

std::size_t skip_space(std::string_view whole, std::size_t at, std::size_t end) {
  while (at < end) {
    const Decoded now = text::decode_at(whole, at);
    if (!text::is_space(now.code_point)) break;
    at += now.size;
  }
  return at;
}

std::size_t skip_chunk(std::string_view whole, std::size_t at, std::size_t end) {
  while (at < end) {
    const Decoded now = text::decode_at(whole, at);
    if (text::is_space(now.code_point)) break;
    at += now.size;
  }
  return at;
}

}  // namespace

void cut_tokens(std::string_view whole, Span paragraph, std::vector<Token>& tokens) {
  const std::string_view text = whole.substr(0, paragraph.end);
  bool first = true;
  for (std::size_t at = skip_space(text, paragraph.begin, paragraph.end); at < paragraph.end;) {
    const std::size_t end = skip_chunk(text, at, paragraph.end);
    const std::size_t next = skip_space(text, end, paragraph.end);
    const bool spaced = at == 0 || text::is_space(text::decode_before(text, at).code_point);
    Chunk(text.substr(at, end - at), {at, text.substr(next), spaced, first}, tokens).cut();
    first = false;
    at = next;
  }
}

}  // namespace hearsay::segmenting
