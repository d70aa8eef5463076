// hearsay audit: finds every quoted span again in the stored originals.
#include <fmt/format.h>

#include "cli/command.h"

namespace hearsay::cli {
namespace {

int audit(const Program& program) {
  const Result<Format> format =
      program.format({Format::text, Format::json, Format::jsonl, Format::csv}, Format::text);
  if (!format) return program.fail_with(format.error());
  const auto engine = program.open_store();
  if (!engine) return program.fail_with(engine.error());
  const auto report = (*engine)->audit();
  if (!report) return program.fail_with(report.error());
  if (*format == Format::csv) {
    csv_row(program.out(), {"problem"});
    for (const std::string& problem : report->problems) csv_row(program.out(), {problem});
  } else if (*format == Format::text) {
    Screen screen = program.screen();
    for (const std::string& problem : report->problems) screen.paragraph("", "  ", {problem});
    screen.paragraph(
        "", "  ",
        {fmt::format("{} audited, {} looked up in the originals: {}",
                     counted(report->documents, "document"), counted(report->spans, "span"),
                     report->problems.empty()
                         ? std::string("all found")
                         : fmt::format("{} not found as stored", report->problems.size()))});
  } else {
    program.print(json::row(*report), *format == Format::json);
  }
  return report->problems.empty() ? kDone : kSomeFailed;
}

}  // namespace

void add_audit(Program& program) {
  auto bundle = std::make_shared<std::string>();
  CLI::App* command = program.add(
      "audit", "Find every quoted span again in the stored originals", [&program, bundle] {
        if (bundle->empty()) return audit(program);
        return program.fail_with(
            {ErrorKind::usage, "bundles are not built yet: audit without BUNDLE checks the store"});
      });
  command->add_option("BUNDLE", *bundle, "An exported bundle (not built yet)")->type_name("");
  program.offer_store(command);
  program.offer_format(command, "text|json|jsonl|csv", "text");
}

}  // namespace hearsay::cli
