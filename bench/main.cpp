// hearsay-bench: how good, how fast. Not installed.
#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

#include "bench.h"

namespace {

using namespace hearsay::bench;

void common(CLI::App* command, Options& options) {
  command->add_option("--data", options.data, "Folder of models and gazetteer")
      ->type_name("FOLDER");
  command->add_option("--model", options.model, "Encoder: base or small")->type_name("NAME");
  command->add_option("-j,--jobs", options.jobs, "Threads (default: one per core)")->type_name("N");
}

}  // namespace

int main(int count, char** values) {
  CLI::App app("Measure hearsay on public sets, and how fast it is.", "hearsay-bench");
  app.require_subcommand(1);
  Options options;
  std::string task;
  std::string path;
  CLI::App* predict_command = app.add_subcommand("predict", "Write a stage's answers to a set");
  predict_command->add_option("TASK", task, "What to predict")
      ->required()
      ->check(CLI::IsMember(tasks()));
  predict_command->add_option("PATH", path, "The set, in its own form; .gz and .zst too")
      ->required();
  predict_command->add_flag("--stem", options.stem, "page: keys without the file's ending");
  predict_command->add_flag("--outermost", options.outermost,
                            "attribution: leave out what stands in another's content");
  predict_command->add_flag("--gold-spans", options.gold_spans, "geo: place the spans of the gold");
  predict_command->add_flag("--oracle", options.oracle,
                            "geo: of the spans of the gold, the gazetteer's best candidates");
  predict_command->add_flag("--mapped", options.mapped,
                            "geo: only what the program maps, no demonyms and parts of names");
  common(predict_command, options);

  std::string model;
  CLI::App* reading_command = app.add_subcommand(
      "reading", "What a model's heads read in the texts of a JSONL, to compare (bench/encoder)");
  reading_command->add_option("MODEL", model, "An encoder's file")->required();
  reading_command->add_option("PATH", path, "JSON Lines with \"text\"")->required();

  std::vector<std::string> inputs;
  CLI::App* speed_command =
      app.add_subcommand("speed", "Documents/s, MB/s and memory of each stage and of the whole");
  speed_command->add_option("INPUT", inputs, "Files and folders (default: simulated pages)");
  common(speed_command, options);

  CLI::App* language_command =
      app.add_subcommand("language", "Encode, segment and annotate with base and small in turn");
  language_command->add_option("INPUT", inputs, "Files and folders (default: simulated pages)");
  common(language_command, options);

  CLI::App* encoder_command =
      app.add_subcommand("encoder", "The encoder alone, on one thread (bench/encoder compares)");
  encoder_command->add_option("PATH", path, "Texts as JSONL")->required();
  common(encoder_command, options);

  CLI::App* names_command =
      app.add_subcommand("names", "Pairs of names a second, on one thread (bench/names compares)");
  names_command->add_option("PATH", path, "Pairs of names as TSV")->required();

  CLI::App* copies_command = app.add_subcommand(
      "copies", "Near duplicates from text to clusters, on one thread (bench/near_dup compares)");
  copies_command->add_option("PATH", path, "Texts as JSONL")->required();
  common(copies_command, options);

  CLI::App* pages_command =
      app.add_subcommand("pages", "Extraction alone, on one thread: check every page, and pages/s");
  pages_command->add_option("INPUT", inputs, "Files and folders")->required();
  common(pages_command, options);

  Simulation simulation;
  std::string folder;
  CLI::App* simulate_command =
      app.add_subcommand("simulate", "Write a seeded corpus with a known provenance graph");
  simulate_command->add_option("FOLDER", folder, "Where to write")->required();
  simulate_command->add_option("-n,--documents", simulation.documents, "How many");
  simulate_command->add_option("--seed", simulation.seed, "The same seed, the same corpus");
  simulate_command->add_option("--family", simulation.family,
                               "Templates: a, to tune with; b, held for scoring");
  simulate_command->add_flag("--jsonl", simulation.jsonl, "Pages as lines, a thousand a file");
  simulate_command->add_flag("--annotated", simulation.annotated,
                             "Annotated documents instead of pages");
  simulate_command->add_option("--store", simulation.store,
                               "Annotated documents straight into this store");
  common(simulate_command, options);

  std::vector<std::size_t> sizes{1000};
  CLI::App* growth_command =
      app.add_subcommand("growth", "Cost of each added document as a store grows");
  growth_command->add_option("SIZE", sizes, "Documents in the store (default: 1000)");
  std::string grown;
  growth_command->add_option("--store", grown, "Make the store here, and keep it");
  common(growth_command, options);

  CLI11_PARSE(app, count, values);
  try {
    if (predict_command->parsed()) predict(task, path, options);
    if (reading_command->parsed()) print_readings(model, path);
    if (speed_command->parsed()) speed(inputs, options);
    if (language_command->parsed()) language_speed(inputs, options);
    if (encoder_command->parsed()) encoder_speed(path, options);
    if (names_command->parsed()) names_speed(path);
    if (copies_command->parsed()) copies_speed(path, options);
    if (pages_command->parsed() && !check_pages(inputs, options)) return 1;
    if (simulate_command->parsed()) simulate_to(folder, simulation, options);
    if (growth_command->parsed()) growth(sizes, grown, options);
  } catch (const std::exception& error) {
    std::cerr << "hearsay-bench: " << error.what() << '\n';
    return 1;
  }
  return 0;
}
