// What add and rebuild end with: "40 read; 3 undated; 2 are not articles".
#pragma once

#include <string>

#include "cli/command.h"

namespace hearsay::cli {

/// The sentence for people.
std::string sentence(const AddReport& report);

/// Prints the report; returns the exit code.
int print_add_report(const Program& program, const AddReport& report, Format format);

}  // namespace hearsay::cli
