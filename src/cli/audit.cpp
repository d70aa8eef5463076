// hearsay audit: finds every quoted span again in the stored originals.
#include <fmt/format.h>

#include "bundle/bundle.h"
#include "cli/command.h"

namespace hearsay::cli {
namespace {

/// Of a bundle where one is named, which needs neither a store nor models; else of the store.
Result<AuditReport> report_of(const Program& program, const std::string& bundle) {
  if (!bundle.empty()) return audit_bundle(bundle);
  const auto engine = program.open_store();
  if (!engine) return tl::unexpected(engine.error());
  return (*engine)->audit();
}

int audit(const Program& program, const std::string& bundle) {
  const Result<Format> format =
      program.format({Format::text, Format::json, Format::jsonl, Format::csv}, Format::text);
  if (!format) return program.fail_with(format.error());
  const auto report = report_of(program, bundle);
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
  CLI::App* command = program.add("audit", "Find every quoted span again in the stored originals",
                                  [&program, bundle] { return audit(program, *bundle); });
  command
      ->add_option("BUNDLE", *bundle,
                   "A bundle that \"export bundle\" wrote, in the place of the store")
      ->type_name("");
  program.offer_store(command);
  program.offer_format(command, "text|json|jsonl|csv", "text");
}

}  // namespace hearsay::cli
