// What the analyst decides about hops and origins, on small piles.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "trace/test_pile.h"
#include "trace/trace.h"

namespace hearsay::tracing {
namespace {

Trace traced(const MemoryCollection& pile, const std::vector<Ruling>& rulings = {}) {
  const Result<Trace> result = trace(pile, {"", "n1"}, rulings);
  EXPECT_TRUE(result.has_value()) << (result ? "" : result.error().message);
  return result ? *result : Trace{};
}

RulingPart document(const std::string& id) { return {AnchorKind::document, id, 0, {}}; }
RulingPart name(const std::string& words) { return {AnchorKind::name, {}, 0, words}; }
RulingPart attribution(const std::string& id, std::size_t index = 0) {
  return {AnchorKind::attribution, id, index, {}};
}

Ruling ruling(Verb verb, std::vector<RulingPart> parts, const std::string& field = {}) {
  return {7, verb, std::move(parts), field, "so it is"};
}

const Edge* edge(const Trace& trace, const std::string& from, const std::string& to) {
  for (const Edge& each : trace.edges) {
    if (each.from == from && each.to == to) return &each;
  }
  return nullptr;
}

/// Two papers with one credited agency, and one that names nobody.
MemoryCollection wire_pile() {
  Page one("a1", "Mill Daily", "2015-05-05");
  one.says({person("Ann Lee")}, "the roof leaks badly", "leaks").credit("Meadow Wire");
  Page two("a2", "Morning Echo", "2015-05-06");
  two.says({unnamed("a roofer")}, "the roof leaks badly", "leaks").credit("Meadow Wire");
  Page three("a3", "North Monitor", "2015-05-07");
  three.plain("the roof leaks badly", "leaks");
  return MemoryCollection({one, two, three});
}

TEST(HopRulings, ARejectedCreditIsNone) {
  const MemoryCollection pile = wire_pile();
  EXPECT_NE(edge(traced(pile), "p:meadow wire", "a1"), nullptr);
  const Trace rejected =
      traced(pile, {ruling(Verb::reject, {name("the Meadow Wire"), document("a1")})});
  EXPECT_EQ(edge(rejected, "p:meadow wire", "a1"), nullptr);
  EXPECT_NE(edge(rejected, "p:meadow wire", "a2"), nullptr) << "that page's credit stands";
  ASSERT_EQ(rejected.missing.size(), 1U);
  EXPECT_EQ(rejected.missing[0].cited_by, std::vector<std::string>{"a2"});
}

TEST(HopRulings, ARejectedCopyIsNone) {
  MemoryCollection pile = wire_pile();
  pile.copy("a1", 0, "a3", 0);
  EXPECT_NE(edge(traced(pile), "a1", "a3"), nullptr);
  const Ruling reject = ruling(Verb::reject, {document("a1"), document("a3")});
  EXPECT_EQ(edge(traced(pile, {reject}), "a1", "a3"), nullptr);
  const Ruling link = ruling(Verb::link, {document("a1"), document("a3")}, "copies");
  EXPECT_NE(edge(traced(pile, {reject, link}), "a1", "a3"), nullptr) << "the later counts";
  EXPECT_EQ(edge(traced(pile, {link, reject}), "a1", "a3"), nullptr);
}

TEST(HopRulings, AWordFromTheAnalystLinks) {
  const MemoryCollection pile = wire_pile();
  EXPECT_EQ(traced(pile).unsourced.size(), 0U) << "others have a source for it";
  const Trace linked = traced(pile, {ruling(Verb::link, {document("a1"), document("a3")})});
  const Edge* hop = edge(linked, "a1", "a3");
  ASSERT_NE(hop, nullptr);
  EXPECT_EQ(hop->how, LinkBasis::analyst);
  EXPECT_EQ(hop->reason, "decision 7: so it is");
  EXPECT_EQ(linked.origins.size(), traced(pile).origins.size()) << "nobody new";
  bool carries = false;
  for (const Origin& origin : linked.origins) {
    for (const std::string& id : origin.documents)
      carries |= origin.name == "Ann Lee" && id == "a3";
  }
  EXPECT_TRUE(carries) << "what names no source goes on where it came from";
  const Trace named = traced(pile, {ruling(Verb::link, {name("Danube Ledger"), document("a3")})});
  ASSERT_NE(edge(named, "p:danube ledger", "a3"), nullptr);
  EXPECT_EQ(named.origins.size(), traced(pile).origins.size());
}

/// Ann Lee in two pages, an unnamed roofer in one.
MemoryCollection people_pile() {
  Page one("a1", "Mill Daily", "2015-05-05");
  one.says({person("Ann Lee")}, "the roof leaks badly", "leaks");
  Page two("a2", "Morning Echo", "2015-05-06");
  two.says({person("Ann Lee")}, "the roof leaks badly", "leaks");
  Page three("a3", "North Monitor", "2015-05-07");
  three.says({unnamed("a roofer")}, "the roof leaks badly", "leaks");
  return MemoryCollection({one, two, three});
}

TEST(OriginRulings, MergedAreOne) {
  const MemoryCollection pile = people_pile();
  const Trace before = traced(pile);
  ASSERT_EQ(before.origins.size(), 2U);
  EXPECT_EQ(before.origins[0].attributions,
            (std::vector<AttributionId>{{"a1", AttributionIndex{0}}, {"a2", AttributionIndex{0}}}));
  const Trace merged = traced(pile, {ruling(Verb::merge, {attribution("a3"), attribution("a2")})});
  ASSERT_EQ(merged.origins.size(), 1U);
  EXPECT_EQ(merged.origins[0].name, "Ann Lee");
  EXPECT_EQ(merged.origins[0].documents.size(), 3U);
  EXPECT_EQ(merged.independent_origins.max, 1U);
}

TEST(OriginRulings, SplitAreTwoForCertain) {
  const MemoryCollection pile = people_pile();
  EXPECT_EQ(traced(pile).independent_origins.min, 1U);
  const Trace apart = traced(pile, {ruling(Verb::split, {attribution("a1"), attribution("a3")})});
  EXPECT_EQ(apart.origins.size(), 2U);
  EXPECT_EQ(apart.independent_origins.min, 2U) << "not even perhaps one";
  const Trace alone = traced(pile, {ruling(Verb::split, {attribution("a2")})});
  ASSERT_EQ(alone.origins.size(), 3U);
  EXPECT_EQ(alone.independent_origins.max, 3U);
  EXPECT_EQ(alone.independent_origins.min, 2U) << "the roofer may be one of the two";
}

TEST(OriginRulings, WhatIsNotHereChangesNothing) {
  const MemoryCollection pile = people_pile();
  EXPECT_EQ(traced(pile, {ruling(Verb::merge, {attribution("b1"), attribution("a2", 9)}),
                          ruling(Verb::split, {attribution("b1")}),
                          ruling(Verb::reject, {name("The Ledger"), document("a1")})}),
            traced(pile));
}

}  // namespace
}  // namespace hearsay::tracing
