#include "text/utf8.h"

#include <unicode/uchar.h>

namespace hearsay::text {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

unsigned char byte_at(std::string_view text, std::size_t offset) {
  return static_cast<unsigned char>(text[offset]);
}

bool is_continuation(unsigned char byte) { return (byte & 0xC0U) == 0x80U; }

/// C0, C1, line separators and the characters that reorder what a terminal shows (UAX 9).
bool is_unprintable(char32_t c) {
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return true;
  if (c == 0x061C || c == 0x200E || c == 0x200F || c == 0x2028 || c == 0x2029) return true;
  if (c >= 0x202A && c <= 0x202E) return true;
  if (c >= 0x2066 && c <= 0x2069) return true;
  return c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}

UChar32 icu(char32_t c) { return static_cast<UChar32>(c); }

}  // namespace

// Well-formed sequences as in table 3-7 of the Unicode Standard.
Decoded decode_at(std::string_view text, std::size_t offset) {
  const unsigned char lead = byte_at(text, offset);
  if (lead < 0x80) return {lead, 1};
  std::uint32_t size = 0;
  char32_t c = 0;
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) {
    size = 2;
    c = lead & 0x1FU;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    size = 3;
    c = lead & 0x0FU;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    size = 4;
    c = lead & 0x07U;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  } else {
    return {kReplacement, 1};
  }
  if (offset + size > text.size()) return {kReplacement, 1};
  for (std::uint32_t i = 1; i < size; ++i) {
    const unsigned char next = byte_at(text, offset + i);
    if (next < low || next > high) return {kReplacement, 1};
    low = 0x80;
    high = 0xBF;
    c = (c << 6U) | (next & 0x3FU);
  }
  return {c, size};
}

Decoded decode_before(std::string_view text, std::size_t offset) {
  for (std::size_t back = 1; back <= 4 && back <= offset; ++back) {
    if (is_continuation(byte_at(text, offset - back))) continue;
    const Decoded decoded = decode_at(text, offset - back);
    if (decoded.size == back) return decoded;
    break;
  }
  return {kReplacement, 1};
}

void append(std::string& out, char32_t c) {
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = kReplacement;
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0U | (c >> 6U));
    out += static_cast<char>(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0U | (c >> 12U));
    out += static_cast<char>(0x80U | ((c >> 6U) & 0x3FU));
    out += static_cast<char>(0x80U | (c & 0x3FU));
  } else {
    out += static_cast<char>(0xF0U | (c >> 18U));
    out += static_cast<char>(0x80U | ((c >> 12U) & 0x3FU));
    out += static_cast<char>(0x80U | ((c >> 6U) & 0x3FU));
    out += static_cast<char>(0x80U | (c & 0x3FU));
  }
}

bool is_valid(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    if (byte_at(text, i) < 0x80) {
      ++i;
      continue;
    }
    const Decoded decoded = decode_at(text, i);
    if (decoded.size == 1) return false;
    i += decoded.size;
  }
  return true;
}

bool is_boundary(std::string_view text, std::size_t offset) {
  return offset == 0 || offset >= text.size() || !is_continuation(byte_at(text, offset));
}

std::size_t length(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); i += decode_at(text, i).size) ++count;
  return count;
}

bool is_letter(char32_t c) { return u_isalpha(icu(c)) != 0; }
bool is_digit(char32_t c) { return u_isdigit(icu(c)) != 0; }
bool is_upper(char32_t c) { return u_isupper(icu(c)) != 0 || u_istitle(icu(c)) != 0; }
bool is_lower(char32_t c) { return u_islower(icu(c)) != 0; }
bool is_space(char32_t c) { return u_isUWhiteSpace(icu(c)) != 0 || c == 0x200B; }
bool is_punctuation(char32_t c) { return u_ispunct(icu(c)) != 0; }
bool is_mark(char32_t c) { return (U_GET_GC_MASK(icu(c)) & U_GC_M_MASK) != 0; }

bool is_currency(char32_t c) { return u_charType(icu(c)) == U_CURRENCY_SYMBOL; }

bool is_emoji(char32_t c) {
  return u_hasBinaryProperty(icu(c), UCHAR_EMOJI_PRESENTATION) != 0 ||
         u_hasBinaryProperty(icu(c), UCHAR_REGIONAL_INDICATOR) != 0;
}

std::string_view trim(std::string_view text) {
  while (!text.empty()) {
    const Decoded first = decode_at(text, 0);
    if (!is_space(first.code_point)) break;
    text.remove_prefix(first.size);
  }
  while (!text.empty()) {
    const Decoded last = decode_before(text, text.size());
    if (!is_space(last.code_point)) break;
    text.remove_suffix(last.size);
  }
  return text;
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const Decoded decoded = decode_at(text, i);
    const char32_t c = decoded.code_point;
    if (c == '\n' || c == '\r' || c == '\t') {
      out += ' ';
    } else {
      append(out, is_unprintable(c) ? kReplacement : c);
    }
    i += decoded.size;
  }
  return out;
}

}  // namespace hearsay::text
