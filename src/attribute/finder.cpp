#include "attribute/finder.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "attribute/citations.h"
#include "attribute/features.h"
#include "attribute/speech.h"

namespace hearsay::attribute {
namespace {

constexpr int levels = 4;              // of nesting; deeper is not written by people
constexpr float cue_threshold = 0.4F;  // probability from which a word is a cue; tuned on dev
// Where the best labelling gives a cue no content or no source, words as probable as this are it.
constexpr float content_least = 0.18F;
constexpr float source_least = 0.01F;
// Inside contents, which no training text marks, less sure ones are left out.
constexpr float inner_least = 0.45F;
constexpr float inner_least_elided = 0.6F;
constexpr std::uint32_t cue_longest = 20;

struct Cue {
  TokenRange range;
  float confidence = 0;
};

// Words whose marginal says "cue", joined until a word rather begins a cue of its own.
std::vector<Cue> find_cues(const Page& page, const model::LinearTagger& tagger, TokenRange range) {
  std::vector<Cue> cues;
  const auto begin = tagger.label("B"), inside = tagger.label("I");
  if (range.empty() || !begin || !inside) return cues;
  model::HashedFeatures features;
  cue_features(page, range, features);
  const std::vector<float> shares = tagger.marginals(features.features());
  const std::size_t width = tagger.labels().size();
  for (std::uint32_t at = range.begin; at < range.end; ++at) {
    const float* row = shares.data() + (at - range.begin) * width;
    const float share = row[*begin] + row[*inside];
    if (share < cue_threshold) continue;
    const bool goes_on = !cues.empty() && cues.back().range.end == at &&
                         row[*inside] > row[*begin] && at - cues.back().range.begin < cue_longest;
    if (!goes_on) cues.push_back({{at, at}, 0});
    cues.back().range.end = at + 1;
    cues.back().confidence = std::max(cues.back().confidence, share);
  }
  return cues;
}

void append(std::vector<TokenRange>& ranges, std::uint32_t token) {
  if (!ranges.empty() && ranges.back().end == token) {
    ++ranges.back().end;
  } else {
    ranges.push_back({token, token + 1});
  }
}

// The mean of the marginals of what was chosen.
struct Mean {
  double sum = 0;
  std::size_t count = 0;
  void add(float value) { sum += static_cast<double>(value), ++count; }
  [[nodiscard]] float value() const {
    return count ? static_cast<float>(sum / static_cast<double>(count)) : 0.0F;
  }
};

// A source is one run of words: the one with most probability in it, the farther off the less it
// counts. "[Jo Weiss], its spokeswoman, said by [telephone]".
void keep_likeliest(std::vector<TokenRange>& source, TokenRange cue,
                    const std::function<float(std::uint32_t)>& share) {
  if (source.size() < 2) return;
  const auto weight = [&](TokenRange run) {
    double sum = 0;
    for (std::uint32_t at = run.begin; at < run.end; ++at) sum += static_cast<double>(share(at));
    const std::uint32_t distance =
        run.begin >= cue.end ? run.begin - cue.end : cue.begin - std::min(run.end, cue.begin);
    return sum / (1.0 + static_cast<double>(distance));
  };
  source = {*std::ranges::max_element(source, {}, weight)};
}

// What the marginals of one window say of one role, where the best labelling has nothing of it.
void take_likely(const std::vector<float>& shares, std::size_t width, std::uint32_t label,
                 float least, TokenRange window, TokenRange cue, std::vector<TokenRange>& role) {
  for (std::uint32_t at = window.begin; at < window.end; ++at) {
    if (cue.contains(at) || shares[(at - window.begin) * width + label] < least) continue;
    append(role, at);
  }
}

std::optional<Found> read_roles(const Page& page, const model::LinearTagger& tagger,
                                TokenRange window, const Cue& cue,
                                const std::vector<bool>& is_cue) {
  const auto source = tagger.label("S"), content = tagger.label("C");
  if (!source || !content) return std::nullopt;
  model::HashedFeatures features;
  role_features(page, window, cue.range, is_cue, features);
  const std::vector<std::uint32_t> labels = tagger.decode(features.features());
  const std::vector<float> shares = tagger.marginals(features.features());
  const std::size_t width = tagger.labels().size();
  Found found;
  found.cue = cue.range;
  for (std::uint32_t at = window.begin; at < window.end; ++at) {
    if (cue.range.contains(at)) continue;
    const std::uint32_t label = labels[at - window.begin];
    if (label == *source) append(found.source, at);
    if (label == *content) append(found.content, at);
  }
  if (found.content.empty()) {
    take_likely(shares, width, *content, content_least, window, cue.range, found.content);
  }
  if (found.content.empty()) return std::nullopt;
  if (found.source.empty()) {
    take_likely(shares, width, *source, source_least, window, cue.range, found.source);
    found.source = outside_of(found.source, found.content);
  }
  const auto share_of_source = [&](std::uint32_t at) {
    return shares[(at - window.begin) * width + *source];
  };
  keep_likeliest(found.source, cue.range, share_of_source);
  Mean mean;
  for (const TokenRange piece : found.source) {
    for (std::uint32_t at = piece.begin; at < piece.end; ++at) mean.add(share_of_source(at));
  }
  for (const TokenRange piece : found.content) {
    for (std::uint32_t at = piece.begin; at < piece.end; ++at) {
      mean.add(shares[(at - window.begin) * width + *content]);
      if (page.rows()[at].shape == "p") continue;
      ++found.words;
      found.quoted += page.quoted(at) ? 1 : 0;
    }
  }
  found.confidence = std::clamp(cue.confidence * mean.value(), 0.0F, 1.0F);
  return found;
}

// Each becomes a child of the smallest larger content that its cue stands in, so no circle can be.
void link_parents(std::vector<Found>& found, std::size_t first) {
  std::vector<std::pair<std::uint32_t, std::size_t>> by_cue;  // cues in text order
  for (std::size_t at = first; at < found.size(); ++at) {
    by_cue.emplace_back(found[at].cue.begin, at);
  }
  std::ranges::sort(by_cue);
  std::vector<std::size_t> size(found.size(), 0), smallest(found.size(), SIZE_MAX);
  for (std::size_t at = first; at < found.size(); ++at) size[at] = token_count(found[at].content);
  for (std::size_t outer = first; outer < found.size(); ++outer) {
    for (const TokenRange piece : found[outer].content) {
      auto next =
          std::ranges::lower_bound(by_cue, std::pair<std::uint32_t, std::size_t>{piece.begin, 0});
      for (; next != by_cue.end() && next->first < piece.end; ++next) {
        const std::size_t inner = next->second;
        if (size[outer] <= size[inner] || size[outer] >= smallest[inner]) continue;
        smallest[inner] = size[outer];
        found[inner].parent = outer;
      }
    }
  }
}

std::vector<TokenRange> within(const std::vector<TokenRange>& ranges,
                               const std::vector<TokenRange>& outer) {
  std::vector<TokenRange> kept;
  for (const TokenRange range : ranges) {
    for (const TokenRange limit : outer) {
      const TokenRange both{std::max(range.begin, limit.begin), std::min(range.end, limit.end)};
      if (!both.empty()) kept.push_back(both);
    }
  }
  return kept;
}

// Cuts children to their parents' contents, outer ones first; what loses its content goes.
std::vector<Found> keep_inside(std::vector<Found> found) {
  std::vector<std::size_t> order(found.size());
  for (std::size_t at = 0; at < order.size(); ++at) order[at] = at;
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    const std::size_t size_a = token_count(found[a].content);
    const std::size_t size_b = token_count(found[b].content);
    return size_a != size_b ? size_a > size_b : a < b;
  });
  std::vector<Found> kept;
  std::vector<std::optional<std::size_t>> moved(found.size());
  for (const std::size_t at : order) {
    Found each = std::move(found[at]);
    if (each.parent) {
      each.parent = moved[*each.parent];
      if (!each.parent) continue;
      const std::vector<TokenRange>& outer = kept[*each.parent].content;
      each.source = within(each.source, outer);
      each.content = within(each.content, outer);
      if (each.content.empty() || within({each.cue}, outer) != std::vector{each.cue}) continue;
    }
    moved[at] = kept.size();
    kept.push_back(std::move(each));
  }
  return kept;
}

