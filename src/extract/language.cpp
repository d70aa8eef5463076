#include "extract/language.h"

#include <cld2/public/compact_lang_det.h>

#include <algorithm>
#include <cstdio>  // CLD2's header needs it and does not say so

#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::extraction {
namespace {

constexpr std::size_t sample_size = 20000;

}  // namespace

std::string detect_language(std::string_view text) {
  std::size_t size = std::min(text.size(), sample_size);
  while (size > 0 && !text::is_boundary(text, size)) --size;
  if (size == 0) return {};
  bool reliable = false;
  const CLD2::Language language = CLD2::DetectLanguage(std::string(text.substr(0, size)).c_str(),
                                                       static_cast<int>(size), true, &reliable);
  if (!reliable || language == CLD2::UNKNOWN_LANGUAGE) return {};
  return primary_language(CLD2::LanguageCode(language));
}

std::string primary_language(std::string_view declared) {
  const std::string lower = text::lower(text::trim(declared));
  const std::size_t end = std::min(lower.find_first_of("-_,; "), lower.size());
  const std::string_view primary = std::string_view(lower).substr(0, end);
  const bool letters =
      std::all_of(primary.begin(), primary.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (!letters || primary.size() < 2 || primary.size() > 3 || primary == "und") return {};
  return primary == "iw" ? "he" : std::string(primary);
}

}  // namespace hearsay::extraction
