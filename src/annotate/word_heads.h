// Tags, features, lemmas and trees of the words of a part, as heads of the encoder see them.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "encode/encode.h"
#include "hearsay/span.h"
#include "model/tensors.h"

namespace hearsay::annotate {

/// What a word is. Views into the tables of the heads, which must outlive it.
struct WordAnalysis {
  std::string_view tag;       ///< UD part of speech
  std::string_view features;  ///< UD features, "Number=Sing|Person=3"; empty for none
  std::string lemma;
  std::optional<std::size_t> head;  ///< of the part's words; none for a root
  std::string_view relation;        ///< to the head
};

/// Words [begin, end) of a part.
struct WordRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Immutable after loading, so safe to share between threads.
class WordHeads {
 public:
  WordHeads() = default;
  /// Reads the heads' tensors; failures are left in `read`.
  WordHeads(model::TensorReader& read, std::size_t width);

  /// A vector for each word, words x width: what all heads below and those of mentions look at.
  [[nodiscard]] std::vector<float> vectors(const encode::EncodedPart& part,
                                           std::span<const Span> words) const;

  /// One analysis a word. `sentences` share out the words; each gets one root. O(words x longest
  /// sentence), sentences of more than 200 words in parts.
  [[nodiscard]] std::vector<WordAnalysis> analyse(std::string_view text,
                                                  std::span<const Span> words,
                                                  std::span<const float> vectors,
                                                  std::span<const WordRange> sentences) const;

 private:
  struct Arcs;  // what the words are as dependents and as heads
  void parse(const Arcs& arcs, WordRange words, std::optional<std::size_t>& root,
             std::vector<WordAnalysis>& out) const;
  [[nodiscard]] std::vector<float> scores(const Arcs& arcs, WordRange words) const;
  void relate(std::span<const float> vectors, WordRange words,
              std::vector<WordAnalysis>& out) const;

  std::size_t width_ = 0;
  model::SpanLayer word_;
  std::vector<float> inside_;  // added where a word begins inside a piece
  std::vector<std::string> tags_, features_, lemmas_, relations_;
  model::Linear tag_, feature_, lemma_;
  model::Linear arc_dependent_, arc_head_, arc_, arc_bias_;
  std::vector<float> arc_root_;
  float root_bias_ = 0;   // that of arc_root_
  std::size_t root_ = 0;  // of the relations
  model::Linear relation_dependent_, relation_head_;
  model::Linear relation_;  // relations x (rel + 1) numbers from rel + 1
  std::size_t arc_width_ = 0, relation_width_ = 0;
};

/// A form with a script of the table "lemma" carried out: "l-1+y" is lower case, one character
/// less, "y" added ("Cities" has "l-3+y"); "k" keeps the case, "t" makes it Title; "=be" is "be".
std::string lemma_by(std::string_view script, std::string_view form);

}  // namespace hearsay::annotate
