// The web page: files that are part of the program, never of the disk.
#pragma once

#include <string_view>

#include "serve/answer.h"

namespace hearsay::serve {

/// What a path gives: a file of the page; for a path without an ending the page itself, whose state
/// stands in its address.
Answer page(std::string_view path);

}  // namespace hearsay::serve
