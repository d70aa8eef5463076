// hearsay reject: an attribution or a hop that is none.
#include "cli/deciding.h"

namespace hearsay::cli {

void add_reject(Program& program) {
  auto deciding = std::make_shared<Deciding>();
  CLI::App* command =
      program.add("reject", "Say that an attribution, or a hop, is none", [&program, deciding] {
        DecisionRequest request;
        request.verb = Verb::reject;
        return decide(program, request, *deciding);
      });
  command
      ->add_option(
          "ID", deciding->about,
          "An attribution (ID#a3, as \"show\" lists them); or a hop, FROM TO: a document "
          "or an outlet's name, and the document that is said to have its words from there")
      ->required()
      ->type_name("");
  offer_deciding(program, command, *deciding, true);
}

}  // namespace hearsay::cli
