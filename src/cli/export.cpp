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

/// One line: what it is, and the record.
void line(std::ostream& out, const char* kind, const json::Json& record) {
  json::Json tagged{{"record", kind}};
  for (const auto& [name, value] : record.items()) tagged[name] = value;
  out << terminal_safe_json(json::dump(tagged)) << '\n';
}

/// Documents by id, then what connects them, then the groups: the same store, the same bytes.
Result<void> export_jsonl(std::ostream& out, const Collection& collection) {
  const auto ids = collection.document_ids();
  if (!ids) return tl::unexpected(ids.error());
  for (const std::string& id : *ids) {
    const auto document = collection.document(id);
    if (!document) return tl::unexpected(document.error());
    line(out, "document", json::annotated_document(**document));
  }
  const auto matches = collection.pair_matches();
  if (!matches) return tl::unexpected(matches.error());
  for (const PairMatch& match : *matches) line(out, "match", json::row(match, collection));
  const auto grouping = collection.grouping();
  if (!grouping) return tl::unexpected(grouping.error());
  for (const EntityGroup& entity : (*grouping)->entities) line(out, "entity", json::row(entity));
  for (const Allegation& it : (*grouping)->allegations) line(out, "allegation", json::row(it));
  for (const Narrative& it : (*grouping)->narratives) line(out, "narrative", json::row(it));
  return {};
}

/// Written beside the file and moved over it when whole, so that a failure leaves no half export.
int export_to_file(const Program& program, const Collection& collection, const std::string& path) {
  const std::string part = path + ".part";
  std::ofstream file(part, std::ios::binary | std::ios::trunc);
  const Result<void> done = file ? export_jsonl(file, collection) : Result<void>();
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
  if (!path.empty()) return export_to_file(program, (*engine)->collection(), path);
  const Result<void> done = export_jsonl(program.out(), (*engine)->collection());
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
