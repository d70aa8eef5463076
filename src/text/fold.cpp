#include "text/fold.h"

#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <array>
#include <memory>
#include <vector>

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

std::string transliterated(const icu::UnicodeString& text) {
  icu::UnicodeString unicode(text);
  if (const icu::Transliterator* folder = latin_folder()) folder->transliterate(unicode);
  unicode.foldCase();
  std::string out;
  unicode.toUTF8String(out);
  return out;
}

/// What single characters become where neighbours do not matter: Latin letters with marks and the
/// signs of ordinary print. ICU answers for each once; after that a word of these costs a look-up
/// for each character, not a run of the transliterator.
class PlainFolds {
 public:
  PlainFolds() {
    for (const Range& range : kRanges) {
      for (char32_t c = range.begin; c < range.end; ++c) {
        forms_.push_back(transliterated(icu::UnicodeString(static_cast<UChar32>(c))));
      }
    }
  }

  /// The form of `c`; null where it is of none of the ranges.
  [[nodiscard]] const std::string* find(char32_t c) const {
    std::size_t before = 0;
    for (const Range& range : kRanges) {
      if (c >= range.begin && c < range.end) return &forms_[before + (c - range.begin)];
      before += range.end - range.begin;
    }
    return nullptr;
  }

 private:
  struct Range {
    char32_t begin = 0;
    char32_t end = 0;
  };
  // ASCII, Latin-1, Latin Extended-A and -B; Latin Extended Additional; dashes and quotation marks.
  static constexpr std::array<Range, 3> kRanges{
      {{0x0000, 0x0250}, {0x1E00, 0x1F00}, {0x2010, 0x2028}}};
  std::vector<std::string> forms_;
};

/// Folds `text` where all of it is plain; false where ICU has to look at the whole.
bool fold_plainly(std::string_view text, std::string& out) {
  static const PlainFolds folds;
  for (std::size_t i = 0; i < text.size();) {
    const Decoded decoded = decode_at(text, i);
    const std::string* form = folds.find(decoded.code_point);
    if (form == nullptr) return false;
    out += *form;
    i += decoded.size;
  }
  return true;
}

std::string to_latin(std::string_view text) {
  std::string plain;
  if (fold_plainly(text, plain)) return plain;
  return transliterated(icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size()))));
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

std::string upper(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const Decoded decoded = decode_at(text, i);
    append(out, static_cast<char32_t>(u_toupper(static_cast<UChar32>(decoded.code_point))));
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
