// hearsay model: the model files, and whether the encoder reads as it should.
#include <fmt/format.h>

#include "cli/command.h"

namespace hearsay::cli {
namespace {

json::Json row(const ModelInfo& model) {
  return {{"path", model.path},         {"kind", model.kind},
          {"name", model.name},         {"version", model.version},
          {"used", model.used},         {"training_data", model.training_data},
          {"licences", model.licences}, {"scores", model.scores}};
}

/// Scores as a model's card has them, a line for each set: {"set": {"measure": 0.9}}; else as they
/// are.
std::vector<std::string> score_lines(const std::string& scores) {
  const json::Json sets = json::Json::parse(scores, nullptr, false);
  if (!sets.is_object()) return {scores};
  std::vector<std::string> lines;
  for (const auto& [set, measures] : sets.items()) {
    std::string line = set + ":";
    for (const auto& [measure, value] : measures.items()) {
      line += fmt::format("{} {} {}", line.ends_with(':') ? "" : ",", measure, value.dump());
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

void print(const Program& program, const ModelInfo& model) {
  Screen screen = program.screen();
  screen.paragraph("", "  ",
                   {fmt::format("{}: {}, version {}{}", model.name, model.kind, model.version,
                                model.used ? "" : " (not in use)")});
  for (const auto& [label, value] :
       {std::pair("file", model.path), std::pair("trained on", model.training_data),
        std::pair("licences", model.licences)}) {
    if (!value.empty()) screen.paragraph("  ", "    ", {fmt::format("{}: {}", label, value)});
  }
  if (model.scores.empty()) return;
  screen.paragraph("  ", "    ", {"scores:"});
  for (const std::string& line : score_lines(model.scores)) {
    screen.paragraph("    ", "      ", {line});
  }
}

int info(const Program& program) {
  const Result<Format> format =
      program.format({Format::text, Format::json, Format::jsonl}, Format::text);
  if (!format) return program.fail_with(format.error());
  const auto models = model_files(program.engine_options());
  if (!models) return program.fail_with(models.error());
  json::Json rows = json::Json::array();
  for (const ModelInfo& model : *models) {
    if (*format == Format::text) print(program, model);
    if (*format == Format::jsonl) program.print(row(model));
    rows.push_back(row(model));
  }
  if (*format == Format::json) program.print(rows, true);
  return kDone;
}

int check(const Program& program) {
  const auto problems = check_model(program.engine_options());
  if (!problems) return program.fail_with(problems.error());
  for (const std::string& problem : *problems) program.say(problem);
  if (!problems->empty()) {
    return program.fail_with(
        {ErrorKind::model,
         "The model does not read as it did when it was made. Its file, or the "
         "arithmetic of this build, is not what it should be."});
  }
  program.screen().line("all files open; the encoder reads its examples as it should");
  return kDone;
}

}  // namespace

void add_model(Program& program) {
  auto action = std::make_shared<std::string>();
  CLI::App* command = program.add(
      "model", "What the program reads with, and whether it reads as it should",
      [&program, action] { return *action == "info" ? info(program) : check(program); });
  command
      ->add_option("ACTION", *action,
                   "info: the card of each model file; check: read the encoder's examples")
      ->required()
      ->check(CLI::IsMember({"info", "check"}));
  program.offer_format(command, "text|json|jsonl", "text");
}

}  // namespace hearsay::cli
