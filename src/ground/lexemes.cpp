#include "ground/lexemes.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay {
namespace {

using Named = std::pair<std::string_view, double>;

template <std::size_t size>
std::optional<double> value_in(const std::array<Named, size>& table, std::string_view word) {
  for (const auto& [name, value] : table) {
    if (name == word) return value;
  }
  return std::nullopt;
}

constexpr std::array<Named, 20> units = {
    {{"zero", 0},     {"one", 1},      {"two", 2},        {"three", 3},     {"four", 4},
     {"five", 5},     {"six", 6},      {"seven", 7},      {"eight", 8},     {"nine", 9},
     {"ten", 10},     {"eleven", 11},  {"twelve", 12},    {"thirteen", 13}, {"fourteen", 14},
     {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19}}};
constexpr std::array<Named, 8> tens = {{{"twenty", 20},
                                        {"thirty", 30},
                                        {"forty", 40},
                                        {"fifty", 50},
                                        {"sixty", 60},
                                        {"seventy", 70},
                                        {"eighty", 80},
                                        {"ninety", 90}}};
constexpr std::array<Named, 11> scales = {{{"hundred", 1e2},
                                           {"thousand", 1e3},
                                           {"million", 1e6},
                                           {"billion", 1e9},
                                           {"trillion", 1e12},
                                           {"dozen", 12},
                                           {"score", 20},
                                           {"lakh", 1e5},
                                           {"crore", 1e7},
                                           {"mln", 1e6},
                                           {"bln", 1e9}}};
constexpr std::array<Named, 7> glued_scales = {
    {{"k", 1e3}, {"m", 1e6}, {"mn", 1e6}, {"b", 1e9}, {"bn", 1e9}, {"tn", 1e12}, {"t", 1e12}}};
constexpr std::array<Named, 31> ordinals = {
    {{"first", 1},        {"second", 2},       {"third", 3},        {"fourth", 4},
     {"fifth", 5},        {"sixth", 6},        {"seventh", 7},      {"eighth", 8},
     {"ninth", 9},        {"tenth", 10},       {"eleventh", 11},    {"twelfth", 12},
     {"thirteenth", 13},  {"fourteenth", 14},  {"fifteenth", 15},   {"sixteenth", 16},
     {"seventeenth", 17}, {"eighteenth", 18},  {"nineteenth", 19},  {"twentieth", 20},
     {"thirtieth", 30},   {"fortieth", 40},    {"fiftieth", 50},    {"sixtieth", 60},
     {"seventieth", 70},  {"eightieth", 80},   {"ninetieth", 90},   {"hundredth", 100},
     {"twentyfirst", 21}, {"thirtyfirst", 31}, {"thousandth", 1000}}};

bool is_ascii_digit(char32_t c) { return c >= '0' && c <= '9'; }

bool is_word_character(char32_t c) { return text::is_letter(c) || text::is_mark(c); }

std::string normal_mark(std::string_view mark) {
  if (mark == "\u2019" || mark == "\u2018" || mark == "`" || mark == "\u02BC") return "'";
  if (mark == "\u2013" || mark == "\u2010" || mark == "\u2011" || mark == "\u2012") return "-";
  return std::string(mark);
}

// Cuts one lexeme at a time off a text.
class Cutter {
 public:
  Cutter(std::string_view text, Span span) : text_(text.substr(0, span.end)), at_(span.begin) {}

