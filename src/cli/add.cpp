// hearsay add: read, store, match with what is there.
#include "cli/add_report.h"
#include "cli/command.h"
#include "cli/reading.h"

namespace hearsay::cli {
namespace {

int add_documents_to_store(Program& program, const Inputs& inputs) {
  const Result<Format> format =
      program.format({Format::text, Format::json, Format::jsonl}, Format::text);
  if (!format) return program.fail_with(format.error());
  const auto engine = program.open_or_create_store();
  if (!engine) return program.fail_with(engine.error());
  ReadOptions options;
  options.allow_private = inputs.allow_private;
  options.note = [&program](const std::string& remark) { program.note(remark); };
  options.failed = program.failure_handler();
  const auto report = (*engine)->add(inputs.paths, options, program.progress("added"));
  program.end_progress();
  if (!report) return program.fail_with(report.error());
  return print_add_report(program, *report, *format);
}

}  // namespace

void add_add(Program& program) {
  auto inputs = std::make_shared<Inputs>();
  CLI::App* command =
      program.add("add", "Read documents into the store and match them with what is there",
                  [&program, inputs] { return add_documents_to_store(program, *inputs); });
  offer_inputs(command, *inputs);
  program.offer_store(command);
  program.offer_format(command, "text|json|jsonl", "text");
  program.offer_jobs(command);
}

}  // namespace hearsay::cli
