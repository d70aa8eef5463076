// From fetched bytes to valid UTF-8, with the way back kept: which bytes each character came from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hearsay/article.h"
#include "hearsay/result.h"
#include "hearsay/source.h"
#include "hearsay/span.h"

namespace hearsay::extraction {

/// A stretch of decoded text and where its bytes begin; it goes on to the next piece.
struct Piece {
  std::uint32_t text_begin = 0;
  std::uint32_t byte_begin = 0;
  bool verbatim = false;  ///< the bytes are the text; else it is one character in other bytes
};

/// Valid UTF-8 without U+0000, and its pieces in order; they cover all of `text`.
struct Decoded {
  std::string text;
  std::vector<Piece> pieces;
  std::uint32_t byte_end = 0;
  std::string charset;
  std::size_t repaired = 0;  ///< characters that are U+FFFD because their bytes were ill-formed

  /// The bytes of [begin, end), whole characters.
  [[nodiscard]] SourceSpan bytes_of(std::uint32_t begin, std::uint32_t end) const;

  /// Index of the piece that holds the position.
  [[nodiscard]] std::size_t piece_at(std::uint32_t position) const;

  /// The text of a range of bytes that starts and ends between characters; the inverse of
  /// `bytes_of`. False where the range is not such a one.
  [[nodiscard]] bool text_of(SourceSpan bytes, Span& span) const;
};

/// What the bytes of a source hold.
enum class Markup { html, plain_text };

/// A source's words in UTF-8, out of its charset and, for a JSONL line, out of its JSON string.
struct DecodedSource {
  Decoded decoded;
  Markup markup = Markup::plain_text;
};

/// Decodes the source. Errors: a JSONL line that is none, a document of over 2^31 bytes.
Result<DecodedSource> decode_source(const Source& source);

/// Decodes bytes by byte order mark, well-formedness, declaration, <meta> (HTML) and detection, in
/// this order: bytes that are well-formed UTF-8 with characters beyond ASCII are UTF-8, whatever
/// the page declares.
Decoded decode_bytes(std::string_view bytes, std::string_view declared, bool html);

}  // namespace hearsay::extraction
