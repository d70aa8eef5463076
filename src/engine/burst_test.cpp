// Documents are stored together, told of when they are on disk, and none of them where one fails.
#include "engine/burst.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

namespace hearsay::engine {
namespace {

namespace fs = std::filesystem;

class BurstTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "hearsay-burst-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    StoreOptions options;
    options.analysis = "analysis 1";
    store_ = std::move(open_store((folder_ / "store.db").string(), options)).value();
  }
  void TearDown() override {
    store_.reset();
    fs::remove_all(folder_);
  }

  /// Stores all that come, but for a text "broken", where the store itself fails.
  Burst burst() {
    return {*store_, mutex_,
            [this](const Input& input, InputReading reading) -> Result<void> {
              if (input.path == "broken") return fail(ErrorKind::store, "no");
              const auto added =
                  store_->add(*input.source, Analysed{std::move(*reading.document), {}, {}},
                              [](const Analysed&) { return std::vector<PairMatch>(); });
              if (!added) return tl::unexpected<Error>(added.error());
              return {};
            },
            [this](const Input& input) { told_.push_back(input.path); }};
  }

  static Result<void> push(Burst& burst, const std::string& path, std::size_t size = 1) {
    Source source;
    source.bytes = path + std::string(size, '.');
    source.path = path;
    Document document;
    document.article.text = source.bytes;
    return burst.push(Input{source, path}, InputReading{document});
  }

  [[nodiscard]] std::size_t count() const { return store_->all_document_ids().value().size(); }

  fs::path folder_;
  std::unique_ptr<Store> store_;
  std::mutex mutex_;
  std::vector<std::string> told_;
};

TEST_F(BurstTest, WhatIsToldOfIsStored) {
  Burst some = burst();
  ASSERT_TRUE(push(some, "a"));
  ASSERT_TRUE(push(some, "b"));
  EXPECT_EQ(count(), told_.size()) << "those that wait are neither stored nor told of";
  ASSERT_TRUE(some.flush());
  EXPECT_EQ(told_, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(count(), 2U);
  ASSERT_TRUE(some.flush());
  EXPECT_EQ(told_.size(), 2U) << "once";
}

TEST_F(BurstTest, AFailureOfTheStoreLeavesNothingOfIt) {
  Burst some = burst();
  ASSERT_TRUE(push(some, "a"));
  ASSERT_TRUE(some.flush());
  static_cast<void>(push(some, "b"));
  static_cast<void>(push(some, "broken"));
  EXPECT_FALSE(some.flush());
  EXPECT_EQ(told_, std::vector<std::string>{"a"});
  EXPECT_EQ(count(), 1U);
}

TEST_F(BurstTest, LongTextsDoNotPileUp) {
  Burst some = burst();
  ASSERT_TRUE(push(some, "a", std::size_t{1} << 20));
  EXPECT_EQ(count(), 1U);
}

}  // namespace
}  // namespace hearsay::engine