struct Stretch {
  TokenRange range;
  std::optional<std::size_t> parent;
};

std::vector<Stretch> sentences_of(const Page& page) {
  std::vector<Stretch> stretches;
  for (std::uint32_t at = 0; at < page.segmentation().sentences.size(); ++at) {
    if (page.is_read(at)) stretches.push_back({tokens_of(page, at), std::nullopt});
  }
  return stretches;
}

// The contents found last, cut at the ends of sentences; the smallest first, so that what stands
// in two of them becomes the child of the inner one.
std::vector<Stretch> contents_of(const Page& page, const std::vector<Found>& found,
                                 std::size_t first) {
  std::vector<Stretch> stretches;
  for (std::size_t at = found.size(); at-- > first;) {
    for (const TokenRange piece : found[at].content) {
      for (std::uint32_t token = piece.begin; token < piece.end;) {
        const TokenRange sentence = tokens_of(page, page.rows()[token].sentence);
        const std::uint32_t end = std::max(token + 1, std::min(piece.end, sentence.end));
        stretches.push_back({{token, end}, at});
        token = end;
      }
    }
  }
  return stretches;
}

// A cue, where it was found, and what it governs when it is read as the only one.
struct Reading {
  Cue cue;
  std::optional<std::size_t> parent;
  TokenRange window;
  std::optional<Found> alone;
};

void mark(std::vector<bool>& flags, TokenRange range, bool value) {
  for (std::uint32_t at = range.begin; at < range.end; ++at) flags[at] = value;
}

