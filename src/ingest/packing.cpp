#include "ingest/packing.h"

#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <array>

#include "ingest/refuse.h"
#include "ingest/sniff.h"

namespace hearsay::ingest {
namespace {

using namespace std::string_view_literals;
using Ended = tl::expected<bool, std::string>;

constexpr std::size_t piece_size = 1U << 16U;
constexpr int gzip_window = 15 + 16;     // zlib: largest window, gzip header expected
constexpr int largest_file_window = 26;  // 64 MiB, as much as a document
constexpr int largest_content_window = 23;
constexpr std::size_t largest_dictionary = 16U << 20U;
constexpr std::string_view frame_mark = "\x28\xB5\x2F\xFD";
constexpr std::string_view dictionary_mark = "\x5D\x2A\x4D\x18";
constexpr std::size_t skippable_head = 8;  // its mark and its length

class Gzip final : public Packing {
 public:
  Gzip() { ready_ = inflateInit2(&zlib_, gzip_window) == Z_OK; }
  ~Gzip() override {
    if (ready_) inflateEnd(&zlib_);
  }
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;

  [[nodiscard]] std::string_view name() const override { return "gzip"; }
  [[nodiscard]] std::string_view mark() const override { return "\x1F\x8B\x08"; }

  bool begin_member(std::string_view ahead) override {
    return ahead.starts_with(gzip_magic) && inflateReset(&zlib_) == Z_OK;
  }

  Ended unpack(std::string_view& in, std::string& out) override {
    std::array<char, piece_size> piece;
    zlib_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    zlib_.avail_in = static_cast<uInt>(std::min<std::size_t>(in.size(), 1U << 30U));
    zlib_.next_out = reinterpret_cast<Bytef*>(piece.data());
    zlib_.avail_out = static_cast<uInt>(piece.size());
    const int status = inflate(&zlib_, Z_NO_FLUSH);
    in.remove_prefix(
        static_cast<std::size_t>(reinterpret_cast<const char*>(zlib_.next_in) - in.data()));
    if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) {
      return refuse("is a damaged gzip file: fetch it again");
    }
    out.append(piece.data(), piece.size() - zlib_.avail_out);
    return status == Z_STREAM_END;
  }

 private:
  z_stream zlib_{};
  bool ready_ = false;
};

struct FreeZstd {
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

/// Frames that only carry something beside the data.
bool begins_skippable(std::string_view bytes) {
  return bytes.size() >= 4 && (static_cast<unsigned char>(bytes[0]) & 0xF0U) == 0x50 &&
         bytes.substr(1, 3) == dictionary_mark.substr(1);
}

std::string zstd_fault(std::size_t code) {
  switch (ZSTD_getErrorCode(code)) {
    case ZSTD_error_frameParameter_windowTooLarge:
      return "was packed by zstd with a larger window than hearsay reads (64 MiB): unpack it with "
             "zstd -d --long=31";
    case ZSTD_error_dictionary_wrong:
      return "was packed by zstd with a dictionary that it does not hold";
    case ZSTD_error_memory_allocation:
      return "cannot be unpacked: memory is too short";
    default:
      return "is a damaged zstd file: fetch it again";
  }
}

class Zstd final : public Packing {
 public:
  explicit Zstd(int largest_window) : context_(ZSTD_createDCtx()) {
    if (context_) ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, largest_window);
  }

  [[nodiscard]] std::string_view name() const override { return "zstd"; }
  [[nodiscard]] std::string_view mark() const override { return frame_mark; }

  bool begin_member(std::string_view ahead) override {
    if (!context_ || (!ahead.starts_with(frame_mark) && !begins_skippable(ahead))) return false;
    ZSTD_DCtx_reset(context_.get(), ZSTD_reset_session_only);
    // It stands before all else, or it is none.
    in_dictionary_ = first_ && ahead.starts_with(dictionary_mark);
    first_ = false;
    return true;
  }

  Ended unpack(std::string_view& in, std::string& out) override {
    if (in_dictionary_) return take_dictionary(in);
    return decompress(in, out);
  }

 private:
  Ended decompress(std::string_view& in, std::string& out) {
    std::array<char, piece_size> piece;
    ZSTD_inBuffer from{in.data(), in.size(), 0};
    ZSTD_outBuffer to{piece.data(), piece.size(), 0};
    const std::size_t left = ZSTD_decompressStream(context_.get(), &to, &from);
    in.remove_prefix(from.pos);
    if (ZSTD_isError(left) != 0) return refuse(zstd_fault(left));
    out.append(piece.data(), to.pos);
    return left == 0;
  }

  /// Collects the frame; true once it is whole and loaded.
  Ended take_dictionary(std::string_view& in) {
    const auto take_up_to = [&](std::size_t size) {
      const std::size_t part = std::min(in.size(), size - std::min(size, dictionary_.size()));
      dictionary_ += in.substr(0, part);
      in.remove_prefix(part);
      return dictionary_.size() >= size;
    };
    if (!take_up_to(skippable_head)) return false;
    std::size_t size = 0;
    for (std::size_t i = skippable_head; i-- > 4;) {
      size = size << 8U | static_cast<unsigned char>(dictionary_[i]);
    }
    if (size > largest_dictionary) return refuse(too_large());
    if (!take_up_to(skippable_head + size)) return false;
    in_dictionary_ = false;
    std::string bytes = dictionary_.substr(skippable_head);
    dictionary_ = std::string();
    if (bytes.starts_with(frame_mark)) {
      auto unpacked = whole_frame(bytes);
      if (!unpacked) return refuse(unpacked.error());
      bytes = std::move(*unpacked);
    }
    if (ZSTD_isError(ZSTD_DCtx_loadDictionary(context_.get(), bytes.data(), bytes.size())) != 0) {
      return refuse("is a zstd file with a damaged dictionary");
    }
    return true;
  }

  /// A dictionary may be packed itself.
  tl::expected<std::string, std::string> whole_frame(std::string_view bytes) {
    std::string out;
    while (true) {
      const std::size_t before = bytes.size();
      const std::size_t had = out.size();
      const auto ended = decompress(bytes, out);
      if (!ended) return refuse(ended.error());
      if (out.size() > largest_dictionary) return refuse(too_large());
      if (*ended) break;
      if (bytes.size() == before && out.size() == had) {
        return refuse("is a zstd file with a damaged dictionary");
      }
    }
    ZSTD_DCtx_reset(context_.get(), ZSTD_reset_session_only);
    return out;
  }

  static std::string too_large() {
    return "is a zstd file with a dictionary of more than " +
           std::to_string(largest_dictionary >> 20U) + " MiB";
  }

  std::unique_ptr<ZSTD_DCtx, FreeZstd> context_;
  std::string dictionary_;  // while it is collected
  bool first_ = true;
  bool in_dictionary_ = false;
};

}  // namespace

std::unique_ptr<Packing> packing_of(std::string_view head) {
  if (head.starts_with(gzip_magic)) return std::make_unique<Gzip>();
  if (head.starts_with(frame_mark) || begins_skippable(head)) {
    return std::make_unique<Zstd>(largest_file_window);
  }
  return nullptr;
}

std::unique_ptr<Packing> zstd_content() { return std::make_unique<Zstd>(largest_content_window); }

}  // namespace hearsay::ingest
