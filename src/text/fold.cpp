#include "text/fold.h"

#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <memory>

#include "text/utf8.h"

namespace hearsay::text {
namespace {

bool is_ascii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

// Building a transliterator takes milliseconds and using one is not thread-safe, so each thread
// keeps its own.
const icu::Transliterator* latin_folder() {
  thread_local const std::unique_ptr<icu::Transliterator> folder = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::Transliterator>(icu::Transliterator::createInstance(
        "Any-Latin; NFKD; [:M:] Remove; Latin-ASCII", UTRANS_FORWARD, status));
  }();
  return folder.get();
}

std::string to_latin(std::string_view text) {
  const icu::Transliterator* folder = latin_folder();
  if (folder == nullptr) return std::string(text);
  auto unicode = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  folder->transliterate(unicode);
  unicode.foldCase();
  std::string out;
  unicode.toUTF8String(out);
  return out;
}

// Marks that stand inside one word in some spellings and are left out in others.
bool is_apostrophe(char32_t c) {
  return c == '\'' || c == '`' || c == 0x2018 || c == 0x2019 || c == 0x02BC || c == 0x02BB ||
         c == 0x02B9 || c == 0x02BE || c == 0x02BF || c == 0x00B4;
}

}  // namespace

std::string lower(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  if (is_ascii(text)) {
    for (const char c : text) out += (c >= 'A' && c <= 'Z') ? static_cast<char>(c + 32) : c;
    return out;
  }
  for (std::size_t i = 0; i < text.size();) {
    const Decoded decoded = decode_at(text, i);
    append(out, static_cast<char32_t>(u_tolower(static_cast<UChar32>(decoded.code_point))));
    i += decoded.size;
  }
  return out;
}

std::string fold(std::string_view text) {
  const std::string latin = is_ascii(text) ? lower(text) : to_latin(text);
  std::string out;
  out.reserve(latin.size());
  bool gap = false;
  for (std::size_t i = 0; i < latin.size();) {
    const Decoded decoded = decode_at(latin, i);
    const char32_t c = decoded.code_point;
    i += decoded.size;
    if (is_letter(c) || is_digit(c)) {
      if (gap && !out.empty()) out += ' ';
      gap = false;
      append(out, c);
    } else if (!is_apostrophe(c)) {
      gap = true;
    }
  }
  return out;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = text.find(separator);
    if (end != 0) parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return parts;
}

}  // namespace hearsay::text
