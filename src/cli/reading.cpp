#include "cli/reading.h"

#include <fmt/format.h>

namespace hearsay::cli {
namespace {

/// Prints documents in one format; JSON needs its brackets and commas.
class Printer {
 public:
  Printer(const Program& program, const ReadingOutput& output, Format format)
      : program_(program), output_(output), format_(format) {
    if (format_ == Format::csv) csv_row(program_.out(), output_.header);
    if (format_ == Format::json) program_.out() << '[';
  }

  void print(const Document& document) {
    switch (format_) {
      case Format::jsonl:
        program_.print(output_.json(document));
        break;
      case Format::json:
        program_.out() << (first_ ? "\n" : ",\n")
                       << terminal_safe_json(json::dump(output_.json(document)));
        break;
      case Format::csv:
        for (const auto& row : output_.rows(document)) csv_row(program_.out(), row);
        break;
      case Format::conllu:
        program_.out() << output_.conllu(document);
        break;
      case Format::text: {
        Screen screen = program_.screen();
        if (!first_) screen.blank();
        output_.text(screen, document);
        break;
      }
    }
    first_ = false;
  }

  void end() {
    if (format_ == Format::json) program_.out() << (first_ ? "]\n" : "\n]\n");
  }

 private:
  const Program& program_;
  const ReadingOutput& output_;
  Format format_;
  bool first_ = true;
};

}  // namespace

void offer_inputs(CLI::App* command, Inputs& inputs) {
  command
      ->add_option("INPUT", inputs.paths, "Files, folders, http(s) addresses; - is standard input")
      ->required()
      ->type_name("");
  command->add_flag("--allow-private", inputs.allow_private, "Fetch from private networks too");
}

int print_readings(Program& program, const Inputs& inputs, ReadOptions options,
                   const ReadingOutput& output) {
  const Result<Format> format = program.format(output.known, output.standard);
  if (!format) return program.fail_with(format.error());
  const auto engine = program.open_models();
  if (!engine) return program.fail_with(engine.error());
  Printer printer(program, output, *format);
  const Progress progress = program.progress("read");
  options.allow_private = inputs.allow_private;
  options.note = [&program](const std::string& remark) { program.note(remark); };
  std::size_t done = 0;
  int code = kDone;
  (*engine)->for_each_document(inputs.paths, options,
                               [&](Result<Document> document, const std::string& path) {
                                 if (document) {
                                   printer.print(*document);
                                 } else {
                                   program.say_failure(path, document.error());
                                   // A model that fails now is not the fault of this input.
                                   code = std::max(code, document.error().kind == ErrorKind::model
                                                             ? static_cast<int>(kUnusable)
                                                             : static_cast<int>(kSomeFailed));
                                 }
                                 // Lines that come one by one are progress enough.
                                 if (!program.surroundings().out_is_terminal)
                                   progress(++done, 0, path);
                               });
  program.end_progress();
  printer.end();
  return code;
}

}  // namespace hearsay::cli
