// A row for each claim. What a spreadsheet would take for a formula is led by an apostrophe.
#include <fmt/format.h>

#include <vector>

#include "exports/walk.h"
#include "wording/wording.h"

namespace hearsay::exports {
namespace {

const std::vector<std::string> kHeader = {
    "claim",      "allegation", "narrative",  "words",     "voice",    "source",    "source_kind",
    "access",     "said_begin", "said_end",   "modality",  "polarity", "predicate", "places",
    "time_begin", "time_end",   "document",   "publisher", "title",    "published", "url",
    "span_begin", "span_end",   "byte_begin", "byte_end",  "sha256"};

std::string row_of(const std::vector<std::string>& cells) {
  std::string row;
  for (const std::string& cell : cells) {
    if (&cell != &cells.front()) row += ',';
    row += wording::csv_cell(cell);
  }
  return row + '\n';
}

template <typename Records, typename Index, typename Text>
std::string joined(const std::vector<Index>& indexes, const Records& records, const Text& text) {
  std::string out;
  for (const Index index : indexes) {
    if (static_cast<std::size_t>(index) >= records.size()) continue;
    out += (out.empty() ? "" : "; ") + text(records[static_cast<std::size_t>(index)]);
  }
  return out;
}

std::vector<std::string> cells_of(const Document& document, std::size_t index, const Groups& groups,
                                  const text::CodePoints& points) {
  const Article& article = document.article;
  const Claim& claim = document.reading.claims.claims[index];
  const Attribution* said = attribution_of(document, claim);
  const ClaimId id = claim_id(document, index);
  const Allegation* allegation = groups.allegation(id);
  const Narrative* narrative = allegation == nullptr ? nullptr : groups.narrative(allegation->id);
  const Groundings& grounds = document.reading.groundings;
  const SourceSpan bytes = source_span(article.origin, claim.span);
  const auto of_said = [&](auto text) { return said == nullptr ? std::string() : text(*said); };
  return {json::text_of(id),
          allegation == nullptr ? "" : allegation->id,
          narrative == nullptr ? "" : narrative->id,
          std::string(words(article, claim.span)),
          std::string(json::name_of(claim.voice)),
          of_said([](const Attribution& a) { return a.source_name; }),
          of_said([](const Attribution& a) { return std::string(json::name_of(a.source_kind)); }),
          of_said([](const Attribution& a) { return std::string(json::name_of(a.access)); }),
          of_said([](const Attribution& a) { return a.said_begin; }),
          of_said([](const Attribution& a) { return a.said_end; }),
          std::string(json::name_of(claim.modality)),
          std::string(json::name_of(claim.polarity)),
          claim.predicate,
          joined(claim.places, grounds.places, [](const Place& place) { return place.name; }),
          joined(claim.times, grounds.times, [](const Time& time) { return time.begin; }),
          joined(claim.times, grounds.times, [](const Time& time) { return time.end; }),
          article.id,
          article.publisher,
          article.title,
          article.published,
          article.url,
          std::to_string(points.from_byte(claim.span.begin)),
          std::to_string(points.from_byte(claim.span.end)),
          std::to_string(bytes.begin),
          std::to_string(bytes.end),
          article.sha256};
}

}  // namespace

Result<void> write_csv(const Engine& engine, Output& output) {
  const auto grouping = engine.collection().grouping();
  if (!grouping) return tl::unexpected(grouping.error());
  const Groups groups(**grouping);
  output.write(row_of(kHeader));
  return each_document(engine, output, [&](const Document& document) {
    const text::CodePoints points(document.article.text);
    std::string rows;
    for (std::size_t i = 0; i < document.reading.claims.claims.size(); ++i) {
      rows += row_of(cells_of(document, i, groups, points));
    }
    output.write(rows);
  });
}

}  // namespace hearsay::exports
