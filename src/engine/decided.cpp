#include "engine/decided.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <set>
#include <string>
#include <string_view>

#include "engine/anchors.h"
#include "text/utf8.h"

namespace hearsay::engine {
namespace {

// ---- values ----------------------------------------------------------------------------------

/// A field that the analyst can set.
struct Settable {
  std::string_view name;
  bool is_date = false;
  bool may_be_empty = true;  ///< "unknown"
  std::string (*own)(const Article&) = nullptr;
  void (*put)(Article&, const std::string&) = nullptr;
};

void add_date(Article& article, DateKind kind, const std::string& value) {
  article.dates.insert(article.dates.begin(), {kind, value, DateOrigin::analyst, std::nullopt});
}

std::string modified_of(const Article& article) {
  for (const DocumentDate& date : article.dates) {
    if (date.kind == DateKind::modified) return date.value;
  }
  return {};
}

constexpr std::array<Settable, 5> kSettable{{
    {"published", true, true, [](const Article& article) { return article.published; },
     [](Article& article, const std::string& value) {
       article.published = value;
       article.published_span.reset();
       if (!value.empty()) add_date(article, DateKind::published, value);
     }},
    {"modified", true, false, modified_of,
     [](Article& article, const std::string& value) {
       add_date(article, DateKind::modified, value);
     }},
    {"publisher", false, true, [](const Article& article) { return article.publisher; },
     [](Article& article, const std::string& value) { article.publisher = value; }},
    {"author", false, true,
     [](const Article& article) { return fmt::format("{}", fmt::join(article.authors, "; ")); },
     [](Article& article, const std::string& value) {
       article.authors.clear();
       if (!value.empty()) article.authors.push_back(value);
     }},
    {"title", false, false, [](const Article& article) { return article.title; },
     [](Article& article, const std::string& value) { article.title = value; }},
}};

const Settable* settable(std::string_view name) {
  const auto found = std::find_if(kSettable.begin(), kSettable.end(),
                                  [&](const Settable& each) { return each.name == name; });
  return found == kSettable.end() ? nullptr : &*found;
}

// ---- dates -----------------------------------------------------------------------------------

/// `count` digits at `at`; -1 where there are none.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return -1;
  const char* end = text.data() + at + count;
  int value = 0;
  const auto [last, error] = std::from_chars(text.data() + at, end, value);
  return error == std::errc() && last == end && text[at] != '-' ? value : -1;
}

bool is_day(std::string_view text) {
  const int year = digits(text, 0, 4);
  const int month = digits(text, 5, 2);
  const int day = digits(text, 8, 2);
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  if (year < 1 || month < 1 || day < 1) return false;
  return std::chrono::year_month_day{std::chrono::year{year},
                                     std::chrono::month{static_cast<unsigned>(month)},
                                     std::chrono::day{static_cast<unsigned>(day)}}
      .ok();
}

bool is_clock(std::string_view text) {
  const auto within = [](int value, int limit) { return value >= 0 && value < limit; };
  if (text.size() != 5 && text.size() != 8) return false;
  if (text[2] != ':' || !within(digits(text, 0, 2), 24) || !within(digits(text, 3, 2), 60)) {
    return false;
  }
  return text.size() == 5 || (text[5] == ':' && within(digits(text, 6, 2), 60));
}

/// "Z" or "+02:00".
bool is_zone(std::string_view text) {
  if (text == "Z") return true;
  return text.size() == 6 && (text[0] == '+' || text[0] == '-') && is_clock(text.substr(1));
}

/// A day, or an instant with its offset from UTC.
bool is_date(std::string_view text) {
  if (!is_day(text.substr(0, 10))) return false;
  if (text.size() == 10) return true;
  const std::size_t zone = text.find_first_of("Z+-", 11);
  if (text[10] != 'T' || zone == std::string_view::npos) return false;
  return is_clock(text.substr(11, zone - 11)) && is_zone(text.substr(zone));
}

// ---- attributions ----------------------------------------------------------------------------

/// What remains of a claim's chain; where nothing does, nobody is given as its source.
void take_out(Claim& claim, const Attributions& attributions, const std::set<std::size_t>& out) {
  const auto is_out = [&](AttributionIndex index) {
    return out.count(static_cast<std::size_t>(index)) > 0;
  };
  const auto at = [&](AttributionIndex index) -> const Attribution& {
    return attributions.attributions[static_cast<std::size_t>(index)];
  };
  const auto denies = [&](AttributionIndex index) { return at(index).modality == Modality::deny; };
  const bool is_touched = (claim.attribution && is_out(*claim.attribution)) ||
                          std::any_of(claim.chain.begin(), claim.chain.end(), is_out);
  if (!is_touched) return;
  const bool was_denied = std::any_of(claim.chain.begin(), claim.chain.end(), denies);
  std::erase_if(claim.chain, is_out);
  const bool is_denied = std::any_of(claim.chain.begin(), claim.chain.end(), denies);
  if (was_denied && !is_denied) claim.polarity = Polarity::positive;
  if (!claim.attribution || !is_out(*claim.attribution)) return;
  claim.attribution.reset();
  claim.voice = Voice::no_source_given;
  if (claim.chain.empty()) return;
  claim.attribution = claim.chain.back();
  const bool names_nobody = at(*claim.attribution).source_kind == SourceKind::unspecified;
  claim.voice = names_nobody ? Voice::unspecified : Voice::attributed;
}

}  // namespace

