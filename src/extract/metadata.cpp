// Title, authors and date are chosen among all places that give them (titles.cpp, authors.cpp,
// date_choice.cpp); what the carrier of a page states comes before what the page states.
#include "extract/metadata.h"

#include <algorithm>
#include <array>

#include "extract/authors.h"
#include "extract/date_choice.h"
#include "extract/dates.h"
#include "extract/entities.h"
#include "extract/facts.h"
#include "extract/field.h"
#include "extract/names.h"
#include "extract/titles.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::extraction {
namespace {

constexpr std::size_t most_signals = 50;

/// Of the dates that are only seen, those are kept that say something new of this page.
bool is_worth_keeping(const DatedFact& fact, const std::vector<DocumentDate>& known) {
  if (fact.role != FactRole::own) return false;
  if (fact.date.from != DateOrigin::visible) {
    return std::find(known.begin(), known.end(), fact.date) == known.end();
  }
  if (fact.date.kind == DateKind::published) return false;
  const std::string day = fact.date.value.substr(0, 10);
  return std::none_of(known.begin(), known.end(), [&](const DocumentDate& date) {
    return date.kind == fact.date.kind && date.value.starts_with(day);
  });
}

void read_dates(Metadata& out, const Facts& facts, const Landmarks& marks) {
  const DateOrigin carrier = facts.source.from_feed ? DateOrigin::feed : DateOrigin::input;
  if (auto stated = parse_date(facts.source.published)) {
    out.published = *stated;
    out.dates.push_back({DateKind::published, *stated, carrier, std::nullopt});
  }
  if (auto stated = parse_date(facts.source.modified)) {
    out.dates.push_back({DateKind::modified, *stated, carrier, std::nullopt});
  }
  const std::vector<DatedFact> dated = dated_facts(facts, marks);
  if (const auto chosen = choose_date(date_candidates(dated))) {
    if (out.published.empty()) out.published = dated[*chosen].date.value;
    out.dates.push_back(dated[*chosen].date);
  }
  for (const DatedFact& fact : dated) {
    if (is_worth_keeping(fact, out.dates)) out.dates.push_back(fact.date);
  }
}

/// Without blanks and marks, "The Mill Daily" as "themilldaily".
std::string tight(std::string_view name) {
  std::string words = words_of(name);
  std::erase(words, ' ');
  return words;
}

/// Whether a name or an address is the page's own outlet, which is no syndication.
bool is_own(const Facts& facts, std::string_view value) {
  constexpr std::size_t telling = 4;  // letters
  const std::string host = host_of(value);
  const std::string name = tight(value);
  const std::string publisher = tight(facts.publisher);
  const auto holds = [](const std::string& a, const std::string& b) {
    return b.size() >= telling && a.find(b) != std::string::npos;
  };
  if (host.empty() && (name == publisher || holds(name, publisher) || holds(publisher, name))) {
    return true;
  }
  return std::any_of(facts.addresses.begin(), facts.addresses.end(), [&](const auto& address) {
    const std::string own = host_of(address);
    return host.empty() ? holds(tight(own), name) : own == host;
  });
}

void add_signal(Metadata& out, const Facts& facts, std::string field, std::string value) {
  if (value.empty() || is_own(facts, value)) return;
  const SyndicationSignal signal{std::move(field), std::move(value)};
  const bool known =
      std::find(out.syndication.begin(), out.syndication.end(), signal) != out.syndication.end();
  if (!known && out.syndication.size() < most_signals) out.syndication.push_back(signal);
}

/// What a page says of where its text was first, lower case.
struct Phrase {
  std::string_view words;
  std::string_view field;
};
constexpr auto phrases = std::to_array<Phrase>({
    {"originally published", "first-published"},
    {"originally appeared", "first-published"},
    {"first published", "first-published"},
    {"first appeared", "first-published"},
    {"appeared first on", "first-published"},
    {"republished from", "republished"},
    {"republished with permission", "republished"},
    {"reprinted from", "republished"},
    {"reprinted with permission", "republished"},
    {"zuerst erschienen", "first-published"},
    {"erschien zuerst", "first-published"},
    {"zuerst veröffentlicht", "first-published"},
    {"im original erschienen", "first-published"},
    {"publié initialement", "first-published"},
    {"initialement publié", "first-published"},
    {"publicado originalmente", "first-published"},
    {"publicada originalmente", "first-published"},
    {"pubblicato originariamente", "first-published"},
    {"впервые опубликован", "first-published"},
});

/// "This article was first published by <a>the Lake Agency</a>": the link names it. Without a link
/// the words are left to `attribute`, which reads names.
void read_lines(Metadata& out, const Facts& facts) {
  constexpr std::uint32_t longest = 60;  // words
  for (const TextBlock& block : facts.page.blocks) {
    if (block.words > longest || block.link_letters == 0 || facts.is_beside(block.node)) continue;
    const std::string lower = text::lower(block.text.text());
    const auto* const phrase = std::find_if(
        phrases.begin(), phrases.end(),
        [&lower](const Phrase& entry) { return lower.find(entry.words) != std::string::npos; });
    if (phrase == phrases.end()) continue;
    const NodeIndex end = facts.tree.after(block.node);
    for (NodeIndex i = block.node; i < facts.tree.nodes().size() && i != end; ++i) {
      if (facts.tree[i].is_text || facts.tree[i].tag != Tag::a) continue;
      const std::string address = facts.tree.attribute(i, "href");
      if (host_of(address).empty() || is_own(facts, address)) continue;
      // "published <a>here</a>" names nobody.
      const std::string name = cleaned(facts.field_text(i));
      const bool named = !name.empty() && !text::is_lower(text::decode_at(name, 0).code_point);
      add_signal(out, facts, std::string(phrase->field), named ? name : address);
      break;
    }
  }
}

std::vector<std::string> signal_values(const Facts& facts, const nlohmann::json& object,
                                       const char* key) {
  std::vector<std::string> values = facts.data.names(object, key);
  if (values.empty() && object.contains(key)) {
    if (std::string url = string_in(object[key], "url"); !url.empty()) values.push_back(url);
  }
  return values;
}

void read_linked_data(Metadata& out, const Facts& facts) {
  for (const auto& [object, rank] : facts.data.articles()) {
    if (rank >= 4 && out.stated_body.empty()) {
      out.stated_body = decode_entities(string_in(*object, "articleBody"));
    }
    for (const char* key : {"isBasedOn", "sourceOrganization", "provider", "copyrightHolder",
                            "creditText", "isBasedOnUrl"}) {
      for (const std::string& name : signal_values(facts, *object, key)) {
        add_signal(out, facts, key, cleaned(name));
      }
    }
    for (const char* key : {"articleSection", "genre"}) {
      if (rank >= 3) out.sections.push_back(cleaned(string_in(*object, key)));
    }
  }
  out.types = facts.data.all_types();
}

void read_meta(Metadata& out, const Facts& facts) {
  for (const MetaTag& tag : facts.meta) {
    if (tag.name == "syndication-source" || tag.name == "original-source" ||
        tag.name == "article:original_source") {
      add_signal(out, facts, tag.name, Facts::clean_content(tag));
    }
    if (tag.name == "article:section") out.sections.push_back(Facts::clean_content(tag));
    if (tag.name == "og:type") {
      out.types.push_back("og:" + lower_ascii(Facts::clean_content(tag)));
    }
  }
}

void compare_addresses(Metadata& out, const Source& source) {
  const std::string source_host = host_of(source.url);
  const std::string canonical_host = host_of(out.canonical_url);
  if (!source_host.empty() && !canonical_host.empty() && source_host != canonical_host) {
    out.syndication.push_back({"canonical", out.canonical_url});
  }
}

}  // namespace

