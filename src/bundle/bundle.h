// Evidence to take along: a zip with the originals, what was read in them, the traces, the
// decisions and a page to read, and its audit on a machine that has nothing but the zip.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "exports/exports.h"
#include "hearsay/engine.h"

namespace hearsay {

/// Writes a bundle of a narrative ("n…"), or of the whole store where `narrative` is empty, as zip.
/// A document at a time; the same store gives the same bytes.
Result<void> write_bundle(const Engine& engine, const std::string& narrative, const ByteSink& sink);

/// What a bundle may be: more is refused, with an error of kind `input` that says which bound.
struct BundleBounds {
  std::uint64_t bytes = std::uint64_t{64} << 30;        ///< of all files, unpacked
  std::uint64_t file_bytes = std::uint64_t{1} << 30;    ///< of one file, unpacked
  std::uint64_t line_bytes = std::uint64_t{512} << 20;  ///< of one document's record
  std::size_t files = 1'000'000;
  std::uint64_t ratio = 200;  ///< unpacked to packed, beyond `free_bytes`
  std::uint64_t free_bytes = std::uint64_t{32} << 20;
};

/// Looks up every span that a bundle quotes in the originals that it holds, and compares the hash
/// of every file. Needs no store and no models. Errors, of kind `input`, are files that are no
/// bundle: truncated, too large, with names or kinds of files that no bundle has. What a bundle
/// says of its originals and what they do not bear out is a problem in the report.
Result<AuditReport> audit_bundle(const std::string& path, const BundleBounds& bounds = {});
/// The same of a bundle in memory.
Result<AuditReport> audit_bundle_bytes(std::string_view zip, const BundleBounds& bounds = {});

}  // namespace hearsay
