#include "model/sequence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <limits>

#include "model/linear.h"

namespace hearsay::model {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// A score of 1 for one label of each position.
std::vector<float> sure(std::initializer_list<std::size_t> labels, std::size_t count) {
  std::vector<float> out;
  for (const std::size_t label : labels) {
    for (std::size_t i = 0; i < count; ++i) out.push_back(i == label ? 9.0F : 0.0F);
  }
  return out;
}

MATCHER_P3(IsRun, begin, end, type, "") {
  return arg.begin == static_cast<std::size_t>(begin) && arg.end == static_cast<std::size_t>(end) &&
         arg.type == static_cast<std::size_t>(type);
}

TEST(BestRuns, ReadLabels) {
  EXPECT_THAT(best_runs({}, 2), IsEmpty());
  EXPECT_THAT(best_runs(sure({0, 0}, 5), 2), IsEmpty());
  // O B1 I1 B1 O B2
  EXPECT_THAT(best_runs(sure({0, 1, 2, 1, 0, 3}, 5), 2),
              ElementsAre(IsRun(1, 3, 0), IsRun(3, 4, 0), IsRun(5, 6, 1)));
}

TEST(BestRuns, GoOnOnlyWhatBegan) {
  // I1 right away, and I2 behind B1: the likeliest sequence that is one.
  std::vector<float> scores = sure({2}, 5);
  EXPECT_THAT(best_runs(scores, 2), testing::SizeIs(testing::Le(1U)));
  scores = sure({1, 4}, 5);
  scores[1 * 5 + 2] = 8;  // I1 nearly as good
  EXPECT_THAT(best_runs(scores, 2), ElementsAre(IsRun(0, 2, 0)));
}

TEST(BestTypedRuns, StandWhereTheyStandWhateverTheirTypes) {
  // Two words that are surely one name, of one of two types: first the one, then the other
  // likelier.
  const std::vector<float> scores = {2, 2.1F, 0, 2, 0, 2, 0, 2, 0, 2.1F};
  EXPECT_THAT(best_runs(scores, 2), ElementsAre(IsRun(0, 1, 0)));
  EXPECT_THAT(best_typed_runs(scores, 2), ElementsAre(IsRun(0, 2, 0)));
  EXPECT_THAT(best_typed_runs({}, 2), IsEmpty());
  const std::vector<float> plain = sure({0, 1, 2, 1, 0, 3}, 5);
  EXPECT_EQ(best_typed_runs(plain, 2), best_runs(plain, 2));
}

TEST(BestRuns, AreDisjointAndInOrder) {
  EXPECT_TRUE(rc::check("runs follow each other, with sound confidence", [] {
    const auto raw = *rc::gen::container<std::vector<int>>(rc::gen::inRange(-50, 50));
    std::vector<float> scores;
    for (std::size_t i = 0; i < raw.size() / 7 * 7; ++i)
      scores.push_back(0.1F * static_cast<float>(raw[i]));
    std::size_t end = 0;
    for (const model::Run& run : best_runs(scores, 3)) {
      RC_ASSERT(run.begin >= end);
      RC_ASSERT(run.begin < run.end);
      RC_ASSERT(run.type < 3U);
      RC_ASSERT(run.confidence > 0 && run.confidence <= 1.0001F);
      end = run.end;
    }
    RC_ASSERT(end <= scores.size() / 7);
  }));
}

TEST(Products, AreOfAllPairsOfRows) {
  const std::vector<float> a = {1, 2, 3, 4};
  const std::vector<float> b = {1, 0, 0, 1, 1, 1};
  EXPECT_THAT(products(a, b, 2), ElementsAre(1, 2, 3, 3, 4, 7));
  EXPECT_THAT(products(a, {}, 2), IsEmpty());
}

TEST(Gelu, IsThatOfTheErrorFunction) {
  std::vector<float> x = {-10, -1, 0, 1, 10};
  gelu(x);
  EXPECT_NEAR(x[0], 0, 1e-6);
  EXPECT_NEAR(x[1], -0.158655, 1e-5);
  EXPECT_EQ(x[2], 0);
  EXPECT_NEAR(x[3], 0.841345, 1e-5);
  EXPECT_NEAR(x[4], 10, 1e-6);
}

}  // namespace
}  // namespace hearsay::model
