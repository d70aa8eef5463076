#include "segment/written_units.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "segment/characters.h"
#include "segment/lexicon.h"
#include "text/utf8.h"

namespace hearsay::segmenting {
namespace {

constexpr std::size_t longest_group = 24;  // bytes of digits and hyphens
constexpr std::uint32_t longest_symbol = 64;
constexpr std::uint32_t longest_word = 64;

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

bool is_digit_at(std::string_view text, std::size_t at) {
  return at < text.size() && is_ascii_digit(text[at]);
}

bool is_alphanumeric(char32_t c) { return text::is_letter(c) || text::is_digit(c); }

// "1,200", "3.5", "5:30", "9/11": a mark with a digit on either side.
bool joins_digits(std::string_view text, std::size_t at) {
  static constexpr std::string_view marks = ",.:/";
  return at > 0 && at < text.size() && marks.find(text[at]) != std::string_view::npos &&
         is_digit_at(text, at - 1) && is_digit_at(text, at + 1);
}

// Sizes of the groups of digits between hyphens around `at`, a digit each; empty where letters
// touch them or they are too long.
std::string groups_around(std::string_view text, std::size_t at) {
  const auto belongs = [&](std::size_t i) { return is_digit_at(text, i) || text[i] == '-'; };
  std::size_t begin = at;
  while (begin > 0 && at - begin < longest_group && belongs(begin - 1)) --begin;
  std::size_t end = at;
  while (end < text.size() && end - at < longest_group && belongs(end)) ++end;
  while (end > at && text[end - 1] == '-') --end;
  const bool timed =
      end < text.size() && text[end] == 'T' && is_digit_at(text, end + 1);  // ISO 8601
  if (is_alphanumeric(character_before(text, begin))) return {};
  if (!timed && is_alphanumeric(character_at(text, end))) return {};
  std::string groups = "0";
  for (std::size_t i = begin; i < end; ++i) {
    if (text[i] == '-') {
      groups += '0';
    } else if (groups.back() < '9') {
      ++groups.back();
    }
  }
  return groups;
}

// Dates and telephone numbers keep their hyphens ("2015-05-04", "713-853-3989"); ranges do not.
bool is_date_or_telephone(std::string_view groups) {
  static constexpr std::array<std::string_view, 9> kept = {"34",  "334", "1334", "422", "224",
                                                           "124", "114", "214",  "54"};
  return std::ranges::find(kept, groups) != kept.end();
}

bool is_tag_mark(std::string_view text, std::size_t at) {
  return (text[at] == '#' || text[at] == '@') && text::is_letter(character_at(text, at + 1)) &&
         !is_alphanumeric(character_before(text, at));
}

// "US$": capitals that say whose currency it is.
bool is_country_of_currency(std::string_view text, std::size_t at) {
  if (!text::is_currency(character_at(text, at))) return false;
  std::size_t begin = at;
  while (begin > 0 && at - begin < 4 && text[begin - 1] >= 'A' && text[begin - 1] <= 'Z') --begin;
  return begin < at && at - begin < 4 && !is_alphanumeric(character_before(text, begin));
}

bool is_of_word(char32_t c) { return text::is_letter(c) || c == '\'' || c == U'\u2019'; }

// The letters and apostrophes around `at`, as far as they can matter.
Span word_around(std::string_view text, std::uint32_t at) {
  Span word{at, at};
  while (word.begin > 0 && at - word.begin < longest_word) {
    const text::Decoded before = text::decode_before(text, word.begin);
    if (!is_of_word(before.code_point)) break;
    word.begin -= before.size;
  }
  while (word.end < text.size() && word.end - at < longest_word) {
    const text::Decoded now = text::decode_at(text, word.end);
    if (!is_of_word(now.code_point)) break;
    word.end += now.size;
  }
  return word;
}

// Where the clitic of the word around `at` begins.
std::optional<std::uint32_t> clitic_around(std::string_view text, std::uint32_t at) {
  const Span word = word_around(text, at);
  std::string lower(text.substr(word.begin, word.size()));
  // As many bytes as before: only what is ASCII decides.
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const auto found = clitic_of(lower);
  if (!found) return std::nullopt;
  return word.begin + static_cast<std::uint32_t>(*found);
}

bool is_quotation_mark(char32_t c) {
  return c == '"' || c == '\'' || c == '`' || c == 0xAB || c == 0xBB || c == 0x2039 ||
         c == 0x203A || (c >= 0x2018 && c <= 0x201F);
}

// "?’", "’”": a quotation mark is a token of its own, but for doubled ones ('') and apostrophes.
std::uint32_t end_before_mark(std::string_view text, Span word) {
  constexpr std::uint32_t longest = 16;
  const std::uint32_t limit = std::min(word.end, word.begin + longest);
  // Of three marks two are the outer quotation's.
  const std::string_view whole = text.substr(word.begin, word.size());
  if (whole == "```") return word.begin + 2;
  if (whole == "'''") return word.begin + 1;
  char32_t before = 0;
  for (std::uint32_t at = word.begin; at < limit;) {
    const text::Decoded now = text::decode_at(text, at);
    const char32_t c = now.code_point;
    if (!text::is_punctuation(c) && c != '`') break;
    const bool parts = is_quotation_mark(before) || is_quotation_mark(c);
    if (before != 0 && before != c && parts && before != ':' && before != ';') return at;
    before = c;
    at += now.size;
  }
  return word.end;
}

// The end of an emoji or another symbol that begins at `at`, with its joiners, variants, skin tones
// and the second half of a flag: an extended grapheme cluster.
std::uint32_t symbol_end(std::string_view text, std::uint32_t at, std::uint32_t limit) {
  const auto is_flag = [](char32_t c) { return c >= 0x1F1E6 && c <= 0x1F1FF; };
  const text::Decoded first = text::decode_at(text, at);
  std::uint32_t end = at + first.size;
  if (is_flag(first.code_point) && end < limit && is_flag(character_at(text, end))) end += 4;
  while (end < limit && end - at < longest_symbol) {
    const text::Decoded now = text::decode_at(text, end);
    const char32_t c = now.code_point;
    const bool tone = c >= 0x1F3FB && c <= 0x1F3FF;
    if (!text::is_mark(c) && !tone && c != 0x200D) break;
    end += now.size;
    if (c == 0x200D && end < limit) end += text::decode_at(text, end).size;
  }
  return std::min(end, limit);
}

// "'|90s": an apostrophe for the century.
bool is_short_decade(std::string_view text, std::size_t at) {
  const char32_t mark = character_before(text, at);
  if (mark != '\'' && mark != U'\u2019') return false;
  const std::size_t apostrophe = at - (mark == '\'' ? 1 : 3);
  const bool begins = apostrophe == 0 || !is_alphanumeric(character_before(text, apostrophe));
  return begins && is_digit_at(text, at) && is_digit_at(text, at + 1) && at + 2 < text.size() &&
         text[at + 2] == 's';
}

// "``" opens a quotation and "''" closes it.
bool is_doubled_mark(std::string_view text, std::size_t at, char mark) {
  const auto is_mark = [&](std::size_t place) {
    return place < text.size() && text[place] == mark;
  };
  return is_mark(at - 1) && is_mark(at) && !is_mark(at + 1) && !(at > 1 && is_mark(at - 2));
}

}  // namespace

bool cuts_written_unit(std::string_view text, std::uint32_t at) {
  if (at == 0 || at >= text.size()) return false;
  if (joins_digits(text, at) || joins_digits(text, at - 1)) return true;
  if (is_tag_mark(text, at - 1) || is_country_of_currency(text, at)) return true;
  if (is_of_word(character_before(text, at)) && is_of_word(character_at(text, at))) {
    const auto clitic = clitic_around(text, at);
    if (clitic && at > *clitic) return true;
  }
  if (is_doubled_mark(text, at, '\'') || is_doubled_mark(text, at, '`')) return true;
  if (is_short_decade(text, at)) return true;
  const bool hyphen = text[at] == '-' || text[at - 1] == '-';
  const bool digits = (is_digit_at(text, at) || text[at] == '-') &&
                      (is_digit_at(text, at - 1) || text[at - 1] == '-');
  return hyphen && digits && is_date_or_telephone(groups_around(text, at));
}

std::uint32_t end_of_first_unit(std::string_view text, Span word) {
  const text::Decoded first = text::decode_at(text, word.begin);
  const std::uint32_t second = word.begin + first.size;
  if (text::is_currency(first.code_point)) {
    return is_digit_at(text, second) && second < word.end ? second : word.end;
  }
  if (is_of_word(first.code_point)) {
    if (const std::uint32_t end = end_before_mark(text, word); end < word.end) return end;
    const auto clitic = clitic_around(text, second);
    return clitic && *clitic > word.begin && *clitic < word.end ? *clitic : word.end;
  }
  if (!text::is_emoji(first.code_point)) return end_before_mark(text, word);
  const std::uint32_t end = symbol_end(text, word.begin, word.end);
  return end < word.end && text::is_emoji(character_at(text, end)) ? end : word.end;
}

}  // namespace hearsay::segmenting
