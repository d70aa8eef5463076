#include "engine/audit.h"

#include <optional>

#include "extract/extract.h"
#include "text/hash.h"
#include "text/utf8.h"

namespace hearsay::engine {
namespace {

constexpr std::size_t kMostProblems = 10;  // of one document; one fault often moves every span
constexpr std::size_t kMostQuoted = 60;    // bytes of words in a message

/// Collects spans under their names.
class SpanCollector {
 public:
  explicit SpanCollector(const Document& document) : document_(document) {}

  std::vector<NamedSpan> collect() {
    const Article& article = document_.article;
    add("text", Span{0, static_cast<std::uint32_t>(article.text.size())});
    add("headline", article.headline);
    add("byline", article.byline);
    add("published date", article.published_span);
    add("body", article.body);
    each("date", article.dates, [&](const std::string& name, const auto& r) { add(name, r.span); });
    each("boilerplate", article.boilerplate,
         [&](const std::string& name, const auto& r) { add(name, r.span); });
    each("embedded document", article.embedded,
         [&](const std::string& name, const auto& r) { add(name, r.span); });
    each("link", article.links, [&](const std::string& name, const auto& r) { add(name, r.span); });
    reading(document_.reading);
    return std::move(spans_);
  }

 private:
  void reading(const Reading& reading) {
    const auto add_span = [&](const std::string& name, const auto& r) { add(name, r.span); };
    each("sentence ", reading.segmentation.sentences, add_span);
    each("mention m", reading.annotation.mentions, add_span);
    each("place ", reading.groundings.places, add_span);
    each("time ", reading.groundings.times, add_span);
    each("quantity ", reading.groundings.quantities, add_span);
    each("relay ", reading.attributions.relays, [&](const std::string& name, const Relay& r) {
      add(name, r.span);
      add("scope of " + name, r.scope);
    });
    each("attribution a", reading.attributions.attributions,
         [&](const std::string& name, const Attribution& r) {
           add("source of " + name, r.source);
           add("cue of " + name, r.cue);
           add("content of " + name, r.content);
         });
    each("claim c", reading.claims.claims, [&](const std::string& name, const Claim& r) {
      add(name, r.span);
      for (const Span span : r.spans) add("telling of " + name, span);
      add("predicate of " + name, r.predicate_span);
      for (const RoleFiller& role : r.roles) add("role in " + name, role.span);
      for (const Span span : r.place_words) add("place in " + name, span);
    });
  }

  template <typename Records, typename Visit>
  void each(const std::string& name, const Records& records, const Visit& visit) {
    for (std::size_t i = 0; i < records.size(); ++i)
      visit(name + std::to_string(i + 1), records[i]);
  }

  void add(const std::string& name, Span span) { spans_.push_back(NamedSpan{name, span}); }
  void add(const std::string& name, const std::optional<Span>& span) {
    if (span) add(name, *span);
  }
  void add(const std::string& name, const Spans& spans) {
    for (const Span span : spans) add(name, span);
  }

  const Document& document_;
  std::vector<NamedSpan> spans_;
};

/// The beginning of some words, on one line.
std::string quoted(std::string_view words) {
  std::size_t size = std::min(words.size(), kMostQuoted);
  while (size > 0 && !text::is_boundary(words, size)) --size;
  return '"' + text::printable(words.substr(0, size)) + (size < words.size() ? "…\"" : "\"");
}

/// Where two texts part, so that a message about a long one shows the place.
std::size_t first_difference(std::string_view a, std::string_view b) {
  std::size_t at = 0;
  while (at < a.size() && at < b.size() && a[at] == b[at]) ++at;
  while (at > 0 && !(text::is_boundary(a, at) && text::is_boundary(b, at))) --at;
  return at;
}

class DocumentAuditor {
 public:
  DocumentAuditor(const StoredDocument& stored, const Document& document)
      : stored_(stored), document_(document), reader_(stored.source) {}

  DocumentAudit run(const std::vector<NamedSpan>& more) {
    hashes();
    for (const NamedSpan& each : spans_of(document_)) compare(each);
    for (const NamedSpan& each : more) compare(each);
    if (unsaid_ > 0) {
      audit_.problems.push_back(name() + ": " + std::to_string(unsaid_) + " more like these.");
    }
    return std::move(audit_);
  }

 private:
  void hashes() {
    const std::string sha256 = text::sha256_hex(stored_.source.bytes);
    if (sha256 != stored_.sha256) {
      blame("the stored original has changed: its SHA-256 is " + sha256 + ", recorded was " +
            stored_.sha256 + ".");
    }
    if (document_.article.sha256 != stored_.sha256) {
      blame("the reading is of other bytes than the stored original: the SHA-256 differs.");
    }
    if (identity_hash(stored_.source.url, stored_.source.bytes) != stored_.full_hash ||
        !stored_.full_hash.starts_with(stored_.id) || document_.article.id != stored_.id) {
      blame("its id does not fit its address and bytes.");
    }
  }

  void compare(const NamedSpan& each) {
    ++audit_.spans;
    if (each.span.begin > each.span.end || each.span.end > document_.article.text.size()) {
      return blame(where(each) + " lies outside the text.");
    }
    const std::string_view recorded = words(document_.article, each.span);
    const Result<std::string> found = reader_.words(document_.article.origin, each.span);
    if (!found)
      return blame(where(each) + " cannot be read in the original: " + found.error().message);
    if (*found == recorded) return;
    const std::size_t at = first_difference(*found, recorded);
    blame(where(each) + " differs: the original says " +
          quoted(std::string_view(*found).substr(at)) + ", the record " +
          quoted(recorded.substr(at)) + '.');
  }

  static std::string where(const NamedSpan& each) {
    return each.name + " at bytes " + std::to_string(each.span.begin) + "-" +
           std::to_string(each.span.end);
  }

  [[nodiscard]] std::string name() const { return "Document " + stored_.id; }

  void blame(const std::string& sentence) {
    if (audit_.problems.size() < kMostProblems) {
      audit_.problems.push_back(name() + ": " + sentence);
    } else {
      ++unsaid_;
    }
  }

  const StoredDocument& stored_;
  const Document& document_;
  SourceReader reader_;
  DocumentAudit audit_;
  std::size_t unsaid_ = 0;
};

}  // namespace

std::vector<NamedSpan> spans_of(const Document& document) {
  return SpanCollector(document).collect();
}

DocumentAudit audit_document(const StoredDocument& stored, const Document& document,
                             const std::vector<NamedSpan>& more) {
  return DocumentAuditor(stored, document).run(more);
}

}  // namespace hearsay::engine

namespace hearsay {

std::vector<Result<std::string>> words_in_original(const Source& source, const OriginMap& map,
                                                   const Spans& spans) {
  const SourceReader reader(source);
  std::vector<Result<std::string>> found;
  found.reserve(spans.size());
  for (const Span span : spans) found.push_back(reader.words(map, span));
  return found;
}

}  // namespace hearsay
