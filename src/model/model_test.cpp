#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <unistd.h>

#include <cmath>
#include <cstring>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>

#include "model/linear_tagger.h"
#include "model/model_file.h"
#include "text/hash.h"

namespace hearsay::model {
namespace {

using Json = nlohmann::ordered_json;

template <typename T>
std::string raw(const std::vector<T>& numbers) {
  std::string bytes(numbers.size() * sizeof(T), '\0');
  if (!bytes.empty()) std::memcpy(bytes.data(), numbers.data(), bytes.size());
  return bytes;
}

// Builds safetensors bytes, tensors in the order given.
class Builder {
 public:
  Builder() { header_["__metadata__"] = Json::object(); }
  Builder& card(const std::string& key, const std::string& value) {
    header_["__metadata__"][key] = value;
    return *this;
  }
  template <typename T>
  Builder& tensor(const std::string& name, const std::string& type, const std::vector<T>& numbers) {
    const std::size_t begin = data_.size();
    data_ += raw(numbers);
    header_[name] = {
        {"dtype", type}, {"shape", {numbers.size()}}, {"data_offsets", {begin, data_.size()}}};
    return *this;
  }
  Json& header() { return header_; }
  [[nodiscard]] std::string bytes() const {
    std::string text = header_.dump();
    while (text.size() % 8 != 0) text += ' ';
    return raw(std::vector<std::uint64_t>{text.size()}) + text + data_;
  }

 private:
  Json header_;
  std::string data_;
};

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

// A tagger over labels O, B-X, I-X. Weights: (feature, label, weight).
struct Weight {
  std::string feature;
  std::uint8_t label;
  std::int8_t weight;
};

Builder tagger_bytes(const std::vector<Weight>& weights, const std::vector<float>& transitions) {
  std::map<std::uint32_t, std::vector<Weight>> rows;
  for (const Weight& each : weights) {
    rows[static_cast<std::uint32_t>(text::hash64(each.feature) >> 32U)].push_back(each);
  }
  std::vector<std::uint32_t> keys;
  std::vector<std::uint32_t> begins = {0};
  std::vector<std::uint8_t> labels;
  std::vector<std::int8_t> values;
  for (const auto& [key, cells] : rows) {
    keys.push_back(key);
    for (const Weight& cell : cells) {
      labels.push_back(cell.label);
      values.push_back(cell.weight);
    }
    begins.push_back(static_cast<std::uint32_t>(labels.size()));
  }
  return carded()
      .card("labels", "O B-X I-X")
      .tensor<std::uint32_t>("keys", "U32", keys)
      .tensor<std::uint32_t>("rows", "U32", begins)
      .tensor<float>("transitions", "F32", transitions)
      .tensor<float>("scale", "F32", {0.1F})
      .tensor<std::uint8_t>("cell_labels", "U8", labels)
      .tensor<std::int8_t>("cell_weights", "I8", values);
}

Result<LinearTagger> tagger_from(const Builder& builder) {
  return ModelFile::from_bytes(builder.bytes(), "t", {"test", 1, 1}).and_then([](ModelFile file) {
    return LinearTagger::from_file(std::move(file));
  });
}

const std::vector<float> chain = {0.5F, 0.2F, -9, -0.3F, -1, 1.5F, 0.1F, 0, 0.7F};
const std::vector<Weight> lexicon = {
    {"w=the", 0, 20}, {"w=mill", 1, 15}, {"w=mill", 2, 3}, {"w=daily", 2, 11}, {"w=said", 0, 30}};

Features sentence(const std::vector<std::string>& words) {
  HashedFeatures sink;
  for (const std::string& word : words) {
    sink.next();
    sink.add({"w=", word});
  }
  return sink.features();
}

// Scores every labelling of a short sequence, the obvious way.
struct Enumerated {
  std::vector<std::uint32_t> best;
  std::vector<double> marginals;
};
Enumerated enumerate(const std::vector<std::string>& words) {
  Enumerated result;
  result.marginals.assign(words.size() * 3, 0);
  double best = -1e9;
  double total = 0;
  std::size_t ways = 1;
  for (std::size_t i = 0; i < words.size(); ++i) ways *= 3;
  for (std::size_t way = 0; way < ways; ++way) {
    std::vector<std::uint32_t> labels;
    for (std::size_t i = 0, rest = way; i < words.size(); ++i, rest /= 3) {
      labels.push_back(static_cast<std::uint32_t>(rest % 3));
    }
    double score = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
      for (const Weight& each : lexicon) {
        if (each.feature == "w=" + words[i] && each.label == labels[i]) score += 0.1 * each.weight;
      }
      if (i > 0) score += static_cast<double>(chain[labels[i - 1] * 3 + labels[i]]);
    }
    if (score > best) {
      best = score;
      result.best = labels;
    }
    total += std::exp(score);
    for (std::size_t i = 0; i < words.size(); ++i) {
      result.marginals[i * 3 + labels[i]] += std::exp(score);
    }
  }
  for (double& each : result.marginals) each /= total;
  return result;
}

RC_GTEST_PROP(LinearTagger, AgreesWithEnumeration, ()) {
  static const std::vector<std::string> vocabulary = {"the", "mill", "daily", "said", "unknown"};
  const auto words = *rc::gen::resize(
      7, rc::gen::nonEmpty(
             rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(vocabulary))));
  const auto tagger = tagger_from(tagger_bytes(lexicon, chain));
  RC_ASSERT(tagger.has_value());
  const Enumerated expected = enumerate(words);
  const Features features = sentence(words);
  const auto marginals = tagger->marginals(features);
  const Tagging tagging = tagger->tag(features);
  RC_ASSERT(tagging.labels == tagger->decode(features));
  for (std::size_t i = 0; i < marginals.size(); ++i) {
    RC_ASSERT(std::abs(static_cast<double>(marginals[i]) - expected.marginals[i]) < 1e-4);
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    RC_ASSERT(tagging.confidence[i] == marginals[i * 3 + tagging.labels[i]]);
  }
  // Ties may fall either way; the labelling must be as probable as the best.
  if (words.size() == 1) RC_ASSERT(tagging.labels == expected.best);
}

