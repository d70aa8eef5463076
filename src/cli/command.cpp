#include "cli/command.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <filesystem>

#include "text/utf8.h"

namespace hearsay::cli {
namespace {

std::string_view name_of(Format format) {
  switch (format) {
    case Format::text:
      return "text";
    case Format::json:
      return "json";
    case Format::jsonl:
      return "jsonl";
    case Format::csv:
      return "csv";
    case Format::conllu:
      return "conllu";
  }
  return "";
}

/// Edits (insert, drop, change, swap neighbours) between two short words.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      cost[i][j] = std::min({change, cost[i - 1][j] + 1, cost[i][j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
      }
    }
  }
  return cost[a.size()][b.size()];
}

/// The first word that is neither an option nor an option's value.
std::string command_word(const std::vector<std::string>& arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    if (word.empty() || word == "--") return {};
    if (word.front() != '-') return word;
    const bool takes_value = word == "-s" || word == "--store" || word == "-f" ||
                             word == "--format" || word == "-j" || word == "--jobs" ||
                             word == "--data" || word == "--model";
    if (takes_value) ++i;
  }
  return {};
}

const CLI::App* find_command(const CLI::App& app, const std::string& word) {
  for (const CLI::App* command : app.get_subcommands({})) {
    if (command->get_name() == word) return command;
  }
  return nullptr;
}

std::string message_of(const CLI::ParseError& error) {
  std::string message = error.what();
  // CLI11 begins some of its messages with an option's name, others with a sentence.
  while (!message.empty() && (message.back() == '\n' || message.back() == ' ')) message.pop_back();
  return message;
}

}  // namespace

int exit_code(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::usage:
      return kUsage;
    case ErrorKind::store:
    case ErrorKind::model:
      return kUnusable;
    case ErrorKind::input:
    case ErrorKind::not_found:
      break;
  }
  return kSomeFailed;
}

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
  std::string best;
  std::size_t least = word.size() < 4 ? 2 : 3;  // fewer edits than this
  if (word.size() > 40) return best;
  for (const std::string& candidate : known) {
    const bool begins = word.size() >= 3 && candidate.rfind(word, 0) == 0;
    const std::size_t edits = begins ? 1 : distance(word, candidate);
    if (edits < least) {
      least = edits;
      best = candidate;
    }
  }
  return best;
}

Program::Program(Surroundings& surroundings) : surroundings_(surroundings), app_("", "hearsay") {
  app_.description("Follow a claim back to where it came from.");
  app_.set_version_flag("--version", "hearsay " HEARSAY_VERSION);
  app_.set_help_flag("-h,--help", "Print this help and exit");
  app_.get_formatter()->column_width(30);
  app_.get_formatter()->label("REQUIRED", "");
  app_.require_subcommand(1);
  app_.footer(
      "Every answer is pinned to exact words. hearsay never says what is true.\n"
      "Exit codes: 0 done, 1 some inputs failed, 2 wrong usage, 3 store or model cannot be used.\n"
      "Help on one command: hearsay COMMAND --help");
}

CLI::App* Program::add(const std::string& name, const std::string& description, Action action) {
  CLI::App* command = app_.add_subcommand(name, description);
  command->set_help_flag("-h,--help", "Print this help and exit");
  command->add_flag("-q,--quiet", options_.quiet, "No progress, no notes; errors only");
  command->add_flag("-v,--verbose", options_.verbose, "Say more about what is done, on stderr");
  command
      ->add_option("--model", options_.model,
                   "Encoder: base, or small, which is faster (default: $HEARSAY_MODEL, else base)")
      ->type_name("NAME");
  command->add_option("--data", options_.data, "Folder of models and gazetteer")
      ->type_name("FOLDER");
  command->callback([this, action = std::move(action)] { action_ = action; });
  return command;
}

void Program::offer_store(CLI::App* command) {
  command
      ->add_option("-s,--store", options_.store,
                   "The store (default: $HEARSAY_STORE, else hearsay.db)")
      ->type_name("FILE");
}

void Program::offer_format(CLI::App* command, const std::string& formats,
                           const std::string& standard) {
  command
      ->add_option("-f,--format", options_.format,
                   fmt::format("{} (default: {})", formats, standard))
      ->type_name("FORMAT");
}

void Program::offer_jobs(CLI::App* command) {
  command
      ->add_option("-j,--jobs", options_.jobs,
                   "Documents read at the same time (default: one per core)")
      ->type_name("N")
      ->check(CLI::Range(1, 1024).description(""));
}

