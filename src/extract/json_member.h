// The string of a JSONL line that holds the document, with the way back to its escapes.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "extract/decode.h"

namespace hearsay::extraction {

struct JsonMember {
  Decoded decoded;
  bool html = false;  ///< the member was "html", not "text"
};

/// The member "text", or "html" where there is no text, of the object that the line is. The error
/// is the end of a sentence that begins with the line's name.
tl::expected<JsonMember, std::string> decode_json_member(std::string_view line);

}  // namespace hearsay::extraction
