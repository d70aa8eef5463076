// Which files the program reads with, and whether the encoder reads as it did when it was made.
#pragma once

#include <filesystem>
#include <string>

#include "hearsay/result.h"

namespace hearsay::engine {

/// The path of an encoder ("base", "small"; empty: "base") under a data directory. Where there is
/// none, the error names those that are there.
Result<std::string> encoder_path(const std::string& directory, const std::string& name);

/// Whether a file's name is an encoder's.
bool is_encoder(const std::filesystem::path& path);

}  // namespace hearsay::engine
