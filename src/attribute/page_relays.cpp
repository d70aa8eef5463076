#include "attribute/page_relays.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "attribute/name_patterns.h"
#include "text/fold.h"

namespace hearsay::attribute {
namespace {

constexpr std::string_view outlet_noun =
    R"((news agenc(?:y|ies)|newswires?|wire services?|newspapers?|broadcasters?|news sites?|news websites?|tabloids?))";

RelayKind kind_named(std::string_view noun) {
  const bool agency =
      noun.find("agenc") != std::string_view::npos || noun.find("wire") != std::string_view::npos;
  return agency ? RelayKind::agency : RelayKind::outlet;
}

// "MWA and Hill are news agencies"; "the news agency Hill"; "Hill, a news agency".
const std::array<RE2, 3>& declarations() {
  static const std::string noun(outlet_noun);
  static const std::array<RE2, 3> patterns = {
      RE2(with_name(
          "",
          R"((?:,\s[^.]{0,80}?)?(?:\sand\s[^.]{0,60}?)?\s(?:is|are)\s(?:an?\s|the\s)?(?:[\w\-]+\s){0,3}?)" +
              noun + R"(\b)")),
      RE2(with_name(R"(\b(?:the|an?|to|by)\s(?:[\w\-]+\s){0,2}?)" + noun + R"(\s)")),
      RE2(with_name("", R"(,\s(?:an?|the)\s(?:[\w\-]+\s){0,3}?)" + noun + R"(\b)")),
  };
  return patterns;
}

std::string tight(std::string_view name) {
  std::string fold = text::fold(name);
  if (fold.starts_with("the ")) fold.erase(0, 4);
  std::erase(fold, ' ');
  return fold;
}

// "Hill Post" on a link to hillpost.example or news.hill-post.example.
bool names_host(std::string_view words, std::string_view host) {
  const std::string name = tight(words);
  std::string labels(host);
  std::erase(labels, '-');
  return name.size() >= 4 && std::ranges::any_of(text::split(labels, '.'),
                                                 [&](std::string_view one) { return one == name; });
}

// What stands right before a link that is a source: "in the", "according to", "(".
bool hands_on(std::string_view before) {
  static const RE2 pattern(
      R"((?i:(?:\b(?:in|via|per|according to|told|citing|quoting|(?:reported|published|carried) by|source:?|h/t)\s+(?:the\s+)?|[(\[]\s*(?:the\s+)?)$))");
  return RE2::PartialMatch({before.data(), before.size()}, pattern);
}

bool reports_on(std::string_view after) {
  static const RE2 pattern(
      R"(^\s(?:has\s|had\s|have\s|also\s|first\s)*(?:reports|reported|writes|wrote|said|says|quoted|quotes|published|revealed|has it)\b)");
  return RE2::PartialMatch({after.data(), after.size()}, pattern);
}

// "Read the original", "full story at the source": words that say that the page is a copy.
bool is_original(std::string_view words) {
  static const RE2 pattern(
      R"((?i:(?:read |see )?(?:the )?(?:full )?(?:original|source)(?: article| story| post| report| text| version| publication)?(?: here)?))");
  return RE2::FullMatch({words.data(), words.size()}, pattern);
}

std::optional<Span> name_at_end(const RelayList& relays, Span words) {
  static const RE2 pattern(with_name(R"(\b(?:in|by|from|on|to|told|via)\s(?:the\s)?)", R"(\W*$)"));
  const std::vector<Hit> hits = hits_of(pattern, relays.article().text, words);
  return hits.empty() ? std::nullopt : std::optional(hits.back().name);
}

void read_link(RelayList& relays, const Link& link) {
  const std::string host = site_of(link.address);
  const std::string_view words = relays.page().text(link.span);
  static constexpr std::uint32_t longest = 80;
  if (host.empty() || host == site_of(relays.article().url) || link.span.size() > longest) return;
  const Place place{"link", Nearness::running, 0.7F};
  if (is_original(words)) {
    relays.add(host, link.span, relays.whole_body(), RelayKind::outlet,
               {"link", Nearness::credit, 0.7F});
    return;
  }
  if (relays.in_quotation(link.span)) return;
  if (const auto inner = name_at_end(relays, link.span)) {  // "says a story in Dachblatt"
    if (names_host(relays.page().text(*inner), host)) {
      relays.names().declare(relays.page().text(*inner), RelayKind::outlet);
      relays.add(relays.page().text(*inner), *inner, relays.sentences_around(link.span),
                 RelayKind::outlet, place);
      return;
    }
  }
  if (!names_host(words, host) && !relays.names().is_plainly_outlet(words)) return;
  const Spans scope = relays.sentences_around(link.span);
  if (scope.empty()) return;
  const std::string_view text = relays.article().text;
  const Span around = scope.front();
  const std::string_view before =
      text.substr(around.begin, std::max(around.begin, link.span.begin) - around.begin);
  const std::string_view after =
      text.substr(link.span.end, std::max(around.end, link.span.end) - link.span.end);
  if (!hands_on(before) && !reports_on(after)) return;
  relays.names().declare(words, RelayKind::outlet);
  relays.add(words, link.span, scope, relays.kind_of(words, RelayKind::outlet), place);
}

}  // namespace

void read_declarations(RelayList& relays) {
  const std::string_view text = relays.article().text;
  const auto read = [&](const Paragraph& paragraph) {
    for (const RE2& pattern : declarations()) {
      for (const Hit& hit : hits_of(pattern, text, paragraph.span)) {
        if (relays.is_person(hit.name)) continue;
        const RelayKind kind = kind_named(text::lower(relays.page().text(hit.whole)));
        relays.names().declare(relays.page().text(hit.name), kind);
        const std::uint32_t end = std::min(hit.whole.end, paragraph.span.end);
        for (const Span more : further_names(text, hit.name.end, end)) {
          relays.names().declare(relays.page().text(more), kind);
        }
      }
    }
  };
  for (const Paragraph* paragraph : relays.body()) read(*paragraph);
  for (const Paragraph* paragraph : relays.aside()) read(*paragraph);
}

void read_metadata(RelayList& relays) {
  const Article& article = relays.article();
  const std::string here = site_of(article.url);
  const auto add_value = [&](std::string_view field, std::string_view value) {
    const std::string site = site_of(value);
    const bool is_address = !site.empty();
    if (is_address && site == here) return;
    if (field == "canonical" && (!is_address || here.empty())) return;
    const std::string_view rule = field == "canonical" ? "canonical" : "metadata";
    const std::string name = is_address ? site : std::string(value);
    relays.add(name, std::nullopt, relays.whole_body(), relays.kind_of(name, RelayKind::outlet),
               {rule, Nearness::metadata, 0.8F});
  };
  add_value("canonical", article.canonical_url);
  for (const SyndicationSignal& signal : article.syndication) {
    add_value(signal.field, signal.value);
  }
}

void read_links(RelayList& relays) {
  for (const Link& link : relays.article().links) {
    const bool in_body = std::ranges::any_of(relays.article().body,
                                             [&](Span part) { return part.overlaps(link.span); });
    const bool embedded = std::ranges::any_of(relays.article().embedded, [&](const Embedded& each) {
      return each.span.overlaps(link.span);
    });
    if (in_body && !embedded) read_link(relays, link);
  }
}

}  // namespace hearsay::attribute
