#include "extract/field.h"

#include "extract/entities.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::extraction {
namespace {

constexpr std::size_t longest_field = 2000;

}  // namespace

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string cleaned(std::string_view text) {
  std::string decoded = decode_entities(text);
  std::string out;
  bool blank = false;
  bool tag = false;
  for (std::size_t at = 0; at < decoded.size() && out.size() < longest_field;) {
    const text::Decoded c = text::decode_at(decoded, at);
    if (c.code_point == '<' && at + 1 < decoded.size() &&
        (decoded[at + 1] == '/' || text::is_letter(static_cast<unsigned char>(decoded[at + 1])))) {
      tag = true;
    } else if (tag) {
      tag = c.code_point != '>';
    } else if (text::is_space(c.code_point)) {
      blank = true;
    } else {
      if (blank && !out.empty()) out += ' ';
      blank = false;
      out += std::string_view(decoded).substr(at, c.size);
    }
    at += c.size;
  }
  return out;
}

std::string words_of(std::string_view line) {
  const std::string lower = text::lower(line);
  std::string out;
  bool blank = false;
  for (std::size_t at = 0; at < lower.size();) {
    const text::Decoded c = text::decode_at(lower, at);
    constexpr char32_t soft_hyphen = 0xAD;
    if (c.code_point == soft_hyphen) {
      at += c.size;
      continue;
    }
    if (text::is_letter(c.code_point) || text::is_digit(c.code_point) ||
        text::is_mark(c.code_point)) {
      if (blank && !out.empty()) out += ' ';
      blank = false;
      out += std::string_view(lower).substr(at, c.size);
    } else {
      blank = true;
    }
    at += c.size;
  }
  return out;
}

}  // namespace hearsay::extraction
