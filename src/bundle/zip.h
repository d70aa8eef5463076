// Zip files, written and read an entry at a time (libarchive).
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "bundle/bundle.h"

namespace hearsay::bundle {

/// Entries have no time, owner or order of their own: the same calls give the same bytes.
class ZipWriter {
 public:
  explicit ZipWriter(const ByteSink& sink);
  ~ZipWriter();
  ZipWriter(const ZipWriter&) = delete;
  ZipWriter& operator=(const ZipWriter&) = delete;

  Result<void> add(const std::string& path, std::string_view bytes);
  /// The directory at the end; without it the file is no zip.
  Result<void> finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Called for each entry, in the order of the file; an error ends the reading.
using EntryHandler = std::function<Result<void>(const std::string& path, std::string bytes)>;

/// Where a zip is: a file, or bytes.
struct ZipInput {
  std::string path;  ///< empty: `bytes`
  std::string_view bytes;
};

/// Entries whose path `takes` refuses, links, folders, packed more than `bounds` allow and what
/// comes twice are errors that name them.
Result<void> read_zip(const ZipInput& input, const BundleBounds& bounds,
                      const std::function<bool(std::string_view path)>& takes,
                      const EntryHandler& handler);

}  // namespace hearsay::bundle
