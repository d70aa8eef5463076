#include "ground/unit_words.h"

#include <fmt/format.h>
#include <unicode/ucurr.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "text/fold.h"

namespace hearsay {
namespace {

constexpr auto part_names = std::to_array<std::pair<std::string_view, AmountPart>>({
    {"measures", AmountPart::measures},     {"containers", AmountPart::containers},
    {"currencies", AmountPart::currencies}, {"signs", AmountPart::signs},
    {"bounds", AmountPart::bounds},         {"bounds after", AmountPart::bounds_after},
    {"vague", AmountPart::vague},           {"uncounted", AmountPart::uncounted},
    {"exact", AmountPart::exact},           {"roughly", AmountPart::roughly},
    {"shares", AmountPart::shares},         {"people", AmountPart::people},
    {"toll verbs", AmountPart::toll_verbs}, {"change verbs", AmountPart::change_verbs},
    {"measuring", AmountPart::measuring},   {"tolls", AmountPart::tolls},
    {"dimensions", AmountPart::dimensions}, {"labels", AmountPart::labels},
    {"singulars", AmountPart::singulars},
});

std::optional<AmountPart> part_named(std::string_view name) {
  for (const auto& [each, part] : part_names) {
    if (each == name) return part;
  }
  return std::nullopt;
}

std::string regular_singular(std::string_view word) {
  const auto without = [&](std::size_t count) {
    return std::string(word.substr(0, word.size() - count));
  };
  if (word.size() <= 3 || !word.ends_with('s') || word.ends_with("ss") || word.ends_with("us") ||
      word.ends_with("is")) {
    return std::string(word);
  }
  if (word.ends_with("ies") && word.size() > 4) return without(3) + "y";
  for (const std::string_view ending : {"ches", "shes", "sses", "xes", "zes", "oes"}) {
    if (word.ends_with(ending) && word != "shoes" && word != "axes") return without(2);
  }
  return without(1);
}

// "Swiss francs" of "CHF".
std::string currency_name(const char* code, const char* count) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString id(code, -1, US_INV);
  std::int32_t size = 0;
  const UChar* name = ucurr_getPluralName(icu::UnicodeString(id).getTerminatedBuffer(), "en",
                                          nullptr, count, &size, &status);
  std::string out;
  if (U_SUCCESS(status)) icu::UnicodeString(name, size).toUTF8String(out);
  return text::lower(out);
}

bool matches(const Lexemes& x, std::size_t i, const std::string& word) {
  return x.word(i) == word || x.mark(i, word);
}

}  // namespace

void AmountWords::add(AmountPart part, std::string_view words, std::string_view meaning) {
  Row row{part, {}, std::string(meaning)};
  for (const std::string_view word : text::split(words)) row.words.emplace_back(word);
  if (row.words.empty()) return;
  const std::string first = row.words.front();
  by_first_word_[first].push_back(std::move(row));
}

void AmountWords::add_currencies() {
  UErrorCode status = U_ZERO_ERROR;
  UEnumeration* codes = ucurr_openISOCurrencies(UCURR_COMMON | UCURR_NON_DEPRECATED, &status);
  if (U_FAILURE(status)) return;
  std::int32_t size = 0;
  while (const char* code = uenum_next(codes, &size, &status)) {
    for (const char* count : {"one", "other"}) {
      const std::string name = currency_name(code, count);
      // Bare names ("euro", "real") are the table's to settle.
      if (name.find(' ') != std::string::npos) add(AmountPart::currencies, name, code);
    }
  }
  uenum_close(codes);
}

Result<AmountWords> AmountWords::parse(std::string_view text) {
  AmountWords out;
  std::optional<AmountPart> part;
  std::size_t number = 0;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    ++number;
    if (line.empty() || line.starts_with('#')) continue;
    const std::size_t tab = line.find('\t');
    if (line.starts_with("== ")) {
      part = part_named(line.substr(3));
    } else if (part && tab != std::string_view::npos && tab > 0) {
      for (const std::string_view words : text::split(line.substr(tab + 1), ',')) {
        out.add(*part, words, line.substr(0, tab));
      }
      continue;
    } else {
      part.reset();
    }
    if (!part) {
      return fail(ErrorKind::input,
                  fmt::format("Line {} of the table of amounts has no meaning: {}.", number, line));
    }
  }
  return out;
}

const AmountWords& AmountWords::standard() {
  static const AmountWords words = [] {
    AmountWords out = parse(amounts_table()).value_or(AmountWords{});
    out.add_currencies();
    for (auto& [first, rows] : out.by_first_word_) {
      // Longest first; of equals, the table's own before CLDR's.
      for (auto row = rows.begin(); row != rows.end(); ++row) {
        const auto place = std::upper_bound(
            rows.begin(), row, *row,
            [](const Row& a, const Row& b) { return a.words.size() > b.words.size(); });
        std::rotate(place, row, std::next(row));
      }
    }
    return out;
  }();
  return words;
}

std::optional<AmountWords::Phrase> AmountWords::at(AmountPart part, const Lexemes& x,
                                                   std::size_t i) const {
  if (i >= x.size()) return std::nullopt;
  const auto rows = by_first_word_.find(x[i].lower);
  if (rows == by_first_word_.end()) return std::nullopt;
  for (const Row& row : rows->second) {
    if (row.part != part) continue;
    std::size_t at = 0;
    while (at < row.words.size() && matches(x, i + at, row.words[at]) &&
           (part != AmountPart::signs || at == 0 || x.joined(i + at))) {
      ++at;
    }
    if (at == row.words.size()) return Phrase{i + at, row.meaning};
  }
  return std::nullopt;
}

std::string AmountWords::singular(std::string_view word, const Word* analysis) const {
  if (const auto rows = by_first_word_.find(word); rows != by_first_word_.end()) {
    for (const Row& row : rows->second) {
      if (row.part == AmountPart::singulars) return row.meaning;
    }
  }
  if (analysis != nullptr && !analysis->lemma.empty() && analysis->lemma != word &&
      analysis->tag == PartOfSpeech::NOUN) {
    return analysis->lemma;
  }
  // "Iraqis": names of peoples; "crisis" is no plural.
  if (analysis != nullptr && analysis->tag == PartOfSpeech::PROPN && word.ends_with("is")) {
    return std::string(word.substr(0, word.size() - 1));
  }
  return regular_singular(word);
}

}  // namespace hearsay
