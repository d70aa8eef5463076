// Who stands behind what is said at a place in the text. Private to this stage.
#pragma once

#include <optional>
#include <vector>

#include "hearsay/article.h"
#include "hearsay/attribution.h"
#include "hearsay/claim.h"
#include "hearsay/segmentation.h"

namespace hearsay {

/// Finds attributions by place. Keeps references to what it is made from.
class Attributed {
 public:
  explicit Attributed(const Attributions& attributions);

  /// Those whose content holds the span, outermost first.
  [[nodiscard]] std::vector<AttributionIndex> around(Span span) const;
  /// The piece of content, of the innermost of them, that holds the span.
  [[nodiscard]] std::optional<Span> content_around(Span span) const;
  /// Whether the span is part of a cue or of the words for a source.
  [[nodiscard]] bool is_cue(Span span) const;
  [[nodiscard]] bool is_source(Span span) const;
  /// The attribution of which the span is a cue.
  [[nodiscard]] std::optional<AttributionIndex> cue_of(Span span) const;
  /// The last attribution with words in [begin, end), by where its cue or content ends.
  [[nodiscard]] std::optional<AttributionIndex> last_in(Span span) const;

  [[nodiscard]] const Attribution& operator[](AttributionIndex index) const {
    return all_[static_cast<std::size_t>(index)];
  }

 private:
  struct Piece {
    Span span;
    std::uint32_t attribution = 0;
  };
  /// Pieces by where they begin, under a tree of the furthest ends, so that what overlaps a span is
  /// found in O(found · log n) however they nest.
  struct Pieces {
    std::vector<Piece> all;
    std::vector<std::uint32_t> furthest;  ///< heap order; leaves from `leaves` on
    std::size_t leaves = 0;

    void finish();
    template <typename Visit>
    void overlapping(Span span, const Visit& visit) const;
    template <typename Visit>
    void descend(std::size_t node, std::size_t begin, std::size_t size, Span span,
                 const Visit& visit) const;
  };

  const std::vector<Attribution>& all_;
  Pieces contents_;
  Pieces cues_;
  Pieces sources_;
};

/// What a sentence without a source of its own goes on with: the attribution before it, or none.
struct Carried {
  AttributionIndex attribution{};
  float confidence = 0.5F;
};

/// For each sentence, in one pass over the article.
std::vector<std::optional<Carried>> carried_over(const Article& article,
                                                 const Segmentation& segmentation,
                                                 const Attributed& attributed);

/// Whether the newsroom says in these words that it knows for itself: "this newspaper has seen",
/// "told our reporter", "we obtained".
bool is_own_voice(const Article& article, const Segmentation& segmentation, Span sentence);

/// "reportedly", "allegedly", "it is said": somebody says so, nobody is named.
bool is_hearsay(const Article& article, Span clause);

}  // namespace hearsay
