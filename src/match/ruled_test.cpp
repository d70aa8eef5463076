// Merges and splits on top of groups made by hand.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

#include "match/group_ids.h"
#include "match/match.h"

namespace hearsay {
namespace {

using matching::hex_of;

/// Four documents with two claims and one name each.
std::vector<Outline> outlines() {
  std::vector<Outline> all;
  for (const std::string id : {"d1", "d2", "d3", "d4"}) {
    Outline outline;
    outline.document = id;
    outline.date = "2015-05-0" + id.substr(1);
    outline.parts.push_back({{}, {}, {}, {}, "", "", {}, "headline of " + id});
    for (std::uint32_t i = 0; i < 2; ++i) {
      OutlineClaim claim;
      claim.sketch.claim = ClaimIndex{i};
      claim.text = "claim " + std::to_string(i + 1) + " of " + id;
      outline.claims.push_back(claim);
    }
    outline.entities = {{id < "d3" ? "Ann Lee" : "A. Lee", EntityType::person, {}, ""}};
    all.push_back(outline);
  }
  return all;
}

/// One name in all four documents; the first claims are one allegation, the second ones of d1 and
/// d2 another of the same narrative; d3 and d4 have one more in a narrative of their own.
Grouping grouping() {
  Grouping made;
  made.entities = {{"d1#e1",
                    "Ann Lee",
                    EntityType::person,
                    {"A. Lee"},
                    {{"d1", {}}, {"d2", {}}, {"d3", {}}, {"d4", {}}},
                    {"same name"}}};
  const auto allegation = [](const std::vector<ClaimId>& claims) {
    std::set<std::string> documents;
    for (const ClaimId& id : claims) documents.insert(id.document);
    return Allegation{
        "g" + hex_of(claims.front()), "label", claims, {documents.begin(), documents.end()}};
  };
  const ClaimIndex one{0}, two{1};
  made.allegations = {allegation({{"d1", one}, {"d2", one}, {"d3", one}, {"d4", one}}),
                      allegation({{"d1", two}, {"d2", two}}),
                      allegation({{"d3", two}, {"d4", two}})};
  const auto& all = made.allegations;
  const auto least = [](const std::string& a, const std::string& b) {
    return "n" + std::min(a, b).substr(1);
  };
  made.narratives = {{least(all[0].id, all[1].id),
                      "first",
                      {all[0].id, all[1].id},
                      {"d1", "d2", "d3", "d4"},
                      "2015-05-01",
                      "2015-05-04",
                      6},
                     {"n" + all[2].id.substr(1),
                      "second",
                      {all[2].id},
                      {"d3", "d4"},
                      "2015-05-03",
                      "2015-05-04",
                      2}};
  std::sort(made.narratives[0].allegations.begin(), made.narratives[0].allegations.end());
  std::sort(made.allegations.begin(), made.allegations.end(),
            [](const Allegation& a, const Allegation& b) { return a.id < b.id; });
  return made;
}

RulingPart part(AnchorKind kind, const std::string& document, std::size_t index = 0) {
  return {kind, document, index, {}};
}

Ruling ruling(Verb verb, std::vector<RulingPart> parts, std::size_t number = 1) {
  return {number, verb, std::move(parts), {}, "so it is"};
}

Grouping ruled(const std::vector<Ruling>& rulings) {
  return ruled(grouping(), outlines(), rulings);
}

std::set<std::vector<std::string>> names_of(const Grouping& grouping) {
  std::set<std::vector<std::string>> all;
  for (const EntityGroup& group : grouping.entities) {
    std::vector<std::string> ids = {group.name};
    for (const EntityId& id : group.members) ids.push_back(id.document);
    all.insert(ids);
  }
  return all;
}

std::multiset<std::vector<std::string>> stories_of(const Grouping& grouping) {
  std::multiset<std::vector<std::string>> all;
  for (const Narrative& each : grouping.narratives) all.insert(each.documents);
  return all;
}

using Names = std::set<std::vector<std::string>>;
using Stories = std::multiset<std::vector<std::string>>;

TEST(Ruled, NothingDecidedChangesNothing) {
  EXPECT_EQ(ruled({}), grouping());
  EXPECT_EQ(ruled({ruling(Verb::split, {part(AnchorKind::entity, "elsewhere")})}), grouping());
  EXPECT_EQ(ruled({ruling(Verb::merge, {part(AnchorKind::allegation, "d1", 9),
                                        part(AnchorKind::allegation, "d1", 1)})}),
            grouping());
}

TEST(Ruled, NamesLeaveAndJoin) {
  const auto entity = [](const std::string& document) {
    return part(AnchorKind::entity, document);
  };
  const Ruling alone = ruling(Verb::split, {entity("d1")});
  const Grouping split = ruled({alone});
  EXPECT_EQ(names_of(split), (Names{{"Ann Lee", "d1"}, {"Ann Lee", "d2", "d3", "d4"}}));
  EXPECT_EQ(split.entities[0].reasons, std::vector<std::string>{"decision 1: so it is"});
  EXPECT_EQ(split.entities[1].id, "d2#e1") << "called by its smallest member";
  EXPECT_EQ(names_of(ruled({ruling(Verb::split, {entity("d3"), entity("d1")})})),
            (Names{{"Ann Lee", "d1"}, {"Ann Lee", "d2", "d3", "d4"}}))
      << "the second leaves the first";
  EXPECT_EQ(
      names_of(ruled({ruling(Verb::split, {entity("d1")}), ruling(Verb::split, {entity("d2")})})),
      (Names{{"Ann Lee", "d1"}, {"Ann Lee", "d2"}, {"A. Lee", "d3", "d4"}}))
      << "what is left has a name that a member has";
  EXPECT_EQ(names_of(ruled({alone, ruling(Verb::merge, {entity("d4"), entity("d1")}, 2)})),
            (Names{{"Ann Lee", "d1", "d2", "d3", "d4"}}));
}

TEST(Ruled, RelationsFollowTheirGroups) {
  Grouping made = grouping();
  std::vector<Outline> pages = outlines();
  pages[1].entities.push_back({"the Guard", EntityType::organisation, {}, ""});
  made.entities.push_back({"d2#e2",
                           "the Guard",
                           EntityType::organisation,
                           {},
                           {{"d2", EntityIndex{1}}},
                           {},
                           {{"d1#e1", "of the Guard"}}});
  made.entities[0].related = {{"d2#e2", "of the Guard"}};
  const Grouping split =
      ruled(made, pages, {ruling(Verb::split, {part(AnchorKind::entity, "d1")})});
  ASSERT_EQ(split.entities.size(), 3U);
  EXPECT_TRUE(split.entities[0].related.empty()) << "what leaves has none";
  EXPECT_EQ(split.entities[1].related, made.entities[0].related);
  EXPECT_EQ(split.entities[2].related, (std::vector<RelatedEntity>{{"d2#e1", "of the Guard"}}))
      << "called as it is now";
  const Grouping merged = ruled(
      made, pages,
      {ruling(Verb::merge, {part(AnchorKind::entity, "d1"), part(AnchorKind::entity, "d2", 1)})});
  ASSERT_EQ(merged.entities.size(), 1U);
  EXPECT_TRUE(merged.entities[0].related.empty()) << "nothing is related to itself";
}

TEST(Ruled, ClaimsAndAllegationsLeaveAndJoin) {
  const Grouping split = ruled({ruling(Verb::split, {part(AnchorKind::claim, "d1")})});
  ASSERT_EQ(split.allegations.size(), 4U);
  EXPECT_EQ(split.narratives.size(), 2U) << "the narrative keeps it";
  EXPECT_EQ(split.narratives[0].claim_count, 6U);
  const auto own = std::find_if(split.allegations.begin(), split.allegations.end(),
                                [](const auto& each) { return each.claims.size() == 1; });
  EXPECT_EQ(own->label, "claim 1 of d1");
  const Grouping merged = ruled({ruling(
      Verb::merge, {part(AnchorKind::allegation, "d1"), part(AnchorKind::allegation, "d3", 1)})});
  EXPECT_EQ(merged.allegations.size(), 2U);
  EXPECT_EQ(stories_of(merged), (Stories{{"d1", "d2", "d3", "d4"}}))
      << "a narrative that loses all it had is gone";
  EXPECT_EQ(merged.narratives[0].claim_count, 8U);
  const Grouping apart = ruled({ruling(Verb::split, {part(AnchorKind::allegation, "d1", 1)})});
  EXPECT_EQ(stories_of(apart), (Stories{{"d1", "d2", "d3", "d4"}, {"d1", "d2"}, {"d3", "d4"}}));
}

TEST(Ruled, DocumentsLeaveTheirNarratives) {
  const Grouping split = ruled({ruling(Verb::split, {part(AnchorKind::document, "d4")})});
  EXPECT_EQ(stories_of(split), (Stories{{"d1", "d2", "d3"}, {"d3"}, {"d4"}, {"d4"}}));
  const Grouping one = ruled({ruling(
      Verb::split, {part(AnchorKind::document, "d4"), part(AnchorKind::narrative, "d3", 1)})});
  EXPECT_EQ(stories_of(one), (Stories{{"d1", "d2", "d3", "d4"}, {"d3"}, {"d4"}}));
}

TEST(Ruled, NarrativesJoin) {
  const Grouping merged = ruled({ruling(
      Verb::merge, {part(AnchorKind::narrative, "d3", 1), part(AnchorKind::narrative, "d1")})});
  ASSERT_EQ(merged.narratives.size(), 1U);
  EXPECT_EQ(merged.narratives[0].label, "second") << "called as the first is";
  EXPECT_EQ(merged.narratives[0].allegations.size(), 3U);
  EXPECT_EQ(merged.narratives[0].first_seen, "2015-05-01");
}

// Whatever is decided, each claim and each name stays in exactly one group, and ids follow.
RC_GTEST_PROP(Ruled, NothingIsLostOrDoubled, (std::vector<std::uint32_t> dice)) {
  std::vector<Ruling> rulings;
  for (const std::uint32_t die : dice) {
    constexpr AnchorKind kKinds[] = {AnchorKind::entity, AnchorKind::claim, AnchorKind::allegation,
                                     AnchorKind::narrative, AnchorKind::document};
    const AnchorKind kind = kKinds[die % 5];
    std::vector<RulingPart> parts;
    for (std::uint32_t i = 0; i <= (die >> 4) % 3; ++i) {
      const std::uint32_t bits = die >> (8 + 4 * i);
      parts.push_back(part(kind, "d" + std::to_string(1 + bits % 4),
                           kind == AnchorKind::entity ? 0 : (bits >> 2) % 2));
    }
    rulings.push_back(ruling((die >> 3) % 2 == 0 ? Verb::merge : Verb::split, parts));
  }
  const Grouping result = ruled(rulings);
  std::multiset<EntityId> names;
  for (const EntityGroup& group : result.entities) {
    names.insert(group.members.begin(), group.members.end());
    RC_ASSERT(group.id == matching::id_of(group.members.front()));
  }
  RC_ASSERT(names.size() == 4U && std::set<EntityId>(names.begin(), names.end()).size() == 4U);
  std::multiset<ClaimId> claims;
  std::set<std::string> ids;
  for (const Allegation& each : result.allegations) {
    claims.insert(each.claims.begin(), each.claims.end());
    RC_ASSERT(std::is_sorted(each.claims.begin(), each.claims.end()));
    RC_ASSERT(each.id == "g" + hex_of(each.claims.front()));
    ids.insert(each.id);
  }
  RC_ASSERT(claims.size() == 8U && std::set<ClaimId>(claims.begin(), claims.end()).size() == 8U);
  std::multiset<std::string> held;
  std::size_t count = 0;
  for (const Narrative& each : result.narratives) {
    held.insert(each.allegations.begin(), each.allegations.end());
    count += each.claim_count;
    RC_ASSERT(!each.documents.empty());
  }
  RC_ASSERT(std::multiset<std::string>(ids.begin(), ids.end()) == held);
  RC_ASSERT(count == 8U);
}

}  // namespace
}  // namespace hearsay
