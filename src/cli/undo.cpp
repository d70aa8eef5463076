// hearsay undo: takes a decision back. The log keeps both.
#include "cli/deciding.h"

namespace hearsay::cli {

void add_undo(Program& program) {
  struct Arguments {
    Deciding deciding;
    std::size_t number = 0;
  };
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command =
      program.add("undo", "Take a decision back, the last one or any", [&program, arguments] {
        DecisionRequest request;
        request.verb = Verb::undo;
        request.undoes = arguments->number;
        return decide(program, request, arguments->deciding);
      });
  command
      ->add_option("NUMBER", arguments->number,
                   "Of the decision, as \"decisions\" lists it (default: the last in force); an "
                   "undo can be undone")
      ->type_name("")
      ->check(CLI::Range(std::size_t{1}, std::size_t{1'000'000'000}).description(""));
  offer_deciding(program, command, arguments->deciding, false);
}

}  // namespace hearsay::cli
