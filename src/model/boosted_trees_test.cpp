#include "model/boosted_trees.h"

#include <gtest/gtest.h>

#include <cstring>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

namespace hearsay::model {
namespace {

using Json = nlohmann::ordered_json;

/// The parts of a model, to be changed before it is opened.
struct Parts {
  std::vector<std::int32_t> roots = {0, ~2};
  std::vector<std::uint16_t> features = {0, 1};
  std::vector<float> thresholds = {1.5F, -2.0F};
  std::vector<std::int32_t> at_most = {1, ~0};
  std::vector<std::int32_t> above = {~1, ~1};
  std::vector<float> leaves = {1.0F, -3.0F, 0.25F};
  std::string names = "words\nlinks";
};

template <typename T>
void add(Json& header, std::string& data, const std::string& name, const std::string& type,
         const std::vector<T>& numbers) {
  const std::size_t begin = data.size();
  data.resize(begin + numbers.size() * sizeof(T));
  if (!numbers.empty()) std::memcpy(data.data() + begin, numbers.data(), data.size() - begin);
  header[name] = {
      {"dtype", type}, {"shape", {numbers.size()}}, {"data_offsets", {begin, data.size()}}};
}

Result<BoostedTrees> opened(const Parts& parts) {
  Json header;
  header["__metadata__"] = {{"kind", "test"}, {"format_version", "1"}};
  std::string data;
  add(header, data, "roots", "I32", parts.roots);
  add(header, data, "node_threshold", "F32", parts.thresholds);
  add(header, data, "node_at_most", "I32", parts.at_most);
  add(header, data, "node_above", "I32", parts.above);
  add(header, data, "leaves", "F32", parts.leaves);
  add(header, data, "node_feature", "U16", parts.features);
  add(header, data, "features", "U8",
      std::vector<std::uint8_t>(parts.names.begin(), parts.names.end()));
  std::string text = header.dump();
  while (text.size() % 8 != 0) text += ' ';
  std::string bytes(8, '\0');
  const std::uint64_t size = text.size();
  std::memcpy(bytes.data(), &size, 8);
  return ModelFile::from_bytes(bytes + text + data, "test", {"test", 1, 1})
      .and_then([](ModelFile file) { return BoostedTrees::from_file(std::move(file)); });
}

TEST(BoostedTrees, AddUpTheLeavesThatARowComesTo) {
  const auto trees = opened({});
  ASSERT_TRUE(trees) << trees.error().message;
  EXPECT_EQ(trees->features(), (std::vector<std::string>{"words", "links"}));
  struct Row {
    std::vector<float> numbers;
    double score;
  };
  for (const Row& row : std::vector<Row>{
           {{1.5F, -2.0F}, 1.25},  // a number at the threshold goes with those below
           {{1.5F, -1.9F}, -2.75},
           {{1.6F, -9.0F}, -2.75},
       }) {
    EXPECT_DOUBLE_EQ(trees->score(row.numbers), row.score) << row.numbers[0];
  }
}

TEST(BoostedTrees, RefuseWhatDoesNotFit) {
  using Change = void (*)(Parts&);
  const std::map<std::string, Change> changes = {
      {"a circle", [](Parts& p) { p.above[1] = 0; }},
      {"a node behind the last", [](Parts& p) { p.above[1] = 2; }},
      {"a leaf behind the last", [](Parts& p) { p.at_most[1] = ~3; }},
      {"a root behind the last", [](Parts& p) { p.roots[0] = 2; }},
      {"an unknown feature", [](Parts& p) { p.features[0] = 2; }},
      {"a missing threshold", [](Parts& p) { p.thresholds.pop_back(); }},
      {"an infinite leaf", [](Parts& p) { p.leaves[0] = std::numeric_limits<float>::infinity(); }},
  };
  for (const auto& [what, change] : changes) {
    Parts parts;
    change(parts);
    EXPECT_FALSE(opened(parts)) << what;
  }
}

}  // namespace
}  // namespace hearsay::model
