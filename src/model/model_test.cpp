#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <unistd.h>

#include <cstring>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>

#include "model/model_file.h"
#include "model/test_file.h"

namespace hearsay::model {
namespace {

using Json = nlohmann::ordered_json;

Builder carded(const std::string& version = "1") {
  Builder builder;
  builder.card("kind", "test").card("format_version", version).card("name", "A test");
  return builder;
}

std::string message(const std::string& bytes) {
  const auto file = ModelFile::from_bytes(bytes, "m.safetensors", {"test", 1, 2});
  if (file) return "fine";
  EXPECT_EQ(file.error().kind, ErrorKind::model);
  return file.error().message;
}

TEST(ModelFile, ReadsCardAndTensors) {
  const std::string bytes = carded("2")
                                .tensor<float>("f", "F32", {1.5F, -2})
                                .tensor<std::uint8_t>("words", "U8", {'h', 'i'})
                                .bytes();
  const auto file = ModelFile::from_bytes(bytes, "m", {"test", 1, 2});
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ(file->card().name, "A test");
  EXPECT_EQ(file->card().format_version, 2U);
  const auto numbers = file->tensor<float>("f");
  ASSERT_TRUE(numbers);
  EXPECT_EQ((*numbers)[1], -2.0F);
  EXPECT_EQ(*file->text("words"), "hi");
  EXPECT_FALSE(file->tensor<std::int8_t>("f"));
  EXPECT_FALSE(file->tensor<float>("g"));
}

TEST(ModelFile, EachFailureHasItsOwnMessage) {
  const std::string good = carded().tensor<float>("f", "F32", {1, 2}).bytes();
  EXPECT_EQ(message(good), "fine");
  const std::vector<std::pair<std::string, std::string>> rows = {
      {carded("0").bytes(), "too old"},
      {carded("3").bytes(), "too new"},
      {good.substr(0, good.size() - 1), "truncated"},
      {good.substr(0, 20), "truncated"},
      {good.substr(0, 3), "truncated"},
      {"", "truncated"},
      {Builder().card("kind", "other").card("format_version", "1").bytes(), "of another kind"},
      {Builder().card("kind", "test").bytes(), "no format version"},
      {good + "x", "after its end"},
      {std::string(64, '\xff'), "not a model file"},
      {raw(std::vector<std::uint64_t>{8}) + "not json", "not a model file"},
  };
  for (const auto& [bytes, expected] : rows) {
    EXPECT_NE(message(bytes).find(expected), std::string::npos)
        << expected << ": " << message(bytes);
    EXPECT_NE(message(bytes).find("m.safetensors"), std::string::npos);
  }
}

TEST(ModelFile, RefusesHeadersThatContradictThemselves) {
  const auto bent = [](const Json& entry) {
    Builder builder = carded().tensor<float>("f", "F32", {1, 2});
    builder.header()["f"] = entry;
    return message(builder.bytes());
  };
  const Json fine = {{"dtype", "F32"}, {"shape", {2}}, {"data_offsets", {0, 8}}};
  EXPECT_EQ(bent(fine), "fine");
  for (const char* patch :
       {R"({"shape":[3]})", R"({"data_offsets":[8,0]})", R"({"data_offsets":[0]})",
        R"({"data_offsets":[-8,0]})", R"({"dtype":"F99"})", R"({"dtype":1})", R"({"shape":{}})",
        R"({"shape":[4294967296,4294967296,4294967296]})", R"({"shape":[1.5]})"}) {
    Json entry = fine;
    entry.merge_patch(Json::parse(patch));
    EXPECT_NE(bent(entry), "fine") << patch;
  }
  EXPECT_NE(bent(7), "fine");
  Json odd = {{"dtype", "F32"}, {"shape", {1}}, {"data_offsets", {2, 6}}};
  EXPECT_NE(bent(odd), "fine");
}

TEST(ModelFile, OpensFilesAndNamesMissingOnes) {
  const std::string path = testing::TempDir() + "hearsay_model_test_" + std::to_string(getpid());
  std::ofstream(path, std::ios::binary) << carded().tensor<float>("f", "F32", {4}).bytes();
  const auto file = ModelFile::open(path, {"test", 1, 1});
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ(file->tensor<float>("f")->front(), 4.0F);
  std::remove(path.c_str());
  const auto missing = ModelFile::open(path, {"test", 1, 1});
  ASSERT_FALSE(missing);
  EXPECT_NE(missing.error().message.find("No such file"), std::string::npos);
  EXPECT_FALSE(ModelFile::open(testing::TempDir(), {"test", 1, 1}));
}

RC_GTEST_PROP(ModelFile, NoBytesBreakIt, (const std::string& bytes, std::size_t at, char other)) {
  message(bytes);
  std::string good = carded().tensor<float>("f", "F32", {1, 2}).bytes();
  good[at % good.size()] = other;
  const auto file = ModelFile::from_bytes(good, "m", {"test", 1, 2});
  if (file && file->tensor<float>("f")) RC_ASSERT(file->tensor<float>("f")->size() <= 2U);
}

}  // namespace
}  // namespace hearsay::model
