// hearsay-features TASK FILE...: prints training data, with the very code that
// reads features when hearsay runs. Built, not installed.
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "tasks.h"

int main(int count, char** words) {
  using hearsay::train::Task;
  const std::map<std::string, Task> tasks = {
      {"blocks", hearsay::train::dump_blocks}, {"metadata", hearsay::train::dump_metadata},
      {"names", hearsay::train::learn_names},  {"name_pairs", hearsay::train::dump_names},
      {"words", hearsay::train::dump_words},   {"places", hearsay::train::dump_places},
      {"pairs", hearsay::train::dump_pairs},
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
