// HTTP messages as archives keep them: the header as sent, the body perhaps still chunked and
// compressed, lengths that need not be true.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "hearsay/source.h"
#include "ingest/headers.h"

namespace hearsay::ingest {

/// A response; `body` is a view into the bytes that were parsed, still encoded.
struct HttpResponse {
  int status = 0;
  Headers headers;
  std::string_view body;
};

/// Reads "HTTP/1.1 200 OK" and what follows; nullopt where the bytes are no response.
std::optional<HttpResponse> parse_response(std::string_view bytes);

/// The body without transfer and content coding (chunked; gzip, deflate, br, zstd, also several). A
/// coding that is declared but not there is passed over: archivers decode and keep the header.
/// `cut`: the body is known to be cut short; then what is there is given. The error is the end of a
/// sentence that begins with the document's name. Linear; never more than `limit` bytes.
tl::expected<std::string, std::string> decoded_body(const HttpResponse& response,
                                                    std::uint64_t limit, bool cut);

/// What a Content-Type means to us; nullopt: no document. `unknown` for an empty one.
std::optional<MediaType> media_type_for(std::string_view content_type);

}  // namespace hearsay::ingest
