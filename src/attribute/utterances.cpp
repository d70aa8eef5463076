#include "attribute/utterances.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace hearsay::attribute {
namespace {

using Index = std::optional<std::size_t>;

/// Whether another quotation fills the block: „…“ in a block quotation is one utterance, not two.
bool is_filled(const Page& page, const std::vector<Quotation>& all, std::size_t block) {
  const Span span = all[block].outside;
  for (std::size_t at = block + 1; at < all.size() && all[at].outside.begin <= span.begin; ++at) {
    if (!all[at].block && page.tokens(all[at].outside) == page.tokens(span)) return true;
  }
  return false;
}

}  // namespace

bool is_dash(std::string_view word) {
  return word == "—" || word == "–" || word == "―" || word == "--" || word == "‒";
}

std::vector<Utterance> find_utterances(const Page& page) {
  const auto& quotations = page.segmentation().quotations;
  std::vector<Utterance> all;
  std::vector<Index> place(quotations.size());
  for (std::size_t at = 0; at < quotations.size(); ++at) {
    const Quotation& each = quotations[at];
    const TokenRange whole = page.tokens(each.outside);
    const TokenRange inside = page.tokens(each.inside);
    if (whole.empty() || inside.empty() || !page.is_read(page.rows()[whole.begin].sentence)) {
      continue;
    }
    if (is_dash(page.rows()[whole.begin].word)) continue;  // read as a paragraph of speech
    if (each.block && is_filled(page, quotations, at)) continue;
    const auto before = each.continues ? static_cast<std::size_t>(*each.continues) : at;
    if (before < at && place[before]) {
      Utterance& first = all[*place[before]];
      first.whole.end = std::max(first.whole.end, whole.end);
      first.inside.end = std::max(first.inside.end, inside.end);
      first.closed = each.closed;
      place[at] = place[before];
      continue;
    }
    place[at] = all.size();
    all.push_back({whole, inside, no_utterance, each.closed, each.block});
  }
  return all;
}

void nest(std::vector<Utterance>& all) {
  std::ranges::sort(all, [](const Utterance& a, const Utterance& b) {
    if (a.whole.begin != b.whole.begin) return a.whole.begin < b.whole.begin;
    if (a.whole.end != b.whole.end) return a.whole.end > b.whole.end;
    return a.inside > b.inside;  // of the same words those in marks stay
  });
  std::vector<Utterance> kept;
  std::vector<std::size_t> around;
  for (Utterance each : all) {
    while (!around.empty() && kept[around.back()].whole.end <= each.whole.begin) around.pop_back();
    // What crosses the edge of another, or is the same again, is left out.
    if (!around.empty()) {
      const TokenRange outer = kept[around.back()].whole;
      if (each.whole.end > outer.end || each.whole == outer) continue;
    }
    each.parent = around.empty() ? no_utterance : around.back();
    around.push_back(kept.size());
    kept.push_back(each);
  }
  all = std::move(kept);
}

}  // namespace hearsay::attribute
