// The command line: a thin shell over Engine. One file per command; this is the front door.
#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

namespace hearsay::cli {

/// Exit codes of the contract.
enum Exit : int { kDone = 0, kSomeFailed = 1, kUsage = 2, kUnusable = 3 };

/// Where the program writes, and what it knows of the other side.
struct Surroundings {
  std::ostream& out;
  std::ostream& err;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  std::size_t width = 80;         ///< columns of the terminal; 80 where there is none
  bool colour = false;            ///< escape sequences are welcome on `out`
  std::string program_directory;  ///< folder of the binary; empty: unknown
};

/// Runs one command, `arguments` without the program's name. Never throws, except bad_alloc.
int run(const std::vector<std::string>& arguments, Surroundings& surroundings);

}  // namespace hearsay::cli
