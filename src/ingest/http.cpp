#include "ingest/http.h"

#include <brotli/decode.h>
#include <zlib.h>

#include <array>
#include <charconv>
#include <memory>
#include <vector>

#include "ingest/ascii.h"
#include "ingest/packing.h"
#include "ingest/refuse.h"
#include "ingest/sniff.h"

namespace hearsay::ingest {
namespace {

using Bytes = tl::expected<std::string, std::string>;

constexpr std::size_t piece_size = 1U << 16U;
constexpr std::size_t most_codings = 4;  // nobody sends more than two

tl::unexpected<std::string> too_large(std::uint64_t limit) {
  return refuse("unpacks to more than the limit of " + std::to_string(limit >> 20U) +
                " MiB for one document");
}

tl::unexpected<std::string> damaged(std::string_view coding) {
  return refuse("has a damaged body (" + std::string(coding) + ")");
}

/// Removes the chunk sizes. Bytes that do not begin with one are not chunked.
std::string without_chunks(std::string_view body) {
  std::string out;
  std::string_view rest = body;
  while (true) {
    std::uint64_t size = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), size, 16);
    const std::size_t line = rest.find('\n');
    if (error != std::errc() || line == std::string_view::npos) break;
    const std::string_view behind = rest.substr(static_cast<std::size_t>(end - rest.data()));
    if (!behind.starts_with(';') && !trim_ascii(behind.substr(0, behind.find('\n'))).empty()) break;
    rest.remove_prefix(line + 1);
    if (size == 0) return out;
    out += rest.substr(0, size);
    if (size >= rest.size()) return out;
    rest.remove_prefix(size);
    if (rest.starts_with('\r')) rest.remove_prefix(1);
    if (rest.starts_with('\n')) rest.remove_prefix(1);
  }
  return rest.size() == body.size() ? std::string(body) : out;
}

struct EndInflate {
  void operator()(z_stream* stream) const {
    inflateEnd(stream);
    delete stream;
  }
};

/// `window`: as zlib has it: 31 for gzip, 15 for zlib, -15 for bare deflate.
Bytes inflated(std::string_view bytes, int window, std::uint64_t limit, bool cut) {
  const std::unique_ptr<z_stream, EndInflate> zlib(new z_stream{});
  if (inflateInit2(zlib.get(), window) != Z_OK) return damaged("zlib");
  zlib->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  zlib->avail_in = static_cast<uInt>(bytes.size());
  std::string out;
  std::array<char, piece_size> piece;
  while (true) {
    zlib->next_out = reinterpret_cast<Bytef*>(piece.data());
    zlib->avail_out = static_cast<uInt>(piece.size());
    const int status = inflate(zlib.get(), Z_NO_FLUSH);
    out.append(piece.data(), piece.size() - zlib->avail_out);
    if (out.size() > limit) return too_large(limit);
    if (status == Z_STREAM_END) {
      const std::string_view behind = bytes.substr(bytes.size() - zlib->avail_in);
      if (window < 16 || !behind.starts_with(gzip_magic)) return out;
      inflateReset(zlib.get());
      continue;
    }
    if (status == Z_OK) continue;
    if (cut) return out;
    if (status == Z_BUF_ERROR) return refuse("has a compressed body that ends too early");
    return damaged("zlib");
  }
}

struct EndBrotli {
  void operator()(BrotliDecoderState* state) const { BrotliDecoderDestroyInstance(state); }
};

Bytes unbrotlied(std::string_view bytes, std::uint64_t limit, bool cut) {
  const std::unique_ptr<BrotliDecoderState, EndBrotli> state(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr));
  if (!state) return damaged("br");
  const auto* in = reinterpret_cast<const std::uint8_t*>(bytes.data());
  std::size_t in_size = bytes.size();
  std::string out;
  std::array<std::uint8_t, piece_size> piece;
  while (true) {
    std::uint8_t* next = piece.data();
    std::size_t room = piece.size();
    const BrotliDecoderResult status =
        BrotliDecoderDecompressStream(state.get(), &in_size, &in, &room, &next, nullptr);
    out.append(reinterpret_cast<const char*>(piece.data()), piece.size() - room);
    if (out.size() > limit) return too_large(limit);
    if (status == BROTLI_DECODER_RESULT_SUCCESS) return out;
    if (status == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) continue;
    if (cut) return out;
    if (status == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT) {
      return refuse("has a compressed body that ends too early");
    }
    return damaged("br");
  }
}

