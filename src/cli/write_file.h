// Answers that go into a file.
#pragma once

#include <functional>
#include <string>

#include "cli/command.h"
#include "exports/exports.h"

namespace hearsay::cli {

/// Hands all bytes to the sink.
using Writing = std::function<Result<void>(const ByteSink& sink)>;

/// Written beside the file and moved over it when whole, so that a failure leaves no half of it.
/// Returns the exit code.
int write_file(const Program& program, const std::string& path, const Writing& write);

}  // namespace hearsay::cli
