// Dates stand in many places of a page, and most are not the page's own: other articles',
// comments', events'. Each day that is given is one candidate; where it is given, how near to the
// headline, under what name, and how many places agree, are its signs.
#include "extract/date_choice.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "extract/dates.h"
#include "extract/field.h"
#include "extract/names.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::extraction {
namespace {

constexpr std::uint32_t longest_line = 40;  // words
constexpr std::size_t most_facts = 400;
constexpr int most_in_block = 8;                  // dates
constexpr std::size_t most_script = 2U << 20U;    // bytes of all scripts that are looked through
constexpr std::string_view oldest_page = "1990";  // there was no web before
constexpr std::size_t shortest_date = 8;          // bytes, "20150505"
constexpr std::size_t widest_context = 40;        // bytes before a date that say what it is

/// <meta> names, lower case, and what they mean.
struct DateTag {
  std::string_view name;
  DateKind kind;
  std::string_view sign;
};
constexpr auto date_tags = std::to_array<DateTag>({
    {"article:published_time", DateKind::published, "meta article"},
    {"og:article:published_time", DateKind::published, "meta article"},
    {"article:published", DateKind::published, "meta article"},
    {"og:published_time", DateKind::published, "meta article"},
    {"og:pubdate", DateKind::published, "meta article"},
    {"datepublished", DateKind::published, "microdata"},
    {"date.published", DateKind::published, "meta named"},
    {"publication_date", DateKind::published, "meta named"},
    {"publication-date", DateKind::published, "meta named"},
    {"publicationdate", DateKind::published, "meta named"},
    {"publishdate", DateKind::published, "meta named"},
    {"publish-date", DateKind::published, "meta named"},
    {"publish_date", DateKind::published, "meta named"},
    {"published-date", DateKind::published, "meta named"},
    {"published_date", DateKind::published, "meta named"},
    {"pubdate", DateKind::published, "meta named"},
    {"published_time", DateKind::published, "meta named"},
    {"published_at", DateKind::published, "meta named"},
    {"parsely-pub-date", DateKind::published, "meta named"},
    {"sailthru.date", DateKind::published, "meta named"},
    {"cxenseparse:recs:publishtime", DateKind::published, "meta named"},
    {"cxenseparse:publishtime", DateKind::published, "meta named"},
    {"article.published", DateKind::published, "meta named"},
    {"citation_publication_date", DateKind::published, "meta named"},
    {"citation_online_date", DateKind::published, "meta named"},
    {"release_date", DateKind::published, "meta named"},
    {"vr:published_time", DateKind::published, "meta named"},
    {"shareaholic:article_published_time", DateKind::published, "meta named"},
    {"article_date_original", DateKind::first_published, "meta original"},
    {"originalpublicationdate", DateKind::first_published, "meta original"},
    {"original-publication-date", DateKind::first_published, "meta original"},
    {"dcterms.issued", DateKind::published, "meta dc issued"},
    {"dc.date.issued", DateKind::published, "meta dc issued"},
    {"dcterms.available", DateKind::published, "meta dc issued"},
    {"dcterms.created", DateKind::published, "meta dc created"},
    {"dc.date.created", DateKind::published, "meta dc created"},
    {"datecreated", DateKind::published, "meta dc created"},
    {"article:created_time", DateKind::published, "meta dc created"},
    {"created", DateKind::published, "meta dc created"},
    {"dcterms.date", DateKind::published, "meta plain"},
    {"dc.date", DateKind::published, "meta plain"},
    {"dc:date", DateKind::published, "meta plain"},
    {"date", DateKind::published, "meta plain"},
    {"uploaddate", DateKind::published, "meta upload"},
    {"article:modified_time", DateKind::modified, "meta modified"},
    {"og:updated_time", DateKind::modified, "meta modified"},
    {"og:modified_time", DateKind::modified, "meta modified"},
    {"datemodified", DateKind::modified, "meta modified"},
    {"dcterms.modified", DateKind::modified, "meta modified"},
    {"dc.date.modified", DateKind::modified, "meta modified"},
    {"last-modified", DateKind::modified, "meta modified"},
    {"lastmod", DateKind::modified, "meta modified"},
    {"article.updated", DateKind::modified, "meta modified"},
});

/// What a name without an entry above means, by its letters; the first that fits.
struct DateName {
  std::string_view part;
  DateKind kind;
  std::string_view sign;  ///< empty: the name is of another thing's date
};
constexpr auto date_names = std::to_array<DateName>({
    {"expir", DateKind::published, ""},
    {"unpublish", DateKind::published, ""},
    {"start", DateKind::published, ""},
    {"end", DateKind::published, ""},
    {"event", DateKind::published, ""},
    {"birth", DateKind::published, ""},
    {"valid", DateKind::published, ""},
    {"available", DateKind::published, ""},
    {"server", DateKind::captured, ""},
    {"cache", DateKind::captured, ""},
    {"render", DateKind::captured, ""},
    {"build", DateKind::captured, ""},
    {"modif", DateKind::modified, "modified"},
    {"updat", DateKind::modified, "modified"},
    {"lastmod", DateKind::modified, "modified"},
    {"edited", DateKind::modified, "modified"},
    {"chang", DateKind::modified, "modified"},
    {"original", DateKind::first_published, "published"},
    {"first", DateKind::first_published, "published"},
    {"publi", DateKind::published, "published"},
    {"pubdate", DateKind::published, "published"},
    {"posted", DateKind::published, "published"},
    {"postdate", DateKind::published, "published"},
    {"issue", DateKind::published, "published"},
    {"release", DateKind::published, "published"},
    {"creat", DateKind::published, "created"},
    {"date", DateKind::published, "date"},
    {"datum", DateKind::published, "date"},
    {"time", DateKind::published, "date"},
});

/// What a name such as "og:publish_date" or "data-created-at" means; null for nothing.
const DateName* meaning_of(std::string_view name) {
  std::string letters = lower_ascii(name);
  std::erase_if(letters, [](char c) { return c < 'a' || c > 'z'; });
  const auto* const found = std::find_if(
      date_names.begin(), date_names.end(),
      [&letters](const DateName& entry) { return letters.find(entry.part) != std::string::npos; });
  return found == date_names.end() || found->sign.empty() ? nullptr : found;
}

/// What the words beside a date call it, lower case; the first that fits.
struct DateWords {
  std::string_view words;
  DateKind kind;
  std::string_view sign;
};
constexpr auto date_words = std::to_array<DateWords>({
    {"first published", DateKind::first_published, "says first"},
    {"originally published", DateKind::first_published, "says first"},
    {"originally appeared", DateKind::first_published, "says first"},
    {"first appeared", DateKind::first_published, "says first"},
    {"erstmals veröffentlicht", DateKind::first_published, "says first"},
    {"erstveröffentlicht", DateKind::first_published, "says first"},
    {"zuerst erschienen", DateKind::first_published, "says first"},
    {"publié initialement", DateKind::first_published, "says first"},
    {"publicado originalmente", DateKind::first_published, "says first"},
    {"saved with", DateKind::captured, ""},
    {"saved on", DateKind::captured, ""},
    {"saved from", DateKind::captured, ""},
    {"archived", DateKind::captured, ""},
    {"captured", DateKind::captured, ""},
    {"crawled", DateKind::captured, ""},
    {"cached", DateKind::captured, ""},
    {"retrieved", DateKind::captured, ""},
    {"accessed", DateKind::captured, ""},
    {"snapshot", DateKind::captured, ""},
    {"abgerufen", DateKind::captured, ""},
    {"gespeichert von", DateKind::published, "says by"},
    {"gespeichert", DateKind::captured, ""},
    {"archiviert", DateKind::captured, ""},
    {"archivé", DateKind::captured, ""},
    {"republished", DateKind::republished, "says again"},
    {"reposted", DateKind::republished, "says again"},
    {"wiederveröffentlicht", DateKind::republished, "says again"},
    {"updated", DateKind::modified, ""},
    {"update:", DateKind::modified, ""},
    {"modified", DateKind::modified, ""},
    {"last edited", DateKind::modified, ""},
    {"last change", DateKind::modified, ""},
    {"aktualisiert", DateKind::modified, ""},
    {"letzte änderung", DateKind::modified, ""},
    {"zuletzt geändert", DateKind::modified, ""},
    {"geändert am", DateKind::modified, ""},
    {"mis à jour", DateKind::modified, ""},
    {"mise à jour", DateKind::modified, ""},
    {"modifié le", DateKind::modified, ""},
    {"actualizado", DateKind::modified, ""},
    {"atualizado", DateKind::modified, ""},
    {"aggiornato", DateKind::modified, ""},
    {"bijgewerkt", DateKind::modified, ""},
    {"обновлено", DateKind::modified, ""},
    {"güncelleme", DateKind::modified, ""},
    {"aktualizováno", DateKind::modified, ""},
    {"aktualizacja", DateKind::modified, ""},
    {"oppdatert", DateKind::modified, ""},
    {"uppdaterad", DateKind::modified, ""},
    {"opdateret", DateKind::modified, ""},
    {"stand:", DateKind::published, "says state"},
    {"as of", DateKind::published, "says state"},
    {"published", DateKind::published, "says published"},
    {"posted", DateKind::published, "says published"},
    {"veröffentlicht", DateKind::published, "says published"},
    {"erschienen", DateKind::published, "says published"},
    {"erstellt", DateKind::published, "says published"},
    {"eingestellt", DateKind::published, "says published"},
    {"geschrieben", DateKind::published, "says published"},
    {"gepostet", DateKind::published, "says published"},
    {"publié", DateKind::published, "says published"},
    {"publicado", DateKind::published, "says published"},
    {"publicada", DateKind::published, "says published"},
    {"pubblicato", DateKind::published, "says published"},
    {"gepubliceerd", DateKind::published, "says published"},
    {"publisert", DateKind::published, "says published"},
    {"publicerad", DateKind::published, "says published"},
    {"publikováno", DateKind::published, "says published"},
    {"opublikowano", DateKind::published, "says published"},
    {"yayınlan", DateKind::published, "says published"},
    {"giriş", DateKind::published, "says published"},
    {"опубликовано", DateKind::published, "says published"},
    {"опубліковано", DateKind::published, "says published"},
    {"نشر", DateKind::published, "says published"},
    {"datum", DateKind::published, "says date"},
    {"date:", DateKind::published, "says date"},
    {"fecha", DateKind::published, "says date"},
    {"дата", DateKind::published, "says date"},
    {" by ", DateKind::published, "says by"},
    {"von ", DateKind::published, "says by"},
    {" on ", DateKind::published, "says on"},
    {" am ", DateKind::published, "says on"},
    {"vom ", DateKind::published, "says on"},
    {"le ", DateKind::published, "says on"},
    {"©", DateKind::published, "says copyright"},
    {"copyright", DateKind::published, "says copyright"},
    {"seit", DateKind::published, "says since"},
    {"since", DateKind::published, "says since"},
    {"joined", DateKind::published, "says since"},
    {"until", DateKind::published, "says until"},
    {"bis ", DateKind::published, "says until"},
    {"bis:", DateKind::published, "says until"},
    {"jusqu", DateKind::published, "says until"},
    {"hasta ", DateKind::published, "says until"},
    {"deadline", DateKind::published, "says until"},
});

std::string bucket(std::size_t n, std::initializer_list<std::size_t> limits) {
  for (const std::size_t limit : limits) {
    if (n <= limit) return std::to_string(limit);
  }
  return "more";
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Whether a digit may begin with this byte: "0", or the first of Arabic, Indic, Thai and wide
/// ones.
bool may_begin_digit(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return is_digit(c) || byte == 0xD9 || byte == 0xDB || byte == 0xE0 || byte == 0xEF;
}

bool is_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

bool equal_ascii(std::string_view name, std::string_view lower) {
  return name.size() == lower.size() &&
         std::equal(name.begin(), name.end(), lower.begin(), [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
         });
}

std::string_view hint_name(Hint hint) {
  switch (hint) {
    case Hint::article_body:
      return "body";
    case Hint::article:
      return "article";
    case Hint::main:
      return "main";
    case Hint::header:
      return "header";
    case Hint::navigation:
      return "navigation";
    case Hint::comments:
      return "comments";
    case Hint::share:
      return "share";
    case Hint::related:
      return "related";
    case Hint::advert:
      return "advert";
    case Hint::caption:
      return "caption";
    case Hint::byline:
      return "byline";
    case Hint::date:
      return "date";
    case Hint::footer:
      return "footer";
    case Hint::tags:
      return "tags";
    case Hint::embed:
      return "embed";
    case Hint::aside:
      return "aside";
    case Hint::hidden:
      return "hidden";
    default:
      return "other";
  }
}

bool has(const std::vector<std::string>& signs, std::string_view sign) {
  return std::find(signs.begin(), signs.end(), sign) != signs.end();
}

class Dates {
 public:
  Dates(const Facts& facts, const Landmarks& marks)
      : facts_(facts), tree_(facts.tree), marks_(marks) {}

  std::vector<DatedFact> run() {
    const std::string language = lower_ascii(tree_.raw_attribute(HtmlTree::root(), "lang"));
    language_ = language.substr(0, language.find_first_of("-_"));
    month_first_ = which_is_the_month(language);
    linked_data();
    meta_tags();
    microdata();
    // Pages often declare another English than they are written in.
    if (const auto order = order_by_known_days()) month_first_ = order;
    // What is written for the page's own scripts is less sure: where another place states a date,
    // it can only agree.
    const bool stated = !out_.empty();
    const std::size_t before = out_.size();
    scripts();
    for (std::size_t i = before; stated && i < out_.size(); ++i) {
      out_[i].role = FactRole::agreeing;
    }
    elements();
    updated_for_published();
    lines();
    descriptions();
    addresses();
    for (DatedFact& fact : out_) {
      if (month_.empty()) break;
      fact.signs.emplace_back(fact.date.value.starts_with(month_) ? "address=its month"
                                                                  : "address=another month");
    }
    return std::move(out_);
  }

 private:
  DatedFact* add(DateKind kind, const std::string& value, DateOrigin from,
                 std::vector<std::string> signs) {
    if (out_.size() >= most_facts) return nullptr;
    const bool beside = from == DateOrigin::visible &&
                        std::any_of(signs.begin(), signs.end(), [kind](const std::string& sign) {
                          // "This article was first published…" stands at the end.
                          const bool far =
                              kind == DateKind::modified && sign.starts_with("at=after prose");
                          return far || sign == "at=beside" || sign == "in=footer";
                        });
    out_.push_back({{kind, value, from, std::nullopt},
                    std::move(signs),
                    beside ? FactRole::beside : FactRole::own});
    return &out_.back();
  }

  void add_written(DateKind kind, std::string_view written, DateOrigin from,
                   const std::string& sign) {
    if (auto value = read(written)) add(kind, *value, from, {"from=" + sign});
  }

  std::optional<std::string> read(std::string_view written) const {
    return parse_date(written, month_first_, language_);
  }

  /// "3/4/2015": the language, the country that the address names, or another date of the page says
  /// which is the month.
  std::optional<bool> which_is_the_month(const std::string& language) const {
    if (const auto order = month_comes_first(language)) return order;
    for (const TextBlock& block : facts_.page.blocks) {
      if (block.words > longest_line) continue;
      if (const auto order = order_of_slashed_date(block.text.text())) return order;
    }
    return language.empty() ? std::nullopt : month_comes_first(language_ + region_of_address());
  }

  /// "-IE" of "https://mill.example.ie/…"; empty where the address names no country.
  std::string region_of_address() const {
    for (const std::string& address : facts_.addresses) {
      const std::string host = host_of(address);
      const std::size_t dot = host.rfind('.');
      if (dot == std::string::npos || host.size() - dot != 3) continue;
      const std::string country = host.substr(dot + 1);
      // Domains that are registered from everywhere.
      constexpr auto worldwide = std::to_array<std::string_view>(
          {"ai", "cc", "co", "eu", "fm", "gg", "io", "is", "la", "ly", "me", "tv", "to", "ws"});
      if (std::find(worldwide.begin(), worldwide.end(), country) != worldwide.end()) continue;
      return "-" + (country == "uk" ? "gb" : country);
    }
    return {};
  }

  /// A slashed date that can be read as a day which metadata state.
  std::optional<bool> order_by_known_days() const {
    std::set<std::string> days;
    for (const DatedFact& fact : out_) days.insert(fact.date.value.substr(0, 10));
    if (days.empty()) return std::nullopt;
    for (const TextBlock& block : facts_.page.blocks) {
      const std::string& line = block.text.text();
      if (block.words > longest_line || line.find('/') == std::string::npos) continue;
      if (const auto order = order_of_slashed_date(line, days)) return order;
    }
    return std::nullopt;
  }

  void linked_data() {
    int objects = 0;
    for (const auto& [object, rank] : facts_.data.articles()) {
      if (++objects > 6) break;
      const std::string kind = rank >= 4 ? "ld article" : rank >= 2 ? "ld work" : "ld page";
      const std::string later = objects > 1 && rank >= 4 ? " later" : "";
      add_written(DateKind::published, string_in(*object, "datePublished"), DateOrigin::json_ld,
                  kind + later);
      add_written(DateKind::published, string_in(*object, "uploadDate"), DateOrigin::json_ld,
                  kind + " upload");
      add_written(DateKind::published, string_in(*object, "dateCreated"), DateOrigin::json_ld,
                  kind + " created");
      add_written(DateKind::modified, string_in(*object, "dateModified"), DateOrigin::json_ld,
                  "ld modified");
    }
  }

  void meta_tags() {
    for (const MetaTag& tag : facts_.meta) {
      const auto* const found =
          std::find_if(date_tags.begin(), date_tags.end(),
                       [&tag](const DateTag& entry) { return entry.name == tag.name; });
      if (found == date_tags.end()) {
        meta_tag_by_name(tag);
        continue;
      }
      const bool itemprop = found->sign == "microdata";
      add_written(found->kind, tag.content, itemprop ? DateOrigin::microdata : DateOrigin::meta,
                  std::string(found->sign));
    }
  }

  /// A name that no list has, but that says what it is; its value must be a date and no more.
  void meta_tag_by_name(const MetaTag& tag) {
    constexpr std::size_t longest_value = 40;
    if (tag.content.size() > longest_value || tag.content.size() < shortest_date) return;
    const DateName* meaning = meaning_of(tag.name);
    if (meaning == nullptr) return;
    add_written(meaning->kind, tag.content, DateOrigin::meta,
                "meta other " + std::string(meaning->sign));
  }

  void microdata() {
    for (const Property& property : facts_.properties) {
      const bool published = property.name.find("datePublished") != std::string_view::npos;
      const bool created = property.name.find("dateCreated") != std::string_view::npos;
      const bool modified = property.name.find("dateModified") != std::string_view::npos;
      if (!published && !created && !modified) continue;
      std::string sign = published ? "microdata" : "microdata created";
      if (facts_.is_beside(property.node)) sign += " beside";
      add_written(modified ? DateKind::modified : DateKind::published,
                  facts_.property_value(property.node), DateOrigin::microdata, sign);
    }
  }

  /// Data for scripts and counters: "publishedAt": "2015-05-05".
  void scripts() {
    std::size_t read = 0;
    for (NodeIndex i = 0; i < tree_.nodes().size() && read < most_script; ++i) {
      if (tree_[i].is_text || tree_[i].tag != Tag::script) continue;
      const NodeIndex inside = tree_[i].first_child;
      if (inside == no_node || !tree_[inside].is_text) continue;
      const std::string_view script =
          tree_.page().substr(tree_[inside].begin, tree_[inside].end - tree_[inside].begin);
      read += script.size();
      members(script.substr(0, most_script), "ubli", "published");
      members(script.substr(0, most_script), "ubDate", "published");
      members(script.substr(0, most_script), "reated", "created");
    }
  }

  /// The dates of members whose names have `part` inside; one for each name.
  void members(std::string_view script, std::string_view part, const std::string& sign) {
    const auto in_name = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
    };
    int tried = 0;
    for (std::size_t at = script.find(part); at != std::string_view::npos && tried < 200;
         at = script.find(part, at + 1), ++tried) {
      std::size_t begin = at;
      while (begin > 0 && at - begin < 24 && in_name(script[begin - 1])) --begin;
      std::size_t end = at;
      while (end < script.size() && end - at < 32 && in_name(script[end])) ++end;
      const std::string name = lower_ascii(script.substr(begin, end - begin));
      std::size_t value = script.find_first_not_of("\"'\\ \t", end);
      if (value == std::string_view::npos || script[value] != ':' || value > end + 8) continue;
      value = script.find_first_not_of("\"'\\ \t\r\n", value + 1);
      if (value == std::string_view::npos) continue;
      std::string_view written = script.substr(value, 40);
      written = written.substr(0, written.find_first_of("\"'\\}\n&<"));
      if (const std::size_t comma = written.find(','); is_number(written.substr(0, comma))) {
        written = written.substr(0, comma);
      }
      const auto date = read(written);
      if (!date || !members_.insert(name + " " + date->substr(0, 10)).second) continue;
      if (members_.size() > 24) return;
      std::vector<std::string> signs{"from=script " + sign};
      const bool first =
          name.find("first") != std::string::npos || name.find("original") != std::string::npos;
      if (first) signs.emplace_back("script=first");
      if (name.find("date") != std::string::npos) signs.emplace_back("script=date");
      signs.push_back("script order=" + bucket(members_.size(), {1, 2, 4}));
      const bool last = name.find("last") != std::string::npos ||
                        name.find("updat") != std::string::npos ||
                        name.find("modif") != std::string::npos;
      add(last ? DateKind::modified : DateKind::published, *date, DateOrigin::meta,
          std::move(signs));
    }
  }

  /// <time>, <abbr title> and attributes that hold a date.
  void elements() {
    std::size_t times = 0;
    for (NodeIndex i = 0; i < tree_.nodes().size(); ++i) {
      const Node& node = tree_[i];
      if (node.is_text || (node.attributes_begin == node.attributes_end && node.tag != Tag::time)) {
        continue;
      }
      if (node.tag == Tag::time) {
        std::string written = tree_.attribute(i, "datetime");
        if (!read(written)) written = facts_.field_text(i);
        const auto value = read(written);
        if (!value) continue;
        std::vector<std::string> signs = place(i, "time");
        signs.push_back("time=" + bucket(++times, {1, 2, 4}));
        if (tree_.has_attribute(i, "pubdate")) signs.emplace_back("time=pubdate");
        add_element(i, *value, std::move(signs));
      } else if (node.tag != Tag::meta && node.tag != Tag::input && node.tag != Tag::option) {
        attributes(i);
      }
      if (out_.size() >= most_facts) return;
    }
  }

  void attributes(NodeIndex i) {
    for (std::uint32_t n = tree_[i].attributes_begin; n < tree_[i].attributes_end; ++n) {
      const auto& [name, value] = tree_.attribute_at(n);
      if (equal_ascii(name, "property")) {
        linked_property(i, value);
      } else if (equal_ascii(name, "title")) {
        title_attribute(i, value);
      } else {
        data_attribute(i, name, value);
      }
    }
  }

  /// RDFa: <span property="dc:date dc:created" content="2015-05-05T10:00:00+02:00">.
  void linked_property(NodeIndex i, std::string_view names) {
    const DateName* meaning = meaning_of(names);
    if (meaning == nullptr) return;
    std::string sign = meaning->sign == "published" ? "microdata" : "microdata created";
    if (facts_.is_beside(i)) sign += " beside";
    add_written(meaning->kind, facts_.property_value(i), DateOrigin::microdata, sign);
  }

  void title_attribute(NodeIndex i, std::string_view title) {
    constexpr std::size_t longest_title = 60;
    constexpr std::size_t longest_elsewhere = 32;  // a date and a time, and no more
    const bool made_for_it = tree_[i].tag == Tag::unknown || tree_[i].tag == Tag::span;
    if (title.size() < shortest_date ||
        title.size() > (made_for_it ? longest_title : longest_elsewhere)) {
      return;
    }
    if (const auto value = read(title)) {
      std::vector<std::string> signs =
          place(i, made_for_it ? "title attribute" : "title elsewhere");
      add_element(i, *value, std::move(signs));
    }
  }

  void add_element(NodeIndex i, const std::string& value, std::vector<std::string> signs) {
    const DateKind kind = kind_of_element(i, signs);
    if (kind == DateKind::modified && has(signs, "class=updated")) {
      updated_.push_back({{DateKind::published, value, DateOrigin::visible, std::nullopt},
                          signs,
                          FactRole::beside});
    }
    add(kind, value, DateOrigin::visible, std::move(signs));
  }

  /// The microformat hAtom asks for "updated"; pages that have no "published" often give the day of
  /// publication by it.
  void updated_for_published() {
    const bool marked = std::any_of(out_.begin(), out_.end(), [](const DatedFact& fact) {
      return has(fact.signs, "class=published");
    });
    if (!marked) out_.insert(out_.end(), updated_.begin(), updated_.end());
  }

  /// data-date="2015-05-05": scripts show it in their reader's words ("3 hours ago").
  void data_attribute(NodeIndex i, std::string_view name, std::string_view value) {
    constexpr std::size_t longest_value = 40;
    if (value.size() < shortest_date || value.size() > longest_value || !is_digit(value.front()) ||
        (name.size() < 5 && !equal_ascii(name, "time") && !equal_ascii(name, "date"))) {
      return;
    }
    const DateName* meaning = meaning_of(name);
    const bool short_name = name.ends_with("-dt") || name.ends_with("_dt");
    if (meaning == nullptr && !short_name) return;
    const auto date = read(value);
    if (!date || *date < oldest_page) return;
    std::vector<std::string> signs = place(i, "attribute");
    signs.push_back("attribute=" + std::string(meaning == nullptr ? "date" : meaning->sign));
    DatedFact* fact = add(meaning == nullptr ? DateKind::published : meaning->kind, *date,
                          DateOrigin::meta, std::move(signs));
    if (fact != nullptr) fact->role = FactRole::beside;
  }

  /// The kind that an element's class or the words before it name.
  DateKind kind_of_element(NodeIndex i, std::vector<std::string>& signs) const {
    const std::string names = lower_ascii(tree_.raw_attribute(i, "class").substr(0, 200)) + " " +
                              lower_ascii(tree_.raw_attribute(i, "itemprop").substr(0, 60));
    const bool published =
        names.find("publish") != std::string::npos || names.find("entry-date") != std::string::npos;
    if (published || is_in_published(i)) signs.emplace_back("class=published");
    if ((names.find("updated") != std::string::npos || names.find("modif") != std::string::npos) &&
        names.find("publish") == std::string::npos) {
      signs.emplace_back("class=updated");
      return DateKind::modified;
    }
    const std::size_t at = facts_.block_at(i);
    if (at < facts_.page.blocks.size()) {
      const TextBlock& block = facts_.page.blocks[at];
      const std::string shown = facts_.field_text(i);
      const std::size_t found = shown.empty() ? std::string::npos : block.text.text().find(shown);
      if (found != std::string::npos && block.words <= longest_line) {
        return kind_of_words(std::string_view(block.text.text()).substr(0, found), signs);
      }
    }
    return DateKind::published;
  }

  /// <div class="published"><span class="date"><time>.
  bool is_in_published(NodeIndex i) const {
    NodeIndex up = tree_[i].parent;
    for (int levels = 0; up != no_node && levels < 2; up = tree_[up].parent, ++levels) {
      const std::string_view names = tree_.raw_attribute(up, "class").substr(0, 200);
      if (lower_ascii(names).find("published") != std::string::npos) return true;
    }
    return false;
  }

  /// What the words before a date (in its line) call it.
  static DateKind kind_of_words(std::string_view before, std::vector<std::string>& signs) {
    std::size_t begin = before.size() > widest_context ? before.size() - widest_context : 0;
    while (begin < before.size() && !text::is_boundary(before, begin)) ++begin;
    const std::string lower = text::lower(before.substr(begin));
    for (const DateWords& entry : date_words) {
      if (lower.find(entry.words) == std::string::npos) continue;
      if (!entry.sign.empty()) signs.emplace_back(entry.sign);
      return entry.kind;
    }
    return DateKind::published;
  }

  /// Signs of where on the page an element stands.
  std::vector<std::string> place(NodeIndex i, const std::string& source) const {
    return place_of(facts_.block_at(i), i, source);
  }

  std::vector<std::string> place_of(std::size_t block, NodeIndex node,
                                    const std::string& source) const {
    std::vector<std::string> signs{"from=" + source};
    const std::string hint(hint_name(facts_.hint_above(node, 3)));
    signs.push_back("hint=" + hint);
    signs.push_back(source + " hint=" + hint);
    if (facts_.is_beside(node)) {
      // Some pages keep date and byline in an <aside> below the headline.
      const bool near = marks_.headline && block > *marks_.headline &&
                        block <= *marks_.headline + 8 && block <= marks_.prose;
      const std::string where = near ? "at=beside, near" : "at=beside";
      signs.push_back(where);
      signs.push_back(source + " " + where);
    }
    std::string where;
    if (!marks_.headline) {
      where = block < marks_.prose ? "no headline, above" : "no headline, below";
    } else if (block < *marks_.headline) {
      where = "above " + bucket(*marks_.headline - block, {1, 3, 8});
    } else if (block <= marks_.prose) {
      where = "below " + bucket(block - *marks_.headline, {0, 1, 2, 4, 8, 16});
    } else {
      where = "after prose " + bucket(block - marks_.prose, {2, 8});
    }
    signs.push_back("at=" + where);
    signs.push_back(source + " at=" + where);
    bool in_article = false;
    bool in_footer = false;
    for (NodeIndex up = node; up != no_node; up = tree_[up].parent) {
      in_article = in_article || tree_[up].tag == Tag::article;
      in_footer = in_footer || facts_.hint_at(up) == Hint::footer;
    }
    if (in_article) signs.emplace_back("in=article");
    if (in_footer) signs.emplace_back("in=footer");
    return signs;
  }

  /// Dates in lines of text; a block may have several.
  void lines() {
    const std::vector<TextBlock>& blocks = facts_.page.blocks;
    for (std::size_t i = 0; i < blocks.size() && lines_found_ < most_facts / 2; ++i) {
      const std::string_view text = blocks[i].text.text();
      if (std::none_of(text.begin(), text.end(), may_begin_digit)) continue;
      std::size_t named = 0;  // where the words begin that may name the next date
      int in_block = 0;
      for (std::size_t begin = 0; begin < text.size() && in_block < most_in_block;) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        line(i, begin, text.substr(begin, end - begin), named, in_block);
        begin = end + 1;
      }
    }
  }

