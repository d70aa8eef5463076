// Groups made anew where documents have touched them are those that all documents make at once.
#include "engine/regroup.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <map>
#include <random>

#include "json/json.h"
#include "match/match.h"
#include "text/hash.h"

namespace hearsay::engine {
namespace {

namespace fs = std::filesystem;

/// A random pile. What a document has, and what connects two, follows from their texts alone.
class Pile {
 public:
  explicit Pile(std::uint64_t seed) : seed_(seed), dice_(seed) {
    const std::size_t count = 6 + dice_() % 10;
    for (std::size_t i = 0; i < count; ++i) {
      Source source;
      source.bytes = "page " + std::to_string(i);
      source.path = source.bytes;
      // Some are versions of one page.
      if (dice_() % 4 == 0) source.url = "https://mill.example/" + std::to_string(dice_() % 2);
      if (dice_() % 2 == 0) source.captured = "2015-05-0" + std::to_string(1 + dice_() % 9);
      sources.push_back(source);
    }
  }

  std::vector<Source> sources;

  [[nodiscard]] Analysed analysed(const Source& source) const {
    std::mt19937_64 dice(seed_ ^ text::hash64(source.bytes));
    Analysed made;
    made.document.article.text = source.bytes;
    made.document.article.url = source.url;
    made.document.article.captured = source.captured;
    made.document.article.published = "2015-05-0" + std::to_string(1 + dice() % 9);
    made.outline.date = made.document.article.published;
    made.outline.article = dice() % 8 != 0;
    const std::size_t parts = 1 + dice() % 2;
    for (std::size_t i = 0; i < parts; ++i) made.outline.parts.push_back(part(dice));
    const std::size_t claims = 1 + dice() % 3;
    for (std::size_t i = 0; i < claims; ++i) {
      OutlineClaim claim;
      claim.sketch.claim = static_cast<ClaimIndex>(i);
      claim.sketch.terms = {word(dice)};
      claim.part = static_cast<std::uint32_t>(dice() % parts);
      made.outline.claims.push_back(claim);
      made.document.reading.claims.claims.emplace_back();
    }
    constexpr std::array<const char*, 6> kNames = {"Ann Lee",       "A. Lee", "Lee",
                                                   "Harbour Board", "Board",  "Petra Lee"};
    for (std::size_t i = dice() % 3; i > 0; --i) {
      Entity entity;
      entity.name = kNames[dice() % kNames.size()];
      entity.type = entity.name.ends_with("Board") ? EntityType::organisation : EntityType::person;
      made.outline.entities.push_back(entity);
    }
    made.document.reading.annotation.entities = made.outline.entities;
    return made;
  }

  [[nodiscard]] PairMatch match(const std::string& a, const Outline& first, const std::string& b,
                                const Outline& second) const {
    if (second.document < first.document) return match(b, second, a, first);
    const std::uint64_t both = text::hash64(std::min(a, b)) * 31 + text::hash64(std::max(a, b));
    std::mt19937_64 dice(seed_ ^ both);
    const bool turned = b < a;
    PairMatch match;
    match.first = first.document;
    match.second = second.document;
    if (dice() % 3 != 0) return match;
    const std::uint64_t keep = dice();
    for (std::uint32_t i = 0; i < first.parts.size(); ++i) {
      for (std::uint32_t j = 0; j < second.parts.size(); ++j) {
        std::mt19937_64 pair(keep ^ (turned ? j * 8 + i : i * 8 + j));
        if (!first.article || !second.article || pair() % 2 == 0) continue;
        PartLikeness alike{i, j, share(pair), share(pair)};
        alike.strong = alike.story >= 0.22 || alike.pattern >= 0.25;
        match.parts.push_back(alike);
      }
    }
    for (std::size_t i = 0; i < first.claims.size(); ++i) {
      for (std::size_t j = 0; j < second.claims.size(); ++j) {
        std::mt19937_64 pair(keep ^ (1000 + (turned ? j * 8 + i : i * 8 + j)));
        if (pair() % 2 == 0) continue;
        ClaimLink link{{first.document, static_cast<ClaimIndex>(i)},
                       {second.document, static_cast<ClaimIndex>(j)},
                       ClaimRelation::same,
                       share(pair) * 1.5,
                       ""};
        link.passing = link.score >= 0.46;
        match.claims.push_back(link);
      }
    }
    return match;
  }

 private:
  static double share(std::mt19937_64& dice) { return static_cast<double>(dice() % 1000) / 1500; }
  static std::string word(std::mt19937_64& dice) {
    return std::string(1, static_cast<char>('a' + dice() % 6));
  }
  static OutlinePart part(std::mt19937_64& dice) {
    OutlinePart part;
    std::map<std::string, float> terms;
    for (int i = 0; i < 3; ++i) terms[word(dice)] += 1;
    float length = 0;
    for (const auto& [term, weight] : terms) length += weight * weight;
    for (const auto& [term, weight] : terms)
      part.terms.push_back({term, weight / std::sqrt(length)});
    if (dice() % 2 == 0) part.places = {dice() % 2 == 0 ? "geonames:1" : "geonames:2"};
    part.label = "about " + word(dice);
    return part;
  }

