// What the commands share by which the analyst decides: reason and name, asking the engine, and how
// a decision is shown.
#pragma once

#include <string>
#include <vector>

#include "cli/command.h"

namespace hearsay::cli {

/// What every decision has.
struct Deciding {
  std::vector<std::string> about;  ///< ids as typed
  std::string reason;
  std::string by;
};

/// Offers --reason, --by, the store and formats.
void offer_deciding(Program& program, CLI::App* command, Deciding& deciding, bool needs_reason);

/// Who is logged in.
std::string login_name();

/// Completes the ids that are typed short. With `names`, what is no id names an outlet or a source.
Result<std::vector<std::string>> full_ids(const Collection& collection,
                                          const std::vector<std::string>& typed,
                                          bool names = false);

/// Takes the decision and prints what now stands in the log. Returns the exit code.
int decide(const Program& program, DecisionRequest request, const Deciding& deciding);

/// One decision for people: what, about what, by whom and why.
void print_decision(Screen& screen, const DecisionRow& row);

}  // namespace hearsay::cli