  void line(std::size_t i, std::size_t begin, std::string_view line, std::size_t& named,
            int& in_block) {
    constexpr std::size_t longest_read = 600;  // bytes
    const TextBlock& block = facts_.page.blocks[i];
    const auto words = static_cast<std::size_t>(std::count(line.begin(), line.end(), ' ')) + 1;
    const bool near_prose = i == marks_.prose || i + 1 == marks_.prose;
    if (words > longest_line && !near_prose) return;
    int in_line = 0;
    for (const FoundDate& date :
         find_dates(line.substr(0, longest_read), month_first_, words <= 12, language_)) {
      if (++in_line > 3 || ++in_block > most_in_block) break;
      if (date.value < oldest_page) continue;
      ++lines_found_;
      std::vector<std::string> signs = place_of(i, block.node, "line");
      const bool begins = date.span.begin == 0;
      const bool ends = date.span.end == line.size();
      const bool below = (!marks_.headline || i > *marks_.headline) && in_line == 1 &&
                         words <= 20 && block.kind != BlockKind::heading &&
                         !has(signs, "at=beside");
      if (below && ++below_headline_ == 1) {
        signs.emplace_back(i <= marks_.prose + 1 ? "line=first below headline"
                                                 : "line=first after prose");
      }
      signs.push_back("line words=" + bucket(words, {3, 5, 8, 12, 20, 40}));
      if (in_line > 1) signs.emplace_back("line=later date");
      // Not for readers: "2015-05-05T10:00:00", perhaps not even shown.
      if (line.substr(date.span.end).starts_with('T')) signs.emplace_back("line=for programs");
      if (begins) signs.emplace_back("line=begins");
      if (ends) signs.emplace_back("line=ends");
      if (!begins && !ends && words > 12) signs.emplace_back("line=inside prose");
      if (begins && ends && words <= 6) {
        signs.emplace_back("line=alone");
        if (below) signs.push_back("line=alone, order " + bucket(++alone_, {1, 2, 4}));
      }
      if (block.link_density() > 0.8) signs.emplace_back("line=link");
      if (block.kind == BlockKind::heading) signs.emplace_back("line=heading");
      if (block.kind == BlockKind::list_item) signs.emplace_back("line=item");
      if (block.kind == BlockKind::table) signs.emplace_back("line=table");
      if (has_time_behind(line, date.span.end)) signs.emplace_back("line=time");
      const bool above = marks_.headline && i < *marks_.headline;
      signs.push_back((above ? "line order above=" : "line order=") +
                      bucket(lines_found_, {1, 2, 4, 8}));
      const std::string_view text = block.text.text();
      const DateKind kind =
          kind_of_words(text.substr(named, begin + date.span.begin - named), signs);
      named = begin + date.span.end;
      if (has(signs, "says until")) continue;
      add(kind, date.value, DateOrigin::visible, std::move(signs));
    }
  }