  std::uint64_t seed_;
  std::mt19937_64 dice_;
};

class RegroupTest : public testing::Test {
 protected:
  RegroupTest() {
    std::string name = (fs::temp_directory_path() / "hearsay-regroup-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  ~RegroupTest() override { fs::remove_all(folder_); }

  std::unique_ptr<Store> open(const std::string& name) const {
    StoreOptions options;
    options.analysis = "analysis 1";
    auto store = open_store((folder_ / name).string(), options);
    EXPECT_TRUE(store) << store.error().message;
    (*store)->set_grouper(regroup);
    return std::move(*store);
  }

  /// Everybody is compared with everybody else of another address.
  static MatchMaker matcher(const Store& store, const Pile& pile) {
    return [&](const Analysed& fresh) -> Result<std::vector<PairMatch>> {
      std::vector<PairMatch> matches;
      const std::vector<std::string> ids = store.all_document_ids().value();
      for (const std::string& id : ids) {
        const auto outline = store.outline(id);
        if (!outline || id == fresh.document.article.id) continue;
        const auto document = store.document(id).value();
        const std::string& url = document->article.url;
        if (!url.empty() && url == fresh.document.article.url) continue;
        matches.push_back(pile.match(fresh.document.article.text, fresh.outline,
                                     document->article.text, *outline));
      }
      return matches;
    };
  }

  static void add(Store& store, const Pile& pile, const Source& source) {
    const auto added = store.add(source, pile.analysed(source), matcher(store, pile));
    ASSERT_TRUE(added) << added.error().message;
  }

  static std::string groups_of(const Store& store) {
    std::string out;
    const auto line = [&out](const auto& each) {
      out += json::dump(json::row(each)) + '\n';
      return true;
    };
    const auto done = store.for_each_group({line, line, line});
    EXPECT_TRUE(done) << done.error().message;
    return out;
  }

  /// The same by `group`, which knows no store.
  static std::string grouped_at_once(const Store& store) {
    std::vector<Outline> outlines;
    const std::vector<std::string> ids = store.document_ids().value();
    for (const std::string& id : ids) outlines.push_back(store.outline(id).value());
    const Grouping all = group(outlines, store.pair_matches(ids).value());
    std::string out;
    for (const auto& each : all.narratives) out += json::dump(json::row(each)) + '\n';
    for (const auto& each : all.allegations) out += json::dump(json::row(each)) + '\n';
    for (const auto& each : all.entities) out += json::dump(json::row(each)) + '\n';
    return out;
  }

  fs::path folder_;
};

TEST_F(RegroupTest, OneByOneInAnyOrderIsAllAtOnce) {
  for (std::uint64_t seed = 1; seed <= 25; ++seed) {
    const Pile pile(seed);
    const std::string number = std::to_string(seed);
    const auto once = open("once" + number);
    for (const Source& source : pile.sources) add(*once, pile, source);
    const std::string expected = groups_of(*once);
    ASSERT_EQ(grouped_at_once(*once), expected) << "seed " << seed;

    std::vector<Source> shuffled = pile.sources;
    std::mt19937_64 dice(seed);
    std::shuffle(shuffled.begin(), shuffled.end(), dice);
    const auto bits = open("bits" + number);
    for (const Source& source : shuffled) {
      add(*bits, pile, source);
      if (dice() % 3 == 0) continue;
      ASSERT_EQ(groups_of(*bits), grouped_at_once(*bits)) << "seed " << seed;
    }
    ASSERT_EQ(groups_of(*bits), expected) << "seed " << seed;

    ASSERT_TRUE(bits->begin_rebuild());
    const std::vector<std::string> ids = bits->all_document_ids().value();
    for (const std::string& id : ids) {
      const Source source = bits->stored(id).value().source;
      ASSERT_TRUE(bits->replace_reading(id, pile.analysed(source), matcher(*bits, pile)));
    }
    ASSERT_TRUE(bits->finish_rebuild());
    ASSERT_EQ(groups_of(*bits), expected) << "seed " << seed;
  }
}

TEST_F(RegroupTest, WhatIsNotTouchedIsNotMadeAnew) {
  // Two documents that nothing connects: the second one's coming leaves the first one's unit alone.
  const Pile pile(7);
  const auto store = open("apart");
  std::vector<Regrouping::Number> renewed;
  Source first;
  first.bytes = "page one";
  Source second;
  second.bytes = "page two";
  const MatchMaker none = [](const Analysed&) { return std::vector<PairMatch>{}; };
  ASSERT_TRUE(store->add(first, pile.analysed(first), none));
  ASSERT_TRUE(store->settle());
  store->set_grouper([&](const Store&, Regrouping& groups) -> Result<void> {
    renewed = groups.renew_units().value();
    for (const Regrouping::Number unit : renewed) {
      const std::vector<PartId> parts = groups.parts(unit).value();
      for (const PartId& part : parts) {
        EXPECT_EQ(part.document, identity_hash("", second.bytes).substr(0, 16));
      }
    }
    return {};
  });
  ASSERT_TRUE(store->add(second, pile.analysed(second), none));
  ASSERT_TRUE(store->settle());
  EXPECT_FALSE(renewed.empty());
}

}  // namespace
}  // namespace hearsay::engine
