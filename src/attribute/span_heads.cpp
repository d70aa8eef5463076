#include "attribute/span_heads.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>

namespace hearsay::attribute {
namespace {

using model::Run;
using Ends = model::SpanLayer::Ends;

constexpr std::size_t layer_count = 4;  // cue, source, content, content within a content
constexpr std::size_t labels = 3;       // of each: O, B, I
constexpr std::size_t distances = 19;   // overlapping; 9 before the cue; 9 behind
constexpr float never = -std::numeric_limits<float>::infinity();

/// How many words lie between two runs; negative where they overlap.
std::ptrdiff_t between(const Run& a, const Run& b) {
  const auto gap = [](const Run& first, const Run& second) {
    return static_cast<std::ptrdiff_t>(second.begin) - static_cast<std::ptrdiff_t>(first.end);
  };
  return std::max(gap(a, b), gap(b, a));
}

std::size_t distance_bucket(const Run& cue, const Run& run) {
  const std::ptrdiff_t words = between(cue, run);
  if (words < 0) return 0;
  const auto bucket = static_cast<std::size_t>(std::bit_width(static_cast<std::size_t>(words)));
  return std::min<std::size_t>(bucket, 8) + (run.begin >= cue.end ? 10 : 1);
}

bool holds(const Run& outer, const Run& inner) {
  return outer.begin <= inner.begin && inner.end <= outer.end;
}

bool same_place(const Run& a, const Run& b) { return a.begin == b.begin && a.end == b.end; }

/// The runs where being in none costs `leaning`; confidence without it.
std::vector<Run> runs_leaning(std::vector<float> scores, float leaning) {
  std::vector<float> leant = scores;
  for (std::size_t at = 0; at < leant.size(); at += labels) leant[at] -= leaning;
  std::vector<Run> runs = model::best_runs(leant, 1);
  if (leaning == 0) return runs;
  for (Run& run : runs) {
    run.confidence = 0;
    for (std::size_t at = run.begin; at < run.end; ++at) {
      const std::span<float> row = std::span(scores).subspan(at * labels, labels);
      model::log_softmax(row);
      run.confidence += std::exp(row[at == run.begin ? 1 : 2]);
    }
    run.confidence /= static_cast<float>(run.end - run.begin);
  }
  return runs;
}

}  // namespace

/// The spans of a part in words, and the pieces that words begin with.
struct SpanHeads::Layers {
  std::vector<std::size_t> starts;
  std::vector<Run> cues, sources, contents;

  [[nodiscard]] std::vector<Ends> ends(std::span<const Run> runs) const {
    std::vector<Ends> out;
    for (const Run& run : runs) out.push_back({starts[run.begin], starts[run.end - 1]});
    return out;
  }

  [[nodiscard]] Span span(const encode::EncodedPart& part, const Run& run) const {
    const std::size_t last = (run.end < starts.size() ? starts[run.end] : part.pieces.size()) - 1;
    return {part.pieces[starts[run.begin]].span.begin, part.pieces[last].span.end};
  }
};

SpanHeads::SpanHeads(model::TensorReader& read, std::size_t width)
    : width_(width),
      link_width_(read.size("link")),
      reach_(read.size("link_reach")),
      tags_(read.linear("heads.attribution", width, layer_count * labels)),
      sources_(read_links(read, "source", width, link_width_)),
      contents_(read_links(read, "content", width, link_width_)),
      no_source_(read.linear("heads.link_no_source", link_width_, 1)),
      no_cue_(read.linear("heads.link_no_cue", link_width_, 1)) {}

SpanHeads::Links SpanHeads::read_links(model::TensorReader& read, const std::string& name,
                                       std::size_t width, std::size_t out) {
  return {model::SpanLayer(read, "heads.link_" + name + "_cue", width, out),
          model::SpanLayer(read, "heads.link_" + name, width, out),
          read.vector("heads.link_" + name + "_distance", distances)};
}

SpanHeads::Layers SpanHeads::layers_of(const encode::EncodedPart& part, Leaning leaning) const {
  const std::array<float, layer_count> leanings = {leaning.cue, 0, leaning.content,
                                                   leaning.content};
  Layers out;
  out.starts = part.word_starts();
  const auto scores = tags_.apply(model::rows_of(part.vectors, width_, out.starts));
  std::vector<std::vector<Run>> found;
  for (std::size_t layer = 0; layer < layer_count; ++layer) {
    found.push_back(runs_leaning(
        model::columns_of(scores, layer_count * labels, layer * labels, labels), leanings[layer]));
  }
  out.cues = std::move(found[0]);
  out.sources = std::move(found[1]);
  out.contents = found[2];
  for (const Run& inner : found[3]) {
    const bool nested = std::any_of(found[2].begin(), found[2].end(), [&](const Run& outer) {
      return holds(outer, inner) && !same_place(outer, inner);
    });
    if (nested) out.contents.push_back(inner);
  }
  std::sort(out.contents.begin(), out.contents.end(), [](const Run& a, const Run& b) {
    return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
  });
  return out;
}

/// Scores of spans for cues; `never` where they stand too far apart.
class SpanHeads::Scores {
 public:
  Scores(const Links& links, const encode::EncodedPart& part, const Layers& layers,
         std::span<const Run> runs, std::size_t reach)
      : links_(links),
        layers_(layers),
        runs_(runs),
        reach_(static_cast<std::ptrdiff_t>(reach)),
        width_(links.cue.out()),
        cues_(links.cue.apply(part.vectors, layers.ends(layers.cues))),
        spans_(links.span.apply(part.vectors, layers.ends(runs))) {}