  /// "(News of 14 January 2020)" in what the page tells search engines of itself.
  void descriptions() {
    for (const MetaTag& tag : facts_.meta) {
      if (tag.name != "description" && tag.name != "og:description") continue;
      constexpr std::size_t longest_read = 400;  // bytes
      const std::string text = Facts::clean_content(tag);
      const auto dates = find_dates(std::string_view(text).substr(0, longest_read), month_first_,
                                    false, language_);
      if (dates.size() != 1 || dates[0].value < oldest_page) continue;
      const bool at_edge =
          dates[0].span.begin < widest_context / 2 || dates[0].span.end + 4 > text.size();
      DatedFact* fact =
          add(DateKind::published, dates[0].value, DateOrigin::meta,
              {"from=description", at_edge ? "description=edge" : "description=inside"});
      if (fact != nullptr) fact->role = FactRole::beside;
    }
  }

  static bool has_time_behind(std::string_view line, std::size_t end) {
    const std::string_view rest = line.substr(end, 16);
    const std::size_t colon = rest.find_first_of(":.h");
    return colon != std::string_view::npos && colon > 0 && colon + 1 < rest.size() &&
           rest[colon - 1] >= '0' && rest[colon - 1] <= '9' && rest[colon + 1] >= '0' &&
           rest[colon + 1] <= '9';
  }

