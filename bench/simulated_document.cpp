// A simulated text as a page, and as it would be read by a reader without fault.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "match/lexicon.h"
#include "simulation.h"
#include "text/fold.h"
#include "text/hash.h"

namespace hearsay::bench {
namespace {

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '"') {
      out += "&quot;";
    } else {
      out += c;
    }
  }
  return out;
}

std::optional<EntityType> type_of(const std::string& mark) {
  if (mark == "person" || mark == "short" || mark == "stranger") return EntityType::person;
  if (mark == "outlet" || mark == "body") return EntityType::organisation;
  if (mark == "town" || mark == "place") return EntityType::place;
  return {};
}

/// Builds a document paragraph by paragraph.
class Builder {
 public:
  explicit Builder(const Vocabulary& vocabulary) : vocabulary_(vocabulary) {}

  Document build(const SimulatedText& text) {
    Article& article = document_.article;
    article.title = text.title;
    article.publisher = text.outlet;
    article.published = text.day.iso();
    article.dates = {{DateKind::published, article.published, DateOrigin::input, {}}};
    article.language = "en";
    article.headline = paragraph(text.title, ParagraphRole::headline);
    if (!text.dateline.empty()) paragraph(text.dateline, ParagraphRole::byline);
    const auto begin = static_cast<std::uint32_t>(article.text.size());
    for (const Passage& each : text.passages) passage(each);
    article.body = {{begin, static_cast<std::uint32_t>(article.text.size())}};
    if (!text.credited.empty()) {
      const Span line = paragraph(text.credit, ParagraphRole::byline);
      relay(text.credited, line, article.body);
    }
    article.origin = {{0, 0, static_cast<std::uint32_t>(article.text.size()), article.text.size()}};
    return std::move(document_);
  }

 private:
  Span paragraph(const std::string& text, ParagraphRole role) {
    Article& article = document_.article;
    Segmentation& layer = document_.reading.segmentation;
    if (!article.text.empty()) article.text += "\n\n";
    const auto begin = static_cast<std::uint32_t>(article.text.size());
    article.text += text;
    const Span span{begin, static_cast<std::uint32_t>(article.text.size())};
    const auto first_token = static_cast<std::uint32_t>(layer.tokens.size());
    for (const matching::TextWord& word : matching::words_in(article.text, span)) {
      layer.tokens.push_back({word.span, true});
      // Which part of speech, nobody asks who has no trees; but words of content are told from
      // others.
      const auto tag = vocabulary_.is_content(word.folded) ? PartOfSpeech::NOUN : PartOfSpeech::X;
      document_.reading.annotation.words.push_back({tag, word.folded, {}, {}, {}});
    }
    const auto sentence = static_cast<std::uint32_t>(layer.sentences.size());
    const auto number = static_cast<ParagraphIndex>(layer.paragraphs.size());
    layer.sentences.push_back(
        {span, first_token, static_cast<std::uint32_t>(layer.tokens.size()), number});
    layer.paragraphs.push_back({span, sentence, sentence + 1, role});
    return span;
  }

  void relay(const std::string& name, Span words, const Spans& scope) {
    Relay record;
    record.name = name;
    record.span = words;
    record.scope = scope;
    document_.reading.attributions.relays.push_back(std::move(record));
  }

  static Span moved(Span span, std::uint32_t by) { return {span.begin + by, span.end + by}; }

  static const Mark* find(const Passage& passage, std::initializer_list<const char*> names) {
    for (const char* name : names) {
      for (const Mark& mark : passage.marks) {
        if (mark.name == name) return &mark;
      }
    }
    return nullptr;
  }

  void passage(const Passage& passage) {
    const Span whole = paragraph(passage.text, ParagraphRole::body);
    mentions(passage, whole.begin);
    const Mark* cue = find(passage, {"cue"});
    const Mark* content = find(passage, {"claim", "denied", "quote"});
    const Span said = content != nullptr ? moved(content->span, whole.begin)
                      : cue != nullptr   ? Span{whole.begin + cue->span.end, whole.end}
                                         : whole;
    std::optional<AttributionIndex> attribution;
    if (cue != nullptr) attribution = attribute(passage, *cue, said, whole.begin);
    if (!passage.relay.empty()) {
      const Mark* outlet = find(passage, {"outlet"});
      relay(passage.relay, outlet != nullptr ? moved(outlet->span, whole.begin) : said, {said});
    }
    claim(passage, said, attribution, whole.begin);
  }

  EntityIndex entity(const std::string& name, EntityType type) {
    auto& entities = document_.reading.annotation.entities;
    const auto known = std::find_if(entities.begin(), entities.end(), [&](const Entity& each) {
      return each.type == type && (each.name == name || ends_with(each.name, " " + name));
    });
    if (known == entities.end()) {
      Entity fresh;
      fresh.name = name;
      fresh.type = type;
      entities.push_back(std::move(fresh));
      return static_cast<EntityIndex>(entities.size() - 1);
    }
    return static_cast<EntityIndex>(known - entities.begin());
  }

