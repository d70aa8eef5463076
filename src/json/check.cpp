// What the stages promise each other about a document, checked: spans in bounds and on code points,
// indexes that name something. Everything that later quotes or follows them relies on it.
#include <optional>
#include <string>

#include "json/json.h"
#include "text/utf8.h"

namespace hearsay::json {
namespace {

/// Remembers the first thing that is wrong.
class Checker {
 public:
  explicit Checker(const Document& document) : document_(document) {}

  Result<void> run() {
    if (!text::is_valid(document_.article.text)) blame("text", "is not valid UTF-8");
    article(document_.article);
    segmentation(document_.reading.segmentation);
    annotation(document_.reading.annotation);
    attributions(document_.reading.attributions);
    for (const auto each : document_.decided.rejected) {
      index("rejected attribution", each, document_.reading.attributions.attributions.size());
    }
    groundings(document_.reading.groundings);
    for (const Claim& each : document_.reading.claims.claims) claim(each);
    if (problem_.empty()) return {};
    return fail(ErrorKind::input, problem_);
  }

 private:
  void article(const Article& article) {
    origin(article.origin);
    span("published_span", article.published_span);
    span("headline", article.headline);
    span("byline", article.byline);
    spans("body", article.body);
    for (const auto& date : article.dates) span("date", date.span);
    for (const auto& part : article.boilerplate) span("boilerplate", part.span);
    for (const auto& part : article.embedded) span("embedded", part.span);
    for (const auto& part : article.blocks) span("block", part.span);
    for (const auto& part : article.links) span("link", part.span);
    for (const auto& label : article.labels) span("label", label.span);
  }

  void origin(const OriginMap& map) {
    std::uint64_t end = 0;
    for (const OriginRun& run : map) {
      if (run.text_begin < end) return blame("origin", "has runs that overlap");
      end = std::uint64_t{run.text_begin} + run.text_length;
      if (end > document_.article.text.size()) return blame("origin", "runs past the text");
    }
  }

  void segmentation(const Segmentation& layer) {
    for (const auto& token : layer.tokens) span("token", token.span);
    for (const auto& sentence : layer.sentences) {
      span("sentence", sentence.span);
      range("sentence", sentence.begin, sentence.end, layer.tokens.size());
      index("sentence's paragraph", sentence.paragraph, layer.paragraphs.size());
    }
    for (const auto& paragraph : layer.paragraphs) {
      span("paragraph", paragraph.span);
      range("paragraph", paragraph.begin, paragraph.end, layer.sentences.size());
    }
    for (const auto& quotation : layer.quotations) {
      span("quotation", quotation.inside);
      span("quotation", quotation.outside);
      index("quotation's parent", quotation.parent, layer.quotations.size());
      index("quotation's start", quotation.continues, layer.quotations.size());
    }
  }

  void annotation(const Annotation& layer) {
    const std::size_t token_count = document_.reading.segmentation.tokens.size();
    if (!layer.words.empty() && layer.words.size() != token_count) {
      blame("words", "are not as many as tokens");
    }
    for (const auto& word : layer.words) index("word's head", word.head, token_count);
    for (const auto& mention : layer.mentions) {
      span("mention", mention.span);
      index("mention's entity", mention.entity, layer.entities.size());
    }
  }

  void attributions(const Attributions& layer) {
    const std::size_t entity_count = document_.reading.annotation.entities.size();
    for (const auto& each : layer.attributions) {
      spans("attribution's source", each.source);
      spans("attribution's cue", each.cue);
      spans("attribution's content", each.content);
      index("attribution's parent", each.parent, layer.attributions.size());
      index("attribution's entity", each.source_entity, entity_count);
    }
    for (const auto& relay : layer.relays) {
      span("relay", relay.span);
      spans("relay's scope", relay.scope);
    }
  }

  void groundings(const Groundings& layer) {
    const std::size_t mention_count = document_.reading.annotation.mentions.size();
    for (const auto& place : layer.places) {
      span("place", place.span);
      span("place's other place", place.differs);
      index("place's mention", place.mention, mention_count);
    }
    for (const auto& time : layer.times) span("time", time.span);
    for (const auto& quantity : layer.quantities) span("quantity", quantity.span);
  }

  void claim(const Claim& claim) {
    const Reading& reading = document_.reading;
    const std::size_t attribution_count = reading.attributions.attributions.size();
    span("claim", claim.span);
    for (const Span each : claim.spans) span("claim", each);
    span("claim's predicate", claim.predicate_span);
    index("claim's attribution", claim.attribution, attribution_count);
    for (const auto each : claim.chain) index("claim's chain", each, attribution_count);
    for (const auto& role : claim.roles) {
      span("claim's role", role.span);
      index("claim's role", role.mention, reading.annotation.mentions.size());
    }
    for (const Span each : claim.place_words) span("claim's place", each);
    for (const auto each : claim.places) {
      index("claim's place", each, reading.groundings.places.size());
    }
    for (const auto each : claim.times) {
      index("claim's time", each, reading.groundings.times.size());
    }
    for (const auto each : claim.quantities) {
      index("claim's quantity", each, reading.groundings.quantities.size());
    }
  }

  void span(const char* what, Span span) {
    const std::string& text = document_.article.text;
    if (span.begin > span.end || span.end > text.size()) {
      blame(what, "has a span outside the text: " + written(span));
    } else if (!text::is_boundary(text, span.begin) || !text::is_boundary(text, span.end)) {
      blame(what, "has a span that cuts a character: " + written(span));
    }
  }

  void span(const char* what, const std::optional<Span>& each) {
    if (each) span(what, *each);
  }

  void spans(const char* what, const Spans& all) {
    for (const Span each : all) span(what, each);
  }

  template <typename Index>
  void index(const char* what, Index each, std::size_t count) {
    if (static_cast<std::size_t>(each) >= count) blame(what, "is a record that is not there");
  }

  template <typename Index>
  void index(const char* what, const std::optional<Index>& each, std::size_t count) {
    if (each) index(what, *each, count);
  }

  void range(const char* what, std::uint32_t begin, std::uint32_t end, std::size_t count) {
    if (begin > end || end > count) blame(what, "has parts that are not there");
  }

  static std::string written(Span span) {
    return "[" + std::to_string(span.begin) + "," + std::to_string(span.end) + ")";
  }

  void blame(const char* what, const std::string& how) {
    if (problem_.empty()) problem_ = "a " + std::string(what) + " " + how;
  }

  const Document& document_;
  std::string problem_;
};

}  // namespace

Result<void> check(const Document& document) { return Checker(document).run(); }

}  // namespace hearsay::json
