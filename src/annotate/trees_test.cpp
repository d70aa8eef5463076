#include "annotate/trees.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <functional>

#include "annotate/word_heads.h"
#include "model/sequence.h"

namespace hearsay::annotate {
namespace {

using Heads = std::vector<std::optional<std::size_t>>;
using testing::ElementsAre;

/// A row for each word: as the root, then under each word.
Heads tree(const std::vector<std::vector<float>>& rows) {
  std::vector<float> arcs;
  for (const auto& row : rows) arcs.insert(arcs.end(), row.begin(), row.end());
  return best_tree(arcs, rows.size());
}

TEST(BestTree, HasOneRoot) {
  EXPECT_THAT(tree({{0, 0}}), ElementsAre(std::nullopt));
  EXPECT_THAT(tree({{9, 0, 0}, {8, 0, 0}}), ElementsAre(std::nullopt, 0U));
  EXPECT_THAT(tree({{0, 0, 9}, {9, 0, 0}}), ElementsAre(1U, std::nullopt));
}

TEST(BestTree, BreaksCycles) {
  // 1 and 2 want each other; 0 is the root.
  EXPECT_THAT(tree({{9, 0, 0, 0}, {0, 5, 0, 9}, {0, 1, 9, 0}}), ElementsAre(std::nullopt, 0U, 1U));
  // A cycle of three that is best entered at its last word.
  EXPECT_THAT(tree({{9, 0, 0, 0, 0}, {0, 1, 0, 0, 9}, {0, 1, 9, 0, 0}, {0, 6, 0, 9, 0}}),
              ElementsAre(std::nullopt, 3U, 1U, 0U));
}

/// Whether each word leads to the root, and no arc ends outside another in which it begins.
bool is_tree(const Heads& heads) {
  for (std::size_t i = 0; i < heads.size(); ++i) {
    std::size_t at = i;
    for (std::size_t steps = 0; heads[at]; ++steps) {
      if (steps == heads.size()) return false;
      at = *heads[at];
    }
  }
  const auto crosses = [&](std::size_t i, std::size_t j) {
    const auto [first, last] = std::minmax(i, *heads[i]);
    if (!heads[j]) return first < j && j < last;
    const auto [begin, end] = std::minmax(j, *heads[j]);
    return first < begin && begin < last && last < end;
  };
  for (std::size_t i = 0; i < heads.size(); ++i) {
    for (std::size_t j = 0; j < heads.size(); ++j) {
      if (heads[i] && crosses(i, j)) return false;
    }
  }
  return true;
}

float sum_of(const Heads& heads, const std::vector<float>& logp) {
  float sum = 0;
  for (std::size_t i = 0; i < heads.size(); ++i) {
    sum += logp[i * (heads.size() + 1) + (heads[i] ? 1 + *heads[i] : 0)];
  }
  return sum;
}

/// The best sum over all such trees, by trying them all.
float best_by_hand(const std::vector<float>& logp, std::size_t words) {
  float best = -1e9F;
  Heads heads(words);
  for (std::size_t root = 0; root < words; ++root) {
    heads[root] = std::nullopt;
    const std::function<void(std::size_t)> choose = [&](std::size_t word) {
      if (word == words) {
        if (is_tree(heads)) best = std::max(best, sum_of(heads, logp));
        return;
      }
      if (word == root) return choose(word + 1);
      for (std::size_t head = 0; head < words; ++head) {
        if (head == word) continue;
        heads[word] = head;
        choose(word + 1);
      }
    };
    choose(0);
  }
  return best;
}

TEST(BestTree, HasNoArcsThatCross) {
  // 1 would hang on 3, 2 on 0: one of them hangs where it is nearly as likely.
  EXPECT_THAT(tree({{9, 0, 0, 0, 0}, {0, 4, 0, 0, 5}, {0, 9, 0, 0, 0}, {0, 9, 0, 0, 0}}),
              ElementsAre(std::nullopt, 0U, 0U, 0U));
}

TEST(BestTree, IsTheBestOfAll) {
  EXPECT_TRUE(rc::check("no tree scores more", [] {
    const auto words = *rc::gen::inRange<std::size_t>(1, 6);
    const auto raw =
        *rc::gen::container<std::vector<int>>(words * (words + 1), rc::gen::inRange(-30, 30));
    std::vector<float> arcs;
    for (const int each : raw) arcs.push_back(0.1F * static_cast<float>(each));
    const Heads heads = best_tree(arcs, words);
    std::vector<float> logp = arcs;
    for (std::size_t i = 0; i < words; ++i) {
      model::log_softmax(std::span(logp).subspan(i * (words + 1), words + 1));
    }
    RC_ASSERT(std::ranges::count_if(heads, [](const auto& head) { return !head; }) == 1);
    RC_ASSERT(is_tree(heads));
    RC_ASSERT(std::abs(sum_of(heads, logp) - best_by_hand(logp, words)) < 1e-4F);
  }));
}

TEST(Lemma, FollowsItsScript) {
  struct Row {
    std::string_view script, form, lemma;
  };
  for (const Row& row : std::vector<Row>{{"k-0+", "Paris", "Paris"},
                                         {"l-3+y", "Cities", "city"},
                                         {"l-1+", "ROOFS", "roof"},
                                         {"t-0+", "PARIS", "Paris"},
                                         {"t-0+", "éCOLE", "École"},
                                         {"l-1+", "écolés", "écolé"},
                                         {"=be", "were", "be"},
                                         {"l-9+", "is", "is"},
                                         {"nonsense", "form", "form"},
                                         {"", "form", "form"}}) {
    EXPECT_EQ(lemma_by(row.script, row.form), row.lemma) << row.script << ' ' << row.form;
  }
}

}  // namespace
}  // namespace hearsay::annotate
