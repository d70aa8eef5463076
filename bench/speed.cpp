// hearsay-bench speed: each stage by itself on documents in memory, one thread; then the program as
// a whole on all cores.
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>

#include "attribute/attribute.h"
#include "bench.h"
#include "claim/claim.h"
#include "extract/extract.h"
#include "ground/ground.h"
#include "hearsay/engine.h"
#include "ingest/ingest.h"
#include "match/match.h"
#include "segment/segment.h"
#include "simulation.h"

namespace hearsay::bench {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

double peak_mebibytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

/// One line of the table. Megabytes are of the original bytes, so that stages compare.
void report(const std::string& name, double seconds, std::size_t documents, std::size_t bytes) {
  std::printf("%-12s %10.1f documents/s %9.2f MB/s %9.3f ms/document %8.0f MiB peak\n",
              name.c_str(), static_cast<double>(documents) / seconds,
              static_cast<double>(bytes) / 1e6 / seconds,
              1000 * seconds / static_cast<double>(documents), peak_mebibytes());
  std::fflush(stdout);
}

template <typename Work>
void timed(const std::string& name, std::size_t documents, std::size_t bytes, const Work& work) {
  const auto begin = Clock::now();
  work();
  report(name, seconds_since(begin), documents, bytes);
}

std::vector<Source> sources_of(const std::vector<std::string>& inputs, const Options& options) {
  std::vector<Source> sources;
  if (inputs.empty()) {
    Simulation simulation;
    simulation.documents = 400;
    const auto keep = [&](const SimulatedPage& page) {
      Source source;
      source.bytes = page_of(page.text);
      source.media_type = MediaType::html;
      source.path = page.name;
      sources.push_back(std::move(source));
    };
    simulate(simulation, vocabulary_of(options), keep, [](const Json&) {});
  }
  for_each_source(inputs, {}, [&](Result<Source> source, const std::string& path) {
    if (source) {
      sources.push_back(std::move(*source));
    } else {
      std::cerr << "hearsay-bench: " << path << ": " << source.error().message << '\n';
    }
    return true;
  });
  if (sources.empty()) throw std::runtime_error("nothing to read");
  return sources;
}

/// What stands on the encoder, document by document, so that one encoding is kept at a time.
void read_language(Stages& stages, std::vector<Document>& documents, std::size_t bytes) {
  double encode = 0;
  double segment = 0;
  double annotate = 0;
  double attribute = 0;
  std::size_t pieces = 0;
  std::size_t words = 0;
  const auto add_to = [](double& sum, const auto& work) {
    const auto begin = Clock::now();
    work();
    sum += seconds_since(begin);
  };
  for (Document& it : documents) {
    encode::Encoding encoding(stages.encoder(), it.article.text);
    add_to(encode, [&] { pieces += encoding.part(0).pieces.size(); });
    add_to(segment,
           [&] { it.reading.segmentation = stages.segmenter().segment(it.article, encoding); });
    add_to(annotate, [&] {
      it.reading.annotation =
          stages.annotator().annotate(it.article, it.reading.segmentation, encoding);
    });
    add_to(attribute, [&] {
      it.reading.attributions = stages.attributor().attribute(it.article, it.reading.segmentation,
                                                              it.reading.annotation, encoding);
    });
    words += it.reading.segmentation.tokens.size();
  }
  report("encode", encode, documents.size(), bytes);
  report("segment", segment, documents.size(), bytes);
  report("annotate", annotate, documents.size(), bytes);
  report("attribute", attribute, documents.size(), bytes);
  std::printf("encoder: %.0f word pieces/s; with segment and annotate %.0f tokens/s, one thread\n",
              static_cast<double>(pieces) / encode,
              static_cast<double>(words) / (encode + segment + annotate));
}

/// All layers of all documents are kept, so that each stage meets what the stages before it made.
void time_stages(const std::vector<Source>& sources, std::size_t bytes, const Options& options) {
  Stages stages(options);
  const std::size_t count = sources.size();
  std::vector<Document> documents(count);
  const auto each = [&](const std::string& name, const auto& work) {
    timed(name, count, bytes, [&] {
      for (std::size_t i = 0; i < count; ++i) work(documents[i], sources[i]);
    });
  };
  const auto opening = Clock::now();
  const Extractor& extractor = stages.extractor();
  stages.open_language();
  stages.attributor();
  stages.gazetteer();
  const Matcher& matcher = stages.matcher();
  std::printf("models opened in %.3f s\n", seconds_since(opening));
  each("extract", [&](Document& it, const Source& source) {
    if (auto article = extractor.extract(source)) it.article = std::move(*article);
  });
  read_language(stages, documents, bytes);
  each("ground", [&](Document& it, const Source&) {
    it.reading.groundings =
        ground(it.article, it.reading.segmentation, it.reading.annotation, stages.gazetteer());
  });
  each("claim", [&](Document& it, const Source&) {
    it.reading.claims = claim(it.article, it.reading.segmentation, it.reading.annotation,
                              it.reading.attributions, it.reading.groundings);
  });
  std::vector<Sketch> sketches(count);
  timed("sketch", count, bytes, [&] {
    for (std::size_t i = 0; i < count; ++i) {
      documents[i].article.id = std::to_string(i);
      sketches[i] = matcher.sketch(documents[i]);
    }
  });
  // Each with its neighbour: the cost of one comparison, not of finding whom to compare with.
  timed("match a pair", count, bytes, [&] {
    for (std::size_t i = 1; i < count; ++i) {
      static_cast<void>(
          matcher.match_pair(documents[i - 1], sketches[i - 1], documents[i], sketches[i]));
    }
  });
}

/// Of this thread alone: what others do on the machine does not count.
double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// Processor time of one reading of all documents with one model.
struct LanguageTime {
  double encode = 0, segment = 0, annotate = 0;
  std::size_t tokens = 0;