  void addresses() {
    for (const std::string& address : facts_.addresses) {
      if (month_.empty()) month_ = month_in_url(address);
    }
    capture();
    for (std::size_t i = 0; i < facts_.addresses.size(); ++i) {
      if (auto date = date_in_url(facts_.addresses[i])) {
        add(DateKind::published, *date, DateOrigin::url, {"from=address"});
      }
    }
  }

  /// Pages out of an archive: their addresses tell when it took them.
  void capture() {
    constexpr int most_read = 40;
    int read = 0;
    for (NodeIndex i = 0; i < tree_.nodes().size() && read < most_read; ++i) {
      if (tree_[i].is_text) continue;
      const Tag tag = tree_[i].tag;
      if (tag != Tag::link && tag != Tag::a && tag != Tag::script) continue;
      const std::string_view address = tree_.raw_attribute(i, tag == Tag::script ? "src" : "href");
      if (address.empty()) continue;
      ++read;
      if (const auto time = capture_in_url(address)) {
        add(DateKind::captured, *time, DateOrigin::url, {"from=archive"});
        return;
      }
    }
  }

  const Facts& facts_;
  const HtmlTree& tree_;
  const Landmarks& marks_;
  std::optional<bool> month_first_;
  std::string language_;
  std::vector<DatedFact> updated_;  // called so by the microformat, and perhaps no change
  std::string month_;               // "2015-05", where an address says so
  std::size_t lines_found_ = 0;     // dates in lines
  int below_headline_ = 0;
  std::size_t alone_ = 0;
  std::set<std::string> members_;  // of scripts, with their day
  std::vector<DatedFact> out_;
};

