// hearsay export: all that the store holds and found, for other programs.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "bundle/bundle.h"
#include "cli/trace_output.h"
#include "cli/write_file.h"

namespace hearsay::cli {
namespace {

Result<void> write_to(std::ostream& out, const Writing& write) {
  return write([&](std::string_view bytes) {
    out << bytes;
    return out.good();
  });
}

const std::string kBundle = "bundle";

std::vector<std::string> names() {
  std::vector<std::string> all;
  for (const ExportFormat& each : export_formats()) all.push_back(each.name);
  all.push_back(kBundle);
  return all;
}

/// What is asked for with --id, in full; empty: the whole store.
Result<std::string> narrative_of(const Engine& engine, const std::string& typed) {
  if (typed.empty()) return std::string();
  const Result<Trace> trace = trace_of_id(engine, typed);
  if (!trace) return tl::unexpected(trace.error());
  return trace->narrative.id;
}

int run_export(const Program& program, const std::string& format, const std::string& path,
               const std::string& id) {
  const std::vector<std::string> known = names();
  if (std::find(known.begin(), known.end(), format) == known.end()) {
    const std::string meant = nearest(format, known);
    return program.fail_with(
        {ErrorKind::usage,
         fmt::format("there is no export format \"{}\"{}; one of: {}", format,
                     meant.empty() ? "" : fmt::format(" (did you mean \"{}\"?)", meant),
                     fmt::join(known, " "))});
  }
  if (!id.empty() && format != kBundle) {
    return program.fail_with({ErrorKind::usage,
                              "--id is for bundles: other exports are of all that "
                              "the store holds"});
  }
  if (format == kBundle && path.empty()) {
    return program.fail_with({ErrorKind::usage, "a bundle goes into a file: give -o FILE.zip"});
  }
  const auto engine = program.open_store();
  if (!engine) return program.fail_with(engine.error());
  const Result<std::string> narrative = narrative_of(**engine, id);
  if (!narrative) return program.fail_with(narrative.error());
  const Writing write = [&](const ByteSink& sink) {
    return format == kBundle ? write_bundle(**engine, *narrative, sink)
                             : export_as(**engine, format, sink);
  };
  if (!path.empty()) return write_file(program, path, write);
  const Result<void> done = write_to(program.out(), write);
  return done ? static_cast<int>(kDone) : program.fail_with(done.error());
}

}  // namespace

int write_file(const Program& program, const std::string& path, const Writing& write) {
  const std::string part = path + ".part";
  std::ofstream file(part, std::ios::binary | std::ios::trunc);
  const Result<void> done = file ? write_to(file, write) : Result<void>();
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

void add_export(Program& program) {
  struct Arguments {
    std::string format;
    std::string path;
    std::string id;
  };
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = program.add(
      "export", "Write all that the store holds, for other programs", [&program, arguments] {
        return run_export(program, arguments->format, arguments->path, arguments->id);
      });
  command->add_option("FORMAT", arguments->format, fmt::format("{}", fmt::join(names(), "|")))
      ->required()
      ->type_name("");
  command->add_option("-o,--output", arguments->path, "A file (default: standard output)")
      ->type_name("FILE");
  command->add_option("--id", arguments->id, "A bundle of this narrative, not of the whole store")
      ->type_name("ID");
  program.offer_store(command);
}

}  // namespace hearsay::cli
