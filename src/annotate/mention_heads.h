// Names, and mentions of people, organisations and places by any words, with which of them are one,
// as heads of the encoder see them.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "annotate/word_heads.h"
#include "encode/encode.h"
#include "hearsay/span.h"
#include "model/tensors.h"

namespace hearsay::annotate {

/// A name, or (where descriptions count) any words that stand for somebody or something.
struct TypedSpan {
  Span span;
  std::string_view type;  ///< of the heads' tables
  float confidence = 0;
};

/// Words that stand for an entity.
struct HeadedMention {
  std::size_t head = 0;  ///< the word that says what it is
  WordRange words;
  std::string_view type;
  std::optional<std::size_t> antecedent;  ///< the mention before that is the same, if one is
  float confidence = 0;                   ///< of that, in [0, 1]
};

/// Immutable after loading, so safe to share between threads.
class MentionHeads {
 public:
  MentionHeads() = default;
  /// Reads the heads' tensors; failures are left in `read`.
  MentionHeads(model::TensorReader& read, std::size_t width);

  /// Proper names, in order, apart from each other.
  [[nodiscard]] std::vector<TypedSpan> names(const encode::EncodedPart& part) const;

  /// Names and descriptions ("the army"), of each type by itself, so that they may overlap.
  [[nodiscard]] std::vector<TypedSpan> described(const encode::EncodedPart& part) const;

  /// Mentions, in order of their heads. `vectors` are the words' of WordHeads. O(words + mentions).
  [[nodiscard]] std::vector<HeadedMention> mentions(std::string_view text,
                                                    std::span<const Span> words,
                                                    std::span<const WordAnalysis> analyses,
                                                    std::span<const float> vectors,
                                                    std::span<const WordRange> sentences) const;

 private:
  struct Linked;  // a mention that may go back to another
  void bound(std::span<const float> vectors, std::span<const WordRange> sentences,
             std::vector<HeadedMention>& mentions) const;
  void link(std::span<const float> vectors, std::span<const Linked> linked,
            std::vector<HeadedMention>& mentions) const;
  [[nodiscard]] std::vector<Linked> linked(std::string_view text, std::span<const Span> words,
                                           std::span<const WordAnalysis> analyses,
                                           std::span<const WordRange> sentences,
                                           const std::vector<HeadedMention>& mentions) const;

  std::size_t width_ = 0;
  std::vector<std::string> name_types_, described_types_, mention_types_;
  std::vector<bool> may_link_;  // of each mention type
  model::Linear names_, described_, mention_;
  model::Linear bound_mention_, bound_word_;
  std::size_t bound_width_ = 0;
  model::Linear later_, earlier_, new_;
  std::size_t link_width_ = 0;
  std::size_t reach_ = 0;        // mentions
  std::vector<float> match_;     // 3 matches x 3 forms x 3 forms
  std::vector<float> distance_;  // 3 forms x 7 distances
};

}  // namespace hearsay::annotate
