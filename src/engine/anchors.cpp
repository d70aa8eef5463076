#include "engine/anchors.h"

#include <algorithm>
#include <string_view>

namespace hearsay::engine {
namespace {

using Index = std::optional<std::size_t>;

Spans without_empty(const Spans& spans) {
  Spans out;
  for (const Span span : spans) {
    if (!span.empty()) out.push_back(span);
  }
  return out;
}

/// Source, cue and content: what makes an attribution this one and no other.
Spans spans_of(const Attribution& attribution) {
  return {hull(attribution.source), hull(attribution.cue), hull(attribution.content)};
}

Spans spans_of(const Claim& claim) { return {claim.span, claim.predicate_span}; }

/// The first mention that names it, else the first of all.
Spans spans_of(const Document& document, EntityIndex entity) {
  const Mention* best = nullptr;
  for (const Mention& mention : document.reading.annotation.mentions) {
    if (mention.entity != entity) continue;
    const bool is_better =
        best == nullptr || (best->form != MentionForm::name && mention.form == MentionForm::name);
    if (is_better) best = &mention;
  }
  return best == nullptr ? Spans{} : Spans{best->span};
}

/// The one record for which `fits` holds; nullopt where none or several do.
template <typename Records, typename Fits>
Index only_one(const Records& records, const Fits& fits) {
  Index found;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (!fits(records[i])) continue;
    if (found) return std::nullopt;
    found = i;
  }
  return found;
}

template <typename Records, typename Fits>
Index first_of(const Records& records, const Fits& fits) {
  const auto found = std::find_if(records.begin(), records.end(), fits);
  if (found == records.end()) return std::nullopt;
  return static_cast<std::size_t>(found - records.begin());
}

/// Where the anchor's words stand in this text; nullopt: nowhere, or nobody can tell which.
std::optional<Spans> moved_to(const Article& article, const Anchor& anchor) {
  const Span all = hull(without_empty(anchor.spans));
  const std::string_view text = article.text;
  if (all.end <= text.size() && words(article, all) == anchor.words) return anchor.spans;
  if (anchor.words.empty()) return std::nullopt;
  const std::size_t at = text.find(anchor.words);
  if (at == std::string_view::npos) return std::nullopt;
  if (text.find(anchor.words, at + 1) != std::string_view::npos) return std::nullopt;
  Spans moved = anchor.spans;
  for (Span& span : moved) {
    if (span.empty()) continue;
    span = {static_cast<std::uint32_t>(span.begin - all.begin + at),
            static_cast<std::uint32_t>(span.end - all.begin + at)};
  }
  return moved;
}

Index find_attribution(const Document& document, const Spans& spans) {
  const auto& all = document.reading.attributions.attributions;
  if (spans.size() != 3) return std::nullopt;
  const auto exact =
      first_of(all, [&](const Attribution& each) { return spans_of(each) == spans; });
  if (exact) return exact;
  return only_one(all, [&](const Attribution& each) {
    const Spans own = spans_of(each);
    return own[0] == spans[0] && own[1] == spans[1] && own[2].overlaps(spans[2]);
  });
}

Index find_claim(const Document& document, const Spans& spans) {
  const auto& all = document.reading.claims.claims;
  if (spans.size() != 2) return std::nullopt;
  const auto exact = first_of(all, [&](const Claim& each) { return spans_of(each) == spans; });
  if (exact || spans[1].empty()) return exact;
  return only_one(all, [&](const Claim& each) { return each.predicate_span == spans[1]; });
}

Index find_entity(const Document& document, const Spans& spans) {
  for (const Mention& mention : document.reading.annotation.mentions) {
    if (spans.size() == 1 && mention.span == spans[0]) {
      return static_cast<std::size_t>(mention.entity);
    }
  }
  return std::nullopt;
}

Index find_sentence(const Document& document, const Spans& spans) {
  return first_of(document.reading.segmentation.sentences,
                  [&](const Sentence& each) { return spans.size() == 1 && each.span == spans[0]; });
}

}  // namespace

bool has(const Document& document, AnchorKind kind, std::size_t index) {
  const Reading& reading = document.reading;
  switch (kind) {
    case AnchorKind::sentence:
      return index < reading.segmentation.sentences.size();
    case AnchorKind::claim:
    case AnchorKind::allegation:
    case AnchorKind::narrative:
      return index < reading.claims.claims.size();
    case AnchorKind::attribution:
      return index < reading.attributions.attributions.size();
    case AnchorKind::entity:
      return index < reading.annotation.entities.size();
    case AnchorKind::document:
    case AnchorKind::name:
      return true;
  }
  return false;
}

Anchor anchor_of(const Document& document, AnchorKind kind, std::size_t index) {
  const Reading& reading = document.reading;
  Anchor anchor;
  anchor.kind = kind;
  switch (kind) {
    case AnchorKind::sentence:
      anchor.spans = {reading.segmentation.sentences[index].span};
      break;
    case AnchorKind::claim:
    case AnchorKind::allegation:
    case AnchorKind::narrative:
      anchor.spans = spans_of(reading.claims.claims[index]);
      break;
    case AnchorKind::attribution:
      anchor.spans = spans_of(reading.attributions.attributions[index]);
      break;
    case AnchorKind::entity:
      anchor.spans = spans_of(document, static_cast<EntityIndex>(index));
      break;
    case AnchorKind::document:
    case AnchorKind::name:
      anchor.words = document.article.title;
      return anchor;
  }
  anchor.words = words(document.article, hull(without_empty(anchor.spans)));
  return anchor;
}

std::optional<std::size_t> find(const Document& document, const Anchor& anchor) {
  if (anchor.spans.empty()) return 0;
  const auto spans = moved_to(document.article, anchor);
  if (!spans) return std::nullopt;
  switch (anchor.kind) {
    case AnchorKind::sentence:
      return find_sentence(document, *spans);
    case AnchorKind::claim:
    case AnchorKind::allegation:
    case AnchorKind::narrative:
      return find_claim(document, *spans);
    case AnchorKind::attribution:
      return find_attribution(document, *spans);
    case AnchorKind::entity:
      return find_entity(document, *spans);
    case AnchorKind::document:
    case AnchorKind::name:
      return 0;
  }
  return std::nullopt;
}

}  // namespace hearsay::engine
