// Where words, tokens and sentences begin, as heads of the encoder see it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "encode/encode.h"
#include "hearsay/span.h"
#include "model/tensors.h"

namespace hearsay::segmenting {

/// A syntactic word of Universal Dependencies, and what begins with it.
struct CutWord {
  Span span;
  bool begins_token = true;      ///< false: it goes on with the token of the word before ("n't")
  bool begins_sentence = false;  ///< then also a token
  friend bool operator==(const CutWord&, const CutWord&) = default;
};

/// Immutable after loading, so safe to share between threads.
class Boundaries {
 public:
  Boundaries() = default;
  /// Reads the heads' tensors; failures are left in `read`.
  explicit Boundaries(model::TensorReader& read, std::size_t width);

  /// The words of a part, which cover all its characters that are no white space. White space
  /// always parts tokens, an empty line sentences. O(pieces).
  [[nodiscard]] std::vector<CutWord> cut(std::string_view text,
                                         const encode::EncodedPart& part) const;

 private:
  /// A place inside a piece where a word begins.
  struct Split {
    bool token = false;
    std::uint32_t from_end = 0;  // characters
  };

  model::Linear boundary_;
  model::Linear inner_;
  std::vector<std::vector<Split>> scripts_;  // what the labels of `inner_` stand for
};

}  // namespace hearsay::segmenting
