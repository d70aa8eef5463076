#include "attribute/attribute.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <utility>

#include "attribute/access.h"
#include "attribute/finder.h"
#include "attribute/lexicon.h"
#include "attribute/modality.h"
#include "attribute/page.h"
#include "attribute/relays.h"
#include "attribute/source_phrases.h"
#include "attribute/sources.h"
#include "attribute/span_heads.h"
#include "attribute/vague_words.h"

namespace hearsay {
namespace {

using namespace attribute;

// Of what is seen only when a content is read alone: fewer spans than there are, so they are seen
// more readily, and kept where what it would be without leaning is still this much.
constexpr Leaning inner_leaning = {1.5F, 1.0F};
constexpr float inner_least = 0.3F;

// A verb may be a cue from this chance on, where the tree shows who says what.
constexpr float likely_least = 0.15F;

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

/// Spans of cues, none of which overlap.
class Cues {
 public:
  /// Whether none of them overlaps it; then it is one of them.
  bool take(Span cue) {
    const auto behind = ends_.upper_bound(cue.begin);
    if (behind != ends_.end() && behind->first < cue.end) return false;
    if (behind != ends_.begin() && std::prev(behind)->second > cue.begin) return false;
    ends_.emplace_hint(behind, cue.begin, cue.end);
    return true;
  }

 private:
  std::map<std::uint32_t, std::uint32_t> ends_;  // by begins
};

/// "“The judge told me ‘Lose the file’”": marks within marks.
bool holds_quotation(const Page& page, Span content) {
  const auto& all = page.segmentation().quotations;
  auto next = std::ranges::upper_bound(all, content.begin, {},
                                       [](const Quotation& each) { return each.outside.begin; });
  for (; next != all.end() && next->outside.begin < content.end; ++next) {
    if (next->parent && next->outside.end < content.end) return true;
  }
  return false;
}

/// "that [the crew had warned it would rain]": who says that somebody says something has a clause
/// in it on which another hangs, or quotes.
bool may_hold_another(const Page& page, Span content) {
  static constexpr auto said =
      std::to_array<std::string_view>({"ccomp", "xcomp", "parataxis", "csubj"});
  const TokenRange range = page.tokens(content);
  const std::vector<Word>& words = page.annotation().words;
  for (std::uint32_t at = range.begin; at < std::min<std::size_t>(range.end, words.size()); ++at) {
    const Word& word = words[at];
    const bool inside = word.head && range.contains(static_cast<std::uint32_t>(*word.head));
    if (inside && std::ranges::find(said, word.relation) != said.end()) return true;
  }
  return holds_quotation(page, content);
}

/// All that the heads see.
struct Seen {
  std::vector<HeadedAttribution> spans;
  std::vector<LikelyCue> likely;
};

/// What the heads see in the text; then what they see in each content read as if its words stood
/// alone: few training texts mark what stands inside a content, so that they see little there.
Seen read_spans(const Page& page, const SpanHeads& heads, encode::Encoding& encoding) {
  Seen seen;
  std::vector<HeadedAttribution>& all = seen.spans;
  for (std::size_t i = 0; i < encoding.size(); ++i) {
    const encode::EncodedPart& part = encoding.part(i);
    std::ranges::move(heads.find(part), std::back_inserter(all));
    std::ranges::move(heads.likely_cues(part, likely_least), std::back_inserter(seen.likely));
  }
  Cues cues;
  for (const HeadedAttribution& each : all) cues.take(each.cue);
  const std::size_t count = all.size();
  for (std::size_t i = 0; i < count; ++i) {
    const Spans contents = all[i].content;
    for (const Span content : contents) {
      if (!may_hold_another(page, content)) continue;
      for (HeadedAttribution& inner : heads.find(encoding.alone(content), inner_leaning)) {
        if (inner.confidence < inner_least || !cues.take(inner.cue)) continue;
        all.push_back(std::move(inner));
      }
    }
  }
  return seen;
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
    record.kind_words = speaker.kind_words;
    const Ground ground = access_of(page, lexicon, found);
    record.access = ground.access;
    if (!ground.words.empty()) record.access_words = page.span(ground.words);
    record.basis = {found.cue.empty() ? "carried-quotation" : "encoder", found.confidence};
    attributions.push_back(std::move(record));
    speakers.push_back(std::move(speaker));
  }
  return attributions;
}

}  // namespace

struct Attributor::Parts {
  SpanHeads heads;
  Lexicon lexicon;
};

Result<Attributor> Attributor::load(const model::ModelFile& file, const std::string& directory) {
  model::TensorReader read(file);
  SpanHeads heads(read, read.size("width"));
  if (read.error()) return tl::unexpected(*read.error());
  auto lexicon = Lexicon::load(directory + "/attribution.tsv");
  if (!lexicon) return tl::unexpected(lexicon.error());
  return Attributor(std::make_shared<const Parts>(Parts{std::move(heads), std::move(*lexicon)}));
}

Attributions Attributor::attribute(const Article& article, const Segmentation& segmentation,
                                   const Annotation& annotation, encode::Encoding& encoding) const {
  const Page page(article, segmentation, annotation);
  const Seen seen = read_spans(page, parts_->heads, encoding);
  std::vector<Found> all = find_attributions(page, seen.spans, seen.likely);
  complete_sources(page, all);
  add_vague(page, parts_->lexicon, all);
  const std::vector<Found> found = in_order(std::move(all));
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
