// hearsay note: words of the analyst's own on something.
#include "cli/deciding.h"

namespace hearsay::cli {

void add_note(Program& program) {
  struct Arguments {
    Deciding deciding;
    std::string id;
    std::string text;
  };
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command =
      program.add("note", "Write down a note on what an id stands for", [&program, arguments] {
        DecisionRequest request;
        request.verb = Verb::note;
        request.value = arguments->text;
        arguments->deciding.about = {arguments->id};
        return decide(program, request, arguments->deciding);
      });
  command
      ->add_option("ID", arguments->id,
                   "A document, a sentence of it (ID:12), a claim (ID#c3), an attribution (ID#a3), "
                   "a name (ID#e3), an allegation (g…) or a narrative (n…)")
      ->required()
      ->type_name("");
  command->add_option("TEXT", arguments->text, "The note")->required()->type_name("");
  offer_deciding(program, command, arguments->deciding, false);
}

}  // namespace hearsay::cli
