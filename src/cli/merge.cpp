// hearsay merge, hearsay split: what is one, and what is not.
#include "cli/deciding.h"

namespace hearsay::cli {
namespace {

struct Words {
  const char* name;
  const char* description;
  const char* ids;
  Verb verb;
};

void add_grouping(Program& program, const Words& words) {
  auto deciding = std::make_shared<Deciding>();
  CLI::App* command =
      program.add(words.name, words.description, [&program, deciding, verb = words.verb] {
        DecisionRequest request;
        request.verb = verb;
        return decide(program, request, *deciding);
      });
  command->add_option("ID", deciding->about, words.ids)->required()->type_name("");
  offer_deciding(program, command, *deciding, true);
}

}  // namespace

void add_merge(Program& program) {
  add_grouping(program, {"merge", "Say that names, sources, allegations or narratives are one",
                         "Names (ID#e3, as \"sources\" lists them), sources (ID#a3, an attribution "
                         "of each, as \"trace\" lists them), allegations (g…) or narratives (n…); "
                         "the first gives its name",
                         Verb::merge});
}

void add_split(Program& program) {
  add_grouping(program,
               {"split", "Say that something is not what it was taken for one with",
                "Names (ID#e3), sources (ID#a3), claims (ID#c3) of an allegation, "
                "allegations (g…) of a narrative, or a document of a narrative; one stands "
                "alone then, several stand apart",
                Verb::split});
}

}  // namespace hearsay::cli