Result<void> check_value(const std::string& field, const std::string& value) {
  const Settable* known = settable(field);
  if (known == nullptr) {
    std::string names;
    for (const Settable& each : kSettable) {
      names += (names.empty() ? "" : ", ") + std::string(each.name);
    }
    return fail(ErrorKind::usage, fmt::format("\"{}\" cannot be set; what can be: {}.",
                                              text::printable(field), names));
  }
  if (value.empty() && known->may_be_empty) return {};
  if (value.empty()) {
    return fail(ErrorKind::usage, fmt::format("{} cannot be set to nothing.", known->name));
  }
  if (!known->is_date || is_date(value)) return {};
  return fail(ErrorKind::usage,
              fmt::format("\"{}\" is no date: write a day as 2015-05-06, or a time with its offset"
                          " as 2015-05-06T10:00:00Z.",
                          text::printable(value)));
}

void set_values(Document& document, const std::vector<Decision>& decisions) {
  Article& article = document.article;
  auto& overruled = document.decided.overruled;
  for (const Decision& decision : decisions) {
    const Settable* field = decision.verb == Verb::set ? settable(decision.field) : nullptr;
    if (field == nullptr) continue;
    const bool is_kept = std::any_of(overruled.begin(), overruled.end(),
                                     [&](const OwnValue& own) { return own.field == field->name; });
    if (!is_kept) overruled.push_back({decision.field, field->own(article)});
    field->put(article, decision.value);
  }
}

void reject_attributions(Document& document, const std::vector<Decision>& decisions) {
  Attributions& attributions = document.reading.attributions;
  std::set<std::size_t> out;
  for (const Decision& decision : decisions) {
    if (decision.verb != Verb::reject) continue;
    for (const Anchor& anchor : decision.about) {
      if (anchor.kind != AnchorKind::attribution) continue;
      if (const auto index = find(document, anchor)) out.insert(*index);
    }
  }
  for (Claim& claim : document.reading.claims.claims) take_out(claim, attributions, out);
  for (const std::size_t index : out) {
    document.decided.rejected.push_back(static_cast<AttributionIndex>(index));
    Attribution& rejected = attributions.attributions[index];
    rejected.source_kind = SourceKind::unspecified;
    rejected.source_entity.reset();
  }
}

}  // namespace hearsay::engine
