// Any bytes as any kind of document: the article must keep its invariants, and the words read again
// from the bytes must be the words of the text. The first byte chooses the kind.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "extract/extract.h"
#include "text/utf8.h"

namespace {

void check(bool holds) {
  if (!holds) std::abort();
}

void check_article(const hearsay::Source& source, const hearsay::Article& article) {
  const auto size = static_cast<std::uint32_t>(article.text.size());
  check(hearsay::text::is_valid(article.text));
  std::uint32_t end = 0;
  for (const hearsay::Span& span : article.body) {
    check(span.begin >= end && span.end > span.begin && span.end <= size);
    check(hearsay::text::is_boundary(article.text, span.begin));
    check(hearsay::text::is_boundary(article.text, span.end));
    end = span.end;
  }
  const auto again = hearsay::source_words(source, article.origin, {0, size});
  check(again && *again == article.text);
}

const hearsay::Extractor& extractor() {
  static const hearsay::Extractor opened =
      hearsay::Extractor::load(HEARSAY_DATA_DIRECTORY "/models").value();
  return opened;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  hearsay::Source source;
  source.media_type = static_cast<hearsay::MediaType>(data[0] % 5);
  source.bytes.assign(reinterpret_cast<const char*>(data) + 1, size - 1);
  for (const bool raw : {false, true}) {
    if (const auto article = extractor().extract(source, {.raw = raw})) {
      check_article(source, *article);
    }
  }
  return 0;
}
