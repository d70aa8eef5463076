#include "segment/boundaries.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>

#include "model/sequence.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::segmenting {
namespace {

// What begins at a piece. Numbers are labels of the head.
enum Mark : std::size_t { nothing, word, token, sentence, marks };

/// Marks that may stand behind what is before a piece: [first, last].
struct Allowed {
  Mark first, last;
};

Allowed allowed_at(encode::Gap gap) {
  switch (gap) {
    case encode::Gap::paragraph:
      return {sentence, sentence};
    case encode::Gap::line:
    case encode::Gap::space:
      return {token, sentence};
    default:
      return {nothing, sentence};
  }
}

Mark best_mark(std::span<const float> scores, encode::Gap gap) {
  const auto [first, last] = allowed_at(gap);
  const std::size_t best = model::greatest(scores.subspan(first, last - first + 1U));
  return static_cast<Mark>(first + best);
}

/// The byte where the last `characters` before `end` begin.
std::uint32_t back_from(std::string_view text, std::uint32_t end, std::uint32_t characters) {
  std::size_t at = end;
  for (; characters > 0 && at > 0; --characters) at -= text::decode_before(text, at).size;
  return static_cast<std::uint32_t>(at);
}

std::uint32_t trimmed_end(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  std::size_t at = end;
  while (at > begin) {
    const text::Decoded last = text::decode_before(text, at);
    if (!text::is_space(last.code_point)) break;
    at -= last.size;
  }
  return static_cast<std::uint32_t>(at);
}

}  // namespace

Boundaries::Boundaries(model::TensorReader& read, std::size_t width)
    : boundary_(read.linear("heads.boundary", width, marks)) {
  // "t2,w1": a token begins two characters before the piece's end, a word one.
  for (const std::string& script : read.table("inner")) {
    std::vector<Split>& splits = scripts_.emplace_back();
    for (const std::string_view part : text::split(script, ',')) {
      Split split{part.front() == 't', 0};
      const auto [end, error] =
          std::from_chars(part.data() + 1, part.data() + part.size(), split.from_end);
      if (error != std::errc() || end != part.data() + part.size() || split.from_end == 0) {
        read.refuse("a script of its table \"inner\" cannot be read");
      }
      splits.push_back(split);
    }
  }
  inner_ = read.linear("heads.inner", width, scripts_.size());
}

std::vector<CutWord> Boundaries::cut(std::string_view text, const encode::EncodedPart& part) const {
  std::vector<CutWord> out;
  if (part.pieces.empty()) return out;
  const std::vector<float> boundary = boundary_.apply(part.vectors);
  const std::vector<float> inner = inner_.apply(part.vectors);
  const auto begin_word = [&out](std::uint32_t at, bool begins_token, bool begins_sentence) {
    if (!out.empty() && at <= out.back().span.begin) return;
    out.push_back({{at, at}, begins_token, begins_sentence});
  };
  for (std::size_t i = 0; i < part.pieces.size(); ++i) {
    const encode::WordPiece& piece = part.pieces[i];
    const Mark mark = best_mark(std::span(boundary).subspan(i * marks, marks), piece.gap);
    if (mark != nothing) begin_word(piece.span.begin, mark >= token, mark == sentence);
    const auto& splits =
        scripts_[model::greatest(std::span(inner).subspan(i * scripts_.size(), scripts_.size()))];
    for (const Split& split : splits) {
      const std::uint32_t at = back_from(text, piece.span.end, split.from_end);
      if (at > piece.span.begin) begin_word(at, split.token, false);
    }
  }
  for (std::size_t i = 0; i < out.size(); ++i) {
    const std::uint32_t limit = i + 1 < out.size() ? out[i + 1].span.begin : part.span.end;
    out[i].span.end = trimmed_end(text, out[i].span.begin, limit);
  }
  return out;
}

}  // namespace hearsay::segmenting
