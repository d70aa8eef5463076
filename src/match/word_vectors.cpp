#include "match/word_vectors.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <span>

#include "text/utf8.h"

namespace hearsay::matching {
namespace {

constexpr std::size_t kMost = 128;  // pieces of a short text; comparing is quadratic

Result<std::size_t> size_in(const model::ModelFile& file, const std::string& key) {
  const auto& more = file.card().more;
  const auto found = more.find(key);
  std::size_t size = 0;
  const bool is_number =
      found != more.end() &&
      std::from_chars(found->second.data(), found->second.data() + found->second.size(), size)
              .ptr == found->second.data() + found->second.size();
  if (!is_number || size == 0) {
    return tl::unexpected<Error>(file.broken("its card lacks \"" + key + "\""));
  }
  return size;
}

/// Whether a piece is of a word: marks stand in any text and tell nothing of what it means.
bool is_of_word(const model::WordPiece& piece, std::string_view text) {
  if (piece.shape != model::Shape::other) return true;
  const std::string_view bytes = text.substr(piece.span.begin, piece.span.size());
  for (std::size_t at = 0; at < bytes.size();) {
    const text::Decoded decoded = text::decode_at(bytes, at);
    if (text::is_letter(decoded.code_point)) return true;
    at += decoded.size;
  }
  return false;
}

void to_unit_length(std::vector<float>& numbers) {
  const double square = std::inner_product(numbers.begin(), numbers.end(), numbers.begin(), 0.0);
  if (square <= 0) return numbers.clear();
  const auto length = static_cast<float>(std::sqrt(square));
  for (float& number : numbers) number /= length;
}

}  // namespace

Result<WordVectors> WordVectors::open(const std::string& path) {
  const auto file = model::ModelFile::open(path, {"word_vectors", 1, 1});
  if (!file) return tl::unexpected<Error>(file.error());
  return from_file(*file);
}

Result<WordVectors> WordVectors::from_file(const model::ModelFile& file) {
  const auto width = size_in(file, "width");
  if (!width) return tl::unexpected<Error>(width.error());
  const auto vocabulary = file.text("vocabulary");
  if (!vocabulary) return tl::unexpected<Error>(vocabulary.error());
  auto pieces = model::WordPieces::from_vocabulary(*vocabulary);
  if (!pieces) return tl::unexpected<Error>(file.broken(pieces.error().message));
  WordVectors out;
  auto vectors = model::Matrix::find(file, "vectors", pieces->size(), *width);
  if (!vectors) return tl::unexpected<Error>(vectors.error());
  if (vectors->bytes().empty()) return tl::unexpected<Error>(file.broken("its vectors are floats"));
  out.file_ = file;
  out.pieces_ = std::make_shared<const model::WordPieces>(*std::move(pieces));
  out.vectors_ = *vectors;
  for (std::size_t row = 0; row < vectors->rows(); ++row) {
    const auto numbers = vectors->bytes().subspan(row * *width, *width);
    const int square = std::inner_product(numbers.begin(), numbers.end(), numbers.begin(), 0);
    out.lengths_.push_back(std::sqrt(static_cast<float>(square)));
    out.weights_.push_back(out.lengths_.back() * vectors->scales()[row]);
  }
  return out;
}

TextMeaning WordVectors::meaning(std::string_view text) const {
  TextMeaning out;
  for (const model::WordPiece& piece : pieces_->split(text)) {
    if (lengths_[piece.id] > 0 && is_of_word(piece, text)) out.pieces.push_back(piece.id);
    if (out.pieces.size() == kMost) break;
  }
  out.direction.resize(vectors_.columns());
  for (const std::uint32_t piece : out.pieces) vectors_.add_row(piece, out.direction);
  to_unit_length(out.direction);
  if (out.direction.empty()) out.pieces.clear();
  return out;
}

double WordVectors::cosine(std::uint32_t a, std::uint32_t b) const {
  const std::size_t width = vectors_.columns();
  const auto first = vectors_.bytes().subspan(a * width, width);
  const auto second = vectors_.bytes().subspan(b * width, width);
  const int dot = std::inner_product(first.begin(), first.end(), second.begin(), 0);
  return static_cast<double>(dot) / (static_cast<double>(lengths_[a]) * lengths_[b]);
}

double WordVectors::cosine(std::uint32_t a, const std::vector<float>& direction) const {
  const std::size_t width = vectors_.columns();
  const auto row = vectors_.bytes().subspan(a * width, width);
  return std::inner_product(row.begin(), row.end(), direction.begin(), 0.0) / lengths_[a];
}

SharedMeaning WordVectors::shared(const TextMeaning& a, const TextMeaning& b) const {
  if (a.pieces.empty() || b.pieces.empty()) return {};
  SharedMeaning out;
  out.together =
      std::inner_product(a.direction.begin(), a.direction.end(), b.direction.begin(), 0.0);
  out.least = 1;
  double weights = 0;
  for (const std::uint32_t piece : a.pieces) {
    double best = -1;
    for (const std::uint32_t other : b.pieces) best = std::max(best, cosine(piece, other));
    const double weight = weights_[piece];
    weights += weight;
    out.covered += weight * best;
    out.surely += weight * std::max(best, 0.0) * std::max(best, 0.0);
    out.around += weight * cosine(piece, b.direction);
    out.least = std::min(out.least, best);
  }
  out.covered /= weights;
  out.surely /= weights;
  out.around /= weights;
  return out;
}

}  // namespace hearsay::matching
