#include "encode/encode.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "encode/windows.h"
#include "model/tensors.h"

namespace hearsay::encode {
namespace {

constexpr float epsilon = 1e-12F;              // of layer normalisation, as BERT has it
constexpr std::size_t part_bytes = 64 * 1024;  // of text that is encoded at a time
constexpr std::size_t shapes = 6;
constexpr std::size_t gaps = 5;

struct Config {
  TransformerSize size;
  std::size_t pieces = 0;
  std::size_t positions = 0;
  std::size_t window = 0;
  std::size_t overlap = 0;
};

Config config_of(model::TensorReader& read) {
  Config out;
  out.size = {read.size("layers"), read.size("width"), read.size("heads"), read.size("inner")};
  out.pieces = read.size("pieces");
  out.positions = read.size("positions");
  out.window = read.size("window");
  out.overlap = read.size("overlap");
  const bool sound = out.size.layers <= 64 && out.size.width % out.size.heads == 0 &&
                     out.overlap < out.window && out.window + 2 <= out.positions &&
                     out.window + 2 <= Transformer::longest_window;
  if (!sound) read.refuse("the sizes on its card are absurd");
  return out;
}

template <typename Number>
void append(std::vector<Number>& to, const std::vector<Number>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

class Reader : public model::TensorReader {
 public:
  using TensorReader::TensorReader;

  LayerWeights layer(const std::string& name, const TransformerSize& size) {
    return {query_key_value(name, size.width),
            weights(name + "output", size.width, size.width),
            norm(name + "attention_norm", size.width),
            weights(name + "up", size.width, size.inner),
            weights(name + "down", size.inner, size.width),
            norm(name + "norm", size.width)};
  }

  NormWeights norm(const std::string& name, std::size_t width) {
    return {vector(name + ".weight", width), vector(name + ".bias", width)};
  }

 private:
  LinearWeights weights(const std::string& name, std::size_t in, std::size_t out) {
    return {to_eight_bits(matrix(name + ".weight", out, in)), vector(name + ".bias", out)};
  }

  /// Queries, keys and values below each other, so that one product makes all three.
  LinearWeights query_key_value(const std::string& name, std::size_t width) {
    LinearWeights out;
    for (const char* part : {"query", "key", "value"}) {
      const LinearWeights one = weights(name + part, width, width);
      append(out.weights.numbers, one.weights.numbers);
      append(out.weights.scales, one.weights.scales);
      append(out.bias, one.bias);
    }
    return out;
  }
};

}  // namespace

Result<Encoder> Encoder::from_file(const model::ModelFile& file, Kernel kernel) {
  Reader sizes(file);
  const Config config = config_of(sizes);
  if (sizes.error()) return tl::unexpected(*sizes.error());
  const auto vocabulary = file.text("vocabulary");
  if (!vocabulary) return tl::unexpected(vocabulary.error());
  auto pieces = WordPieces::from_vocabulary(*vocabulary);
  if (!pieces) return tl::unexpected(file.broken(pieces.error().message));
  if (pieces->size() != config.pieces) {
    return tl::unexpected(file.broken("its vocabulary has another size than its card says"));
  }

  Encoder out;
  out.file_ = file;
  out.word_pieces_ = std::make_shared<const WordPieces>(*std::move(pieces));
  out.width_ = config.size.width;
  out.window_ = config.window;
  out.overlap_ = config.overlap;
  Reader read(out.file_);
  out.piece_ = read.matrix("encoder.piece.weight", config.pieces, out.width_);
  out.position_ = read.matrix("encoder.position.weight", config.positions, out.width_);
  out.shape_ = read.matrix("encoder.shape.weight", shapes, out.width_);
  out.gap_ = read.matrix("encoder.gap.weight", gaps, out.width_);
  out.norm_ = read.norm("encoder.norm", out.width_);
  TransformerWeights weights{config.size, epsilon, {}};
  for (std::size_t i = 0; i < config.size.layers && !read.error(); ++i) {
    weights.layers.push_back(read.layer(fmt::format("encoder.layer.{}.", i), config.size));
  }
  if (read.error()) return tl::unexpected(*read.error());
  out.transformer_ = kernel == Kernel::fast ? fast_transformer(weights)
                                            : reference_transformer(std::move(weights));
  return out;
}

Result<model::ModelFile> open_model(const std::string& path) {
  return model::ModelFile::open(path, {"encoder", 1, 1});
}

std::vector<Span> Encoder::parts(std::string_view text) const {
  std::vector<Span> out;
  std::size_t begin = 0;
  while (text.size() - begin > part_bytes) {
    // The end of a paragraph, else of a line, else of a word, else of a character.
    std::size_t end = begin + part_bytes;
    const std::size_t least = begin + part_bytes / 2;
    for (const std::string_view cut : {"\n\n", "\n", " "}) {
      const std::size_t found = text.rfind(cut, begin + part_bytes - cut.size());
      if (found == std::string_view::npos || found < least) continue;
      end = found + cut.size();
      break;
    }
    while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    out.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    begin = end;
  }
  out.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(text.size())});
  return out;
}