  bool next(Lexeme& out) {
    bool blank = at_ == 0;
    while (at_ < text_.size()) {
      const auto c = here();
      if (!text::is_space(c.code_point)) break;
      at_ += c.size;
      blank = true;
    }
    if (at_ >= text_.size()) return false;
    out = Lexeme{};
    out.space_before = blank;
    const std::size_t begin = at_;
    const char32_t first = here().code_point;
    if (is_ascii_digit(first)) {
      cut_number(out);
    } else if (is_word_character(first)) {
      cut_word(out);
    } else {
      at_ += here().size;
      out.lower = normal_mark(text_.substr(begin, at_ - begin));
    }
    out.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)};
    return true;
  }

 private:
  [[nodiscard]] text::Decoded here() const { return text::decode_at(text_, at_); }
  [[nodiscard]] char byte(std::size_t i) const { return i < text_.size() ? text_[i] : '\0'; }
  [[nodiscard]] bool digit(std::size_t i) const {
    return is_ascii_digit(static_cast<unsigned char>(byte(i)));
  }

  // "1,200", "3.5", "07"; a comma counts only before exactly three figures.
  void cut_number(Lexeme& out) {
    out.kind = LexemeKind::number;
    std::string figures;
    while (digit(at_)) figures += byte(at_++);
    if (figures.size() <= 3) cut_spaced_groups(figures);
    while (byte(at_) == ',' && figures.size() <= 15 && digit(at_ + 1) && digit(at_ + 2) &&
           digit(at_ + 3) && !digit(at_ + 4)) {
      figures += text_.substr(at_ + 1, 3);
      at_ += 4;
    }
    if (byte(at_) == '.' && digit(at_ + 1)) {
      std::size_t end = at_ + 1;
      while (digit(end)) ++end;
      // "12.05.2015" is a date, no number.
      if (!(byte(end) == '.' && digit(end + 1))) {
        figures += text_.substr(at_, end - at_);
        at_ = end;
      }
    }
    out.lower = figures;
    if (figures.size() < 40) {
      std::from_chars(figures.data(), figures.data() + figures.size(), out.value);
    }
  }

  // "1 402 300": thousands parted by blanks. A plain blank does so only twice, for "5 300 people"
  // may be two numbers.
  void cut_spaced_groups(std::string& figures) {
    std::size_t end = at_;
    std::string more;
    int groups = 0;
    bool plain = false;
    while (end < text_.size()) {
      const auto blank = text::decode_at(text_, end);
      const bool narrow =
          blank.code_point == 0xA0 || blank.code_point == 0x202F || blank.code_point == 0x2009;
      const std::size_t group = end + blank.size;
      if ((!narrow && blank.code_point != ' ') || groups == 6 || !digit(group) ||
          !digit(group + 1) || !digit(group + 2) || digit(group + 3)) {
        break;
      }
      plain = plain || !narrow;
      more += text_.substr(group, 3);
      end = group + 3;
      ++groups;
    }
    if (groups == 0 || (plain && groups < 2)) return;
    figures += more;
    at_ = end;
  }

  void cut_word(Lexeme& out) {
    out.kind = LexemeKind::word;
    out.capital = text::is_upper(here().code_point);
    const std::size_t begin = at_;
    std::size_t letters = 0;
    while (at_ < text_.size() && is_word_character(here().code_point)) {
      at_ += here().size;
      ++letters;
    }
    if (letters == 1 && byte(at_) == '.') cut_dotted(out, begin);
    if (out.lower.empty()) out.lower = text::lower(text_.substr(begin, at_ - begin));
  }

  // "a.m.", "U.S.", "p.m": single letters with dots between.
  void cut_dotted(Lexeme& out, std::size_t begin) {
    std::size_t end = at_;
    while (byte(end) == '.' && end + 1 < text_.size()) {
      const auto c = text::decode_at(text_, end + 1);
      if (!text::is_letter(c.code_point)) break;
      const std::size_t after = end + 1 + c.size;
      if (after < text_.size() && is_word_character(text::decode_at(text_, after).code_point))
        break;
      end = after;
    }
    if (end == at_) return;
    if (byte(end) == '.') ++end;
    at_ = end;
    out.dotted = true;
    out.lower = text::lower(text_.substr(begin, end - begin));
    std::erase(out.lower, '.');
  }

  std::string_view text_;
  std::size_t at_;
};

}  // namespace

const Lexeme& Lexemes::none() {
  static const Lexeme none;
  return none;
}

std::vector<Lexeme> lexemes(const Article& article, const Segmentation& segmentation,
                            const Annotation& annotation, const Sentence& sentence) {
  std::vector<Lexeme> out;
  Cutter cutter(article.text, sentence.span);
  const std::size_t last = std::min<std::size_t>(sentence.end, segmentation.tokens.size());
  std::size_t token = sentence.begin;
  Lexeme lexeme;
  while (cutter.next(lexeme)) {
    while (token < last && segmentation.tokens[token].span.end <= lexeme.span.begin) ++token;
    if (token < last && token < annotation.words.size() &&
        segmentation.tokens[token].span.overlaps(lexeme.span)) {
      lexeme.word = &annotation.words[token];
      lexeme.tag = lexeme.word->tag;
    }
    out.push_back(lexeme);
  }
  return out;
}