Bytes unzstded(std::string_view bytes, std::uint64_t limit, bool cut) {
  const std::unique_ptr<Packing> zstd = zstd_content();
  std::string out;
  while (zstd->begin_member(bytes)) {
    for (bool ended = false; !ended;) {
      const std::size_t before = out.size() - bytes.size();  // moves with whatever moves
      const auto unpacked = zstd->unpack(bytes, out);
      if (!unpacked && cut) return out;
      if (!unpacked) return damaged("zstd");
      if (out.size() > limit) return too_large(limit);
      ended = *unpacked;
      if (ended || out.size() - bytes.size() != before) continue;
      if (cut) return out;
      return refuse("has a compressed body that ends too early");
    }
  }
  return out;
}

bool is_zstd(std::string_view bytes) { return bytes.starts_with("\x28\xB5\x2F\xFD"); }

bool has_zlib_header(std::string_view bytes) {
  if (bytes.size() < 2) return false;
  const unsigned first = static_cast<unsigned char>(bytes[0]);
  const unsigned second = static_cast<unsigned char>(bytes[1]);
  return (first & 0x0FU) == 8 && (first * 256 + second) % 31 == 0;
}

/// Whether bytes that are said to be brotli are a page all the same: brotli has no magic bytes.
bool is_plainly_markup(std::string_view bytes) {
  return trim_ascii(bytes.substr(0, 256)).starts_with('<');
}

Bytes without_coding(std::string bytes, std::string_view coding, std::uint64_t limit, bool cut) {
  if (coding == "gzip" || coding == "x-gzip") {
    if (!bytes.starts_with(gzip_magic)) return bytes;
    return inflated(bytes, 15 + 16, limit, cut);
  }
  if (coding == "deflate") {
    if (has_zlib_header(bytes)) return inflated(bytes, 15, limit, cut);
    if (is_plainly_markup(bytes)) return bytes;
    return inflated(bytes, -15, limit, cut);
  }
  if (coding == "br") {
    if (is_plainly_markup(bytes)) return bytes;
    return unbrotlied(bytes, limit, cut);
  }
  if (coding == "zstd") {
    if (!is_zstd(bytes)) return bytes;
    return unzstded(bytes, limit, cut);
  }
  if (coding.empty() || coding == "identity" || coding == "chunked" || coding == "none" ||
      is_plainly_markup(bytes)) {
    return bytes;
  }
  return refuse("has a body in a coding that hearsay does not know");
}

/// The codings that a field names, in the order in which they were put on.
std::vector<std::string> codings(std::string_view field) {
  std::vector<std::string> out;
  while (!field.empty() && out.size() <= most_codings) {
    const std::size_t comma = field.find(',');
    out.push_back(lower_ascii(trim_ascii(field.substr(0, comma))));
    field = comma == std::string_view::npos ? std::string_view() : field.substr(comma + 1);
  }
  return out;
}

}  // namespace

std::optional<HttpResponse> parse_response(std::string_view bytes) {
  if (!bytes.starts_with("HTTP/")) return std::nullopt;
  const std::size_t end = end_of_headers(bytes);
  const std::string_view head = bytes.substr(0, end);
  const std::size_t blank = head.find(' ');
  if (blank == std::string_view::npos) return std::nullopt;
  HttpResponse response;
  const char* digits = head.data() + blank + 1;
  if (std::from_chars(digits, head.data() + head.size(), response.status).ec != std::errc()) {
    return std::nullopt;
  }
  const std::size_t line = head.find('\n');
  if (line != std::string_view::npos) response.headers = Headers::parse(head.substr(line + 1));
  if (end != std::string_view::npos) response.body = bytes.substr(end);
  return response;
}

Bytes decoded_body(const HttpResponse& response, std::uint64_t limit, bool cut) {
  std::vector<std::string> all = codings(response.headers.value("content-encoding"));
  for (std::string& coding : codings(response.headers.value("transfer-encoding"))) {
    all.push_back(std::move(coding));
  }
  if (all.size() > most_codings) return refuse("has a body that was packed too many times");
  const bool chunked = !all.empty() && all.back() == "chunked";
  Bytes body = chunked ? without_chunks(response.body) : std::string(response.body);
  for (auto coding = all.rbegin(); body && coding != all.rend(); ++coding) {
    body = without_coding(std::move(*body), *coding, limit, cut);
  }
  return body;
}

std::optional<MediaType> media_type_for(std::string_view content_type) {
  const std::string type = media_type_of(content_type);
  if (type.empty()) return MediaType::unknown;
  if (type == "text/html" || type == "application/xhtml+xml") return MediaType::html;
  if (type == "text/plain") return MediaType::plain_text;
  if (type == "text/markdown" || type == "text/x-markdown") return MediaType::markdown;
  return std::nullopt;
}

}  // namespace hearsay::ingest