Metadata read_metadata(const Page& page, const Source& source) {
  const Facts facts = facts_of(page, source);
  Metadata out;
  out.publisher = facts.publisher;
  out.canonical_url = facts.canonical_url;
  out.address = source.url.empty() ? out.canonical_url : source.url;
  out.language = lower_ascii(text::trim(facts.tree.raw_attribute(HtmlTree::root(), "lang")));
  out.title = cleaned(source.title);
  if (out.title.empty()) out.title = choose_title(title_candidates(facts));
  const Landmarks marks = landmarks_of(facts, out.title);
  out.shown_title = out.title;
  if (marks.headline) {
    out.shown_title = cleaned(page.blocks[*marks.headline].text.text());
  } else if (facts.title_element.ends_with(out.title)) {
    out.shown_title = facts.title_element;  // "The Mill Daily - Library shut"
  }
  out.authors = source.authors;
  if (out.authors.empty()) out.authors = choose_authors(author_candidates(facts, marks));
  read_dates(out, facts, marks);
  read_linked_data(out, facts);
  read_meta(out, facts);
  read_lines(out, facts);
  compare_addresses(out, source);
  return out;
}

MetadataCandidates metadata_candidates(const Page& page, const Source& source) {
  const Facts facts = facts_of(page, source);
  MetadataCandidates out;
  out.titles = title_candidates(facts);
  const Landmarks marks = landmarks_of(facts, choose_title(out.titles));
  out.authors = author_candidates(facts, marks);
  out.dates = date_candidates(dated_facts(facts, marks));
  return out;
}

}  // namespace hearsay::extraction
