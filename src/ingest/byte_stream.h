// Bytes of a file, a pipe or memory, in pieces, unpacked on the way where they are gzip or zstd.
// Nothing is held beyond some pieces and what the caller asked for.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "hearsay/result.h"
#include "ingest/packing.h"

namespace hearsay::ingest {

/// Why reading stopped early, as the end of a sentence that begins with the input's name.
using StreamError = std::string;

/// Reads a file descriptor, which it owns unless told not to.
class ByteStream {
 public:
  ByteStream(int descriptor, bool owns);
  explicit ByteStream(std::string bytes);
  ~ByteStream();
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;

  /// Looks at up to `size` bytes ahead without taking them. Fewer come at the end and before what
  /// cannot be read (`error` tells which); an error only where not even one can be.
  tl::expected<std::string_view, StreamError> peek(std::size_t size);

  /// Takes `size` bytes, or as many as come, unseen; how many they were.
  tl::expected<std::uint64_t, StreamError> skip(std::uint64_t size);

  /// Skips to where `mark` begins; false: it does not come again.
  tl::expected<bool, StreamError> skip_to(std::string_view mark);

  /// Why nothing can be read beyond what is ahead.
  [[nodiscard]] const std::optional<StreamError>& error() const { return error_; }

  /// Where in the stream the next byte stands: in the file, where a member of a packed file begins
  /// just here (as indexes of archives have it), else among the unpacked bytes.
  [[nodiscard]] std::uint64_t place() const;

  /// After damage inside a packed file, or bytes behind it that are none: goes on with the next
  /// bytes that may begin a member, which the caller has to look at. False: none come.
  bool next_member();

  /// Whether bytes other than zeros stand behind the last member that was read.
  [[nodiscard]] bool has_foreign_tail() const { return foreign_tail_; }

  /// Takes everything up to the end; fails when there are more than `limit` bytes.
  tl::expected<std::string, StreamError> read_all(std::uint64_t limit);

  /// One line without its line break.
  struct Line {
    std::string bytes;
    bool too_long = false;  ///< longer than the limit; `bytes` is empty and the line was skipped
    bool end = false;       ///< there was no further line
  };
  tl::expected<Line, StreamError> read_line(std::uint64_t limit);

  /// How the bytes are packed; null: not at all. Known after the first peek.
  [[nodiscard]] const Packing* packing() const { return packing_.get(); }

 private:
  enum class Fill { more, end };
  struct Member {
    std::uint64_t begin = 0;    // among the unpacked bytes
    std::uint64_t in_file = 0;  // in the file
  };

  tl::expected<Fill, StreamError> fill();           // appends to buffer_
  tl::expected<Fill, StreamError> fill_any();       // the same; its errors are not remembered
  tl::expected<Fill, StreamError> fill_raw();       // appends raw bytes to raw_
  tl::expected<Fill, StreamError> fill_unpacked();  // appends unpacked bytes to buffer_
  tl::expected<bool, StreamError> open_member();    // false: no further one
  void go_back_to(std::uint64_t in_file);
  [[nodiscard]] std::uint64_t raw_place() const { return raw_read_ - raw_.size() + raw_position_; }
  void take(std::size_t size) {
    position_ += size;
    offset_ += size;
  }
  [[nodiscard]] std::string_view rest() const {
    return std::string_view(buffer_).substr(position_);
  }

  int descriptor_ = -1;
  bool owns_ = false;
  bool started_ = false;
  bool raw_ended_ = false;
  bool member_open_ = false;
  bool members_ended_ = false;
  bool foreign_tail_ = false;
  std::unique_ptr<Packing> packing_;
  std::string raw_;  // read, not yet unpacked
  std::size_t raw_position_ = 0;
  std::uint64_t raw_read_ = 0;  // bytes of the file up to the end of raw_
  std::string buffer_;
  std::size_t position_ = 0;
  std::uint64_t offset_ = 0;       // of position_, among all unpacked bytes
  std::deque<Member> members_;     // those that begin at or behind `offset_`
  std::uint64_t last_member_ = 0;  // where in the file the member begins that was opened last
  std::optional<StreamError> error_;
};

}  // namespace hearsay::ingest
