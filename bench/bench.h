// The pieces of hearsay-bench: reading sets in their own forms, running stages on them.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "engine/models.h"
#include "hearsay/reading.h"
#include "hearsay/result.h"

namespace hearsay::bench {

using Json = nlohmann::ordered_json;

/// The bytes of a file; `.gz` and `.zst` are unpacked. Throws std::runtime_error, as all readers
/// here do: the caller is a person at a terminal.
std::string read_file(const std::string& path);
/// The same for "name", "name.gz" or "name.zst", whichever is there.
std::string read_any(const std::string& folder, const std::string& name);
std::vector<Json> read_jsonl(const std::string& path);
std::vector<Json> parse_jsonl(const std::string& text);
/// Lines of a TSV, with the header if it has one; no quoting.
std::vector<std::vector<std::string>> parse_tsv(const std::string& text);
/// Rows of a CSV with quoting (RFC 4180).
std::vector<std::vector<std::string>> parse_csv(const std::string& text);
bool ends_with(std::string_view text, std::string_view end);
/// A member's text, or "" where it is missing or no text.
std::string text_at(const Json& record, const std::string& member);
/// A line of JSON; ill-formed bytes become U+FFFD.
std::string line(const Json& json);

/// Calls `work(i)` for all i < count on `jobs` threads.
template <typename Work>
void in_parallel(std::size_t count, std::size_t jobs, const Work& work) {
  std::atomic<std::size_t> next{0};
  std::vector<std::jthread> threads;
  for (std::size_t t = 0; t < std::max<std::size_t>(1, jobs); ++t) {
    threads.emplace_back([&] {
      for (std::size_t i = next++; i < count; i = next++) work(i);
    });
  }
}

struct Options {
  std::string data;      ///< folder of models and gazetteer; empty: found as the program does
  std::size_t jobs = 0;  ///< 0: one per core
  std::string model;     ///< the encoder; empty: the standard one
  bool stem = false;
  bool outermost = false;
  bool gold_spans = false;
  bool oracle = false;
  bool mapped = false;
};

std::size_t jobs_of(const Options& options);

/// Models loaded on first use, but for the extractor's: many tasks need few of them.
class Stages {
 public:
  explicit Stages(const Options& options);
  [[nodiscard]] const Extractor& extractor() const { return extractor_; }
  const encode::Encoder& encoder();
  const Segmenter& segmenter();
  const Annotator& annotator();
  /// Opens encoder, segmenter and annotator, so that threads find them open.
  void open_language();
  const Attributor& attributor();
  const Gazetteer& gazetteer();
  const Matcher& matcher();

 private:
  const model::ModelFile& encoder_file();

  std::string directory_;
  std::string model_;
  Extractor extractor_;
  std::optional<model::ModelFile> encoder_file_;
  std::optional<encode::Encoder> encoder_;
  std::optional<Segmenter> segmenter_;
  std::optional<Annotator> annotator_;
  std::optional<Attributor> attributor_;
  std::optional<Gazetteer> gazetteer_;
  std::optional<Matcher> matcher_;
};

/// Plain text, all of it body, published on `date` (may be empty).
Article plain_article(const Extractor& extractor, const std::string& text, const std::string& date);

/// Writes predictions of a task to stdout; throws on what it cannot read.
void predict(const std::string& task, const std::string& path, const Options& options);
/// Names of all tasks.
std::vector<std::string> tasks();

/// Prints a JSON line for each text of a JSONL: pieces, vectors, and what the heads of a model file
/// read, in bytes.
void print_readings(const std::string& model, const std::string& path);

/// Times of each stage and of the whole on the documents of `inputs`.
void speed(const std::vector<std::string>& inputs, const Options& options);
/// Encoder, segmentation and annotation of the documents of `inputs`, with `base` and with `small`
/// by turns on one thread, in processor time.
void language_speed(const std::vector<std::string>& inputs, const Options& options);
/// Encodes the texts of a JSONL file on one thread, twice, and prints how long the second time
/// took, with the mean of the vectors' absolute numbers, as a line of JSON.
void encoder_speed(const std::string& path, const Options& options);

/// Extracts all pages on one thread, checks each, prints times; whether all were sound.
bool check_pages(const std::vector<std::string>& inputs, const Options& options);

/// Pairs of names a second on one thread; the file is TSV of two names.
void names_speed(const std::string& path);

/// Clusters the texts of a JSONL file on one thread, three times, and prints the processor
/// time that the fastest took, as a line of JSON.
void copies_speed(const std::string& path, const Options& options);

/// What `simulate` makes.
struct Simulation {
  std::size_t documents = 100;
  unsigned long seed = 1;
  std::string family = "a";  ///< of templates: bench/simulate/*.json
  bool jsonl = false;        ///< pages as lines of JSONL, a thousand a file
  bool annotated = false;    ///< annotated documents instead of pages
  std::string store = {};    ///< annotated documents straight into a store
};

/// Writes pages (or annotated documents) and truth.jsonl into a folder: a line for each story, in
/// the form of data/sample/truth.json, and for each page that belongs to none. The same seed gives
/// the same bytes; memory is bounded.
void simulate_to(const std::string& folder, const Simulation& simulation, const Options& options);

/// The cost of each added document as a store grows; the store is made at `kept`, which is empty or
/// names no file yet, and stays there.
void growth(const std::vector<std::size_t>& sizes, const std::string& kept, const Options& options);

}  // namespace hearsay::bench
