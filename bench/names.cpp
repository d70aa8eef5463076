// How many pairs of names a second; bench/names sets it beside another matcher.
#include "match/names.h"

#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "bench.h"
#include "match/match.h"

namespace hearsay::bench {
namespace {

using matching::PreparedName;

/// Runs `compare`, which says how many pairs it compared, for half a second and more.
template <typename Compare>
double pairs_per_second(const Compare& compare) {
  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  double pairs = 0;
  double seconds = 0;
  while (seconds < 0.5) {
    pairs += compare();
    seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  }
  return pairs / seconds;
}

}  // namespace

void names_speed(const std::string& path) {
  const auto rows = parse_tsv(read_file(path));
  std::vector<PreparedName> first;
  std::vector<PreparedName> second;
  for (const auto& row : rows) {
    first.push_back(matching::prepare_name(row.at(0)));
    second.push_back(matching::prepare_name(row.at(1)));
  }
  double sum = 0;
  const double grid = pairs_per_second([&] {
    for (const PreparedName& a : first) {
      for (const PreparedName& b : second) sum += matching::compare_names(a, b).similarity;
    }
    return static_cast<double>(first.size() * second.size());
  });
  const double prepared = pairs_per_second([&] {
    for (std::size_t i = 0; i < first.size(); ++i) {
      sum += matching::compare_names(first[i], second[i]).similarity;
    }
    return static_cast<double>(first.size());
  });
  const double whole = pairs_per_second([&] {
    for (const auto& row : rows) sum += name_similarity(row[0], row[1]);
    return static_cast<double>(rows.size());
  });
  std::printf("%zu pairs of names\n", rows.size());
  std::printf("every name with every other     %10.0f pairs/s\n", grid);
  std::printf("the pairs given                 %10.0f pairs/s\n", prepared);
  std::printf("the pairs given, made ready too %10.0f pairs/s\n", whole);
  if (sum < 0) std::puts("");  // so that nothing is left out
}

}  // namespace hearsay::bench
