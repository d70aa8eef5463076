// changes, conflicts and wanted each print some members of a trace.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/references.h"

namespace hearsay::cli {

struct PartOfTrace {
  std::string name;
  std::string description;
  std::vector<std::string> members;  ///< of the contract's Trace
  std::string none;                  ///< what to say where there is nothing
  std::vector<std::string> header;   ///< of the CSV
  std::function<std::vector<std::vector<std::string>>(const Trace&)> rows;
  std::function<std::size_t(Screen&, const Trace&, const References&)> text;
};

/// A command NAME ID.
void add_part_of_trace(Program& program, const PartOfTrace& part);

}  // namespace hearsay::cli
