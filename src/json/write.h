// Small pieces that all JSON of the contract is made of.
#pragma once

#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "hearsay/collection.h"
#include "json/json.h"
#include "json/names.h"
#include "text/units.h"

namespace hearsay::json {

/// What is not known is null, never an empty string.
inline Json or_null(const std::string& value) { return value.empty() ? Json() : Json(value); }

/// Scores carry four digits: more would be noise, and would differ between machines.
inline double rounded(double score) { return std::round(score * 10000) / 10000; }

/// Spans of one text, in code points. Spans that do not fit are brought to the text's end. Borrows
/// the text.
class SpanWriter {
 public:
  explicit SpanWriter(std::string_view text) : points_(text), size_(text.size()) {}

  [[nodiscard]] std::uint32_t point(std::uint32_t byte) const {
    return points_.from_byte(static_cast<std::uint32_t>(std::min<std::size_t>(byte, size_)));
  }
  [[nodiscard]] Json span(Span span) const {
    return Json::array({point(span.begin), point(span.end)});
  }
  [[nodiscard]] Json span(const std::optional<Span>& each) const {
    return each ? span(*each) : Json();
  }
  [[nodiscard]] Json spans(const Spans& all) const {
    Json list = Json::array();
    for (const Span each : all) list.push_back(span(each));
    return list;
  }

 private:
  text::CodePoints points_;
  std::size_t size_;
};

/// The same for the documents of a collection, each loaded once.
class CollectionSpans {
 public:
  explicit CollectionSpans(const Collection& collection) : collection_(collection) {}

  /// Null where the collection does not hold the document.
  Json span(const std::string& document, Span span) {
    const auto [entry, is_new] = texts_.try_emplace(document);
    if (is_new) load(document, entry->second);
    return entry->second.writer ? entry->second.writer->span(span) : Json();
  }

 private:
  struct Text {
    std::shared_ptr<const Document> document;
    std::optional<SpanWriter> writer;
  };

  void load(const std::string& id, Text& text) {
    const auto document = collection_.document(id);
    if (!document) return;
    text.document = *document;
    text.writer.emplace(text.document->article.text);
  }

  const Collection& collection_;
  std::map<std::string, Text> texts_;
};

/// {"from","to","spans","similarity",…} of a trace and of a match.
Json reuse(const Reuse& reuse, CollectionSpans& texts);

/// A list of what `write` makes of each record.
template <typename Records, typename Write>
Json list(const Records& records, const Write& write) {
  Json all = Json::array();
  for (const auto& record : records) all.push_back(write(record));
  return all;
}

}  // namespace hearsay::json
