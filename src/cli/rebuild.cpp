// hearsay rebuild: derives everything anew from originals and decisions.
#include "cli/add_report.h"
#include "cli/command.h"

namespace hearsay::cli {

void add_rebuild(Program& program) {
  CLI::App* command =
      program.add("rebuild", "Derive everything anew from the stored originals", [&program] {
        const Result<Format> format =
            program.format({Format::text, Format::json, Format::jsonl}, Format::text);
        if (!format) return program.fail_with(format.error());
        // Not open_or_create_store: a mistyped name must not make an empty store.
        const auto engine = program.open_existing_store_to_write();
        if (!engine) return program.fail_with(engine.error());
        const auto report =
            (*engine)->rebuild(program.progress("read again"), program.failure_handler());
        program.end_progress();
        if (!report) return program.fail_with(report.error());
        return print_add_report(program, *report, *format);
      });
  program.offer_store(command);
  program.offer_format(command, "text|json|jsonl", "text");
  program.offer_jobs(command);
}

}  // namespace hearsay::cli
