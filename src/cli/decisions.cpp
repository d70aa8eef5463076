// hearsay decisions: the analyst's log.
#include "cli/deciding.h"

namespace hearsay::cli {
namespace {

int list_decisions(const Program& program) {
  const Result<Format> format =
      program.format({Format::text, Format::json, Format::jsonl}, Format::text);
  if (!format) return program.fail_with(format.error());
  const auto engine = program.open_store();
  if (!engine) return program.fail_with(engine.error());
  const auto rows = (*engine)->decisions();
  if (!rows) return program.fail_with(rows.error());
  Screen screen = program.screen();
  json::Json all{{"schema", 1}, {"decisions", json::Json::array()}};
  for (const DecisionRow& row : *rows) {
    if (*format == Format::text) {
      print_decision(screen, row);
    } else if (*format == Format::jsonl) {
      program.print(json::row(row));
    } else {
      all["decisions"].push_back(json::row(row));
    }
  }
  if (*format == Format::json) program.print(all, true);
  if (rows->empty()) program.note("nothing has been decided yet");
  return kDone;
}

}  // namespace

void add_decisions(Program& program) {
  CLI::App* command = program.add("decisions", "List what was decided, by whom and why",
                                  [&program] { return list_decisions(program); });
  program.offer_store(command);
  program.offer_format(command, "text|json|jsonl", "text");
}

}  // namespace hearsay::cli
