#include "cli/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "text/utf8.h"

namespace hearsay::cli {
namespace {

template <std::size_t size, typename Enum>
std::string_view at(const std::array<std::string_view, size>& names, Enum value) {
  const auto index = static_cast<std::size_t>(value);
  return index < size ? names[index] : std::string_view("?");
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

}  // namespace

std::string_view word(SourceKind kind) {
  return at(
      std::to_array<std::string_view>({"named person", "named organisation", "state", "unnamed",
                                       "collective", "document", "author", "unspecified"}),
      kind);
}

std::string_view word(Modality modality) {
  return at(std::to_array<std::string_view>({"asserts", "denies", "warns", "accuses", "promises",
                                             "asks", "threatens", "predicts", "declines"}),
            modality);
}

std::string_view word(Access access) {
  return at(std::to_array<std::string_view>({"witnessed it", "has it from a document",
                                             "has it from footage", "was told",
                                             "how it knows is not said"}),
            access);
}

std::string_view word(QuoteKind kind) {
  return at(std::to_array<std::string_view>({"direct", "indirect", "mixed"}), kind);
}

std::string_view word(RelayKind kind) {
  return at(std::to_array<std::string_view>({"outlet", "agency", "person", "state", "unnamed"}),
            kind);
}

std::string_view word(LinkBasis basis) {
  return at(std::to_array<std::string_view>({"stated", "inferred", "analyst"}), basis);
}

std::string_view word(Role role) {
  return at(
      std::to_array<std::string_view>({"agent", "patient", "recipient", "instrument", "purpose"}),
      role);
}

std::string_view word(ClaimModality modality) {
  return at(std::to_array<std::string_view>({"fact", "plan", "possible", "conditional", "ordered"}),
            modality);
}

std::string_view word(Voice voice) {
  return at(std::to_array<std::string_view>({"attributed", "carried on from the speaker",
                                             "the author's own voice", "no source given",
                                             "unspecified source"}),
            voice);
}

std::string_view word(EdgeKind kind) {
  return at(std::to_array<std::string_view>({"says", "relays", "republishes", "copies", "cites"}),
            kind);
}

std::string_view word(EntityType type) {
  return at(std::to_array<std::string_view>({"person", "organisation", "group", "place", "facility",
                                             "event", "product", "other"}),
            type);
}

std::string_view word(PageKind kind) {
  return at(std::to_array<std::string_view>(
                {"article", "list of articles", "home page", "author page", "not an article"}),
            kind);
}

std::string_view word(BoilerplateKind kind) {
  return at(
      std::to_array<std::string_view>({"disclaimer", "donate", "share", "copyright", "comments",
                                       "navigation", "image", "related", "other"}),
      kind);
}

std::string_view word(DateKind kind) {
  return at(std::to_array<std::string_view>(
                {"published", "first published", "republished", "modified", "captured"}),
            kind);
}

std::string_view word(DateOrigin origin) {
  return at(std::to_array<std::string_view>({"JSON-LD", "microdata", "meta tag", "visible line",
                                             "URL", "feed", "HTTP", "input", "analyst"}),
            origin);
}

std::string_view word(AnchorKind kind) {
  return at(std::to_array<std::string_view>({"document", "sentence", "claim", "attribution", "name",
                                             "allegation", "narrative", "outlet"}),
            kind);
}

std::string_view word(PartOfSpeech tag) {
  return at(std::to_array<std::string_view>({"ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ",
                                             "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT",
                                             "SCONJ", "SYM", "VERB", "X"}),
            tag);
}

std::string day(std::string_view iso) {
  static constexpr auto kMonths = std::to_array<std::string_view>(
      {"January", "February", "March", "April", "May", "June", "July", "August", "September",
       "October", "November", "December"});
  if (iso.empty()) return "undated";
  const bool has_month = iso.size() >= 7 && all_digits(iso.substr(0, 4)) && iso[4] == '-' &&
                         all_digits(iso.substr(5, 2));
  const int month = has_month ? number(iso.substr(5, 2)) : 0;
  if (month < 1 || month > 12) return std::string(iso);
  const std::string_view year = iso.substr(0, 4);
  const std::string_view name = kMonths.at(static_cast<std::size_t>(month - 1));
  const bool has_day = iso.size() >= 10 && iso[7] == '-' && all_digits(iso.substr(8, 2));
  if (!has_day) return iso.size() == 7 ? fmt::format("{} {}", name, year) : std::string(iso);
  return fmt::format("{} {} {}", number(iso.substr(8, 2)), name, year);
}

std::string days(std::string_view begin, std::string_view end) {
  const std::string first = day(begin);
  const std::string last = day(end);
  return first == last ? first : fmt::format("{} to {}", first, last);
}

std::string in_quotes(std::string_view text) {
  return fmt::format("\"{}\"", text::trim(text::printable(text)));
}

}  // namespace hearsay::cli