TEST(LinearTagger, DecodesRuns) {
  const auto tagger = tagger_from(tagger_bytes(lexicon, chain));
  ASSERT_TRUE(tagger) << tagger.error().message;
  const Tagging tagging = tagger->tag(sentence({"the", "mill", "daily", "said"}));
  EXPECT_EQ(tagging.labels, (std::vector<std::uint32_t>{0, 1, 2, 0}));
  const auto runs = labelled_runs(*tagger, tagging);
  ASSERT_EQ(runs.size(), 1U);
  EXPECT_EQ(runs[0].begin, 1U);
  EXPECT_EQ(runs[0].end, 3U);
  EXPECT_EQ(runs[0].label, "X");
  EXPECT_GT(runs[0].confidence, 0.5F);
  EXPECT_TRUE(tagger->decode({}).empty());
}

TEST(LinearTagger, VeryLongSequencesAreReadInPieces) {
  const auto tagger = tagger_from(tagger_bytes(lexicon, chain));
  ASSERT_TRUE(tagger);
  const std::vector<std::string> words(3 * LinearTagger::piece_size + 5, "mill");
  const Tagging tagging = tagger->tag(sentence(words));
  EXPECT_EQ(tagging.labels.size(), words.size());
  EXPECT_EQ(tagging.confidence.size(), words.size());
}

TEST(LinearTagger, RefusesPartsThatDisagree) {
  using Change = std::function<void(Builder&)>;
  const std::vector<Change> changes = {
      [](Builder& b) { b.card("labels", "O"); },
      [](Builder& b) { b.card("labels", ""); },
      [](Builder& b) { b.tensor<float>("transitions", "F32", {1}); },
      [](Builder& b) { b.tensor<float>("scale", "F32", {NAN}); },
      [](Builder& b) { b.tensor<float>("scale", "F32", {}); },
      [](Builder& b) { b.tensor<std::uint32_t>("keys", "U32", {9, 9, 10, 11}); },
      [](Builder& b) { b.tensor<std::uint32_t>("rows", "U32", {0, 5, 1, 2, 5}); },
      [](Builder& b) { b.tensor<std::uint32_t>("rows", "U32", {0, 1, 2, 3, 99}); },
      [](Builder& b) { b.tensor<std::uint32_t>("rows", "U32", {}); },
      [](Builder& b) { b.tensor<std::uint8_t>("cell_labels", "U8", {0, 1, 2, 3, 0}); },
      [](Builder& b) { b.header().erase("keys"); },
  };
  for (std::size_t i = 0; i < changes.size(); ++i) {
    Builder builder = tagger_bytes(lexicon, chain);
    changes[i](builder);
    EXPECT_FALSE(tagger_from(builder)) << i;
  }
}

}  // namespace
}  // namespace hearsay::model
