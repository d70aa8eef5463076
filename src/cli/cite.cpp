// hearsay cite: a sourced paragraph.
#include "cite/cite.h"

#include "cli/command.h"
#include "cli/look_up.h"

namespace hearsay::cli {
namespace {

int run_cite(const Program& program, const std::string& typed) {
  const std::string& asked = program.options().format;
  const std::vector<std::string> known = {"markdown", "bibtex", "json", "jsonl"};
  if (!asked.empty() && std::find(known.begin(), known.end(), asked) == known.end()) {
    return program.fail_with(
        {ErrorKind::usage,
         "there is no format \"" + asked + "\" here: choose one of markdown, bibtex, json, jsonl"});
  }
  const auto engine = program.open_store();
  if (!engine) return program.fail_with(engine.error());
  const Result<std::string> id = full_id((*engine)->collection(), typed);
  if (!id) return program.fail_with(id.error());
  const Result<Citation> citation = cite(**engine, *id);
  if (!citation) return program.fail_with(citation.error());
  if (asked == "json" || asked == "jsonl") {
    program.print(citation_json(*citation), asked == "json");
  } else {
    program.out() << (asked == "bibtex" ? citation_bibtex(*citation)
                                        : citation_markdown(*citation));
  }
  return kDone;
}

}  // namespace

void add_cite(Program& program) {
  auto id = std::make_shared<std::string>();
  CLI::App* command = program.add("cite", "Quote something with all that finds it again",
                                  [&program, id] { return run_cite(program, *id); });
  command
      ->add_option(
          "ID", *id,
          "A document, a claim, an attribution or a sentence of it (ID#c1, ID#a1, ID:12), an "
          "allegation (g…), a narrative (n…) or an origin of one (n…#o2, as \"trace\" "
          "lists them)")
      ->required()
      ->type_name("");
  program.offer_store(command);
  program.offer_format(command, "markdown|bibtex|json|jsonl", "markdown");
}

}  // namespace hearsay::cli
