// Pages from the web, on request.
#pragma once

#include <cstdint>
#include <string>
#include <tl/expected.hpp>

namespace hearsay::ingest {

struct FetchOptions {
  std::uint64_t max_bytes = 64ULL << 20U;  ///< of the body, unpacked
  long max_seconds = 120;                  ///< for all of it, redirects too
  long max_redirects = 10;
  /// Addresses of private networks too, and proxies that the environment names.
  bool allow_private = false;
};

struct Fetched {
  std::string bytes;         ///< the body without transfer and content coding
  std::string url;           ///< after redirects, without a fragment
  std::string content_type;  ///< as sent
};

/// Gets an http(s) address. Every address that is connected to is checked, after name resolution
/// and after every redirect. The error is the end of a sentence that begins with the address.
/// Thread-safe; blocks.
tl::expected<Fetched, std::string> fetch(const std::string& url, const FetchOptions& options);

}  // namespace hearsay::ingest