bool is_machine(const DatedFact& fact) {
  return fact.date.from == DateOrigin::json_ld || fact.date.from == DateOrigin::meta ||
         fact.date.from == DateOrigin::microdata;
}

/// Which of two facts of one day is shown: one with a time, and the earlier kind of origin.
bool is_better(const DocumentDate& a, const DocumentDate& b) {
  const bool timed = a.value.size() > 10;
  if (timed != (b.value.size() > 10)) return timed;
  return a.from < b.from;
}

bool is_utc(const std::string& value) { return value.ends_with("Z") || value.ends_with("+00:00"); }

/// Signs that need all candidates.
class Comparison {
 public:
  Comparison(std::vector<Candidate>& candidates, const std::set<std::string>& modified,
             bool machine)
      : candidates_(candidates), modified_(modified), machine_(machine) {}

  void run(const std::map<std::string, std::size_t>& shown) {
    const auto by_day = [](const Candidate& a, const Candidate& b) { return a.key < b.key; };
    if (candidates_.empty()) return;
    std::min_element(candidates_.begin(), candidates_.end(), by_day)->add("is=earliest");
    std::max_element(candidates_.begin(), candidates_.end(), by_day)->add("is=latest");
    for (Candidate& candidate : candidates_) {
      const auto places = std::count_if(
          candidate.signs.begin(), candidate.signs.end(), [](const std::string& sign) {
            return sign.starts_with("from=") && !sign.starts_with("from=script") &&
                   !sign.starts_with("from=description") && !sign.starts_with("from=attribute");
          });
      candidate.add("places=" + bucket(static_cast<std::size_t>(places), {1, 2, 3}));
      const auto seen = shown.find(candidate.key);
      if (seen != shown.end()) candidate.add("shown=" + bucket(seen->second, {1, 2, 4}));
      name_best_source(candidate);
      compare_with_modified(candidate);
      compare_with_neighbours(candidate);
      if (is_utc(candidate.value)) candidate.add("is=utc");
      if (!machine_) continue;
      candidate.add(is_stated(candidate) ? "page=states it" : "page=states another");
    }
    compare_stated();
  }

