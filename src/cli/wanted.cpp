// hearsay wanted: what is cited and not held, and how to look for it.
#include "cli/part_of_trace.h"
#include "cli/trace_text.h"

namespace hearsay::cli {
namespace {

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : "; ") + part;
  return out;
}

std::vector<std::vector<std::string>> rows(const Trace& trace) {
  std::vector<std::vector<std::string>> all;
  for (const Missing& missing : trace.missing) {
    all.push_back({missing.name, missing.earliest, missing.latest, joined(missing.search),
                   joined(missing.cited_by)});
  }
  return all;
}

}  // namespace

void add_wanted(Program& program) {
  add_part_of_trace(program, {"wanted",
                              "Show what is cited and not held, and how to search for it",
                              {"missing"},
                              "All that is cited is in this store.",
                              {"name", "earliest", "latest", "search", "cited_by"},
                              rows,
                              print_missing});
}

}  // namespace hearsay::cli
