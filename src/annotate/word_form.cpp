#include "annotate/word_form.h"

#include "text/utf8.h"

namespace hearsay::annotate {
namespace {

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

bool has_letter(std::string_view word) { return any_character(word, text::is_letter); }

bool starts_upper(std::string_view word) {
  return !word.empty() && text::is_upper(text::decode_at(word, 0).code_point);
}

bool is_all_upper(std::string_view word) {
  return any_character(word, text::is_upper) && !any_character(word, text::is_lower);
}

}  // namespace hearsay::annotate
