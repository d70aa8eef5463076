#include "engine/beginning.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace hearsay::engine {
namespace {

/// What of a record's span lies before `size`; false where nothing does.
bool cut(Span& span, std::uint32_t size) {
  span.end = std::min(span.end, size);
  return span.begin < span.end;
}

void cut(std::optional<Span>& span, std::uint32_t size) {
  if (span && !cut(*span, size)) span.reset();
}

void cut(Spans& spans, std::uint32_t size) {
  std::erase_if(spans, [size](Span& span) { return !cut(span, size); });
}

template <typename Record>
void cut(std::vector<Record>& records, std::uint32_t size) {
  std::erase_if(records, [size](Record& record) { return !cut(record.span, size); });
}

}  // namespace

Article beginning_of(const Article& article, std::size_t size) {
  Article out = article;
  const auto end = static_cast<std::uint32_t>(std::min(size, article.text.size()));
  out.text.resize(end);
  std::erase_if(out.origin, [end](const OriginRun& run) { return run.text_begin >= end; });
  cut(out.headline, end);
  cut(out.byline, end);
  cut(out.published_span, end);
  for (DocumentDate& date : out.dates) cut(date.span, end);
  cut(out.body, end);
  cut(out.boilerplate, end);
  cut(out.embedded, end);
  cut(out.blocks, end);
  cut(out.links, end);
  return out;
}

}  // namespace hearsay::engine
