#include "store/pack.h"

#include <zstd.h>

#include <memory>

#include "store/sqlite.h"

namespace hearsay::store {
namespace {

// A stored reading is some twenty times its text; SQLite holds no more than this in one value.
constexpr std::size_t kLargest = std::size_t{1} << 31;

struct FreeContext {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};

[[noreturn]] void refuse(std::string_view what) {
  give_up(ErrorKind::store, "The stored " + std::string(what) + " is damaged.");
}

}  // namespace

std::string pack(std::string_view bytes, Packing packing) {
  const std::unique_ptr<ZSTD_CCtx, FreeContext> context(ZSTD_createCCtx());
  if (!context) give_up(ErrorKind::store, "Memory is too short to compress a document.");
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, static_cast<int>(packing));
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size =
      ZSTD_compress2(context.get(), out.data(), out.size(), bytes.data(), bytes.size());
  if (ZSTD_isError(size) != 0) give_up(ErrorKind::store, "A document cannot be compressed.");
  out.resize(size);
  return out;
}

std::string unpack(std::string_view packed, std::string_view what) {
  const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > kLargest) {
    refuse(what);
  }
  std::string out(static_cast<std::size_t>(size), '\0');
  const std::size_t read = ZSTD_decompress(out.data(), out.size(), packed.data(), packed.size());
  if (ZSTD_isError(read) != 0 || read != out.size()) refuse(what);
  return out;
}

}  // namespace hearsay::store
