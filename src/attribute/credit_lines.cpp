#include "attribute/credit_lines.h"

#include <algorithm>
#include <array>
#include <utility>

#include "attribute/name_patterns.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::attribute {
namespace {

constexpr std::uint32_t longest_line = 300;

struct CreditPattern {
  RE2 expression;
  std::string_view rule;
  float confidence;
  bool outlets_only;
};

const std::array<CreditPattern, 7>& credit_patterns() {
  static const std::array<CreditPattern, 7> patterns = {{
      {RE2(with_name(
           R"(^\W*(?i:sources?|via|agency|agencies|original(?: (?:article|report|source|story|text))?|originally published|first published|(?:additional |further )reporting|courtesy)\s*:\s*(?:(?i:the)\s)?)")),
       "credit-line", 0.9F, false},
      {RE2(with_name(R"(^\W*(?i:text|words|report|story|credits?)\s*:\s*(?:(?i:the)\s)?)",
                     R"(\W*(?:(?i:graphics?|images?|photos?|pictures?|video)\b.*)?$)")),
       "credit-line", 0.7F, true},
      {RE2(with_name(R"(^\W*(?:©|\(c\)|(?i:copyright))\s*(?:\d{4},?\s)?(?:(?i:the)\s)?)",
                     R"([^\n]{0,60}(?i:permission|reproduced|reprinted|republished|licen[cs]e))")),
       "credit-line", 0.7F, true},
      {RE2(with_name(R"(^\W*(?i:via|h/t|hat tip(?: to)?)\s(?:(?i:the)\s)?)", R"(\W*$)")),
       "credit-line", 0.7F, false},
      {RE2(with_name(R"(^\W*(?i:from)\s(?:(?i:the)\s)?)", R"(\W*$)")), "credit-line", 0.7F, true},
      {RE2(with_name(R"(^(?:[(\[/]|—|–|-)\s*(?:(?i:the)\s)?)", R"(\s*[)\]/]?\.?\s*$)")),
       "end-credit", 0.7F, true},
      {RE2(with_name(
           R"(\b(?i:(?:reporting|material|content|copy|contributions?|files|information|inputs?) (?:from|by))\s(?:(?i:the)\s)?)")),
       "with-material-from", 0.5F, true},
  }};
  return patterns;
}

struct Credit {
  Span name;
  const CreditPattern* pattern = nullptr;
};

// The names that a credit line credits.
std::vector<Credit> credits_in(const RelayList& relays, Span line) {
  const std::string_view text = relays.article().text;
  std::vector<Credit> credits;
  const auto take = [&](Span name, const CreditPattern& pattern) {
    const std::string_view words = text.substr(name.begin, name.size());
    if (pattern.outlets_only && !relays.names().is_outlet(words) && !is_acronym(words)) return;
    const bool known = std::ranges::any_of(
        credits, [&](const Credit& credit) { return credit.name.overlaps(name); });
    if (!known) credits.push_back({name, &pattern});
  };
  for (const CreditPattern& pattern : credit_patterns()) {
    for (const Hit& hit : hits_of(pattern.expression, text, line)) {
      const std::vector<Span> more = further_names(text, hit.name.end, line.end);
      // "Source: the ministry, via Meadow Wire": the last hands on what the first said.
      const bool via =
          !more.empty() &&
          has_phrase(text::lower(text.substr(hit.name.end, more.front().begin - hit.name.end)),
                     "via");
      if (via) take(more.front(), pattern);
      take(hit.name, pattern);
      for (const Span name : more) take(name, pattern);
    }
  }
  return credits;
}

void add_credit(RelayList& relays, const Credit& credit, Span line, const Spans& scope) {
  const LinkBasis how =
      credit.pattern->confidence <= 0.5F ? LinkBasis::inferred : LinkBasis::stated;
  const std::string_view name = relays.page().text(credit.name);
  const RelayKind otherwise = relays.looks_like_person(credit.name) ? RelayKind::person
                              : is_acronym(name)                    ? RelayKind::agency
                                                                    : RelayKind::outlet;
  relays.add(name, line, scope, relays.kind_of(name, otherwise),
             {credit.pattern->rule, Nearness::credit, credit.pattern->confidence, how});
}

// Names at the end of a paragraph; none where it says that the item is the page's own.
struct EndCredit {
  std::size_t paragraph = 0;
  std::vector<Span> names;
};

// "… said the roofer. (Meadow Wire/Hill Press)"
std::optional<EndCredit> end_credit(const RelayList& relays, std::size_t paragraph) {
  static const RE2 credit(with_name(
      R"([.!?”"’»]\s*(?:[(\[]\s*|(?:—|–|--)\s?)(?:(?i:source|from|via|by):?\s+)?(?:(?i:the)\s)?)",
      R"((?:\s*(?:,|/|&|and|\+)\s*\S+(?:\s\S+){0,3}?){0,3}\s*[)\]]?\.?\s*$)"));
  static const RE2 own(
      R"([.!?”"’»]\s*[(\[]\s*(?i:(?:our )?own (?:report|reporting|correspondent|reporter|staff|news)[a-z]*|own|staff|our (?:correspondent|reporter|staff)[a-z]*)\s*[)\]]\.?\s*$)");
  static constexpr std::uint32_t shortest = 60, tail = 90;
  const Span span = relays.body()[paragraph]->span;
  if (span.size() < shortest) return std::nullopt;
  const Span end{relays.boundary(span.end - std::min(span.size(), tail)), span.end};
  const std::string_view text = relays.article().text;
  if (!hits_of(own, text, end).empty()) return EndCredit{paragraph, {}};
  const std::vector<Hit> hits = hits_of(credit, text, end);
  if (hits.empty()) return std::nullopt;
  EndCredit found{paragraph, {hits.front().name}};
  const std::vector<Span> more = further_names(text, hits.front().name.end, end.end);
  found.names.insert(found.names.end(), more.begin(), more.end());
  return found;
}

