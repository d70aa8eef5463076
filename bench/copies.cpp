// How many texts a second are put with their near duplicates; bench/near_dup sets it beside others.
#include <algorithm>
#include <ctime>
#include <iostream>
#include <limits>
#include <string>
#include <vector>

#include "bench.h"
#include "match/match.h"

namespace hearsay::bench {

void copies_speed(const std::string& path, const Options& options) {
  Stages stages(options);
  const Matcher& matcher = stages.matcher();
  std::vector<std::string> texts;
  for (const Json& record : read_jsonl(path)) texts.push_back(text_at(record, "text"));
  double least = std::numeric_limits<double>::infinity();
  std::size_t clusters = 0;
  for (int turn = 0; turn < 3; ++turn) {
    const std::clock_t begin = std::clock();
    std::vector<std::size_t> of = matcher.cluster_copies(texts);
    least = std::min(least, static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
    std::sort(of.begin(), of.end());
    clusters = static_cast<std::size_t>(std::unique(of.begin(), of.end()) - of.begin());
  }
  std::cout << line(Json{{"documents", texts.size()}, {"clusters", clusters}, {"seconds", least}});
}

}  // namespace hearsay::bench
