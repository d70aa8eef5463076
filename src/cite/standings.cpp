#include <algorithm>

#include "cite/cite.h"
#include "wording/wording.h"

namespace hearsay {
namespace {

std::vector<std::uint64_t> line_begins_of(std::string_view bytes) {
  std::vector<std::uint64_t> begins{0};
  for (auto at = bytes.find('\n'); at != std::string_view::npos; at = bytes.find('\n', at + 1)) {
    begins.push_back(at + 1);
  }
  return begins;
}

/// Where a position inside a run lies in the original: exactly, where the run's text is the
/// original's bytes; else the run's begin or end.
std::uint64_t byte_at(const OriginRun& run, std::uint32_t position, bool is_end) {
  const std::uint64_t inside = position - run.text_begin;
  if (run.text_length == run.byte_length) return run.byte_begin + inside;
  return is_end ? run.byte_begin + run.byte_length : run.byte_begin;
}

}  // namespace

SourceSpan source_span(const OriginMap& map, Span span) {
  const auto holds = [](std::uint32_t wanted, const OriginRun& run) {
    return wanted < run.text_begin;
  };
  if (span.empty() || map.empty()) return {};
  auto first = std::upper_bound(map.begin(), map.end(), span.begin, holds);
  auto last = std::upper_bound(map.begin(), map.end(), span.end - 1, holds);
  if (first == map.begin() || last == map.begin()) return {};
  --first;
  --last;
  SourceSpan out{byte_at(*first, span.begin, false), byte_at(*last, span.end, true)};
  // Runs follow the text; a page may have its parts in another order.
  for (auto run = first; run != last; ++run) {
    out.begin = std::min(out.begin, run == first ? out.begin : run->byte_begin);
    out.end = std::max(out.end, run->byte_begin + run->byte_length);
  }
  out.begin = std::min(out.begin, last == first ? out.begin : last->byte_begin);
  return out;
}

Standings::Known& Standings::known(const std::string& id) {
  const auto [entry, is_new] = known_.try_emplace(id);
  Known& known = entry->second;
  if (!is_new) return known;
  auto document = engine_.collection().document(id);
  if (!document) return known;
  known.document = std::move(*document);
  known.points.emplace(known.document->article.text);
  if (const auto original = engine_.original(id)) {
    known.line_begins = line_begins_of(original->source.bytes);
    known.bytes = original->source.bytes.size();
  }
  return known;
}

const Document* Standings::document(const std::string& id) { return known(id).document.get(); }

std::optional<Standing> Standings::at(const std::string& id, Span span) {
  const Known& held = known(id);
  if (!held.document) return std::nullopt;
  const Article& article = held.document->article;
  if (span.begin > span.end || span.end > article.text.size()) return std::nullopt;
  Standing out;
  out.words = {id, span, std::string(words(article, span))};
  out.sentence = wording::sentence_number(*held.document, span);
  out.points = {held.points->from_byte(span.begin), held.points->from_byte(span.end)};
  out.bytes = source_span(article.origin, span);
  const auto& lines = held.line_begins;
  const auto after = std::upper_bound(lines.begin(), lines.end(), out.bytes.begin);
  out.line = static_cast<std::size_t>(after - lines.begin());
  return out;
}

std::vector<Standing> Standings::at(const std::vector<Evidence>& evidence) {
  std::vector<Standing> out;
  for (const Evidence& each : evidence) {
    if (auto standing = at(each.document, each.span)) out.push_back(*std::move(standing));
  }
  return out;
}

std::optional<CitedDocument> Standings::cited(const std::string& id) {
  const Known& held = known(id);
  if (!held.document) return std::nullopt;
  const Article& article = held.document->article;
  CitedDocument out;
  out.id = id;
  out.title = article.title;
  out.publisher = article.publisher;
  out.published = article.published;
  out.url = article.url;
  out.path = article.path;
  out.captured = article.captured;
  out.sha256 = article.sha256;
  out.authors = article.authors;
  out.bytes = held.bytes;
  return out;
}

}  // namespace hearsay