Result<Format> Program::format(const std::vector<Format>& known, Format standard) const {
  if (options_.format.empty()) return standard;
  std::string names;
  for (const Format format : known) {
    if (name_of(format) == options_.format) return format;
    names += fmt::format("{}{}", names.empty() ? "" : ", ", name_of(format));
  }
  return fail(ErrorKind::usage, fmt::format("there is no format \"{}\" here: choose one of {}",
                                            options_.format, names));
}

namespace {

/// $SOURCE_DATE_EPOCH, seconds since 1970, in place of the clock; none where it is not set so.
std::optional<std::int64_t> fixed_time() {
  const char* set = std::getenv("SOURCE_DATE_EPOCH");
  const std::string_view digits = set != nullptr ? set : "";
  std::uint32_t seconds = 0;
  const char* end = digits.data() + digits.size();
  const auto [last, error] = std::from_chars(digits.data(), end, seconds);
  if (digits.empty() || error != std::errc() || last != end) return std::nullopt;
  return seconds;
}

}  // namespace

EngineOptions Program::engine_options() const {
  const char* set = options_.model.empty() ? std::getenv("HEARSAY_MODEL") : nullptr;
  return {options_.data, options_.jobs, set != nullptr ? set : options_.model, fixed_time()};
}

Result<std::string> Program::store_name() const {
  std::string store = options_.store;
  if (store.empty()) {
    const char* set = std::getenv("HEARSAY_STORE");
    store = set != nullptr && *set != '\0' ? set : "hearsay.db";
  }
  if (store.rfind("postgresql://", 0) == 0 || store.rfind("postgres://", 0) == 0) {
    return fail(ErrorKind::usage,
                "stores in PostgreSQL are not built yet: name a file with --store FILE");
  }
  return store;
}

namespace {

Result<std::unique_ptr<Engine>> open_existing(const Program& program, bool read_only) {
  const Result<std::string> store = program.store_name();
  if (!store) return tl::unexpected(store.error());
  std::error_code ignored;
  if (!std::filesystem::exists(*store, ignored)) {
    return fail(ErrorKind::store,
                fmt::format("there is no store {}: make one with \"hearsay add FILE…\", or name "
                            "another with --store",
                            *store));
  }
  return Engine::open(program.engine_options(), *store, read_only);
}

}  // namespace

Result<std::unique_ptr<Engine>> Program::open_store() const { return open_existing(*this, true); }

Result<std::unique_ptr<Engine>> Program::open_existing_store_to_write() const {
  return open_existing(*this, false);
}

Result<std::unique_ptr<Engine>> Program::open_or_create_store() const {
  const Result<std::string> store = store_name();
  if (!store) return tl::unexpected(store.error());
  return Engine::open(engine_options(), *store);
}

Result<std::unique_ptr<Engine>> Program::open_models() const {
  return Engine::open(engine_options());
}

Screen Program::screen() const {
  return {surroundings_.out, surroundings_.width, surroundings_.colour};
}

void Program::say(std::string_view message) const {
  end_progress();
  surroundings_.out.flush();  // what was printed before stands before
  surroundings_.err << "hearsay: " << text::printable(message) << '\n' << std::flush;
}

void Program::note(std::string_view message) const {
  if (!options_.quiet) say(message);
}

void Program::say_failure(const std::string& path, const Error& error) const {
  const bool named = error.message.find(text::printable(path)) != std::string::npos;
  say(named ? error.message : path + ": " + error.message);
}

FailureHandler Program::failure_handler() const {
  return [this](const InputFailure& failure) { say_failure(failure.path, failure.error); };
}

int Program::fail_with(const Error& error) const {
  say(error.message);
  return exit_code(error.kind);
}

void Program::print(const json::Json& value, bool pretty) const {
  const std::string line =
      pretty ? value.dump(1, ' ', false, json::Json::error_handler_t::replace) : json::dump(value);
  surroundings_.out << terminal_safe_json(line) << '\n';
}