 private:
  static void name_best_source(Candidate& candidate) {
    for (const std::string_view source :
         {"ld article", "meta article", "meta named", "microdata", "meta dc issued", "ld page",
          "ld work", "meta original", "meta plain", "script published", "time", "line", "address",
          "attribute", "description"}) {
      if (candidate.has("from=" + std::string(source))) {
        candidate.add("best=" + std::string(source));
        return;
      }
    }
  }

  /// Whether metadata has the day.
  static bool is_stated(const Candidate& candidate) {
    return std::any_of(candidate.signs.begin(), candidate.signs.end(), [](const auto& sign) {
      return sign.starts_with("from=ld") || sign.starts_with("from=meta") ||
             sign.starts_with("from=microdata") || sign.starts_with("from=script");
    });
  }

  /// Of several days that metadata state, the earliest and the latest.
  void compare_stated() {
    std::vector<Candidate*> stated;
    for (Candidate& candidate : candidates_) {
      if (machine_ && is_stated(candidate)) stated.push_back(&candidate);
    }
    if (stated.size() < 2) return;
    const auto by_day = [](const Candidate* a, const Candidate* b) { return a->key < b->key; };
    (*std::min_element(stated.begin(), stated.end(), by_day))->add("stated=earliest of several");
    Candidate& latest = **std::max_element(stated.begin(), stated.end(), by_day);
    latest.add("stated=latest of several");
    if (latest.has("is=modified too")) latest.add("stated=latest, modified");
  }