  [[nodiscard]] float at(std::size_t cue, std::size_t run) const {
    if (between(layers_.cues[cue], runs_[run]) > reach_) return never;
    float score = 0;
    for (std::size_t k = 0; k < width_; ++k) {
      score += cues_[cue * width_ + k] * spans_[run * width_ + k];
    }
    return score / std::sqrt(static_cast<float>(width_)) +
           links_.distance[distance_bucket(layers_.cues[cue], runs_[run])];
  }

  [[nodiscard]] std::span<const float> cues() const { return cues_; }
  [[nodiscard]] std::span<const float> spans() const { return spans_; }

 private:
  const Links& links_;
  const Layers& layers_;
  std::span<const Run> runs_;
  std::ptrdiff_t reach_;
  std::size_t width_;
  std::vector<float> cues_, spans_;
};

// Each cue chooses its source, or none.
void SpanHeads::choose_sources(const encode::EncodedPart& part, const Layers& layers,
                               std::vector<HeadedAttribution>& out) const {
  const Scores scores(sources_, part, layers, layers.sources, reach_);
  const std::vector<float> none = no_source_.apply(scores.cues());
  for (std::size_t cue = 0; cue < out.size(); ++cue) {
    std::vector<float> row;
    for (std::size_t i = 0; i < layers.sources.size(); ++i) row.push_back(scores.at(cue, i));
    row.push_back(none[cue]);
    const std::size_t best = model::greatest(row);
    if (best == layers.sources.size()) continue;
    out[cue].source = layers.span(part, layers.sources[best]);
    out[cue].confidence = std::min(out[cue].confidence, layers.sources[best].confidence);
  }
}

// Each content chooses its cue, which does not stand inside it, or none. What stands inside another
// content of the same cue is no piece of its own.
void SpanHeads::choose_cues(const encode::EncodedPart& part, const Layers& layers,
                            std::vector<HeadedAttribution>& out) const {
  const Scores scores(contents_, part, layers, layers.contents, reach_);
  const std::vector<float> none = no_cue_.apply(scores.spans());
  std::vector<std::vector<const Run*>> chosen(out.size());
  for (std::size_t i = 0; i < layers.contents.size(); ++i) {
    const Run& content = layers.contents[i];
    std::vector<float> column;
    for (std::size_t cue = 0; cue < out.size(); ++cue) {
      column.push_back(holds(content, layers.cues[cue]) ? never : scores.at(cue, i));
    }
    column.push_back(none[i]);
    const std::size_t best = model::greatest(column);
    if (best < out.size()) chosen[best].push_back(&content);
  }
  for (std::size_t cue = 0; cue < out.size(); ++cue) {
    for (const Run* content : chosen[cue]) {
      const bool inside = std::any_of(
          chosen[cue].begin(), chosen[cue].end(),
          [&](const Run* other) { return other != content && holds(*other, *content); });
      if (inside) continue;
      out[cue].content.push_back(layers.span(part, *content));
      out[cue].confidence = std::min(out[cue].confidence, content->confidence);
    }
  }
}

std::vector<HeadedAttribution> SpanHeads::find(const encode::EncodedPart& part,
                                               Leaning leaning) const {
  const Layers layers = layers_of(part, leaning);
  std::vector<HeadedAttribution> out;
  if (layers.contents.empty()) return out;
  for (const Run& cue : layers.cues) {
    out.push_back({layers.span(part, cue), std::nullopt, {}, cue.confidence});
  }
  if (out.empty()) return out;
  choose_sources(part, layers, out);
  choose_cues(part, layers, out);
  std::erase_if(out, [](const HeadedAttribution& one) { return one.content.empty(); });
  return out;
}

std::vector<LikelyCue> SpanHeads::likely_cues(const encode::EncodedPart& part, float least) const {
  Layers words;
  words.starts = part.word_starts();
  const auto all = tags_.apply(model::rows_of(part.vectors, width_, words.starts));
  std::vector<float> scores = model::columns_of(all, layer_count * labels, 0, labels);
  std::vector<LikelyCue> out;
  for (std::size_t at = 0; at < words.starts.size(); ++at) {
    const std::span<float> row = std::span(scores).subspan(at * labels, labels);
    model::log_softmax(row);
    const float chance = 1 - std::exp(row[0]);
    if (chance < least) continue;
    Run word;
    word.begin = at;
    word.end = at + 1;
    out.push_back({words.span(part, word), chance});
  }
  return out;
}

}  // namespace hearsay::attribute
