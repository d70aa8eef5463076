// Any text through the rules for times and amounts: the first line is the document's date, each
// other line a sentence. Spans stay in bounds, in order, apart.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "ground/ground.h"
#include "text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hearsay;
  Article article;
  article.text.assign(reinterpret_cast<const char*>(data), size);
  if (!text::is_valid(article.text)) return 0;
  const std::size_t first = std::min(article.text.find('\n'), article.text.size());
  article.published = article.text.substr(0, first);
  Segmentation segmentation;
  Paragraph paragraph;
  for (std::size_t begin = first; begin < article.text.size();) {
    const std::size_t end = std::min(article.text.find('\n', begin), article.text.size());
    Sentence sentence;
    sentence.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    if (begin < end) segmentation.sentences.push_back(sentence);
    begin = end + 1;
  }
  segmentation.paragraphs.push_back(paragraph);
  const auto times = resolve_times(article, segmentation, {});
  const auto quantities = read_quantities(article, segmentation, {}, times);
  std::uint32_t last = 0;
  for (const Time& time : times) {
    if (time.span.begin < last || time.span.empty() || time.span.end > article.text.size()) {
      __builtin_trap();
    }
    last = time.span.end;
  }
  last = 0;
  for (const Quantity& q : quantities) {
    if (q.span.begin < last || q.span.empty() || q.span.end > article.text.size()) __builtin_trap();
    last = q.span.end;
  }
  return 0;
}
