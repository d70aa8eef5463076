// hearsay-bench pages: every page of the folders through extraction alone, on one thread. How fast
// (processor time, whatever else the machine does), how long the slowest took, and whether all that
// was promised of an article holds of each: its spans, and that its words, whole and piece by
// piece, are read again from the fetched bytes.
#include <fmt/core.h>

#include <algorithm>
#include <ctime>
#include <iostream>
#include <random>

#include "bench.h"
#include "extract/extract.h"
#include "ingest/ingest.h"
#include "json/json.h"
#include "text/utf8.h"

namespace hearsay::bench {
namespace {

constexpr int pieces = 20;  // random spans of each page that are read again

/// A random span of whole characters.
Span some_span(std::string_view text, std::mt19937& random) {
  const auto place = [&] {
    auto at = static_cast<std::uint32_t>(random() % (text.size() + 1));
    while (!text::is_boundary(text, at)) --at;
    return at;
  };
  const std::uint32_t a = place();
  const std::uint32_t b = place();
  return {std::min(a, b), std::max(a, b)};
}

/// What is wrong with an article; "" where nothing is.
std::string fault_of(const Source& source, const Document& document) {
  if (const auto sound = json::check(document); !sound) return sound.error().message;
  const Article& article = document.article;
  const SourceReader reader(source);
  std::mt19937 random(1);
  Spans spans = {{0, static_cast<std::uint32_t>(article.text.size())}};
  for (int i = 0; i < pieces; ++i) spans.push_back(some_span(article.text, random));
  for (const Span& span : spans) {
    const auto again = reader.words(article.origin, span);
    if (!again) return again.error().message;
    if (*again != words(article, span)) return fmt::format("words at {} differ", span.begin);
  }
  return {};
}

}  // namespace

bool check_pages(const std::vector<std::string>& inputs, const Options& options) {
  const Stages stages(options);
  std::vector<double> times;
  std::size_t bytes = 0;
  std::size_t faults = 0;
  for_each_source(inputs, {}, [&](Result<Source> source, const std::string& path) {
    const std::clock_t begin = std::clock();
    auto article = source ? stages.extractor().extract(*source)
                          : Result<Article>(tl::unexpected<Error>(source.error()));
    times.push_back(static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
    if (source) bytes += source->bytes.size();
    const std::string fault =
        article ? fault_of(*source, {std::move(*article), {}}) : article.error().message;
    if (!fault.empty()) std::cout << path << ": " << fault << '\n';
    faults += fault.empty() ? 0 : 1;
    return true;
  });
  std::ranges::sort(times);
  double all = 0;
  for (const double each : times) all += each;
  if (times.empty()) throw std::runtime_error("nothing to read");
  std::cout << fmt::format(
      "{} pages, {:.1f} MB, {} with faults: {:.1f} pages/s, {:.1f} MB/s, median {:.2f} ms, "
      "slowest {:.1f} ms\n",
      times.size(), static_cast<double>(bytes) / 1e6, faults,
      static_cast<double>(times.size()) / all, static_cast<double>(bytes) / 1e6 / all,
      1e3 * times[times.size() / 2], 1e3 * times.back());
  return faults == 0;
}

}  // namespace hearsay::bench