  void compare_with_modified(Candidate& candidate) const {
    if (modified_.count(candidate.key) > 0) {
      candidate.add("is=modified too");
      const bool elsewhere = machine_ && !is_stated(candidate);
      if (elsewhere) candidate.add("is=modified, another stated");
    } else if (!modified_.empty() && candidate.key > *modified_.rbegin()) {
      candidate.add("is=after modified");
    }
  }

  /// An instant in UTC and the day on the newsroom's calendar may be a day apart: the address or
  /// the line below the headline has the latter, if some time zone can explain it.
  void compare_with_neighbours(Candidate& candidate) {
    for (const int step : {-1, 1}) {
      if (!is_utc(candidate.value) || !is_elsewhere(candidate.value, step)) continue;
      const std::string day = day_beside(candidate.key, step);
      for (Candidate& other : candidates_) {
        if (other.key != day) continue;
        if (other.has("from=address")) {
          // In the newsroom the instant was on that day: what speaks for it speaks for the day.
          for (const std::string& sign : candidate.signs) other.add(sign);
          candidate.add("local=another in address");
          other.add("local=in address");
        } else if (is_utc(other.value)) {
          continue;
        } else if (other.has("line=first below headline") || other.has("time=1")) {
          candidate.add("local=another in line");
          other.add("local=in line");
        }
      }
    }
  }

