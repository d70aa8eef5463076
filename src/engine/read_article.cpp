// The table of contents: which stages an article goes through, and in which order.
#include "engine/read_article.h"

#include <fmt/format.h>

#include <exception>
#include <new>
#include <utility>

#include "claim/claim.h"
#include "engine/beginning.h"
#include "engine/decided.h"
#include "ground/ground.h"
#include "json/json.h"
#include "segment/segment.h"
#include "store/store.h"
#include "text/hash.h"
#include "text/utf8.h"

namespace hearsay::engine {
namespace {

constexpr std::size_t kIdLength = 16;
// Word pieces of a text that are analysed: a book's, and a minute of one core's time.
constexpr std::size_t kMostPieces = 100'000;

/// Reads as much of the article as can be read in time; a note says where that is not all.
Reading read_within_reach(Article& article, const Models& models) {
  const std::size_t reach = models.encoder.reach(article.text, kMostPieces);
  if (reach >= article.text.size()) return read_article(article, models);
  const Article beginning = beginning_of(article, reach);
  article.notes.push_back(fmt::format(
      "The text is too long to be analysed as a whole: only its first {} bytes of {} were.", reach,
      article.text.size()));
  return read_article(beginning, models);
}

Result<Document> read_all(const Source& source, const ReadOptions& options, const Models& models,
                          const DecidedReadings& decided) {
  auto article = models.extractor.extract(source, ExtractOptions{options.raw});
  if (!article) return tl::unexpected<Error>(article.error());
  Document document{std::move(*article), {}};
  document.article.sha256 = text::sha256_hex(source.bytes);
  const std::string hash = identity_hash(source.url, source.bytes);
  document.article.id = hash.substr(0, kIdLength);
  const std::vector<Decision>& decisions = decisions_of(decided, hash);
  // Before the reading: what "Monday" means hangs on the date, what a credit means on the
  // publisher.
  set_values(document, decisions);
  if (options.whole_reading) document.reading = read_within_reach(document.article, models);
  reject_attributions(document, decisions);
  if (const auto sound = json::check(document); !sound) {
    return fail(ErrorKind::input,
                "A fault of hearsay, not of the document: " + sound.error().message + ".");
  }
  return document;
}

}  // namespace

Reading read_article(const Article& article, const Models& models) {
  encode::Encoding encoding(models.encoder, article.text);
  auto segmentation = models.segmenter.segment(article, encoding);
  auto annotation = models.annotator.annotate(article, segmentation, encoding);
  auto attributions = models.attributor.attribute(article, segmentation, annotation, encoding);
  auto groundings = ground(article, segmentation, annotation, models.gazetteer);
  attributions = with_times_of_saying(std::move(attributions), article, segmentation, annotation,
                                      groundings.times);
  auto claims = claim(article, segmentation, annotation, attributions, groundings);
  return {std::move(segmentation), std::move(annotation), std::move(attributions),
          std::move(groundings), std::move(claims)};
}

Result<Document> read_source(const Source& source, const ReadOptions& options, const Models& models,
                             const DecidedReadings& decided) {
  try {
    return read_all(source, options, models, decided);
  } catch (const std::bad_alloc&) {
    return fail(ErrorKind::input, "Memory is too short to read this document.");
  } catch (const std::exception& fault) {
    return fail(ErrorKind::input,
                "A fault of hearsay, not of the document: " + text::printable(fault.what()) + ".");
  }
}

}  // namespace hearsay::engine
