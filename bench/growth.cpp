// hearsay-bench growth: what one more document costs in a store of 1k, 10k, 100k of them.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "bench.h"
#include "hearsay/engine.h"

namespace hearsay::bench {
namespace {

namespace fs = std::filesystem;

/// Pages as lines of JSONL, so that a hundred thousand of them are a hundred files.
std::vector<fs::path> write_batches(const fs::path& folder, std::size_t documents) {
  constexpr std::size_t kBatch = 500;
  std::vector<fs::path> batches;
  std::ofstream file;
  std::size_t written = 0;
  Simulation simulation;
  simulation.documents = documents;
  simulate(simulation, [&](const SimulatedPage& page) {
    if (written % kBatch == 0) {
      batches.push_back(folder / (std::to_string(batches.size()) + ".jsonl"));
      file = std::ofstream(batches.back(), std::ios::binary);
    }
    file << line(Json{{"id", page.name}, {"html", page.html}});
    ++written;
  });
  return batches;
}

}  // namespace

void growth(const std::vector<std::size_t>& sizes, const Options& options) {
  using Clock = std::chrono::steady_clock;
  const std::size_t most = *std::max_element(sizes.begin(), sizes.end());
  const fs::path folder =
      fs::temp_directory_path() / ("hearsay-growth-" + std::to_string(getpid()));
  fs::create_directories(folder);
  const std::vector<fs::path> batches = write_batches(folder, most);
  const std::string store = (folder / "store.db").string();
  const auto engine = Engine::open({options.data, options.jobs}, store);
  if (!engine) throw std::runtime_error(engine.error().message);
  std::printf("%10s %16s %14s\n", "documents", "ms per document", "store, MB");
  std::size_t held = 0;
  for (const fs::path& batch : batches) {
    const auto begin = Clock::now();
    const auto report = (*engine)->add({batch.string()}, {}, nullptr);
    if (!report) throw std::runtime_error(report.error().message);
    const double ms = std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
    held += report->read;
    std::printf("%10zu %16.2f %14.1f\n", held,
                ms / static_cast<double>(std::max<std::size_t>(1, report->read)),
                static_cast<double>(fs::file_size(store)) / 1e6);
    std::fflush(stdout);
  }
  fs::remove_all(folder);
}

}  // namespace hearsay::bench
