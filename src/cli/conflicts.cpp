// hearsay conflicts: denials, and values that cannot both hold.
#include "cli/part_of_trace.h"
#include "cli/trace_text.h"

namespace hearsay::cli {
namespace {

std::vector<std::vector<std::string>> rows(const Trace& trace) {
  std::vector<std::vector<std::string>> all;
  std::size_t number = 0;
  for (const Contradiction& contradiction : trace.contradictions) {
    ++number;
    for (const Evidence& evidence : contradiction.evidence) {
      all.push_back({std::to_string(number), contradiction.allegation, contradiction.kind,
                     evidence.document, evidence.text});
    }
  }
  return all;
}

}  // namespace

void add_conflicts(Program& program) {
  add_part_of_trace(program, {"conflicts",
                              "Show what contradicts a claim; neither side wins",
                              {"contradictions"},
                              "Nothing in this store contradicts it.",
                              {"conflict", "allegation", "kind", "document", "words"},
                              rows,
                              print_contradictions});
}

}  // namespace hearsay::cli