namespace {

// "forty-two", "forty two", "forty", "seven".
std::optional<Number> small_in_words(const Lexemes& x, std::size_t i) {
  if (const auto unit = value_in(units, x.word(i))) return Number{i + 1, *unit, true};
  const auto ten = value_in(tens, x.word(i));
  if (!ten) return std::nullopt;
  const std::size_t next = x.mark(i + 1, "-") && x.joined(i + 1) ? i + 2 : i + 1;
  const auto unit = value_in(units, x.word(next));
  if (unit && *unit >= 1 && *unit <= 9) return Number{next + 1, *ten + *unit, true};
  return Number{i + 1, *ten, true};
}

std::optional<double> scale_at(const Lexemes& x, std::size_t i) {
  return value_in(scales, x.word(i));
}

// 1/2, ½ and "and a half".
double fraction_at(const Lexemes& x, std::size_t& i) {
  if (x.word(i) == "and" && (x.word(i + 1) == "a" || x.word(i + 1) == "one") &&
      (x.word(i + 2) == "half" || x.word(i + 2) == "quarter")) {
    const double part = x.word(i + 2) == "half" ? 0.5 : 0.25;
    i += 3;
    return part;
  }
  if (x.number(i) && x.mark(i + 1, "/") && x.number(i + 2) && x.joined(i + 1) && x.joined(i + 2) &&
      x[i].value < x[i + 2].value && x[i + 2].value <= 16) {
    const double part = x[i].value / x[i + 2].value;
    i += 3;
    return part;
  }
  if (x.mark(i, "½")) return ++i, 0.5;
  if (x.mark(i, "¼")) return ++i, 0.25;
  if (x.mark(i, "¾")) return ++i, 0.75;
  return 0;
}

// "two hundred and fifty thousand", with "a hundred" as one hundred.
std::optional<Number> words_at(const Lexemes& x, std::size_t begin) {
  std::size_t i = begin;
  double total = 0;
  double group = 0;
  bool any = false;
  if ((x.word(i) == "a" || x.word(i) == "an") && scale_at(x, i + 1)) {
    group = 1;
    ++i;
    any = true;
  }
  for (int steps = 0; steps < 12; ++steps) {
    const std::size_t at = any && x.word(i) == "and" ? i + 1 : i;
    if (const auto small = small_in_words(x, at)) {
      // Numbers that follow one another make one number only after a scale: "hundred and five".
      const bool after_scale = total > 0 || group >= 100;
      if (any && !after_scale) break;
      if (at != i && !after_scale) break;
      group += small->value;
      i = small->end;
      any = true;
      continue;
    }
    const std::size_t scale_index = any && x.mark(i, "-") && x.joined(i) ? i + 1 : i;
    const auto scale = scale_at(x, scale_index);
    if (!scale || !any) break;
    if (*scale < 1000) {
      if (group == 0 || group >= 100) break;
      group *= *scale;
    } else {
      total += (group == 0 ? 1 : group) * *scale;
      group = 0;
    }
    i = scale_index + 1;
  }
  if (!any) return std::nullopt;
  return Number{i, total + group, true};
}

std::optional<Number> figures_at(const Lexemes& x, std::size_t begin) {
  Number out{begin + 1, x[begin].value, false};
  if (out.value < 1000 && out.value == std::floor(out.value)) {
    std::size_t i = out.end;
    const bool blank_fraction = x.number(i) && !x.joined(i);
    if (blank_fraction || x.mark(i, "½") || x.mark(i, "¼") || x.mark(i, "¾")) {
      out.value += fraction_at(x, i);
      out.end = i;
    }
  }
  if (x.mark(out.end, "-") && x.joined(out.end) && x.joined(out.end + 1)) {  // "$90-million"
    if (const auto scale = scale_at(x, out.end + 1); scale && *scale >= 1000) {
      out.value *= *scale;
      out.end += 2;
      return out;
    }
  }
  const std::string_view next = x.word(out.end);
  if (x.joined(out.end)) {
    if (const auto scale = value_in(glued_scales, next)) {
      out.value *= *scale;
      ++out.end;
    }
    return out;
  }
  if (next == "bn" || next == "mn" || next == "tn") {
    out.value *= *value_in(glued_scales, next);
    ++out.end;
  } else if (const auto scale = scale_at(x, out.end)) {
    out.value *= *scale;
    ++out.end;
    if (const auto more = scale_at(x, out.end); more && *more > *scale) {
      out.value *= *more;
      ++out.end;
    }
  }
  return out;
}

}  // namespace

std::optional<Number> number_at(const Lexemes& x, std::size_t begin) {
  if (begin >= x.size()) return std::nullopt;
  if (x.mark(begin, "½")) return Number{begin + 1, 0.5, true};
  auto number = x.number(begin) ? figures_at(x, begin) : words_at(x, begin);
  if (!number) return number;
  std::size_t i = number->end;
  if (x.word(i) == "and") {
    number->value += fraction_at(x, i);
    number->end = i;
    if (const auto scale = scale_at(x, i); scale && *scale >= 1e3) {  // two and a half million
      number->value *= *scale;
      ++number->end;
    }
  }
  return number;
}

std::optional<Number> ordinal_at(const Lexemes& x, std::size_t begin) {
  if (x.number(begin)) {
    const std::string_view ending = x.word(begin + 1);
    const bool is_ordinal = x.joined(begin + 1) &&
                            (ending == "st" || ending == "nd" || ending == "rd" || ending == "th");
    if (!is_ordinal || x[begin].value > 1e6) return std::nullopt;
    return Number{begin + 2, x[begin].value, false};
  }
  if (const auto value = value_in(ordinals, x.word(begin))) return Number{begin + 1, *value, true};
  const auto ten = value_in(tens, x.word(begin));
  if (!ten) return std::nullopt;
  const std::size_t next = x.mark(begin + 1, "-") ? begin + 2 : begin + 1;
  const auto unit = value_in(ordinals, x.word(next));
  if (unit && *unit <= 9) return Number{next + 1, *ten + *unit, true};
  return std::nullopt;
}

}  // namespace hearsay
