// One line of JSONL: `{id?,url?,title?,published?,publisher?,authors?,text|html}`.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "hearsay/source.h"

namespace hearsay::ingest {

/// The document on one line; its bytes are the line itself. The error is the end of a sentence
/// that begins with the line's name.
tl::expected<Source, std::string> source_of_line(std::string line);

}  // namespace hearsay::ingest
