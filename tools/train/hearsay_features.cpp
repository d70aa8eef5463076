// hearsay-features TASK FILE...: prints training data for train_tagger.py, with the very code that
// reads features when hearsay runs. Built, not installed.
#include <algorithm>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "tasks.h"

namespace hearsay::train {

void print_sequence(const std::vector<std::string>& labels, const model::NamedFeatures& features,
                    std::ostream& out) {
  for (std::size_t i = 0; i < labels.size(); ++i) {
    out << labels[i];
    for (std::string feature : features.features()[i]) {
      std::ranges::replace_if(
          feature, [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
      out << '\t' << feature;
    }
    out << '\n';
  }
  out << '\n';
}

}  // namespace hearsay::train

int main(int count, char** words) {
  using hearsay::train::Task;
  const std::map<std::string, Task> tasks = {
      {"attribution-cues", hearsay::train::dump_attribution_cues},
      {"attribution-roles", hearsay::train::dump_attribution_roles},
      {"blocks", hearsay::train::dump_blocks},
      {"mentions", hearsay::train::dump_mentions},
      {"metadata", hearsay::train::dump_metadata},
      {"pos", hearsay::train::dump_pos},
  };
  const std::vector<std::string> arguments(words + 1, words + count);
  const auto task = arguments.empty() ? tasks.end() : tasks.find(arguments.front());
  if (task == tasks.end() || arguments.size() < 2) {
    std::cerr << "usage: hearsay-features TASK FILE...\ntasks:";
    for (const auto& [name, function] : tasks) std::cerr << ' ' << name;
    std::cerr << '\n';
    return 2;
  }
  std::ios::sync_with_stdio(false);
  return task->second({arguments.begin() + 1, arguments.end()}, std::cout);
}
