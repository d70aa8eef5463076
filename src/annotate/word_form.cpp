#include "annotate/word_form.h"

#include "text/utf8.h"

namespace hearsay::annotate {
namespace {

constexpr std::size_t shape_limit = 12;

char32_t class_of(char32_t c) {
  if (text::is_upper(c)) return 'X';
  if (text::is_lower(c)) return 'x';
  if (text::is_digit(c)) return 'd';
  if (text::is_letter(c)) return 'c';
  return c;
}

template <typename Predicate>
bool any_character(std::string_view word, Predicate predicate) {
  for (std::size_t at = 0; at < word.size();) {
    const text::Decoded each = text::decode_at(word, at);
    if (predicate(each.code_point)) return true;
    at += each.size;
  }
  return false;
}

}  // namespace

std::string_view first_characters(std::string_view word, std::size_t count) {
  std::size_t at = 0;
  for (; count > 0 && at < word.size(); --count) at += text::decode_at(word, at).size;
  return word.substr(0, at);
}

std::string_view last_characters(std::string_view word, std::size_t count) {
  std::size_t at = word.size();
  for (; count > 0 && at > 0; --count) at -= text::decode_before(word, at).size;
  return word.substr(at);
}

std::string shape_of(std::string_view word) {
  std::string shape;
  char32_t last = 0;
  std::size_t length = 0;
  for (std::size_t at = 0; at < word.size() && length < shape_limit;) {
    const text::Decoded each = text::decode_at(word, at);
    at += each.size;
    const char32_t now = class_of(each.code_point);
    if (now == last) continue;
    text::append(shape, now);
    last = now;
    ++length;
  }
  return shape;
}

bool has_digit(std::string_view word) { return any_character(word, text::is_digit); }
bool has_letter(std::string_view word) { return any_character(word, text::is_letter); }

bool starts_upper(std::string_view word) {
  return !word.empty() && text::is_upper(text::decode_at(word, 0).code_point);
}

bool is_all_upper(std::string_view word) {
  return any_character(word, text::is_upper) && !any_character(word, text::is_lower);
}

}  // namespace hearsay::annotate
