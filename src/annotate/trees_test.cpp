#include "annotate/trees.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

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

/// The best sum over all trees with that root, by trying them all.
float best_by_hand(const std::vector<float>& scores, std::size_t words, std::size_t root) {
  float best = -1e9F;
  Heads heads(words);
  const auto is_tree = [&] {
    for (std::size_t i = 0; i < words; ++i) {
      std::size_t at = i;
      std::size_t steps = 0;
      while (heads[at] && steps++ <= words) at = *heads[at];
      if (at != root) return false;
    }
    return true;
  };
  const std::function<void(std::size_t, float)> choose = [&](std::size_t word, float sum) {
    if (word == words) {
      if (is_tree()) best = std::max(best, sum);
      return;
    }
    if (word == root) return choose(word + 1, sum);
    for (std::size_t head = 0; head < words; ++head) {
      if (head == word) continue;
      heads[word] = head;
      choose(word + 1, sum + scores[word * words + head]);
    }
  };
  choose(0, 0);
  return best;
}

TEST(BestTree, IsTheBestOfAll) {
  EXPECT_TRUE(rc::check("no tree with that root scores more", [] {
    const auto words = *rc::gen::inRange<std::size_t>(1, 6);
    const auto raw =
        *rc::gen::container<std::vector<int>>(words * (words + 1), rc::gen::inRange(-30, 30));
    std::vector<float> arcs;
    for (const int each : raw) arcs.push_back(0.1F * static_cast<float>(each));
    const Heads heads = best_tree(arcs, words);
    std::vector<float> logp = arcs;
    std::vector<float> scores;
    for (std::size_t i = 0; i < words; ++i) {
      const auto row = std::span(logp).subspan(i * (words + 1), words + 1);
      model::log_softmax(row);
      scores.insert(scores.end(), row.begin() + 1, row.end());
    }
    std::size_t root = words;
    float sum = 0;
    for (std::size_t i = 0; i < words; ++i) {
      if (heads[i]) {
        sum += scores[i * words + *heads[i]];
      } else {
        RC_ASSERT(root == words);  // only one
        root = i;
      }
    }
    RC_ASSERT(root < words);
    RC_ASSERT(std::abs(sum - best_by_hand(scores, words, root)) < 1e-4F);
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
