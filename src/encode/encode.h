// The shared encoder: a text's word pieces and a vector for each, on which the heads of the later
// stages stand. A compact transformer (BERT's form) reads the text in windows.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "encode/transformer.h"
#include "hearsay/result.h"
#include "hearsay/span.h"
#include "model/matrix.h"
#include "model/model_file.h"
#include "model/word_pieces.h"

namespace hearsay::encode {

using model::Gap;
using model::Shape;
using model::WordPiece;
using model::WordPieces;

/// The pieces of a part of a text, and a vector for each.
struct EncodedPart {
  Span span;                      ///< of the text
  std::vector<WordPiece> pieces;  ///< spans count from the beginning of the text
  std::size_t width = 0;          ///< numbers of a vector
  std::vector<float> vectors;     ///< pieces x width, row by row

  /// The first pieces of the words, in order.
  [[nodiscard]] std::vector<std::size_t> word_starts() const;
  /// The piece that holds a byte of the part, else the last before it, else the first.
  /// Precondition: there are pieces. O(log pieces).
  [[nodiscard]] std::size_t piece_at(std::uint32_t byte) const;
};

/// Immutable after loading, so safe to share between threads.
class Encoder {
 public:
  /// Which arithmetic: the processor's own, or plain loops for tests that compare.
  enum class Kernel { fast, reference };

  /// Reads the encoder's tensors out of a model file. Fails where one is missing or of another
  /// shape than the card says.
  static Result<Encoder> from_file(const model::ModelFile& file, Kernel kernel = Kernel::fast);

  /// The parts in which a text is to be read, so that memory stays bounded: nearly every article
  /// is one part; longer texts are cut at paragraphs where there are any. Covers the whole text.
  [[nodiscard]] std::vector<Span> parts(std::string_view text) const;

  /// The end of the last part that is read when no more than `pieces` are; at least the first
  /// part's. O(size of the text).
  [[nodiscard]] std::size_t reach(std::string_view text, std::size_t pieces) const;

  /// Pieces and vectors of one part. O(pieces).
  [[nodiscard]] EncodedPart encode(std::string_view text, Span part) const;

  [[nodiscard]] std::size_t width() const { return width_; }

 private:
  [[nodiscard]] std::vector<float> embed(std::span<const WordPiece> pieces) const;

  model::ModelFile file_;  // the tables lie in it
  std::shared_ptr<const WordPieces> word_pieces_;
  std::size_t width_ = 0;
  std::size_t window_ = 0;   // pieces
  std::size_t overlap_ = 0;  // pieces
  model::Matrix piece_, position_, shape_, gap_;
  NormWeights norm_;
  std::shared_ptr<const Transformer> transformer_;
};

/// Opens the file that holds the encoder and all heads, of a format that this program reads.
Result<model::ModelFile> open_model(const std::string& path);

/// A text as it is lent to the stages, part by part. A part is encoded once; of a text of more than
/// `kept_pieces` what is beyond them is encoded anew for each stage, so that memory stays bounded.
/// For one thread; text and encoder must outlive it.
class Encoding {
 public:
  /// Word pieces whose vectors are kept: some 150 MB of them at a width of 384.
  static constexpr std::size_t kept_pieces = 100'000;

  Encoding(const Encoder& encoder, std::string_view text);

  [[nodiscard]] std::size_t size() const { return spans_.size(); }
  /// Valid until another part is asked for.
  const EncodedPart& part(std::size_t index);
  /// A span of the text, read as if its words stood alone. O(its size).
  [[nodiscard]] EncodedPart alone(Span span) const { return encoder_->encode(text_, span); }

 private:
  const Encoder* encoder_;
  std::string_view text_;
  std::vector<Span> spans_;
  std::vector<std::optional<EncodedPart>> kept_;
  std::size_t room_ = kept_pieces;  // how many more are kept
  EncodedPart passing_;             // the last one that was not
};

}  // namespace hearsay::encode
