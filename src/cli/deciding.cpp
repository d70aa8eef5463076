#include "cli/deciding.h"

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <cstdlib>

#include "cli/look_up.h"
#include "cli/words.h"
#include "text/utf8.h"

namespace hearsay::cli {
namespace {

std::string state_of(const DecisionRow& row) {
  if (row.undone_by != 0) return fmt::format("undone by {}", row.undone_by);
  if (row.overruled_by != 0) return fmt::format("overruled by {}", row.overruled_by);
  return {};
}

/// Of decisions that say different things the later counts: that is said.
int say_overruled(const Program& program, const Engine& engine, std::size_t number) {
  const auto rows = engine.decisions();
  if (!rows) return program.fail_with(rows.error());
  for (const DecisionRow& row : *rows) {
    if (row.overruled_by != number) continue;
    program.note(fmt::format("decision {} overrules decision {}", number, row.decision.number));
  }
  return kDone;
}

}  // namespace

std::string login_name() {
  if (const passwd* entry = getpwuid(geteuid()); entry != nullptr && entry->pw_name != nullptr) {
    return entry->pw_name;
  }
  const char* user = std::getenv("USER");
  return user != nullptr && *user != '\0' ? user : "unknown";
}

void offer_deciding(Program& program, CLI::App* command, Deciding& deciding, bool needs_reason) {
  CLI::Option* reason =
      command->add_option("--reason", deciding.reason, "Why; it stands in the log")
          ->type_name("TEXT");
  if (needs_reason) reason->required();
  command->add_option("--by", deciding.by, "Who decides (default: the login name)")
      ->type_name("NAME");
  program.offer_store(command);
  program.offer_format(command, "text|json|jsonl", "text");
}

Result<std::vector<std::string>> full_ids(const Collection& collection,
                                          const std::vector<std::string>& typed, bool names) {
  std::vector<std::string> ids;
  for (const std::string& id : typed) {
    const Result<Found> found = look_up(collection, id);
    if (!found && names && found.error().kind == ErrorKind::usage) {
      ids.push_back(id);
    } else if (!found) {
      return tl::unexpected(found.error());
    } else {
      ids.push_back(id_of(*found));
    }
  }
  return ids;
}

int decide(const Program& program, DecisionRequest request, const Deciding& deciding) {
  const Result<Format> format =
      program.format({Format::text, Format::json, Format::jsonl}, Format::text);
  if (!format) return program.fail_with(format.error());
  const auto engine = program.open_existing_store_to_write();
  if (!engine) return program.fail_with(engine.error());
  const bool names = request.verb == Verb::link || request.verb == Verb::reject;
  auto about = full_ids((*engine)->collection(), deciding.about, names);
  if (!about) return program.fail_with(about.error());
  request.about = *std::move(about);
  request.reason = deciding.reason;
  request.by = deciding.by.empty() ? login_name() : deciding.by;
  const Result<DecisionRow> row = (*engine)->decide(request);
  if (!row) return program.fail_with(row.error());
  if (*format == Format::text) {
    Screen screen = program.screen();
    print_decision(screen, *row);
  } else {
    program.print(json::row(*row), *format == Format::json);
  }
  return say_overruled(program, **engine, row->decision.number);
}

void print_decision(Screen& screen, const DecisionRow& row) {
  const Decision& decision = row.decision;
  const std::string number = pad(std::to_string(decision.number), 4);
  const std::string below(number.size(), ' ');
  screen.paragraph(number, below, {decision_words(row), Look::strong});
  const std::string state = state_of(row);
  if (!state.empty()) screen.paragraph(below, below, {state, Look::warning});
  for (const Anchor& anchor : decision.about) {
    if (anchor.kind == AnchorKind::name || anchor.words.empty()) continue;
    screen.paragraph(below, below, {in_quotes(anchor.words), Look::faint});
  }
  std::string who = fmt::format("{}, {}", decision.by, day(decision.at));
  if (!decision.reason.empty()) who += ": " + decision.reason;
  screen.paragraph(below, below, {who});
}

}  // namespace hearsay::cli
