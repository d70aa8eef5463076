// From what a user names to the bytes of single documents: files, folders, `-`, http(s) addresses;
// in them pages and texts, JSONL, WARC, MHTML and feeds, any of them gzipped. Nothing is read in
// the documents here beyond what is needed to say what they are. docs/ingest.md has the formats.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "hearsay/result.h"
#include "hearsay/source.h"

namespace hearsay {

/// Bounds, so that no input can exhaust the machine, and where remarks go.
struct IngestOptions {
  std::uint64_t max_document_bytes = 64ULL << 20U;  ///< of one document, decompressed
  std::uint64_t max_line_bytes = 64ULL << 20U;      ///< of one JSONL line
  std::size_t max_folder_depth = 64;                ///< of folders inside folders
  bool allow_private = false;                       ///< fetch from private networks too
  int standard_input = 0;                           ///< the file descriptor that `-` names
  /// Hand over a WARC's revisits too, as sources without bytes (see Source::revisit).
  bool revisits = false;
  /// Remarks that are no failures ("12 files in … skipped"), printable; none: dropped.
  std::function<void(const std::string&)> note;
};

/// Takes one document, or one input's failure, and the name it goes by: "a.html", "pile.jsonl:12"
/// (line), "feed.xml:3" (item), "crawl.warc.gz:40213" (place of the record, see ByteStream::place).
/// Returns false to stop.
using SourceHandler = std::function<bool(Result<Source> source, const std::string& path)>;

/// Hands over every document of `inputs`, in their order; a folder's in sorted order, a container's
/// one by one. One document is in memory at a time, and of a feed or MHTML file all of it. A
/// failure concerns one input (or one line, item, record) and the others go on. Empty inputs are
/// failures: nobody means to read nothing.
void for_each_source(const std::vector<std::string>& inputs, const IngestOptions& options,
                     const SourceHandler& handler);

}  // namespace hearsay
