// W3C Web Annotations of claims and attributions. Each passage is selected three times over: by its
// position in the text as extracted (code points), by its words with what stands around them, and
// by its bytes in the original.
#include <fmt/format.h>

#include "exports/walk.h"
#include "text/utf8.h"

namespace hearsay::exports {
namespace {

constexpr std::uint32_t kAround = 32;  // code points before and after the words

class Annotator {
 public:
  Annotator(const Document& document, Items& items)
      : document_(document), article_(document.article), points_(article_.text), items_(items) {}

  void write() {
    const auto& attributions = document_.reading.attributions.attributions;
    for (std::size_t i = 0; i < attributions.size(); ++i) attribution(attributions[i], i);
    const auto& claims = document_.reading.claims.claims;
    for (std::size_t i = 0; i < claims.size(); ++i) claim(claims[i], i);
  }

 private:
  void attribution(const Attribution& each, std::size_t index) {
    Json targets = Json::array();
    for (const auto& [spans, part] :
         {std::pair{&each.source, "source"}, {&each.cue, "cue"}, {&each.content, "content"}}) {
      for (const Span span : *spans) targets.push_back(target(span, part));
    }
    if (targets.empty()) return;
    Json about{{"kind", "attribution"},
               {"source", each.source_name},
               {"source_kind", json::name_of(each.source_kind)},
               {"modality", json::name_of(each.modality)},
               {"access", json::name_of(each.access)}};
    annotate(fmt::format("a{}", index + 1), "identifying", std::move(about), std::move(targets));
  }

  void claim(const Claim& each, std::size_t index) {
    Json targets = Json::array();
    for (const Span span : each.spans) targets.push_back(target(span, "claim"));
    if (targets.empty()) return;
    Json about{{"kind", "claim"},
               {"predicate", each.predicate},
               {"modality", json::name_of(each.modality)},
               {"polarity", json::name_of(each.polarity)},
               {"voice", json::name_of(each.voice)}};
    if (each.attribution) {
      about["attribution"] =
          urn(article_.id, fmt::format("a{}", static_cast<std::size_t>(*each.attribution) + 1));
    }
    annotate(fmt::format("c{}", index + 1), "describing", std::move(about), std::move(targets));
  }

  void annotate(const std::string& part, std::string_view motivation, Json about, Json targets) {
    items_.add(Json{{"id", urn(article_.id, part)},
                    {"type", "Annotation"},
                    {"motivation", motivation},
                    {"body", Json::array({Json{{"type", "TextualBody"},
                                               {"format", "application/json"},
                                               {"value", json::dump(about)}}})},
                    {"target", std::move(targets)}});
  }

  Json target(Span span, std::string_view part) {
    Json selectors = Json::array({position(span), quote(span)});
    const SourceSpan bytes = source_span(article_.origin, span);
    if (bytes.end > bytes.begin) {
      selectors.push_back(
          Json{{"type", "DataPositionSelector"}, {"start", bytes.begin}, {"end", bytes.end}});
    }
    Json out{{"id", fmt::format("{}:{}-{}:{}", urn(article_.id), span.begin, span.end, part)},
             {"type", "SpecificResource"},
             {"source", source()},
             {"selector", std::move(selectors)}};
    const std::string captured = instant(article_.captured);
    if (!captured.empty()) out["state"] = Json{{"type", "TimeState"}, {"sourceDate", captured}};
    return out;
  }

  /// By its address where it has one; the hash tells which content of it.
  Json source() const {
    const std::string address = web_address(article_.url);
    Json out{{"id", address.empty() ? "urn:sha256:" + article_.sha256 : address},
             {"type", "Text"},
             {"dc:identifier", "urn:sha256:" + article_.sha256}};
    if (!article_.language.empty()) out["language"] = article_.language;
    return out;
  }

  [[nodiscard]] Json position(Span span) const {
    return Json{{"type", "TextPositionSelector"},
                {"start", points_.from_byte(span.begin)},
                {"end", points_.from_byte(span.end)}};
  }

  [[nodiscard]] Json quote(Span span) const {
    const std::uint32_t begin = points_.from_byte(span.begin);
    const std::uint32_t end = points_.from_byte(span.end);
    const std::uint32_t before = points_.to_byte(begin > kAround ? begin - kAround : 0);
    const std::uint32_t after = points_.to_byte(end + kAround);
    return Json{{"type", "TextQuoteSelector"},
                {"exact", std::string(words(article_, span))},
                {"prefix", std::string(words(article_, {before, span.begin}))},
                {"suffix", std::string(words(article_, {span.end, after}))}};
  }

  const Document& document_;
  const Article& article_;
  text::CodePoints points_;
  Items& items_;
};

}  // namespace

Result<void> write_annotations(const Engine& engine, Output& output) {
  output.write(
      "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"id\":\"urn:hearsay:annotations\","
      "\"type\":\"AnnotationPage\",\"items\":[");
  Items items(output);
  const auto done = each_document(
      engine, output, [&](const Document& document) { Annotator(document, items).write(); });
  output.write("\n]}\n");
  return done;
}

}  // namespace hearsay::exports
