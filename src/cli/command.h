// What commands have in common: options, formats, messages, opening the engine.
#pragma once

#include <CLI/CLI.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/cli.h"
#include "cli/screen.h"
#include "hearsay/engine.h"
#include "hearsay/result.h"
#include "json/json.h"

namespace hearsay::cli {

enum class Format { text, json, jsonl, csv, conllu };

/// Options that many commands share; each command offers those that mean something to it.
struct Options {
  std::string store;
  std::string format;
  std::size_t jobs = 0;
  bool quiet = false;
  bool verbose = false;
  std::string model;  ///< the encoder; empty: $HEARSAY_MODEL, else the standard one
  std::string data;   ///< models and gazetteer; empty: the engine looks for them
};

/// The program while it runs: what commands register with, and what they act on.
class Program {
 public:
  explicit Program(Surroundings& surroundings);

  using Action = std::function<int()>;

  /// Adds a command; `action` runs after its options have been read.
  CLI::App* add(const std::string& name, const std::string& description, Action action);

  /// Offers shared options to a command.
  void offer_store(CLI::App* command);
  void offer_format(CLI::App* command, const std::string& formats, const std::string& standard);
  void offer_jobs(CLI::App* command);

  /// The format asked for; `fail`s with what the command knows.
  [[nodiscard]] Result<Format> format(const std::vector<Format>& known, Format standard) const;

  /// The store's name as it is given, or the standard one.
  [[nodiscard]] Result<std::string> store_name() const;
  /// Opens the engine with a store that must exist, to read or to write.
  [[nodiscard]] Result<std::unique_ptr<Engine>> open_store() const;
  [[nodiscard]] Result<std::unique_ptr<Engine>> open_existing_store_to_write() const;
  /// Opens the engine with a store, made where there is none.
  [[nodiscard]] Result<std::unique_ptr<Engine>> open_or_create_store() const;
  /// Opens the models only.
  [[nodiscard]] Result<std::unique_ptr<Engine>> open_models() const;
  [[nodiscard]] EngineOptions engine_options() const;

  [[nodiscard]] std::ostream& out() const { return surroundings_.out; }
  [[nodiscard]] const Surroundings& surroundings() const { return surroundings_; }
  [[nodiscard]] Screen screen() const;
  [[nodiscard]] const Options& options() const { return options_; }

  /// One line on stderr, made printable, after the program's name.
  void say(std::string_view message) const;
  /// The same, unless --quiet.
  void note(std::string_view message) const;
  /// Says what went wrong with an input; names it, unless the message does so itself.
  void say_failure(const std::string& path, const Error& error) const;
  /// A function to hand to Engine: says each failure as it is met.
  [[nodiscard]] FailureHandler failure_handler() const;
  /// Says an error and gives its exit code.
  int fail_with(const Error& error) const;

  /// One JSON value and a line break, safe for terminals. `pretty` indents.
  void print(const json::Json& value, bool pretty = false) const;

  /// A function to hand to Engine: a bar on a terminal, a line per document with --verbose.
  [[nodiscard]] Progress progress(std::string_view verb) const;
  /// Clears the bar.
  void end_progress() const;

  int run(const std::vector<std::string>& arguments);

 private:
  int wrong_usage(const CLI::App& command, const std::string& message) const;
  int explain(const CLI::ParseError& error, const std::vector<std::string>& arguments) const;
  int no_such_command(const std::string& word) const;

  Surroundings& surroundings_;
  Options options_;
  CLI::App app_;
  Action action_;
};

/// Exit code of a kind of error.
int exit_code(ErrorKind kind);

/// The word of `known` that is meant by a mistyped one; empty: none is near.
std::string nearest(std::string_view word, const std::vector<std::string>& known);

// One of these per file.
void add_extract(Program& program);
void add_annotate(Program& program);
void add_add(Program& program);
void add_trace(Program& program);
void add_narratives(Program& program);
void add_claims(Program& program);
void add_sources(Program& program);
void add_documents(Program& program);
void add_show(Program& program);
void add_changes(Program& program);
void add_conflicts(Program& program);
void add_wanted(Program& program);
void add_cite(Program& program);
void add_report(Program& program);
void add_audit(Program& program);
void add_model(Program& program);
void add_gazetteer(Program& program);
void add_rebuild(Program& program);
void add_demo(Program& program);
void add_export(Program& program);
void add_set(Program& program);
void add_link(Program& program);
void add_reject(Program& program);
void add_merge(Program& program);
void add_split(Program& program);
void add_note(Program& program);
void add_undo(Program& program);
void add_decisions(Program& program);
void add_serve(Program& program);
void add_not_built_yet(Program& program);

}  // namespace hearsay::cli