Progress Program::progress(std::string_view verb) const {
  const bool bar = surroundings_.err_is_terminal && !options_.quiet && !options_.verbose;
  const std::string word(verb);
  return [this, bar, word](std::size_t done, std::size_t total, std::string_view path) {
    const std::string count = total == 0 ? std::to_string(done) : fmt::format("{}/{}", done, total);
    if (options_.verbose) say(fmt::format("{} {} {}", word, count, path));
    if (!bar) return;
    // The end of a path tells more than its beginning.
    constexpr std::size_t kMostOfPath = 48;
    std::size_t begin = path.size() > kMostOfPath ? path.size() - kMostOfPath : 0;
    while (begin < path.size() && !text::is_boundary(path, begin)) ++begin;
    const std::string name = (begin > 0 ? "…" : "") + text::printable(path.substr(begin));
    const std::string text = fmt::format("{} {}  {}", word, count, name);
    surroundings_.err << "\r\x1b[K" << fit(text, 78) << std::flush;
  };
}

void Program::end_progress() const {
  if (surroundings_.err_is_terminal && !options_.quiet) surroundings_.err << "\r\x1b[K";
}

int Program::wrong_usage(const CLI::App& command, const std::string& message) const {
  say(message);
  surroundings_.err << "See: " << (command.get_parent() != nullptr ? "hearsay " : "")
                    << command.get_name() << " --help\n";
  return kUsage;
}

int Program::no_such_command(const std::string& word) const {
  std::vector<std::string> names;
  for (const CLI::App* command : app_.get_subcommands({})) names.push_back(command->get_name());
  const std::string meant = nearest(word, names);
  return wrong_usage(
      app_,
      fmt::format("there is no command \"{}\"{}", word,
                  meant.empty() ? std::string() : fmt::format("; did you mean \"{}\"?", meant)));
}

int Program::explain(const CLI::ParseError& error,
                     const std::vector<std::string>& arguments) const {
  const std::string word = command_word(arguments);
  const CLI::App* command = find_command(app_, word);
  if (dynamic_cast<const CLI::CallForHelp*>(&error) != nullptr) {
    surroundings_.out << (command != nullptr ? command->help("hearsay") : app_.help());
    return kDone;
  }
  if (dynamic_cast<const CLI::CallForVersion*>(&error) != nullptr) {
    surroundings_.out << error.what() << '\n';
    return kDone;
  }
  if (word.empty()) return wrong_usage(app_, "name a command, such as \"add\" or \"trace\"");
  if (command == nullptr) return no_such_command(word);
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
    const std::vector<std::string> extras = command->remaining(true);
    const std::string extra = extras.empty() ? std::string() : extras.front();
    std::vector<std::string> names;
    for (const CLI::Option* option : command->get_options()) {
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
    const std::string meant = nearest(extra.substr(0, extra.find('=')), names);
    const std::string what = !extra.empty() && extra.front() == '-' ? "option" : "argument";
    return wrong_usage(
        *command, fmt::format("{} takes no {} \"{}\"{}", word, what, extra,
                              meant.empty() ? "" : fmt::format("; did you mean \"{}\"?", meant)));
  }
  return wrong_usage(*command, fmt::format("{}: {}", word, message_of(error)));
}

int Program::run(const std::vector<std::string>& arguments) {
  const std::string word = command_word(arguments);
  const bool leading_option =
      !arguments.empty() && !arguments.front().empty() && arguments.front().front() == '-';
  if (!word.empty() && find_command(app_, word) == nullptr) return no_such_command(word);
  // "hearsay -s pile.db trace …" means what "hearsay trace -s pile.db …" means.
  std::vector<std::string> ordered = arguments;
  if (leading_option && !word.empty()) {
    const auto at = std::find(ordered.begin(), ordered.end(), word);
    std::rotate(ordered.begin(), at, at + 1);
  }
  std::reverse(ordered.begin(), ordered.end());  // CLI11 takes them from the end
  try {
    app_.parse(ordered);
  } catch (const CLI::ParseError& error) {
    return explain(error, arguments);
  }
  return action_ ? action_() : static_cast<int>(kUsage);
}

int run(const std::vector<std::string>& arguments, Surroundings& surroundings) {
  Program program(surroundings);
  for (const auto& add :
       {add_add,    add_trace,   add_narratives, add_claims,  add_sources, add_documents,
        add_show,   add_changes, add_conflicts,  add_wanted,  add_extract, add_annotate,
        add_cite,   add_report,  add_audit,      add_rebuild, add_model,   add_gazetteer,
        add_export, add_set,     add_link,       add_reject,  add_merge,   add_split,
        add_note,   add_undo,    add_decisions,  add_demo,    add_serve,   add_not_built_yet}) {
    add(program);
  }
  const int code = program.run(arguments);
  surroundings.out.flush();
  surroundings.err.flush();
  return code;
}

}  // namespace hearsay::cli
