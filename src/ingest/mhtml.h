// MHTML (RFC 2557): a page that a browser or a mail program saved with its pictures.
#pragma once

#include <string_view>
#include <tl/expected.hpp>

#include "hearsay/source.h"

namespace hearsay::ingest {

/// The page of an MHTML file: its first part of HTML (or the one that it names as its start), else
/// of plain text, without transfer coding. The error is the end of a sentence that begins with the
/// file's name. Linear in the bytes; parts nest ten deep at most.
tl::expected<Source, std::string> source_of_mhtml(std::string_view bytes);

}  // namespace hearsay::ingest
