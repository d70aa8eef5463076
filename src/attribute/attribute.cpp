#include "attribute/attribute.h"

#include <algorithm>
#include <utility>

#include "attribute/finder.h"
#include "attribute/lexicon.h"
#include "attribute/modality.h"
#include "attribute/noun_phrases.h"
#include "attribute/page.h"
#include "attribute/relays.h"
#include "attribute/sources.h"

namespace hearsay {
namespace {

using namespace attribute;

std::uint32_t first_token(const Found& found) {
  std::uint32_t first = std::min(found.cue.begin, found.content.front().begin);
  if (!found.source.empty()) first = std::min(first, found.source.front().begin);
  return first;
}

// By first word, a parent before its children: a child's content is smaller than its parent's.
std::vector<Found> in_order(std::vector<Found> found) {
  std::vector<std::size_t> order(found.size());
  for (std::size_t at = 0; at < order.size(); ++at) order[at] = at;
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    const std::uint32_t first_a = first_token(found[a]), first_b = first_token(found[b]);
    if (first_a != first_b) return first_a < first_b;
    const std::size_t size_a = token_count(found[a].content);
    const std::size_t size_b = token_count(found[b].content);
    return size_a != size_b ? size_a > size_b : a < b;
  });
  std::vector<std::size_t> place(found.size());
  for (std::size_t at = 0; at < order.size(); ++at) place[order[at]] = at;
  std::vector<Found> sorted;
  sorted.reserve(found.size());
  for (const std::size_t at : order) {
    sorted.push_back(std::move(found[at]));
    if (sorted.back().parent) sorted.back().parent = place[*sorted.back().parent];
  }
  return sorted;
}

// Whole noun phrases for the words that the tagger marked; a child's stays in its parent's content,
// and a parent keeps the content that its children stand in.
void complete_sources(const Page& page, const Lexicon& lexicon, std::vector<Found>& all) {
  std::vector<std::vector<TokenRange>> of_children(all.size());
  for (const Found& found : all) {
    if (!found.parent) continue;
    std::vector<TokenRange>& pieces = of_children[*found.parent];
    pieces.push_back(found.cue);
    pieces.insert(pieces.end(), found.source.begin(), found.source.end());
    pieces.insert(pieces.end(), found.content.begin(), found.content.end());
  }
  for (std::size_t at = 0; at < all.size(); ++at) {
    Found& found = all[at];
    if (found.source.size() != 1 || found.cue.empty()) continue;
    const TokenRange phrase = source_phrase(page, lexicon, found.source.front(), found.cue);
    const auto holds = [&](TokenRange piece) {
      return piece.begin <= phrase.begin && phrase.end <= piece.end;
    };
    if (found.parent && std::ranges::none_of(all[*found.parent].content, holds)) continue;
    std::vector<TokenRange> content = outside_of(found.content, {phrase});
    const auto overlaps = [&](TokenRange piece) {
      return piece.begin < phrase.end && phrase.begin < piece.end;
    };
    if (content.empty() || std::ranges::any_of(of_children[at], overlaps)) continue;
    found.source = {phrase};
    found.content = std::move(content);
  }
}

Spans spans_of(const Page& page, const std::vector<TokenRange>& ranges) {
  Spans spans;
  spans.reserve(ranges.size());
  for (const TokenRange range : ranges) spans.push_back(page.span(range));
  return spans;
}

QuoteKind quote_of(const Found& found) {
  if (found.quoted == 0) return QuoteKind::indirect;
  return found.quoted >= found.words ? QuoteKind::direct : QuoteKind::mixed;
}

std::vector<Attribution> describe(const Page& page, const Lexicon& lexicon,
                                  const std::vector<Found>& all) {
  std::vector<Attribution> attributions;
  std::vector<Speaker> speakers;
  SpeakerReader reader(page, lexicon);
  for (const Found& found : all) {
    const Speaker* parent = found.parent ? &speakers[*found.parent] : nullptr;
    Speaker speaker = reader.read(found, parent);
    Attribution record;
    record.source = spans_of(page, found.source);
    if (!found.cue.empty()) record.cue = {page.span(found.cue)};
    record.content = spans_of(page, found.content);
    if (found.parent) record.parent = static_cast<AttributionIndex>(*found.parent);
    record.source_kind = speaker.kind;
    record.source_entity = speaker.entity;
    record.source_name = speaker.name;
    record.affiliation = speaker.affiliation;
    record.quote = quote_of(found);
    record.modality = modality_of(page, lexicon, found);
    record.access = access_of(page, lexicon, found, speaker.kind);
    record.basis = {found.cue.empty() ? "carried-quotation" : "tagger", found.confidence};
    attributions.push_back(std::move(record));
    speakers.push_back(std::move(speaker));
  }
  return attributions;
}

}  // namespace

struct Attributor::Parts {
  Taggers taggers;
  Lexicon lexicon;
};

Result<Attributor> Attributor::load(const std::string& directory) {
  auto cues =
      model::LinearTagger::load(directory + "/attribution-cues.safetensors", "attribution-cues");
  if (!cues) return tl::unexpected(cues.error());
  auto roles =
      model::LinearTagger::load(directory + "/attribution-roles.safetensors", "attribution-roles");
  if (!roles) return tl::unexpected(roles.error());
  auto lexicon = Lexicon::load(directory + "/attribution.tsv");
  if (!lexicon) return tl::unexpected(lexicon.error());
  return Attributor(std::make_shared<const Parts>(
      Parts{{std::move(*cues), std::move(*roles)}, std::move(*lexicon)}));
}

Attributions Attributor::attribute(const Article& article, const Segmentation& segmentation,
                                   const Annotation& annotation) const {
  const Page page(article, segmentation, annotation);
  std::vector<Found> found = in_order(find_attributions(page, parts_->taggers));
  complete_sources(page, parts_->lexicon, found);
  Attributions result;
  result.attributions = describe(page, parts_->lexicon, found);
  result.relays = find_relays(page, parts_->lexicon, result.attributions);
  return result;
}

Attributions outermost(const Attributions& attributions) {
  Attributions kept;
  kept.relays = attributions.relays;
  for (const Attribution& attribution : attributions.attributions) {
    if (!attribution.parent) kept.attributions.push_back(attribution);
  }
  return kept;
}

}  // namespace hearsay