  /// Whether it is the day before or after somewhere at that instant, "2015-05-05T01:00:00Z".
  static bool is_elsewhere(std::string_view instant, int step) {
    if (instant.size() < 13) return false;
    const int hour = (instant[11] - '0') * 10 + (instant[12] - '0');
    return step < 0 ? hour < 11 : hour >= 10;
  }

  std::vector<Candidate>& candidates_;
  const std::set<std::string>& modified_;
  bool machine_;
};

}  // namespace

std::vector<DatedFact> dated_facts(const Facts& facts, const Landmarks& marks) {
  return Dates(facts, marks).run();
}

namespace {

/// Makes one candidate of all facts of a day.
class Days {
 public:
  explicit Days(const std::vector<DatedFact>& facts) : facts_(facts) {}

  std::vector<Candidate> run() {
    // What stands with other pages tells little of a day that the page itself gives.
    for (const FactRole role : {FactRole::own, FactRole::beside, FactRole::agreeing}) {
      for (std::size_t i = 0; i < facts_.size(); ++i) {
        if (facts_[i].role == role && is_publication(facts_[i])) add(i);
      }
    }
    for (const DatedFact& fact : facts_) {
      if (fact.date.kind == DateKind::modified) modified_.insert(fact.date.value.substr(0, 10));
      if (fact.signs.front() == "from=archive") captured_ = fact.date.value.substr(0, 10);
      machine_ = machine_ || (is_publication(fact) && is_machine(fact));
    }
    // A page that only says when it was changed is known by that.
    for (std::size_t i = 0; nothing_published() && i < facts_.size(); ++i) {
      if (facts_[i].date.kind == DateKind::modified) add_modified(i);
    }
    for (Candidate& candidate : candidates_) {
      if (candidate.key == captured_) candidate.add("is=day of capture");
    }
    Comparison(candidates_, modified_, machine_).run(shown_);
    return std::move(candidates_);
  }

 private:
  static bool is_publication(const DatedFact& fact) {
    return fact.date.kind == DateKind::published || fact.date.kind == DateKind::first_published;
  }

  bool nothing_published() const {
    return std::all_of(candidates_.begin(), candidates_.end(),
                       [](const Candidate& c) { return c.has("kind=modified"); });
  }

  void add(std::size_t i) {
    const DatedFact& fact = facts_[i];
    const std::string day = fact.date.value.substr(0, 10);
    if (fact.role == FactRole::agreeing && !is_known(day)) return;
    const std::size_t before = candidates_.size();
    Candidate* candidate = candidate_of(candidates_, day);
    if (candidate == nullptr) return;
    const bool is_new = candidates_.size() > before;
    if (is_new || (fact.role == facts_[candidate->order].role &&
                   is_better(fact.date, facts_[candidate->order].date))) {
      candidate->order = i;
      candidate->value = fact.date.value;
    }
    // Of several places of one sort the first tells; the others are counted.
    if (fact.date.from == DateOrigin::visible) ++shown_[day];
    if (fact.role == FactRole::agreeing) {
      candidate->add("also=" + fact.signs.front());
      return;
    }
    if (candidate->has(fact.signs.front())) {
      // A word that says what the date is tells as much at the second place.
      for (const std::string& sign : fact.signs) {
        if (sign == "says published" || sign == "says date") candidate->add(sign);
      }
      return;
    }
    if (!is_new && has(fact.signs, "at=beside") && fact.role == FactRole::beside) {
      candidate->add("also=beside");
      return;
    }
    for (const std::string& sign : fact.signs) candidate->add(sign);
  }

  void add_modified(std::size_t i) {
    const DatedFact& fact = facts_[i];
    Candidate* candidate = candidate_of(candidates_, fact.date.value.substr(0, 10));
    if (candidate == nullptr || candidate->has("kind=modified")) return;
    candidate->order = i;
    candidate->value = fact.date.value;
    candidate->add("kind=modified");
    for (const std::string& sign : fact.signs) {
      if (sign.starts_with("from=") || sign.starts_with("at=")) candidate->add("modified " + sign);
    }
  }

  bool is_known(const std::string& day) const {
    return std::any_of(candidates_.begin(), candidates_.end(),
                       [&day](const Candidate& candidate) { return candidate.key == day; });
  }

  const std::vector<DatedFact>& facts_;
  std::vector<Candidate> candidates_;
  std::map<std::string, std::size_t> shown_;  // on how many places of the page a day is seen
  std::set<std::string> modified_;
  std::string captured_;  // by an archive
  bool machine_ = false;
};

// "on Wednesday at 10:40": what may stand between the word for a change and its day.
bool leads_to_date(std::string_view words) {
  constexpr auto small =
      std::to_array<std::string_view>({"on", "at", "am", "um", "le", "el", "il", "à", "a", "pm",
                                       "uhr", "gmt", "utc", "bst", "est"});
  const std::string folded = text::fold(words);
  const std::vector<std::string_view> parts = text::split(folded);
  return std::all_of(parts.begin(), parts.end(), [&](std::string_view word) {
    return is_digit(word.front()) || names_day_or_month(word) ||
           std::find(small.begin(), small.end(), word) != small.end();
  });
}

}  // namespace

bool says_modified(std::string_view before) {
  const std::string lower = text::lower(text::trim(before));
  std::string_view rest = lower;
  if (rest.starts_with("last ")) rest.remove_prefix(5);
  return std::any_of(date_words.begin(), date_words.end(), [&](const DateWords& entry) {
    return entry.kind == DateKind::modified && rest.starts_with(entry.words) &&
           leads_to_date(rest.substr(entry.words.size()));
  });
}

std::vector<Candidate> date_candidates(const std::vector<DatedFact>& facts) {
  return Days(facts).run();
}

std::optional<std::size_t> choose_date(const std::vector<Candidate>& candidates) {
  constexpr double least = 0.2;
  const auto choice = choose(Field::date, candidates);
  if (!choice || choice->probability < least) return std::nullopt;
  return candidates[choice->index].order;
}

}  // namespace hearsay::extraction
