// hearsay report: one page on a narrative that needs nothing else.
#include "report/report.h"

#include "cli/look_up.h"
#include "cli/write_file.h"

namespace hearsay::cli {
namespace {

int run_report(const Program& program, const std::string& typed, const std::string& path) {
  const auto engine = program.open_store();
  if (!engine) return program.fail_with(engine.error());
  const Result<std::string> id = full_id((*engine)->collection(), typed);
  if (!id) return program.fail_with(id.error());
  const Result<std::string> page = report_html(**engine, *id);
  if (!page) return program.fail_with(page.error());
  if (path.empty()) {
    program.out() << *page;
    return kDone;
  }
  return write_file(program, path, [&](const ByteSink& sink) {
    sink(*page);
    return Result<void>();
  });
}

}  // namespace

void add_report(Program& program) {
  struct Arguments {
    std::string id;
    std::string path;
  };
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = program.add(
      "report", "Write one page on a narrative that needs nothing else",
      [&program, arguments] { return run_report(program, arguments->id, arguments->path); });
  command
      ->add_option("ID", arguments->id, "A narrative (n…), an allegation (g…) or a claim (ID#c1)")
      ->required()
      ->type_name("");
  command->add_option("-o,--output", arguments->path, "A file (default: standard output)")
      ->type_name("FILE");
  program.offer_store(command);
}

}  // namespace hearsay::cli
