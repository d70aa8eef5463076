// hearsay link: a hop that the analyst knows of.
#include "cli/deciding.h"

namespace hearsay::cli {

void add_link(Program& program) {
  struct Arguments {
    Deciding deciding;
    std::string from, to;
    std::string kind;
  };
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command =
      program.add("link", "Say that a document has its words from another, or from an outlet",
                  [&program, arguments] {
                    DecisionRequest request;
                    request.verb = Verb::link;
                    request.field = arguments->kind;
                    arguments->deciding.about = {arguments->from, arguments->to};
                    return decide(program, request, arguments->deciding);
                  });
  command->add_option("FROM", arguments->from, "A document, or an outlet's name")
      ->required()
      ->type_name("");
  command->add_option("TO", arguments->to, "The document that has its words from there")
      ->required()
      ->type_name("");
  command->add_option("--kind", arguments->kind, "relays, republishes or copies (default: relays)")
      ->type_name("KIND");
  offer_deciding(program, command, arguments->deciding, true);
}

}  // namespace hearsay::cli
