// WARC files (ISO 28500), also gzipped: the pages that a crawl kept.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tl/expected.hpp>

#include "hearsay/source.h"
#include "ingest/byte_stream.h"
#include "ingest/headers.h"

namespace hearsay::ingest {

/// Reads one record after the other; no more than one is in memory. Any bytes in: what is broken
/// is told once, with its place, and reading goes on at the next record that can be found.
class WarcReader {
 public:
  /// `bytes` must outlive it and stand at its beginning.
  WarcReader(ByteStream& bytes, std::uint64_t max_document_bytes)
      : bytes_(bytes), limit_(max_document_bytes) {}

  /// A page, or why a record gave none, as the end of a sentence that begins with its name.
  struct Item {
    std::uint64_t place = 0;  ///< see ByteStream::place
    tl::expected<Source, std::string> source;
  };

  /// The next page or failure; nullopt at the end. Pages are responses, resources and conversions
  /// that hold HTML or text; their bytes are the body without transfer and content coding.
  std::optional<Item> next();

  /// Records so far that are no pages: requests, redirects, pictures and the like.
  [[nodiscard]] std::size_t skipped() const { return skipped_; }

 private:
  using Page = std::optional<Source>;  // none: the record is no page

  tl::expected<bool, std::string> find_record();  // false: there is none any more
  tl::expected<Page, std::string> record();
  tl::expected<Page, std::string> record_of(const Headers& headers, std::size_t size);
  tl::expected<Page, std::string> large_record(const Headers& headers, std::uint64_t size);
  tl::expected<std::size_t, std::string> header_size();
  tl::unexpected<std::string> wrong_length(std::size_t size);
  bool ends_well(std::size_t size);
  bool stands_at_record();
  bool recover();

  ByteStream& bytes_;
  std::uint64_t limit_;
  std::size_t skipped_ = 0;
  bool lost_ = false;  // the last record was broken: look for the next one
  bool ended_ = false;
};

}  // namespace hearsay::ingest
