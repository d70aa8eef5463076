// hearsay export: all that the store holds and found, for other programs.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "cli/command.h"

namespace hearsay::cli {
namespace {

const std::vector<std::string> kFormats = {"jsonl", "csv",  "geojson", "graphml",
                                           "gexf",  "prov", "claim",   "webannotation",
                                           "stix",  "ftm",  "bundle"};

/// The same store gives the same bytes.
Result<void> write_lines(std::ostream& out, const Engine& engine) {
  return engine.export_jsonl([&](std::string_view line) {
    out << terminal_safe_json(line) << '\n';
    return out.good();
  });
}

/// Written beside the file and moved over it when whole, so that a failure leaves no half export.
int export_to_file(const Program& program, const Engine& engine, const std::string& path) {
  const std::string part = path + ".part";
  std::ofstream file(part, std::ios::binary | std::ios::trunc);
  const Result<void> done = file ? write_lines(file, engine) : Result<void>();
  file.close();
  std::error_code failed;
  if (done && file) std::filesystem::rename(part, path, failed);
  if (done && file && !failed) return kDone;
  std::error_code ignored;
  std::filesystem::remove(part, ignored);
  if (!done) return program.fail_with(done.error());
  return program.fail_with({ErrorKind::input, fmt::format("cannot write {}: is the folder there, "
                                                          "writable, and the disk not full?",
                                                          path)});
}

int run_export(const Program& program, const std::string& format, const std::string& path) {
  if (std::find(kFormats.begin(), kFormats.end(), format) == kFormats.end()) {
    const std::string meant = nearest(format, kFormats);
    return program.fail_with(
        {ErrorKind::usage,
         fmt::format("there is no export format \"{}\"{}; one of: {}", format,
                     meant.empty() ? "" : fmt::format(" (did you mean \"{}\"?)", meant),
                     fmt::join(kFormats, " "))});
  }
  if (format != "jsonl") {
    return program.fail_with(
        {ErrorKind::usage,
         fmt::format("export {} is not built yet; \"hearsay export jsonl\" is", format)});
  }
  const auto engine = program.open_store();
  if (!engine) return program.fail_with(engine.error());
  if (!path.empty()) return export_to_file(program, **engine, path);
  const Result<void> done = write_lines(program.out(), **engine);
  return done ? static_cast<int>(kDone) : program.fail_with(done.error());
}

}  // namespace

void add_export(Program& program) {
  struct Arguments {
    std::string format;
    std::string path;
  };
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = program.add(
      "export", "Write all that the store holds, for other programs",
      [&program, arguments] { return run_export(program, arguments->format, arguments->path); });
  command
      ->add_option("FORMAT", arguments->format,
                   fmt::format("jsonl; not built yet: {}",
                               fmt::join(kFormats.begin() + 1, kFormats.end(), " ")))
      ->required()
      ->type_name("");
  command->add_option("-o,--output", arguments->path, "A file (default: standard output)")
      ->type_name("FILE");
  program.offer_store(command);
}

}  // namespace hearsay::cli