  void mentions(const Passage& passage, std::uint32_t by) {
    std::vector<Mark> marks = passage.marks;
    std::sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) {
      return std::tie(a.span, a.name) < std::tie(b.span, b.name);
    });
    auto& annotation = document_.reading.annotation;
    for (const Mark& mark : marks) {
      const auto type = type_of(mark.name);
      if (!type) continue;
      Mention mention;
      mention.span = moved(mark.span, by);
      mention.type = *type;
      const std::string name(words(document_.article, mention.span));
      mention.entity = entity(name, *type);
      annotation.mentions.push_back(mention);
      if (*type == EntityType::place) place(name, mention.span);
    }
  }

  // Simulated towns lie where their names say: one name, one point.
  void place(const std::string& name, Span span) {
    const std::uint64_t hash = text::hash64(name);
    Place record;
    record.mention = static_cast<MentionIndex>(document_.reading.annotation.mentions.size() - 1);
    record.span = span;
    record.name = name;
    record.latitude = static_cast<double>(hash % 12000) / 100 - 60;
    record.longitude = static_cast<double>(hash / 12000 % 36000) / 100 - 180;
    record.gazetteer = fmt::format("simulated:{:x}", hash);
    record.level = "town";
    document_.reading.groundings.places.push_back(std::move(record));
  }

  AttributionIndex attribute(const Passage& passage, const Mark& cue, Span content,
                             std::uint32_t by) {
    Attribution record;
    record.cue = {moved(cue.span, by)};
    record.content = {content};
    if (const Mark* source = find(passage, {"source", "short", "stranger"})) {
      record.source = {moved(source->span, by)};
    }
    record.source_kind = passage.source.empty() ? SourceKind::unspecified : passage.kind;
    record.source_name = passage.source;
    record.affiliation = passage.affiliation;
    record.modality = passage.denies ? Modality::deny : Modality::assert_;
    if (find(passage, {"quote"}) != nullptr) record.quote = QuoteKind::direct;
    if (passage.kind == SourceKind::named_person && !passage.source.empty()) {
      record.source_entity = entity(passage.source, EntityType::person);
    } else if (passage.kind == SourceKind::named_organisation) {
      record.source_entity = entity(passage.source, EntityType::organisation);
    }
    auto& all = document_.reading.attributions.attributions;
    all.push_back(std::move(record));
    return static_cast<AttributionIndex>(all.size() - 1);
  }

  void claim(const Passage& passage, Span span, std::optional<AttributionIndex> attribution,
             std::uint32_t by) {
    Claim record;
    record.span = span;
    record.spans = {span};
    record.attribution = attribution;
    if (attribution) record.chain = {*attribution};
    record.voice = !attribution             ? Voice::no_source_given
                   : passage.source.empty() ? Voice::unspecified
                                            : Voice::attributed;
    record.predicate_span = span;
    if (const Mark* verb = find(passage, {"verb"})) {
      record.predicate_span = moved(verb->span, by);
      const auto all = text::split(words(document_.article, record.predicate_span));
      record.predicate = vocabulary_.lemma(text::fold(all.back()));
    }
    if (const Mark* things = find(passage, {"things"})) {
      record.roles.push_back({Role::patient, moved(things->span, by), {}});
    }
    const auto& groundings = document_.reading.groundings;
    for (std::size_t i = 0; i < groundings.places.size(); ++i) {
      if (!span.contains(groundings.places[i].span)) continue;
      record.places.push_back(static_cast<PlaceIndex>(i));
    }
    time(passage, span, by, record);
    quantity(passage, span, by, record);
    document_.reading.claims.claims.push_back(std::move(record));
  }

  void time(const Passage& passage, Span span, std::uint32_t by, Claim& claim) {
    const Mark* when = find(passage, {"when"});
    if (when == nullptr || passage.happened.empty() || !span.contains(moved(when->span, by)))
      return;
    Time record;
    record.span = moved(when->span, by);
    record.value = record.begin = record.end = passage.happened;
    claim.times.push_back(static_cast<TimeIndex>(document_.reading.groundings.times.size()));
    document_.reading.groundings.times.push_back(std::move(record));
  }

  void quantity(const Passage& passage, Span span, std::uint32_t by, Claim& claim) {
    const Mark* number = find(passage, {"number"});
    const Mark* things = find(passage, {"things"});
    if (number == nullptr || things == nullptr || !span.contains(moved(number->span, by))) return;
    Quantity record;
    record.span = moved(number->span, by);
    const std::string_view digits = words(document_.article, record.span);
    double value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    record.low = record.high = value;
    record.unit = text::fold(words(document_.article, moved(things->span, by)));
    claim.quantities.push_back(
        static_cast<QuantityIndex>(document_.reading.groundings.quantities.size()));
    document_.reading.groundings.quantities.push_back(std::move(record));
  }

  const Vocabulary& vocabulary_;
  Document document_;
};

}  // namespace

std::string page_of(const SimulatedText& text) {
  const std::string title = escaped(text.title);
  const std::string outlet = escaped(text.outlet);
  std::string html =
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + title + " - " +
      outlet + "</title>\n<meta property=\"og:site_name\" content=\"" + outlet +
      "\">\n<meta property=\"article:published_time\" content=\"" + text.day.iso() +
      "\">\n<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"" +
      title + "\",\"datePublished\":\"" + text.day.iso() + "\",\"publisher\":{\"name\":\"" +
      outlet +
      "\"}}</script></head>\n<body><nav><a href=\"/\">Home</a> <a href=\"/news\">News</a></nav>\n"
      "<article><h1>" +
      title + "</h1>\n<p class=\"date\">" + text.day.spelled() + "</p>\n";
  std::string lead = escaped(text.dateline);
  if (!lead.empty()) lead += ' ';
  for (const Passage& passage : text.passages) {
    html += "<p>" + lead + escaped(passage.text) + "</p>\n";
    lead.clear();
  }
  if (!text.credit.empty()) html += "<p>" + escaped(text.credit) + "</p>\n";
  return html + "</article>\n<footer>Copyright " + outlet + "</footer></body></html>\n";
}

Document document_of(const SimulatedText& text, const Vocabulary& vocabulary) {
  return Builder(vocabulary).build(text);
}

}  // namespace hearsay::bench
