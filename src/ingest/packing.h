// Files that are packed in members, one after the other, each of which can be unpacked by itself:
// gzip (RFC 1952) and zstd (RFC 8878), also with the dictionary that a .warc.zst may begin with
// (IIPC, "Zstandard compression for WARC files").
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace hearsay::ingest {

/// Unpacks member after member, in pieces. Memory: the packing's window, 64 MiB at most, and a
/// dictionary of 16 MiB at most.
class Packing {
 public:
  virtual ~Packing() = default;

  /// "gzip"
  [[nodiscard]] virtual std::string_view name() const = 0;
  /// How a member's first bytes begin, to look for one.
  [[nodiscard]] virtual std::string_view mark() const = 0;
  /// Makes ready for the member that begins with `ahead` (`packing_mark_size` bytes or more);
  /// false: none does.
  virtual bool begin_member(std::string_view ahead) = 0;
  /// Unpacks from the front of `in`, which is shortened by what was used, and appends what came
  /// out, some 64 KiB at a time. True: the member has ended. The error is the end of a sentence
  /// that begins with the file's name.
  virtual tl::expected<bool, std::string> unpack(std::string_view& in, std::string& out) = 0;
};

/// So many bytes tell how something is packed.
constexpr std::size_t packing_mark_size = 4;

/// The packing of what begins with `head`; null: it is not packed.
std::unique_ptr<Packing> packing_of(std::string_view head);

/// For content that was sent as zstd: windows of 8 MiB at most (RFC 9659).
std::unique_ptr<Packing> zstd_content();

}  // namespace hearsay::ingest