bool is_outlet_like(const RelayList& relays, Span name) {
  const std::string_view words = relays.page().text(name);
  return relays.names().is_outlet(words) || is_acronym(words);
}

}  // namespace

void read_credit_lines(RelayList& relays) {
  const auto& body = relays.body();
  std::vector<std::pair<std::size_t, std::vector<Credit>>> lines;
  for (std::size_t at = 0; at < body.size(); ++at) {
    if (body[at]->span.size() > longest_line) continue;
    auto credits = credits_in(relays, body[at]->span);
    if (!credits.empty()) lines.emplace_back(at, std::move(credits));
  }
  const bool digest = lines.size() > 1 && lines.back().first - lines.front().first >= lines.size();
  std::size_t from = 0;
  for (const auto& [at, credits] : lines) {
    const Spans scope =
        digest ? relays.passage(relays.item_begin(at, from), at) : relays.whole_body();
    for (const Credit& credit : credits) add_credit(relays, credit, body[at]->span, scope);
    from = at + 1;
  }
  for (const Paragraph* line : relays.aside()) {
    if (line->span.size() > longest_line) continue;
    for (const Credit& credit : credits_in(relays, line->span)) {
      add_credit(relays, credit, line->span, relays.whole_body());
    }
  }
}

void read_end_credits(RelayList& relays) {
  std::vector<EndCredit> credits;
  for (std::size_t at = 0; at < relays.body().size(); ++at) {
    if (auto credit = end_credit(relays, at)) credits.push_back(std::move(*credit));
  }
  // One name that is plainly an outlet's tells what the others in such places are.
  const bool has_outlet = std::ranges::any_of(credits, [&](const EndCredit& credit) {
    return std::ranges::any_of(credit.names,
                               [&](Span name) { return is_outlet_like(relays, name); });
  });
  std::size_t from = 0;
  for (const auto& [at, credited] : credits) {
    const bool whole = credits.size() == 1 && at + 1 == relays.body().size();
    const Spans scope =
        whole ? relays.whole_body() : relays.passage(relays.item_begin(at, from), at);
    if (credited.empty()) from = at + 1;
    for (const Span name : credited) {
      if (!is_outlet_like(relays, name) && (!has_outlet || relays.is_person(name))) continue;
      const std::string_view words = relays.page().text(name);
      relays.add(words, name, scope, relays.kind_of(words, RelayKind::agency),
                 {"end-credit", Nearness::credit, 0.8F});
      from = at + 1;
    }
  }
}

}  // namespace hearsay::attribute