std::vector<Reading> read_alone(const Page& page, const Taggers& taggers,
                                const std::vector<Stretch>& stretches,
                                const std::vector<bool>& taken) {
  std::vector<Reading> readings;
  std::vector<bool> seen(page.rows().size(), false), only(page.rows().size(), false);
  for (const Stretch& stretch : stretches) {
    for (const Cue& cue : find_cues(page, taggers.cues, stretch.range)) {
      if (taken[cue.range.begin] || seen[cue.range.begin]) continue;
      mark(seen, cue.range, true);
      const TokenRange window = stretch.parent ? stretch.range : window_of(page, cue.range);
      mark(only, cue.range, true);
      readings.push_back(
          {cue, stretch.parent, window, read_roles(page, taggers.roles, window, cue, only)});
      mark(only, cue.range, false);
    }
  }
  return readings;
}

// Whether `inner` with its source stands in what `outer` says. "She said it leaks and denied …" is
// no case of it: the source stands outside.
bool holds(const Page& page, const Found& outer, const Found& inner) {
  if (!contains(outer.content, inner.cue.begin)) return false;
  if (contains(inner.content, outer.cue.begin)) return false;
  if (!inner.source.empty()) return contains(outer.content, inner.source.front().begin);
  return page.quoted(inner.cue.begin) && !page.quoted(outer.cue.begin);
}

std::vector<bool> nested_ones(const Page& page, const std::vector<Reading>& readings) {
  static constexpr std::size_t reach = 20;  // cues on each side; a window seldom has more
  std::vector<bool> nested(readings.size(), false);
  for (std::size_t at = 0; at < readings.size(); ++at) {
    if (!readings[at].alone) continue;
    const std::size_t end = std::min(readings.size(), at + reach + 1);
    for (std::size_t other = at > reach ? at - reach : 0; other < end; ++other) {
      if (other == at || !readings[other].alone) continue;
      if (holds(page, *readings[other].alone, *readings[at].alone)) nested[at] = true;
    }
  }
  return nested;
}

// Asks both taggers in every stretch and adds what they find. The roles were learned from texts
// where no cue inside a content is marked; so those that turn out to stand in another's content are
// hidden when the outer ones are read for good.
void find_level(const Page& page, const Taggers& taggers, const std::vector<Stretch>& stretches,
                std::vector<bool>& taken, std::vector<Found>& found) {
  std::vector<Reading> readings = read_alone(page, taggers, stretches, taken);
  const std::vector<bool> nested = nested_ones(page, readings);
  std::vector<bool> is_cue(page.rows().size(), false);
  for (std::size_t at = 0; at < readings.size(); ++at) {
    if (!nested[at]) mark(is_cue, readings[at].cue.range, true);
  }
  for (std::size_t at = 0; at < readings.size(); ++at) {
    Reading& reading = readings[at];
    std::optional<Found> result =
        nested[at] ? std::move(reading.alone)
                   : read_roles(page, taggers.roles, reading.window, reading.cue, is_cue);
    if (!result) continue;
    const float least = result->source.empty() ? inner_least_elided : inner_least;
    if ((reading.parent || nested[at]) && result->confidence < least) continue;
    result->parent = reading.parent;
    mark(taken, reading.cue.range, true);
    found.push_back(std::move(*result));
  }
}

}  // namespace

std::size_t token_count(const std::vector<TokenRange>& ranges) {
  std::size_t count = 0;
  for (const TokenRange range : ranges) count += range.end - range.begin;
  return count;
}

bool contains(const std::vector<TokenRange>& ranges, std::uint32_t token) {
  return std::ranges::any_of(ranges, [&](TokenRange range) { return range.contains(token); });
}

std::vector<TokenRange> outside_of(const std::vector<TokenRange>& ranges,
                                   const std::vector<TokenRange>& others) {
  std::vector<TokenRange> kept;
  for (const TokenRange range : ranges) {
    for (std::uint32_t at = range.begin; at < range.end; ++at) {
      if (!contains(others, at)) append(kept, at);
    }
  }
  return kept;
}

std::vector<Found> find_attributions(const Page& page, const Taggers& taggers) {
  std::vector<Found> found;
  std::vector<bool> taken(page.rows().size(), false);
  find_level(page, taggers, sentences_of(page), taken, found);
  nest_citations(page, found);
  link_parents(found, 0);
  found = keep_inside(std::move(found));
  carry_quotations(page, found);
  Page inner = page;
  std::size_t first = 0;
  for (int level = 1; level < levels && first < found.size(); ++level) {
    const std::vector<Stretch> stretches = contents_of(page, found, first);
    for (const Stretch& stretch : stretches) inner.unquote(stretch.range);
    first = found.size();
    find_level(inner, taggers, stretches, taken, found);
    link_parents(found, first);
  }
  return keep_inside(std::move(found));
}

}  // namespace hearsay::attribute
