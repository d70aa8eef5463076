// hearsay trace: where a claim comes from.
#include <fmt/format.h>

#include "cli/command.h"
#include "cli/look_up.h"
#include "cli/trace_output.h"

namespace hearsay::cli {

namespace {

// An id that a listing printed is as good without "--claim".
bool is_id(const Engine& engine, const std::vector<std::string>& query) {
  return query.size() == 1 && look_up(engine.collection(), query.front()).has_value();
}

}  // namespace

void add_trace(Program& program) {
  struct Arguments {
    std::vector<std::string> query;
    std::string claim;
  };
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = program.add(
      "trace", "Show where a claim comes from, and through whom", [&program, arguments] {
        const std::string query = fmt::format("{}", fmt::join(arguments->query, " "));
        if (query.empty() == arguments->claim.empty()) {
          return program.fail_with(
              {ErrorKind::usage, query.empty() ? "trace needs words to look for, or --claim ID"
                                               : "trace takes words or --claim ID, not both"});
        }
        const Result<Format> format = program.format(kTraceFormats, Format::text);
        if (!format) return program.fail_with(format.error());
        const auto engine = program.open_store();
        if (!engine) return program.fail_with(engine.error());
        const std::string& id = query.empty() ? arguments->claim : query;
        const bool by_id = query.empty() || is_id(**engine, arguments->query);
        const Result<Trace> trace = by_id ? trace_of_id(**engine, id) : (*engine)->trace(query);
        if (!trace) return program.fail_with(trace.error());
        print_trace_as(program, *trace, (*engine)->collection(), *format);
        return static_cast<int>(kDone);
      });
  command
      ->add_option("QUERY", arguments->query,
                   "Free words, a sentence pasted from somewhere, or an id")
      ->type_name("");
  command->add_option("--claim", arguments->claim, "Trace a claim, allegation or narrative")
      ->type_name("ID");
  program.offer_store(command);
  program.offer_format(command, "text|json|jsonl|csv", "text");
}

}  // namespace hearsay::cli
