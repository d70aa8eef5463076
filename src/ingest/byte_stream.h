// Bytes of a file or a pipe, in pieces, gunzipped on the way where they are gzip. Nothing is held
// beyond one piece and what the caller asked for.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hearsay/result.h"

namespace hearsay::ingest {

/// Why reading stopped early, as the end of a sentence that begins with the input's name.
using StreamError = std::string;

/// Reads a file descriptor, which it owns unless told not to.
class ByteStream {
 public:
  ByteStream(int descriptor, bool owns);
  ~ByteStream();
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;

  /// Looks at up to `size` bytes ahead without taking them.
  tl::expected<std::string_view, StreamError> peek(std::size_t size);

  /// Takes everything up to the end; fails when there are more than `limit` bytes.
  tl::expected<std::string, StreamError> read_all(std::uint64_t limit);

  /// One line without its line break.
  struct Line {
    std::string bytes;
    bool too_long = false;  ///< longer than the limit; `bytes` is empty and the line was skipped
    bool end = false;       ///< there was no further line
  };
  tl::expected<Line, StreamError> read_line(std::uint64_t limit);

  /// Whether the bytes come out of gzip. Known after the first peek.
  [[nodiscard]] bool compressed() const { return compressed_; }

 private:
  enum class Fill { more, end };

  tl::expected<Fill, StreamError> fill();           // appends to buffer_
  tl::expected<Fill, StreamError> fill_raw();       // appends raw bytes to raw_
  tl::expected<Fill, StreamError> fill_inflated();  // appends inflated bytes to buffer_
  void start_inflating();
  [[nodiscard]] std::string_view rest() const {
    return std::string_view(buffer_).substr(position_);
  }

  int descriptor_;
  bool owns_;
  bool started_ = false;
  bool compressed_ = false;
  bool raw_ended_ = false;
  bool member_open_ = false;
  z_stream zlib_{};
  std::string raw_;  // read, not yet inflated
  std::size_t raw_position_ = 0;
  std::string buffer_;
  std::size_t position_ = 0;
};

}  // namespace hearsay::ingest
