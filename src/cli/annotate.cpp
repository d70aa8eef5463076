// hearsay annotate: everything that one document says, by itself.
#include <fmt/format.h>

#include "cli/command.h"
#include "cli/document_text.h"
#include "cli/reading.h"
#include "cli/references.h"
#include "cli/words.h"

namespace hearsay::cli {
namespace {

/// A row per attribution.
std::vector<std::vector<std::string>> rows(const Document& document) {
  std::vector<std::vector<std::string>> all;
  const auto& attributions = document.reading.attributions.attributions;
  for (std::size_t i = 0; i < attributions.size(); ++i) {
    const Attribution& it = attributions[i];
    const Span where = hull(it.cue.empty() ? it.content : it.cue);
    all.push_back({document.article.id, document.article.path, fmt::format("a{}", i + 1),
                   std::to_string(sentence_number(document, where)),
                   words_of(document.article, it.source), words_of(document.article, it.cue),
                   words_of(document.article, it.content), std::string(word(it.source_kind)),
                   it.source_name, std::string(word(it.modality)), std::string(word(it.quote)),
                   it.parent ? fmt::format("a{}", static_cast<std::uint32_t>(*it.parent) + 1) : "",
                   fmt::format("{:.3f}", it.basis.confidence)});
  }
  return all;
}

ReadingOutput output_of(bool explain) {
  ReadingOutput output;
  output.known = {Format::jsonl, Format::json, Format::text, Format::csv, Format::conllu};
  if (explain) output.standard = Format::text;
  output.header = {"document", "path",    "attribution", "sentence",    "source",
                   "cue",      "content", "kind",        "source_name", "modality",
                   "quote",    "parent",  "confidence"};
  output.json = [explain](const Document& it) { return json::annotated_document(it, explain); };
  output.text = [explain](Screen& screen, const Document& document) {
    print_document(screen, document, {explain, true});
  };
  output.rows = rows;
  output.conllu = conllu;
  return output;
}

}  // namespace

void add_annotate(Program& program) {
  struct Arguments {
    Inputs inputs;
    bool raw = false;
    bool explain = false;
  };
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = program.add(
      "annotate", "Print everything that documents say; needs no store", [&program, arguments] {
        ReadOptions options;
        options.raw = arguments->raw;
        return print_readings(program, arguments->inputs, options, output_of(arguments->explain));
      });
  offer_inputs(command, arguments->inputs);
  command->add_flag("--raw", arguments->raw, "Take all of the text as body");
  command->add_flag("--explain", arguments->explain,
                    "Say by which rule each record was made (as text unless -f says otherwise)");
  program.offer_format(command, "text|json|jsonl|csv|conllu", "jsonl");
  program.offer_jobs(command);
}

}  // namespace hearsay::cli
