// Where the models and the gazetteer are.
#pragma once

#include <string>

#include "hearsay/result.h"

namespace hearsay::engine {

/// A folder that holds `models/` and `data/`: the one asked for; else beside the program, in the
/// share folder that it is installed with, or the source tree that it was built in. The working
/// folder plays no part.
Result<std::string> find_data_directory(const std::string& asked_for);

/// Where the reader's own gazetteer lies, whether it is there or not: $HEARSAY_GAZETTEER, else
/// hearsay/gazetteer.bin in $XDG_DATA_HOME, else in ~/.local/share. Empty where none of these is
/// set.
std::string own_gazetteer_path();

}  // namespace hearsay::engine
