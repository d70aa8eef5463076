// How the parts of `ingest` fail.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace hearsay::ingest {

/// A reason, as the end of a sentence that begins with the name of what could not be read.
inline tl::unexpected<std::string> refuse(std::string reason) {
  return tl::unexpected<std::string>(std::move(reason));
}

}  // namespace hearsay::ingest
