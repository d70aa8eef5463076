#include "trace/copies.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "trace/statements.h"

namespace hearsay::tracing {
namespace {

constexpr std::size_t kLeastNewBytes = 60;  // that a further predecessor has to explain
// Two who tell of one event hit on some words in the same order ("the grain silo of the town on 3
// March"), and may quote one speaker: that is no copying of the article.
constexpr std::size_t kLeastOwnBytes = 150;
constexpr double kMuchOfAPage = 0.3;  // of the shorter one's words: enough in short pages

// Bytes of `spans` that are not in `covered`, and marks them.
std::size_t cover(const std::vector<std::pair<Span, Span>>& spans, std::set<std::uint32_t>& covered,
                  bool mark) {
  std::size_t fresh = 0;
  for (const auto& [from, to] : spans) {
    // Counted in steps of 8 bytes: exact enough, and an eighth of the memory.
    for (std::uint32_t at = to.begin / 8; at < to.end / 8; ++at) {
      if (covered.count(at) > 0) continue;
      ++fresh;
      if (mark) covered.insert(at);
    }
  }
  return fresh * 8;
}

// Shared words that both documents credit to the same relay came by that way.
bool both_credited(const Document& a, Span in_a, const Document& b, Span in_b) {
  for (const Relay& first : a.reading.attributions.relays) {
    const bool covers_a = std::any_of(first.scope.begin(), first.scope.end(),
                                      [&](Span span) { return span.overlaps(in_a); });
    if (!covers_a) continue;
    for (const Relay& second : b.reading.attributions.relays) {
      const bool covers_b = std::any_of(second.scope.begin(), second.scope.end(),
                                        [&](Span span) { return span.overlaps(in_b); });
      if (covers_b && same_outlet(first.name, second.name)) return true;
    }
  }
  return false;
}

// Whether the document says whose words a quotation is, by name.
bool names_speaker(const Document& document, Span quotation) {
  const auto& all = document.reading.attributions.attributions;
  return std::any_of(all.begin(), all.end(), [&](const Attribution& attribution) {
    const bool named = attribution.source_kind == SourceKind::named_person ||
                       attribution.source_kind == SourceKind::named_organisation ||
                       attribution.source_kind == SourceKind::state;
    return named && std::any_of(attribution.content.begin(), attribution.content.end(),
                                [&](Span content) { return content.overlaps(quotation); });
  });
}

// Bytes of a span outside of quotations.
std::size_t own_bytes(const Document& document, Span span) {
  std::size_t quoted = 0;
  std::uint32_t from = span.begin;  // what lies before is counted: quotations nest
  for (const Quotation& quotation : document.reading.segmentation.quotations) {
    const std::uint32_t begin = std::max(from, quotation.outside.begin);
    const std::uint32_t end = std::min(span.end, quotation.outside.end);
    if (begin >= end) continue;
    quoted += end - begin;
    from = end;
  }
  return span.size() - quoted;
}

// Words that somebody spoke, without the name that the earlier page gave: not had from the speaker.
bool is_quotation_of_nobody(const Document& document, Span span) {
  const auto& all = document.reading.segmentation.quotations;
  return std::any_of(all.begin(), all.end(), [&](const Quotation& quotation) {
    const std::uint32_t begin = std::max(span.begin, quotation.outside.begin);
    const std::uint32_t end = std::min(span.end, quotation.outside.end);
    const bool mostly = begin < end && 2 * (end - begin) >= span.size();
    return mostly && !names_speaker(document, quotation.outside);
  });
}

bool is_copying(const Copied& copied, double containment) {
  if (containment >= kMuchOfAPage) return true;
  std::size_t own = 0;
  for (const auto& [from, to] : copied.spans) {
    if (is_quotation_of_nobody(*copied.to, to)) return true;
    own += own_bytes(*copied.to, to);
  }
  return own >= kLeastOwnBytes;
}

Copied copied_of(const Pile& pile, const Reuse& reuse) {
  Copied copied{pile.document(reuse.from), pile.document(reuse.to), {}, {}, 0, false, false};
  if (copied.from == nullptr || copied.to == nullptr) return copied;
  copied.credited = credits(pile, *copied.to, *copied.from);
  for (const auto& [from, to] : reuse.spans) {
    if (copied.credited || !both_credited(*copied.from, from, *copied.to, to))
      copied.spans.emplace_back(from, to);
  }
  copied.reason = fmt::format("{} shared {}; {}", copied.spans.size(),
                              copied.spans.size() == 1 ? "passage" : "passages", reuse.reason);
  copied.confidence = std::min(0.95, 0.5 + 0.5 * reuse.containment);
  copied.whole = reuse.containment >= 0.8;
  return copied;
}

}  // namespace

bool credits(const Pile& pile, const Document& document, const Document& other) {
  const auto& relays = document.reading.attributions.relays;
  return std::any_of(relays.begin(), relays.end(), [&](const Relay& relay) {
    return pile.is_published_by(other, relay.name) &&
           !is_copied_along(pile, document, other, relay);
  });
}

bool is_copied_along(const Pile& pile, const Document& document, const Document& from,
                     const Relay& relay) {
  constexpr double kMostOfIt = 0.5;
  const Reuse* reuse = pile.reuse(document.article.id, from.article.id);
  if (!relay.span || covers_body(document, relay)) return false;  // a dateline, a credit line
  if (reuse == nullptr || reuse->containment < kMostOfIt) return false;
  if (reuse->direction == ReuseDirection::unknown || reuse->to != document.article.id) return false;
  return std::any_of(reuse->spans.begin(), reuse->spans.end(),
                     [&](const auto& spans) { return spans.second.contains(*relay.span); });
}

std::map<std::string, std::vector<Copied>> find_copies(const Pile& pile) {
  std::map<std::string, std::vector<Copied>> sources;
  for (const PairMatch& match : pile.matches()) {
    if (!match.reuse || match.reuse->direction == ReuseDirection::unknown) continue;
    Copied copied = copied_of(pile, *match.reuse);
    if (copied.spans.empty() || (!copied.credited && !is_copying(copied, match.reuse->containment)))
      continue;
    if (pile.hop_rulings().is_rejected(match.reuse->from, copied.from->article.publisher,
                                       match.reuse->to)) {
      continue;
    }
    sources[match.reuse->to].push_back(std::move(copied));
  }
  for (auto& [document, list] : sources) {
    std::set<std::uint32_t> covered;
    std::vector<Copied> kept;
    while (!list.empty()) {
      // Those it credits first, then most new words; among equals the later one, which is the
      // nearer predecessor.
      auto best = list.begin();
      std::size_t most = 0;
      for (auto it = list.begin(); it != list.end(); ++it) {
        const std::size_t fresh = cover(it->spans, covered, false);
        const bool later = it->from->article.published > best->from->article.published;
        const bool first = it->credited && !best->credited && fresh > 0;
        const bool last = best->credited && !it->credited && most > 0;
        if (first || (!last && (fresh > most || (fresh == most && later)))) {
          most = fresh;
          best = it;
        }
      }
      if (most < kLeastNewBytes && !(kept.empty() && most > 0)) break;
      cover(best->spans, covered, true);
      kept.push_back(std::move(*best));
      list.erase(best);
    }
    list = std::move(kept);
  }
  return sources;
}

std::vector<Reuse> all_reuse(const Pile& pile) {
  std::vector<Reuse> all;
  for (const PairMatch& match : pile.matches()) {
    if (match.reuse) all.push_back(*match.reuse);
  }
  std::sort(all.begin(), all.end(), [](const Reuse& a, const Reuse& b) {
    return std::tie(a.from, a.to) < std::tie(b.from, b.to);
  });
  return all;
}

}  // namespace hearsay::tracing
