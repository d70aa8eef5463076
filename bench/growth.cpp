// hearsay-bench growth: what one more document costs in a store of 1k, 10k, 100k of them, and what
// a trace does. Documents are simulated and come read, so that reading is no part of it.
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <stdexcept>
#include <utility>

#include "bench.h"
#include "hearsay/engine.h"
#include "simulation.h"

namespace hearsay::bench {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kMostQueries = 200;

double ms_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

double peak_mib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

double processor_ms() { return static_cast<double>(std::clock()) * 1000 / CLOCKS_PER_SEC; }

template <typename T>
T value_or_throw(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return *std::move(result);
}

double quantile(const std::vector<double>& sorted, double share) {
  if (sorted.empty()) return 0;
  return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

/// Groups what is there, then asks for stories all over it by their labels.
void trace_all(const Engine& engine) {
  const auto begin = Clock::now();
  const double processor = processor_ms();
  Filter all;
  all.limit = std::size_t{1} << 30;
  const std::vector<Narrative> narratives = value_or_throw(engine.narratives(all));
  const double grouping = ms_since(begin);
  const double grouping_used = processor_ms() - processor;
  std::vector<double> times, used;
  const std::size_t step = std::max<std::size_t>(1, narratives.size() / kMostQueries);
  for (std::size_t i = 0; i < narratives.size() && times.size() < kMostQueries; i += step) {
    const auto asked = Clock::now();
    const double before = processor_ms();
    (void)engine.trace(narratives[i].label);  // a label may be too common to be found by
    times.push_back(ms_since(asked));
    used.push_back(processor_ms() - before);
  }
  std::sort(times.begin(), times.end());
  std::sort(used.begin(), used.end());
  std::printf(
      "  %zu narratives grouped in %.0f ms (processor %.0f); %zu traces: p50 %.1f ms"
      " (%.1f), p95 %.1f ms (%.1f)\n",
      narratives.size(), grouping, grouping_used, times.size(), quantile(times, 0.5),
      quantile(used, 0.5), quantile(times, 0.95), quantile(used, 0.95));
}

}  // namespace

void growth(const std::vector<std::size_t>& sizes, const std::string& kept,
            const Options& options) {
  constexpr std::size_t kLast = 512;  // documents that a figure is the mean of
  constexpr std::size_t kBurst = 16;  // stored at once, as `add` does with what is read meanwhile
  const fs::path folder =
      fs::temp_directory_path() / ("hearsay-growth-" + std::to_string(getpid()));
  fs::create_directories(folder);
  const std::string store = kept.empty() ? (folder / "store.db").string() : kept;
  const auto engine = value_or_throw(Engine::open({options.data, options.jobs}, store));
  const Vocabulary vocabulary = vocabulary_of(options);
  std::vector<std::size_t> wanted = sizes;
  std::sort(wanted.begin(), wanted.end());
  std::printf("%10s %10s %12s %10s %10s\n", "documents", "ms each", "processor ms", "store, MB",
              "peak, MiB");
  Simulation simulation;
  simulation.documents = wanted.back();
  AddReport report;
  std::vector<std::pair<double, double>> costs(kLast / kBurst);  // of the last bursts
  std::vector<std::pair<Source, Document>> burst;
  const auto add = [&](const SimulatedPage& page) {
    ReadPage read = read_page(page, vocabulary);
    burst.emplace_back(std::move(read.source), std::move(read.document));
    const std::size_t known = report.read + burst.size();
    const bool is_wanted = std::binary_search(wanted.begin(), wanted.end(), known);
    if (burst.size() < kBurst && !is_wanted) return;
    const auto count = static_cast<double>(burst.size());
    const auto begin = Clock::now();
    const double processor = processor_ms();
    const auto added = engine->add_read(std::exchange(burst, {}), report);
    if (!added) throw std::runtime_error(page.name + ": " + added.error().message);
    costs[known / kBurst % costs.size()] = {ms_since(begin) / count,
                                            (processor_ms() - processor) / count};
    if (!is_wanted) return;
    double wall = 0;
    double used = 0;
    for (const auto& [each, part] : costs) wall += each, used += part;
    const auto mean_of = static_cast<double>(std::min(costs.size(), known / kBurst));
    std::printf("%10zu %10.2f %12.2f %10.1f %10.0f\n", known, wall / mean_of, used / mean_of,
                static_cast<double>(fs::file_size(store)) / 1e6, peak_mib());
    trace_all(*engine);
    std::printf("  peak with traces %.0f MiB\n", peak_mib());
    std::fflush(stdout);
  };
  simulate(simulation, vocabulary, add, [](const Json&) {});
  fs::remove_all(folder);
}

}  // namespace hearsay::bench
