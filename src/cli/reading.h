// What extract and annotate share: documents read one after another and printed as they come.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/command.h"

namespace hearsay::cli {

/// How one document is printed in each format.
struct ReadingOutput {
  std::vector<Format> known;
  Format standard = Format::jsonl;
  std::vector<std::string> header;  ///< of the CSV
  std::function<json::Json(const Document&)> json;
  std::function<void(Screen&, const Document&)> text;
  std::function<std::vector<std::vector<std::string>>(const Document&)> rows;
  std::function<std::string(const Document&)> conllu;
};

/// What to read.
struct Inputs {
  std::vector<std::string> paths;  ///< files, folders, addresses, "-"
  bool allow_private = false;      ///< addresses of private networks too
};

/// Offers INPUT… and --allow-private.
void offer_inputs(CLI::App* command, Inputs& inputs);

/// Reads `inputs`, prints what could be read, names what could not. Returns the exit code.
int print_readings(Program& program, const Inputs& inputs, ReadOptions options,
                   const ReadingOutput& output);

}  // namespace hearsay::cli
