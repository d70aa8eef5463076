// Commands that the contract names and that are still to come: each says so, and exits 2.
#include <fmt/format.h>

#include <array>

#include "cli/command.h"

namespace hearsay::cli {

void add_not_built_yet(Program& program) {
  static constexpr auto kCommands = std::to_array<const char*>({"watch"});
  for (const char* name : kCommands) {
    CLI::App* command = program.add(name, "", [&program, name] {
      return program.fail_with(
          {ErrorKind::usage, fmt::format("the command \"{}\" is not built yet", name)});
    });
    command->allow_extras();
    command->prefix_command();
    command->description("Not built yet");
    command->group("Not built yet");
  }
}

}  // namespace hearsay::cli
