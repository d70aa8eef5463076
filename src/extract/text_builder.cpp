#include "extract/text_builder.h"

#include <algorithm>

namespace hearsay::extraction {
namespace {

// Transcoded characters are joined into runs up to this long: short enough that a span's bytes are
// found closely, long enough that a Cyrillic page in windows-1251 has no run per letter.
constexpr std::uint32_t longest_joined_run = 32;

}  // namespace

void MappedText::add(std::string_view text, std::uint64_t byte_begin, std::uint64_t byte_length,
                     Join join) {
  if (text.empty()) return;
  const auto length = static_cast<std::uint32_t>(text.size());
  if (!origin_.empty()) {
    OriginRun& last = origin_.back();
    const bool contiguous = last.byte_begin + last.byte_length == byte_begin;
    const bool last_is_same = last.text_length == last.byte_length && !joins_any_;
    if (contiguous &&
        ((join == Join::same_length && last_is_same) ||
         (join == Join::any && joins_any_ && last.text_length < longest_joined_run))) {
      last.text_length += length;
      last.byte_length += byte_length;
      text_ += text;
      return;
    }
  }
  origin_.push_back({size(), byte_begin, length, byte_length});
  joins_any_ = join == Join::any;
  text_ += text;
}

void MappedText::add_verbatim(const Decoded& decoded, std::uint32_t begin, std::uint32_t end) {
  const std::string_view text = decoded.text;
  for (std::size_t i = decoded.piece_at(begin); begin < end; ++i) {
    const Piece& piece = decoded.pieces[i];
    const std::uint32_t piece_end = i + 1 < decoded.pieces.size()
                                        ? decoded.pieces[i + 1].text_begin
                                        : static_cast<std::uint32_t>(text.size());
    const std::uint32_t stop = std::min(piece_end, end);
    const SourceSpan bytes = decoded.bytes_of(begin, stop);
    add(text.substr(begin, stop - begin), bytes.begin, bytes.end - bytes.begin,
        piece.verbatim ? Join::same_length : Join::any);
    begin = stop;
  }
}

void MappedText::add_replaced(std::string_view text, const Decoded& decoded, std::uint32_t begin,
                              std::uint32_t end) {
  const SourceSpan bytes = decoded.bytes_of(begin, end);
  const std::uint64_t length = bytes.end - bytes.begin;
  // A line break that reads as a blank goes on in its run.
  add(text, bytes.begin, length, length == text.size() ? Join::same_length : Join::none);
}

void MappedText::append(const MappedText& other) {
  const std::uint32_t shift = size();
  origin_.reserve(origin_.size() + other.origin_.size());
  for (OriginRun run : other.origin_) {
    run.text_begin += shift;
    origin_.push_back(run);
  }
  text_ += other.text_;
  joins_any_ = false;
}

void MappedText::cut(std::size_t size) {
  while (!origin_.empty() && origin_.back().text_begin >= size) origin_.pop_back();
  if (!origin_.empty()) {
    OriginRun& last = origin_.back();
    const auto kept = static_cast<std::uint32_t>(size) - last.text_begin;
    if (kept < last.text_length) {
      if (last.text_length == last.byte_length) last.byte_length = kept;
      last.text_length = kept;
    }
  }
  text_.resize(size);
}

}  // namespace hearsay::extraction
