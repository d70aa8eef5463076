#include "cli/part_of_trace.h"

#include <algorithm>

#include "cli/trace_output.h"
#include "cli/trace_text.h"

namespace hearsay::cli {
namespace {

void print_text(const Program& program, const PartOfTrace& part, const Trace& trace,
                const Collection& collection) {
  Screen screen = program.screen();
  const References references(collection, documents_of(trace));
  screen.paragraph("", "", {trace.narrative.label, Look::strong});
  screen.line({{trace.narrative.id, Look::faint}});
  screen.blank();
  print_with_legend(screen, references, [&](Screen& to) {
    if (part.text(to, trace, references) == 0) to.line(part.none);
  });
}

json::Json selected(const PartOfTrace& part, const Trace& trace, const Collection& collection) {
  const json::Json whole = json::trace(trace, collection);
  json::Json out{{"schema", 1}};
  for (const auto& [name, value] : whole.items()) {
    if (name == "narrative" ||
        std::find(part.members.begin(), part.members.end(), name) != part.members.end()) {
      out[name] = value;
    }
  }
  return out;
}

int run_part(const Program& program, const PartOfTrace& part, const std::string& id) {
  const Result<Format> format = program.format(kTraceFormats, Format::text);
  if (!format) return program.fail_with(format.error());
  const auto engine = program.open_store();
  if (!engine) return program.fail_with(engine.error());
  const Result<Trace> trace = trace_of_id(**engine, id);
  if (!trace) return program.fail_with(trace.error());
  const Collection& collection = (*engine)->collection();
  if (*format == Format::csv) {
    csv_row(program.out(), part.header);
    for (const auto& row : part.rows(*trace)) csv_row(program.out(), row);
  } else if (*format == Format::text) {
    print_text(program, part, *trace, collection);
  } else {
    program.print(selected(part, *trace, collection), *format == Format::json);
  }
  return kDone;
}

}  // namespace

void add_part_of_trace(Program& program, const PartOfTrace& part) {
  auto id = std::make_shared<std::string>();
  CLI::App* command = program.add(part.name, part.description,
                                  [&program, part, id] { return run_part(program, part, *id); });
  command->add_option("ID", *id, "An allegation (g…), a narrative (n…), a claim or a document")
      ->required()
      ->type_name("");
  program.offer_store(command);
  program.offer_format(command, "text|json|jsonl|csv", "text");
}

}  // namespace hearsay::cli
