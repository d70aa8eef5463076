// Sources, cues and contents, and which belong together, as heads of the encoder see them.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "encode/encode.h"
#include "hearsay/span.h"
#include "model/sequence.h"
#include "model/tensors.h"

namespace hearsay::attribute {

/// A cue with what it joins.
struct HeadedAttribution {
  Span cue;
  std::optional<Span> source;
  Spans content;
  float confidence = 0;  ///< the least of its spans', in [0, 1]
};

/// A word that the heads would have in a cue by this chance, at least.
struct LikelyCue {
  Span word;
  float chance = 0;  ///< in [0, 1]
};

/// How readily spans are seen: what is taken off the score of a word for being in none, in logits.
struct Leaning {
  float cue = 0;
  float content = 0;
};

/// Immutable after loading, so safe to share between threads.
class SpanHeads {
 public:
  SpanHeads() = default;
  /// Reads the heads' tensors; failures are left in `read`.
  SpanHeads(model::TensorReader& read, std::size_t width);

  /// Attributions of all levels, in order of their cues. A cue without content is none, nor is a
  /// content without cue. Confidence is what it would be without leaning. O(pieces + cues x spans).
  [[nodiscard]] std::vector<HeadedAttribution> find(const encode::EncodedPart& part,
                                                    Leaning leaning = {}) const;

  /// The words that stand in a cue by a chance of at least `least`, in order, whether or not one is
  /// found there. O(pieces).
  [[nodiscard]] std::vector<LikelyCue> likely_cues(const encode::EncodedPart& part,
                                                   float least) const;

 private:
  /// Bilinear scores of spans for cues, with a weight for how far apart they stand.
  struct Links {
    model::SpanLayer cue, span;
    std::vector<float> distance;
  };
  struct Layers;
  class Scores;

  static Links read_links(model::TensorReader& read, const std::string& name, std::size_t width,
                          std::size_t out);
  [[nodiscard]] Layers layers_of(const encode::EncodedPart& part, Leaning leaning) const;
  void choose_sources(const encode::EncodedPart& part, const Layers& layers,
                      std::vector<HeadedAttribution>& out) const;
  void choose_cues(const encode::EncodedPart& part, const Layers& layers,
                   std::vector<HeadedAttribution>& out) const;

  std::size_t width_ = 0;
  std::size_t link_width_ = 0;
  std::size_t reach_ = 0;  // words
  model::Linear tags_;
  Links sources_, contents_;
  model::Linear no_source_, no_cue_;
};

}  // namespace hearsay::attribute
