#include "wording/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

#include "text/utf8.h"

namespace hearsay::wording {
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

std::string said_of(const DecisionRow& row, std::size_t index) {
  const Anchor& anchor = row.decision.about[index];
  const bool is_found = index < row.ids.size() && !row.ids[index].empty();
  if (anchor.kind == AnchorKind::name) return in_quotes(anchor.words);
  return is_found ? row.ids[index] : fmt::format("({} not found any more)", word(anchor.kind));
}

std::string joined(const DecisionRow& row, std::string_view joint) {
  std::string out;
  for (std::size_t i = 0; i < row.decision.about.size(); ++i) {
    if (i > 0) out += joint;
    out += said_of(row, i);
  }
  return out;
}

std::string joined(const std::vector<std::string>& parts, std::string_view last_joint) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += i + 1 == parts.size() ? std::string(last_joint) : std::string(", ");
    out += parts[i];
  }
  return out;
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

std::string counted(std::size_t count, std::string_view singular, std::string_view plural) {
  if (count == 1) return fmt::format("1 {}", singular);
  return plural.empty() ? fmt::format("{} {}s", count, singular)
                        : fmt::format("{} {}", count, plural);
}

std::string decision_words(const DecisionRow& row) {
  const Decision& decision = row.decision;
  switch (decision.verb) {
    case Verb::set:
      return fmt::format("set {} of {} to {}", decision.field, joined(row, ", "),
                         decision.value.empty() ? "unknown" : in_quotes(decision.value));
    case Verb::link:
      return fmt::format("link {} ({})", joined(row, " to "), decision.field);
    case Verb::reject:
      return fmt::format("reject {}", joined(row, " to "));
    case Verb::merge:
      return fmt::format("merge {}", joined(row, " with "));
    case Verb::split:
      return fmt::format("split {}", joined(row, " from "));
    case Verb::note:
      return fmt::format("note on {}: {}", joined(row, ", "), decision.value);
    case Verb::undo:
      return fmt::format("undo {}", decision.undoes);
  }
  return {};
}

std::string range(const IndependentOrigins& origins) {
  if (origins.min == origins.max) return std::to_string(origins.count);
  return fmt::format("{} ({}-{})", origins.count, origins.min, origins.max);
}

std::string ends_at(const Trace& trace) {
  struct Kind {
    std::set<SourceKind> kinds;
    std::string_view one, many;
  };
  static const std::vector<Kind> kKinds = {
      {{SourceKind::named_person}, "named person", "named people"},
      {{SourceKind::named_organisation, SourceKind::state},
       "named institution",
       "named institutions"},
      {{SourceKind::document}, "document", "documents"},
      {{SourceKind::author}, "author of its own", "authors of their own"},
      {{SourceKind::unnamed, SourceKind::collective, SourceKind::unspecified},
       "unnamed source",
       "unnamed sources"}};
  std::vector<std::string> parts;
  for (const Kind& kind : kKinds) {
    const auto count = static_cast<std::size_t>(
        std::count_if(trace.origins.begin(), trace.origins.end(), [&](const Origin& origin) {
          return !origin.denies && kind.kinds.count(origin.kind) != 0;
        }));
    if (count > 0) parts.push_back(counted(count, kind.one, kind.many));
  }
  return parts.empty() ? std::string("no source at all") : joined(parts, " and ");
}

std::size_t sentence_number(const Document& document, Span span) {
  const auto& sentences = document.reading.segmentation.sentences;
  const auto after =
      std::upper_bound(sentences.begin(), sentences.end(), span.begin,
                       [](std::uint32_t begin, const Sentence& s) { return begin < s.span.begin; });
  if (after == sentences.begin()) return 0;
  return static_cast<std::size_t>(after - sentences.begin());
}

std::string csv_cell(std::string_view text) {
  std::string cell = text::printable(text);
  const std::size_t first = cell.find_first_not_of(' ');
  for (const std::string_view sign : {"=", "+", "-", "@", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"}) {
    if (first == std::string::npos || !std::string_view(cell).substr(first).starts_with(sign)) {
      continue;
    }
    cell.insert(cell.begin(), '\'');
    break;
  }
  if (cell.find_first_of(",\"") == std::string::npos) return cell;
  std::string out(1, '"');
  for (const char c : cell) {
    if (c == '"') out += c;
    out += c;
  }
  out += '"';
  return out;
}

}  // namespace hearsay::wording
