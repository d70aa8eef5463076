// hearsay demo: the sample corpus in a temporary store, traced.
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>

#include "cli/add_report.h"
#include "cli/command.h"
#include "cli/trace_output.h"

namespace hearsay::cli {
namespace {

namespace fs = std::filesystem;

/// A folder that goes when this does.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::error_code failed;
    std::string name = (fs::temp_directory_path(failed) / "hearsay-demo-XXXXXX").string();
    if (!failed && ::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// The sample pages: in the folder given, beside the binary, installed, or in the source tree.
std::string sample_folder(const Program& program) {
  const fs::path binary = program.surroundings().program_directory;
  std::vector<fs::path> places;
  if (!program.options().data.empty()) places.emplace_back(program.options().data);
  for (const char* step : {"", "../share/hearsay", "..", "../..", "../../..", "../../../.."}) {
    places.push_back(binary / step);
  }
  for (const fs::path& place : places) {
    std::error_code ignored;
    const fs::path pages = place / "data" / "sample" / "pages";
    if (fs::is_directory(pages, ignored)) return pages.lexically_normal().string();
  }
  return {};
}

int demo(const Program& program) {
  const Result<Format> format = program.format(kTraceFormats, Format::text);
  if (!format) return program.fail_with(format.error());
  const std::string pages = sample_folder(program);
  if (pages.empty()) {
    return program.fail_with({ErrorKind::model,
                              "the sample corpus (data/sample/pages) is not there: name the folder "
                              "that holds data/ with --data"});
  }
  const TemporaryFolder folder;
  if (folder.path().empty()) {
    return program.fail_with(
        {ErrorKind::store,
         "no temporary folder can be made: set TMPDIR to one that can be written"});
  }
  const auto engine = Engine::open(program.engine_options(), folder.path() + "/demo.db");
  if (!engine) return program.fail_with(engine.error());
  program.note("adding the sample corpus, " + pages);
  ReadOptions options;
  options.failed = program.failure_handler();
  const auto report = (*engine)->add({pages}, options, program.progress("added"));
  program.end_progress();
  if (!report) return program.fail_with(report.error());
  program.note(sentence(*report));
  const auto narratives = (*engine)->narratives({});
  if (!narratives) return program.fail_with(narratives.error());
  if (narratives->empty()) {
    return program.fail_with({ErrorKind::not_found, "no narrative was found in the sample corpus"});
  }
  program.note(
      fmt::format("tracing the largest of {}; your own documents: hearsay add FILE…, then "
                  "hearsay trace WORDS",
                  counted(narratives->size(), "narrative")));
  const Result<Trace> trace = (*engine)->trace_id(narratives->front().id);
  if (!trace) return program.fail_with(trace.error());
  print_trace_as(program, *trace, (*engine)->collection(), *format);
  return report->failed == 0 ? kDone : kSomeFailed;
}

}  // namespace

void add_demo(Program& program) {
  CLI::App* command = program.add("demo", "Trace the sample corpus in a temporary store",
                                  [&program] { return demo(program); });
  program.offer_format(command, "text|json|jsonl|csv", "text");
  program.offer_jobs(command);
}

}  // namespace hearsay::cli
