// hearsay set: what a document is known by, where the page itself has it wrong.
#include <fmt/format.h>

#include "cli/deciding.h"

namespace hearsay::cli {

void add_set(Program& program) {
  struct Arguments {
    Deciding deciding;
    std::string id;
    std::string assignment;
  };
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = program.add(
      "set", "Set a document's date, publisher, author or title", [&program, arguments] {
        const std::string& text = arguments->assignment;
        const std::size_t equals = text.find('=');
        if (equals == std::string::npos) {
          return program.fail_with(
              {ErrorKind::usage, fmt::format("\"{}\" sets nothing: write FIELD=VALUE, as in "
                                             "published=2015-05-06",
                                             text)});
        }
        DecisionRequest request;
        request.verb = Verb::set;
        request.field = text.substr(0, equals);
        request.value = text.substr(equals + 1);
        arguments->deciding.about = {arguments->id};
        return decide(program, request, arguments->deciding);
      });
  command->add_option("DOC", arguments->id, "A document, as \"documents\" lists it")
      ->required()
      ->type_name("");
  command
      ->add_option("ASSIGNMENT", arguments->assignment,
                   "FIELD=VALUE: published, modified (2015-05-06, 2015-05-06T10:00:00Z), "
                   "publisher, author or "
                   "title; an empty value: unknown")
      ->required()
      ->type_name("");
  offer_deciding(program, command, arguments->deciding, true);
}

}  // namespace hearsay::cli
