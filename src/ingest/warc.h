// WARC files (ISO 28500), also gzipped: the pages that a crawl kept.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "hearsay/source.h"
#include "ingest/byte_stream.h"
#include "ingest/headers.h"

namespace hearsay::ingest {

/// Reads one record after the other; no more than one is in memory, and of pages in segments what
/// has come of them, `max_document_bytes` in all. Any bytes in: what is broken is told once, with
/// its place, and reading goes on at the next record that can be found.
class WarcReader {
 public:
  /// `bytes` must outlive it and stand at its beginning.
  WarcReader(ByteStream& bytes, std::uint64_t max_document_bytes)
      : bytes_(bytes), limit_(max_document_bytes) {}

  /// What a record gave, or why it gave nothing, as the end of a sentence that begins with its
  /// name.
  struct Item {
    std::uint64_t place = 0;  ///< see ByteStream::place; of the first segment
    tl::expected<Source, std::string> source;
    bool is_feed = false;  ///< the bytes are a feed
  };

  /// The next page, feed, revisit or failure; nullopt at the end. Pages are responses, resources
  /// and conversions that hold HTML or text; their bytes are the body without transfer and content
  /// coding. A revisit has no bytes (see Source::revisit).
  std::optional<Item> next();

  /// Records so far that are no pages: requests, redirects, pictures and the like.
  [[nodiscard]] std::size_t skipped() const { return skipped_; }

 private:
  struct Found {
    Source source;
    bool is_feed = false;
  };
  using Page = std::optional<Found>;  // none: the record is no page
  struct Segmented {                  // a record of which more is to come
    std::string id;
    std::uint64_t place = 0;
    Headers headers;
    std::string block;
    std::uint64_t segments = 1;
  };

  tl::expected<bool, std::string> find_record();  // false: there is none any more
  tl::expected<Page, std::string> record();
  tl::expected<Page, std::string> record_of(const Headers& headers, std::size_t size);
  tl::expected<Page, std::string> large_record(const Headers& headers, std::uint64_t size);
  tl::expected<Page, std::string> content_of(const Headers& headers, std::string_view block);
  tl::expected<Page, std::string> first_segment(const Headers& headers, std::string_view block);
  tl::expected<Page, std::string> further_segment(const Headers& headers, std::string_view block,
                                                  std::uint64_t size);
  static tl::expected<Page, std::string> page_of(const Headers& headers, std::string_view block,
                                                 std::uint64_t limit);
  static tl::expected<Page, std::string> page_in_message(const Headers& headers,
                                                         std::string_view block,
                                                         std::uint64_t limit);
  std::optional<Item> next_unfinished();
  std::vector<Segmented>::iterator drop(std::vector<Segmented>::iterator segmented);
  tl::expected<std::size_t, std::string> header_size();
  tl::unexpected<std::string> wrong_length(std::size_t size);
  bool ends_well(std::size_t size);
  bool stands_at_record();
  bool recover();

  ByteStream& bytes_;
  std::uint64_t limit_;
  std::size_t skipped_ = 0;
  std::uint64_t place_ = 0;           // of the record that is read, or of its first segment
  std::vector<Segmented> segmented_;  // in the order in which they began
  std::uint64_t segmented_bytes_ = 0;
  bool kept_ = false;  // the last record waits for its further segments
  bool lost_ = false;  // the last record was broken: look for the next one
  bool ended_ = false;
};

}  // namespace hearsay::ingest