std::size_t Encoder::reach(std::string_view text, std::size_t pieces) const {
  std::size_t end = 0;
  std::size_t count = 0;
  for (const Span part : parts(text)) {
    count += word_pieces_->split(text.substr(part.begin, part.size())).size();
    if (count > pieces && end > 0) break;
    end = part.end;
  }
  return end;
}

std::vector<float> Encoder::embed(std::span<const WordPiece> pieces) const {
  // Beside its pieces a window has a first and a last row that belong to no word.
  const std::size_t rows = pieces.size() + 2;
  std::vector<float> out(rows * width_);
  for (std::size_t row = 0; row < rows; ++row) {
    WordPiece piece{
        row == 0 ? word_pieces_->cls() : word_pieces_->sep(), {}, Shape::other, Gap::inside};
    if (row > 0 && row + 1 < rows) piece = pieces[row - 1];
    const std::span<float> to = std::span(out).subspan(row * width_, width_);
    piece_.add_row(piece.id, to);
    position_.add_row(row, to);
    shape_.add_row(static_cast<std::size_t>(piece.shape), to);
    gap_.add_row(static_cast<std::size_t>(piece.gap), to);
  }
  normalise(out, norm_, epsilon);
  return out;
}

EncodedPart Encoder::encode(std::string_view text, Span part) const {
  EncodedPart out;
  out.span = part;
  out.width = width_;
  out.pieces = word_pieces_->split(text.substr(part.begin, part.size()));
  for (WordPiece& piece : out.pieces) {
    piece.span.begin += part.begin;
    piece.span.end += part.begin;
  }
  out.vectors.resize(out.pieces.size() * width_);
  if (out.pieces.empty()) return out;
  for (const Window& window : windows_of(out.pieces.size(), window_, overlap_)) {
    std::vector<float> rows =
        embed(std::span(out.pieces).subspan(window.begin, window.end - window.begin));
    transformer_->run(rows);
    const std::size_t first = window.own_begin - window.begin + 1;
    std::copy_n(rows.begin() + static_cast<std::ptrdiff_t>(first * width_),
                (window.own_end - window.own_begin) * width_,
                out.vectors.begin() + static_cast<std::ptrdiff_t>(window.own_begin * width_));
  }
  return out;
}

std::vector<std::size_t> EncodedPart::word_starts() const {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (pieces[i].starts_word()) out.push_back(i);
  }
  return out;
}

std::size_t EncodedPart::piece_at(std::uint32_t byte) const {
  const auto behind = std::upper_bound(
      pieces.begin(), pieces.end(), byte,
      [](std::uint32_t at, const WordPiece& piece) { return at < piece.span.begin; });
  const auto index = static_cast<std::size_t>(behind - pieces.begin());
  return index == 0 ? 0 : index - 1;
}

Encoding::Encoding(const Encoder& encoder, std::string_view text)
    : encoder_(&encoder), text_(text), spans_(encoder.parts(text)), kept_(spans_.size()) {}

const EncodedPart& Encoding::part(std::size_t index) {
  if (kept_[index]) return *kept_[index];
  EncodedPart part = encoder_->encode(text_, spans_[index]);
  if (part.pieces.size() > room_) return passing_ = std::move(part);
  room_ -= part.pieces.size();
  return kept_[index].emplace(std::move(part));
}

}  // namespace hearsay::encode
