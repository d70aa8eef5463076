// hearsay gazetteer: what places are looked up in, and how to add more.
#include <fmt/format.h>

#include "cli/command.h"

namespace hearsay::cli {
namespace {

int info(const Program& program) {
  const auto format = program.format({Format::text, Format::json, Format::jsonl}, Format::text);
  if (!format) return program.fail_with(format.error());
  const auto files = gazetteer_files(program.engine_options());
  if (!files) return program.fail_with(files.error());
  json::Json rows = json::Json::array();
  for (const GazetteerInfo& file : *files) {
    const json::Json row = {{"path", file.path},
                            {"places", file.places},
                            {"names", file.names},
                            {"own", file.own},
                            {"sources", file.sources}};
    if (*format == Format::jsonl) program.print(row);
    rows.push_back(row);
    if (*format != Format::text) continue;
    Screen screen = program.screen();
    screen.paragraph(
        "", "  ",
        {fmt::format("{}: {} places, {} names", file.own ? "your own gazetteer" : "gazetteer",
                     file.places, file.names)});
    screen.paragraph("  ", "    ", {"file: " + file.path});
    for (std::string_view rest = file.sources; !rest.empty();) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      screen.paragraph("  ", "    ", {std::string(rest.substr(0, end))});
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  if (*format == Format::json) program.print(rows, true);
  return kDone;
}

int import(const Program& program, const std::vector<std::string>& files,
           const std::vector<std::string>& names) {
  const auto done = import_gazetteer(program.engine_options(), files, names);
  if (!done) return program.fail_with(done.error());
  Screen screen = program.screen();
  screen.paragraph(
      "", "  ",
      {fmt::format("{} places under {} names are in {}", done->places, done->names, done->path)});
  if (done->left_out > 0) {
    screen.paragraph("", "  ",
                     {fmt::format("left out: {} lines about buildings, roads, woods and the like",
                                  done->left_out)});
  }
  program.note(
      "documents that were read before have the old places: \"hearsay rebuild\" reads them anew");
  return kDone;
}

}  // namespace

void add_gazetteer(Program& program) {
  struct Arguments {
    std::string action;
    std::vector<std::string> files, names;
  };
  auto asked = std::make_shared<Arguments>();
  CLI::App* command =
      program.add("gazetteer", "What places are looked up in; add places from GeoNames's dumps",
                  [&program, asked] {
                    if (asked->action == "info" && asked->files.empty() && asked->names.empty()) {
                      return info(program);
                    }
                    if (asked->action == "info") {
                      return program.fail_with({ErrorKind::usage, "gazetteer info takes no file"});
                    }
                    if (asked->files.empty()) {
                      return program.fail_with(
                          {ErrorKind::usage,
                           "gazetteer import: name a dump of GeoNames (XX.txt, cities500.txt)"});
                    }
                    return import(program, asked->files, asked->names);
                  });
  command
      ->add_option("ACTION", asked->action,
                   "info: what there is; import: make your own of FILE, in place of an earlier one")
      ->required()
      ->check(CLI::IsMember({"info", "import"}));
  command->add_option("FILE", asked->files, "Dumps of GeoNames, unpacked: XX.txt, cities500.txt");
  command->add_option("--names", asked->names, "More names of these places: alternateNamesV2.txt")
      ->type_name("FILE");
  program.offer_format(command, "text|json|jsonl", "text");
}

}  // namespace hearsay::cli
