// Any bytes as a bundle: a report or one refusal, within bounds, and it ends. Bytes that are no zip
// are put into one, as the files in turn that a bundle has, so that what they say is looked at too.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "bundle/bundle.h"
#include "bundle/zip.h"

namespace {

/// Files of a bundle, cut at lines of "-- name".
std::string zipped(std::string_view text) {
  std::string out;
  const hearsay::ByteSink sink = [&](std::string_view bytes) {
    out += bytes;
    return true;
  };
  hearsay::bundle::ZipWriter zip(sink);
  while (text.starts_with("-- ")) {
    const std::size_t line = text.find('\n');
    if (line == std::string_view::npos) break;
    const std::string name(text.substr(3, line - 3));
    const std::size_t next = text.find("\n-- ", line);
    const std::size_t end = next == std::string_view::npos ? text.size() : next;
    const std::string_view bytes = end > line + 1 ? text.substr(line + 1, end - line - 1) : "";
    if (!zip.add(name, bytes)) return out;
    if (next == std::string_view::npos) break;
    text = text.substr(next + 1);
  }
  (void)zip.finish();
  return out;
}

void audit(std::string_view zip) {
  hearsay::BundleBounds bounds;
  bounds.bytes = 1U << 22U;
  bounds.file_bytes = 1U << 20U;
  bounds.free_bytes = 1U << 20U;
  const auto report = hearsay::audit_bundle_bytes(zip, bounds);
  if (!report && report.error().message.empty()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  audit(bytes);
  if (bytes.starts_with("-- ")) audit(zipped(bytes));
  return 0;
}