  [[nodiscard]] double tokens_per_second() const {
    return static_cast<double>(tokens) / (encode + segment + annotate);
  }
};

void read_timed(Stages& stages, const Article& article, LanguageTime& to) {
  const double begin = processor_seconds();
  encode::Encoding encoding(stages.encoder(), article.text);
  for (std::size_t i = 0; i < encoding.size(); ++i) encoding.part(i);
  const double encoded = processor_seconds();
  const Segmentation segmentation = stages.segmenter().segment(article, encoding);
  const double segmented = processor_seconds();
  static_cast<void>(stages.annotator().annotate(article, segmentation, encoding));
  to.annotate += processor_seconds() - segmented;
  to.segment += segmented - encoded;
  to.encode += encoded - begin;
  to.tokens += segmentation.tokens.size();
}

LanguageTime median_of(std::vector<LanguageTime> rounds) {
  const auto middle = rounds.begin() + static_cast<std::ptrdiff_t>(rounds.size() / 2);
  std::nth_element(rounds.begin(), middle, rounds.end(), [](const auto& a, const auto& b) {
    return a.tokens_per_second() < b.tokens_per_second();
  });
  return *middle;
}

}  // namespace

void language_speed(const std::vector<std::string>& inputs, const Options& options) {
  constexpr std::size_t rounds = 7;
  const std::vector<Source> sources = sources_of(inputs, options);
  const std::vector<std::string> names = {"base", "small"};
  std::vector<Stages> stages;
  stages.reserve(names.size());
  for (const std::string& name : names) {
    Options one = options;
    one.model = name;
    stages.emplace_back(one).open_language();
  }
  std::vector<Article> articles;
  for (const Source& source : sources) {
    if (auto article = stages.front().extractor().extract(source)) {
      articles.push_back(std::move(*article));
    }
  }
  // Document by document in turn, so that a busy minute meets both alike. The first round, in which
  // code is made for each size of window, is not counted.
  std::vector<std::vector<LanguageTime>> times(names.size());
  for (std::size_t round = 0; round <= rounds; ++round) {
    std::vector<LanguageTime> sums(names.size());
    for (const Article& article : articles) {
      for (std::size_t i = 0; i < names.size(); ++i) read_timed(stages[i], article, sums[i]);
    }
    for (std::size_t i = 0; i < names.size() && round > 0; ++i) times[i].push_back(sums[i]);
  }
  const double documents = static_cast<double>(articles.size()) / 1000;
  std::vector<double> speeds;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const LanguageTime time = median_of(times[i]);
    speeds.push_back(time.tokens_per_second());
    std::printf("%-6s encode %8.3f, segment %6.3f, annotate %7.3f ms/document; %6.0f tokens/s\n",
                names[i].c_str(), time.encode / documents, time.segment / documents,
                time.annotate / documents, speeds.back());
  }
  std::printf("small is %.2f times as fast as base (processor time, median of %zu rounds)\n",
              speeds[1] / speeds[0], rounds);
}

void encoder_speed(const std::string& path, const Options& options) {
  Stages stages(options);
  const encode::Encoder& encoder = stages.encoder();
  const std::vector<Json> records = read_jsonl(path);
  const auto all = [&](std::size_t& pieces, double& sum) {
    for (const Json& record : records) {
      const std::string text = text_at(record, "text");
      const encode::EncodedPart part =
          encoder.encode(text, {0, static_cast<std::uint32_t>(text.size())});
      pieces += part.pieces.size();
      for (const float number : part.vectors) sum += static_cast<double>(std::abs(number));
    }
  };
  std::size_t pieces = 0;
  double sum = 0;
  all(pieces, sum);  // makes the code for each size of window
  pieces = 0;
  sum = 0;
  const auto begin = Clock::now();
  all(pieces, sum);
  const double seconds = seconds_since(begin);
  const double numbers = static_cast<double>(pieces * encoder.width());
  std::cout << line(Json{{"pieces", pieces}, {"seconds", seconds}, {"mean", sum / numbers}});
}

void speed(const std::vector<std::string>& inputs, const Options& options) {
  const std::vector<Source> sources = sources_of(inputs, options);
  std::size_t bytes = 0;
  for (const Source& source : sources) bytes += source.bytes.size();
  std::printf("%zu documents, %.1f MB\n", sources.size(), static_cast<double>(bytes) / 1e6);
  time_stages(sources, bytes, options);

  const fs::path folder = fs::temp_directory_path() / ("hearsay-speed-" + std::to_string(getpid()));
  fs::create_directories(folder / "pages");
  for (std::size_t i = 0; i < sources.size(); ++i) {
    std::ofstream(folder / "pages" / (std::to_string(i) + ".html"), std::ios::binary)
        << sources[i].bytes;
  }
  const auto engine = Engine::open({options.data, options.jobs}, (folder / "store.db").string());
  if (!engine) throw std::runtime_error(engine.error().message);
  timed("add, all", sources.size(), bytes, [&] {
    const auto report = (*engine)->add({(folder / "pages").string()}, {}, nullptr);
    if (!report) throw std::runtime_error(report.error().message);
  });
  fs::remove_all(folder);
}

}  // namespace hearsay::bench
