#include "trace/trace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <string>
#include <vector>

#include "trace/test_pile.h"

namespace hearsay::tracing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

Trace traced(const MemoryCollection& pile, const std::string& id = "n1") {
  const Result<Trace> result = trace(pile, {"", id});
  EXPECT_TRUE(result.has_value()) << (result ? "" : result.error().message);
  return result ? *result : Trace{};
}

Trace traced(const std::vector<Page>& pages) { return traced(MemoryCollection(pages)); }

std::vector<std::string> names(const Trace& trace) {
  std::vector<std::string> all;
  for (const Origin& origin : trace.origins) all.push_back(origin.name);
  return all;
}

std::string name_of(const Trace& trace, const std::string& id) {
  for (const Node& node : trace.nodes) {
    if (node.id == id) return node.kind == NodeKind::document ? node.id : node.name;
  }
  return "?" + id;
}

std::vector<std::string> edges(const Trace& trace) {
  static const std::vector<std::string> kinds{"says", "relays", "republishes", "copies", "cites"};
  static const std::vector<std::string> bases{"stated", "inferred", "analyst"};
  std::vector<std::string> all;
  for (const Edge& edge : trace.edges) {
    all.push_back(name_of(trace, edge.from) + " " + kinds[static_cast<std::size_t>(edge.kind)] +
                  " " + name_of(trace, edge.to) + " " + bases[static_cast<std::size_t>(edge.how)]);
  }
  return all;
}

struct Counts {
  std::size_t min, count, max;
  friend bool operator==(const Counts&, const Counts&) = default;
};
Counts counts(const Trace& trace) {
  const IndependentOrigins& origins = trace.independent_origins;
  return {origins.min, origins.count, origins.max};
}

Page wire() {
  return Page("aa", "Meadow Wire", "2015-05-05")
      .says({person("Ivo Weiss")}, "the roof leaks badly", "roof")
      .says({person("Ana Petrova")}, "the roof is sound", "sound");
}

TEST(Origins, TwoSayersInOneWireStayTwoHoweverOftenItIsReprinted) {
  std::vector<Page> pages{wire()};
  for (const std::string id : {"bb", "cc", "dd"}) {
    pages.push_back(Page(id, "Paper " + id, "2015-05-06")
                        .says({person("Ivo Weiss")}, "the roof leaks badly", "roof")
                        .says({person("Ana Petrova")}, "the roof is sound", "sound")
                        .credit("Meadow Wire"));
  }
  const Trace trace = traced(pages);
  EXPECT_EQ(counts(trace), (Counts{2, 2, 2}));
  EXPECT_THAT(names(trace), UnorderedElementsAre("Ivo Weiss", "Ana Petrova"));
  EXPECT_THAT(edges(trace), Contains("aa republishes bb stated"));
  EXPECT_THAT(edges(trace), Contains("Ivo Weiss says aa stated"));
  EXPECT_THAT(edges(trace), testing::Not(Contains("Ivo Weiss says bb stated")));
  EXPECT_THAT(trace.missing, IsEmpty());
}

// "told the Hill Drawer": no name of an outlet by its words, but its page is held.
TEST(Edges, AHeldOutletNamedBesideTheCueIsCredited) {
  const auto named = [](Modality modality, const std::string& name) {
    Who who = person("Ana Petrova");
    who.cue = "told the Hill Drawer";
    who.modality = modality;
    return edges(traced({Page("aa", "Hill Drawer", "2015-05-05")
                             .says({person("Ana Petrova")}, "the roof leaks badly", "roof"),
                         Page("bb", "Morning Echo", "2015-05-07")
                             .says({who}, "the roof leaks badly", "roof")
                             .marks(name)}));
  };
  EXPECT_THAT(named(Modality::assert_, "Hill Drawer"), Contains("aa relays bb stated"));
  EXPECT_THAT(named(Modality::assert_, "Hill"), testing::Not(Contains("aa relays bb stated")));
  EXPECT_THAT(named(Modality::deny, "Hill Drawer"), testing::Not(Contains("aa relays bb stated")));
}

TEST(Origins, AReprintAddsNothing) {
  const std::vector<Page> before{wire()};
  std::vector<Page> after = before;
  after.push_back(Page("bb", "Morning Echo", "2015-05-07")
                      .says({person("Ivo Weiss")}, "the roof leaks badly", "roof"));
  MemoryCollection pile(after);
  pile.copy("aa", 0, "bb", 0);
  EXPECT_EQ(counts(traced(before)), counts(traced(pile)));
  EXPECT_THAT(edges(traced(pile)), Contains("aa copies bb inferred"));
  EXPECT_EQ(traced(before).origins.size(), traced(pile).origins.size());
}

// A commentator in one article about the matter: nobody else tells of what he says.
TEST(Origins, WhoeverOnlyCommentsIsNone) {
  std::vector<Page> pages{Page("aa", "Meadow Wire", "2015-05-05")
                              .says({person("Ivo Weiss")}, "the roof leaks badly", "roof")
                              .says({person("Leo Broker")}, "tin is dear", "tin")};
  EXPECT_THAT(names(traced(pages)), UnorderedElementsAre("Ivo Weiss", "Leo Broker"));
  pages.push_back(Page("bb", "Morning Echo", "2015-05-07")
                      .says({person("Ana Petrova")}, "water drips from the roof", "roof"));
  EXPECT_THAT(names(traced(pages)), UnorderedElementsAre("Ivo Weiss", "Ana Petrova"));
  pages.push_back(
      Page("cc", "Mill Daily", "2015-05-08").says({person("Leo Broker")}, "tin is dear", "tin"));
  MemoryCollection pile(pages);
  pile.copy("aa", 1, "cc", 0);
  EXPECT_THAT(names(traced(pile)), UnorderedElementsAre("Ivo Weiss", "Ana Petrova"));
}

// Every page that tells of it is a print of one text: what its first sentence says is the matter.
TEST(Origins, WhoeverSpeaksOfSomethingElseInTheOnlyTextIsNone) {
  const auto text = [](Page page) {
    return page.says({person("Ivo Weiss")}, "the library roof leaks badly", "roof")
        .says({person("Ana Petrova")}, "nobody repaired that roof", "repair")
        .says({person("Leo Broker")}, "tin will become dear", "tin");
  };
  MemoryCollection pile({text(Page("aa", "Meadow Wire", "2015-05-05")),
                         text(Page("bb", "Morning Echo", "2015-05-06"))});
  for (std::size_t i = 0; i < 3; ++i) pile.copy("aa", i, "bb", i);
  EXPECT_THAT(names(traced(pile)), UnorderedElementsAre("Ivo Weiss", "Ana Petrova"));
}

TEST(Origins, WhoeverAsksOrIsRatherMisreadIsNone) {
  const auto origins = [](const Who& who) {
    return names(traced({Page("aa", "Meadow Wire", "2015-05-05").says({who}, "it leaks", "roof")}));
  };
  Who weiss = person("Ivo Weiss");
  EXPECT_THAT(origins(weiss), ElementsAre("Ivo Weiss"));
  weiss.confidence = 0.4F;
  EXPECT_THAT(origins(weiss), IsEmpty());
  weiss.confidence = 0.6F;
  weiss.modality = Modality::ask;
  EXPECT_THAT(origins(weiss), IsEmpty());
}

TEST(Origins, AChainRunsThroughTheOutletsToTheSayer) {
  const Trace trace =
      traced({Page("aa", "Blog", "2015-05-08")
                  .says({body("Danube Ledger"), body("Meadow Wire"), unnamed("an official")},
                        "the report was shelved", "report")
                  .relay("Danube Ledger", RelayKind::outlet)
                  .relay("Meadow Wire")});
  EXPECT_THAT(names(trace), ElementsAre("an official"));
  EXPECT_THAT(edges(trace), UnorderedElementsAre("an official says Meadow Wire stated",
                                                 "Meadow Wire relays Danube Ledger stated",
                                                 "Danube Ledger relays aa stated"));
  EXPECT_THAT(trace.missing, SizeIs(2));
  EXPECT_THAT(trace.origins.front().via, ElementsAre("Meadow Wire"));
}

TEST(Origins, WithoutTheMiddleLinkItIsMissing) {
  const Page source = Page("aa", "Meadow Wire", "2015-05-05")
                          .says({person("Ivo Weiss")}, "the roof leaks badly", "roof");
  const Page paper = Page("bb", "Mill Daily", "2015-05-06")
                         .says({person("Ivo Weiss")}, "the roof leaks badly", "roof")
                         .relay("Meadow Wire");
  EXPECT_THAT(traced({source, paper}).missing, IsEmpty());
  const Trace trace = traced({paper});
  ASSERT_THAT(trace.missing, SizeIs(1));
  EXPECT_EQ(trace.missing.front().name, "Meadow Wire");
  EXPECT_THAT(trace.missing.front().cited_by, ElementsAre("bb"));
  EXPECT_EQ(trace.missing.front().latest, "2015-05-06");
  EXPECT_EQ(counts(trace), (Counts{1, 1, 1}));
}

TEST(Origins, AnOutletThatIsHeldIsFollowedIntoItsOwnPage) {
  const Trace trace =
      traced({Page("aa", "Danube Ledger", "2014-11-19")
                  .says({unnamed("a member of the board")}, "there are 27 leaks", "leaks"),
              Page("bb", "North Monitor", "2014-11-21")
                  .says({body("the Danube Ledger")}, "there are 27 leaks", "leaks")
                  .relay("Danube Ledger", RelayKind::outlet)});
  EXPECT_THAT(names(trace), ElementsAre("a member of the board"));
  EXPECT_THAT(trace.origins.front().documents, ElementsAre("aa", "bb"));
  EXPECT_THAT(edges(trace),
              UnorderedElementsAre("a member of the board says aa stated", "aa relays bb stated"));
}

TEST(Origins, ACircleOfCreditsHasNoEnd) {
  const Trace trace = traced({Page("aa", "Salar Today", "")
                                  .says({body("Andes Report")}, "rounds fell on the yard", "yard")
                                  .relay("Andes Report", RelayKind::outlet),
                              Page("bb", "Andes Report", "2017-03-16")
                                  .says({body("Salar Today")}, "rounds fell on the yard", "yard")
                                  .relay("Salar Today", RelayKind::outlet)});
  EXPECT_THAT(trace.origins, IsEmpty());
  EXPECT_EQ(counts(trace), (Counts{0, 0, 0}));
  ASSERT_THAT(trace.circles, SizeIs(1));
  EXPECT_THAT(trace.circles.front().documents, ElementsAre("aa", "bb"));
  EXPECT_THAT(edges(trace), UnorderedElementsAre("aa relays bb stated", "bb relays aa stated"));
}

TEST(Unnamed, SameReportOfAMissingWireIsOne) {
  std::vector<Page> pages;
  for (const std::string id : {"aa", "bb", "cc"}) {
    pages.push_back(
        Page(id, "Paper " + id, "2015-05-06")
            .says({unnamed(id == "aa" ? "a roofer" : "a tradesman")}, "40 leaks", "leaks")
            .relay("Meadow Wire"));
  }
  const Trace trace = traced(pages);
  EXPECT_EQ(counts(trace), (Counts{1, 1, 1}));
  EXPECT_THAT(trace.origins, SizeIs(1));
}

// Whom a retelling leaves unnamed is the report's one unnamed source, unless somebody else says it
// there or he is told apart by heading the body.
TEST(Unnamed, TheOnlyOneOfAReportIsNotWhoeverTheRetellingLeavesUnnamed) {
  const auto is_the_official = [](const std::string& who, const std::string& topic) {
    const Trace trace =
        traced({Page("aa", "Meadow Wire", "2017-03-13")
                    .says({person("Ivo Weiss")}, "seven rounds fell on the depot", "rounds")
                    .says({unnamed("an official")}, "the crew had warned the guard", "crew"),
                Page("bb", "Morning Echo", "2017-03-14")
                    .says({unnamed(who)}, "rounds smashed into the yard", topic)
                    .relay("Meadow Wire")});
    const auto found = std::ranges::find(trace.origins, "an official", &Origin::name);
    return found != trace.origins.end() && found->documents.size() == 2;
  };
  EXPECT_TRUE(is_the_official("an insider", "yard"));
  EXPECT_FALSE(is_the_official("an insider", "rounds")) << "Weiss says it there";
  EXPECT_FALSE(is_the_official("a guard chief", "yard"));
}

TEST(Unnamed, InUnrelatedReportsMayBeOne) {
  const Trace trace = traced({Page("aa", "Paper A", "2015-05-06")
                                  .says({unnamed("an informed source")}, "the roof leaks", "roof"),
                              Page("bb", "Paper B", "2015-06-20")
                                  .says({unnamed("a town official")}, "the roof is old", "age")});
  EXPECT_EQ(counts(trace), (Counts{1, 2, 2}));
  ASSERT_THAT(trace.independent_origins.groups, SizeIs(1));
  EXPECT_FALSE(trace.independent_origins.groups.front().certain);
  EXPECT_THAT(trace.independent_origins.groups.front().evidence, SizeIs(2));
}

TEST(Unnamed, MayBeTheSameAsANamedOne) {
  const Trace trace = traced({Page("aa", "Paper A", "2015-05-06")
                                  .says({unnamed("an informed source")}, "the roof leaks", "roof")
                                  .says({person("Ivo Weiss")}, "rain came through", "rain")});
  EXPECT_EQ(counts(trace), (Counts{1, 2, 2}));
  EXPECT_EQ(trace.independent_origins.named, 1U);
  EXPECT_EQ(trace.independent_origins.unnamed, 1U);
}

// Words outside of marks are the paper's: that one has them from the other makes no two sayers one.
TEST(Unnamed, TheSameSentenceInMarksIsMoreLikelyOne) {
  const std::string sentence = "the bags smelled like a drain and we told them in January";
  const auto told = [&](const Who& who, const Who& other, bool first, bool second) {
    Page one = Page("aa", "Paper A", "2015-05-06").says({who}, sentence, "smell");
    Page two = Page("bb", "Paper B", "2015-05-07").says({other}, sentence, "smell");
    return counts(traced({first ? one.directly() : one, second ? two.directly() : two}));
  };
  for (const Who& who : {person("Amina Yakubu"), unnamed("a nurse")}) {
    for (const std::string other : {"an insider", "a foreman"}) {
      EXPECT_EQ(told(who, unnamed(other), false, false), (Counts{1, 2, 2}));
      EXPECT_EQ(told(who, unnamed(other), true, false), (Counts{1, 1, 2}));
      EXPECT_EQ(told(who, unnamed(other), false, true), (Counts{1, 1, 2}));
      EXPECT_EQ(told(who, unnamed(other), true, true), (Counts{1, 1, 2}));
    }
  }
}

// Not surely: neither the day nor the words are the same.
TEST(Unnamed, DescribedAlikeByWayOfOneOutletAreMoreLikelyOne) {
  const auto told = [](const std::string& other) {
    return counts(
        traced({Page("aa", "Paper A", "2015-05-06")
                    .says({unnamed("a roofer")}, "the roof has forty leaks", "leaks/forty")
                    .relay("Meadow Wire"),
                Page("bb", "Paper B", "2015-05-12")
                    .says({unnamed(other)}, "nobody had cleaned the gutters", "leaks/gutters")
                    .relay("Meadow Wire")}));
  };
  EXPECT_EQ(told("a roofer"), (Counts{1, 1, 2}));
  EXPECT_EQ(told("a clerk"), (Counts{1, 2, 2}));
}

TEST(Institutions, ASpokesmanIsHisInstitution) {
  Who spokesman = person("Ivo Weiss");
  spokesman.name = "the spokesman Ivo Weiss";
  spokesman.affiliation = "Ministry of Culture";
  const Trace trace =
      traced({Page("aa", "Paper A", "2015-05-06").says({spokesman}, "the library is shut", "shut"),
              Page("bb", "Paper B", "2015-05-06")
                  .says({body("the Ministry of Culture")}, "the library is shut", "shut")});
  EXPECT_EQ(counts(trace), (Counts{1, 1, 1}));
  EXPECT_EQ(trace.origins.front().kind, SourceKind::named_organisation);
}

// "The group" in a page that names one body before it, which speaks in another page.
TEST(Institutions, ABodyWithoutANameIsTheOneInFocus) {
  Who group = body("the group");
  group.described = true;
  const auto told = [&](const std::string& named) {
    return counts(traced({Page("aa", "Paper A", "2015-05-06")
                              .says({body("Salt Front")}, "the depot was shelled", "depot"),
                          Page("bb", "Paper B", "2015-05-07")
                              .names(named)
                              .says({group}, "the depot was shelled", "depot")}));
  };
  EXPECT_EQ(told("Salt Front"), (Counts{1, 1, 1}));
  EXPECT_EQ(told("Hill Choir"), (Counts{2, 2, 2}));
}

TEST(Institutions, ItsHeadAndItsDocumentAreSurelyOneWithIt) {
  Who director = person("the director Kwabena Asiamah");
  director.affiliation = "Northern Medicines Board";
  Who report{"a report by the Northern Medicines Board", SourceKind::document,
             "Northern Medicines Board", "says", Modality::assert_};
  const Trace trace =
      traced({Page("aa", "Paper A", "2015-05-06").says({director}, "it was so", "so"),
              Page("bb", "Paper B", "2015-05-06").says({report}, "it was so", "so")});
  EXPECT_THAT(trace.origins, SizeIs(2));
  EXPECT_EQ(counts(trace), (Counts{1, 1, 1}));
  EXPECT_TRUE(std::any_of(trace.independent_origins.groups.begin(),
                          trace.independent_origins.groups.end(),
                          [](const OriginGroup& group) { return group.certain; }));
}

TEST(Reading, APronounIsWhoeverSpokeBefore) {
  const Trace trace = traced({Page("aa", "Paper A", "2015-05-06")
                                  .says({person("Ivo Weiss")}, "the roof leaks", "roof")
                                  .says({unnamed("he")}, "rain came through", "rain")
                                  .says({unnamed("you")}, "nothing of it", "nothing")});
  EXPECT_THAT(names(trace), ElementsAre("Ivo Weiss"));
  EXPECT_THAT(trace.origins.front().claims, SizeIs(2));
}

TEST(Reading, ADefiniteDescriptionIsWhoWasDescribedBefore) {
  const Trace trace = traced({Page("aa", "Paper A", "2015-05-06")
                                  .says({unnamed("a member of the board")}, "27 leaks", "leaks")
                                  .says({unnamed("the member")}, "crosses on a plan", "plan")});
  EXPECT_THAT(names(trace), SizeIs(1));
}

TEST(Reading, ADescriptionWithANameIsNamed) {
  const Trace trace =
      traced({Page("aa", "Paper A", "2015-05-06")
                  .says({unnamed("The supplier, Harmattan Supplies")}, "it was clean", "clean"),
              Page("bb", "Paper B", "2015-05-06").says({body("Harmattan Supplies")}, "so", "so")});
  EXPECT_THAT(names(trace), ElementsAre("Harmattan Supplies"));
}

TEST(Unnamed, InReprintsOfOneTextAreOne) {
  MemoryCollection pile(
      {Page("aa", "Paper A", "2015-05-06")
           .says({unnamed("an official")}, "the crew had warned the guard", "crew"),
       Page("bb", "Paper B", "2015-05-06")
           .says({unnamed("an official")}, "the crew had warned the guard", "crew")});
  EXPECT_EQ(counts(traced(pile)).max, 2U);
  pile.copy("aa", 0, "bb", 0, ReuseDirection::unknown);
  EXPECT_EQ(counts(traced(pile)), (Counts{1, 1, 1}));
}

Who document(std::string name) { return {std::move(name), SourceKind::document, {}}; }

TEST(Origins, ANameWithARoleBeforeItIsTheSame) {
  const Trace trace = traced(
      {Page("aa", "Paper A", "2015-05-05").says({person("Ivo Weiss")}, "the roof leaks", "roof"),
       Page("bb", "Paper B", "2015-05-06")
           .says({person("Roofer Ivo Weiss")}, "the tiles are gone", "tiles")});
  EXPECT_EQ(counts(trace), (Counts{1, 1, 1}));
}

// "The firm says that it keeps to its permit", in every retelling: it asserts nothing of the acid.
TEST(Origins, ABodysReplyThatTouchesNothingIsNone) {
  std::vector<Page> pages;
  for (const std::string id : {"aa", "bb", "cc"}) {
    pages.push_back(Page(id, "Paper " + id, "2015-05-05")
                        .says({person("Ewart Pimm")}, "acid poured into the river", "acid")
                        .says({body("Gorse Works")}, "permits were kept to", "permit"));
  }
  EXPECT_THAT(names(traced(pages)), ElementsAre("Ewart Pimm"));
}

TEST(Origins, ABodyIsOneWhereFirstSentencesShareNoWord) {
  std::vector<Page> pages;
  for (const auto& [id, first] : {std::pair<std::string, std::string>{"aa", "eels died at noon"},
                                  {"bb", "anglers went home early"}}) {
    pages.push_back(Page(id, "Paper " + id, "2015-05-05")
                        .plain(first, "first " + id)
                        .says({body("Gorse Works")}, "acid poured into the river", "acid"));
  }
  EXPECT_THAT(names(traced(pages)), ElementsAre("Gorse Works"));
}

TEST(Origins, WhoIsOnlyThoughtToGoOnSpeakingIsNone) {
  std::vector<Page> pages{Page("aa", "Paper A", "2015-05-05")
                              .says({person("Ivo Weiss")}, "the roof leaks badly", "roof")
                              .says({person("Leo Broker")}, "tin is dear", "tin")
                              .plain("the roof leaks at night", "night", Voice::carried),
                          Page("bb", "Paper B", "2015-05-06")
                              .says({person("Ivo Weiss")}, "the roof leaks badly", "roof")
                              .plain("the roof leaks at night", "night")};
  EXPECT_THAT(names(traced(pages)), ElementsAre("Ivo Weiss"));
}

TEST(Origins, NobodyIsNobody) {
  EXPECT_THAT(names(traced({Page("aa", "Paper A", "2015-05-05")
                                .says({unnamed("nobody there")}, "the roof leaks", "roof")})),
              IsEmpty());
}

TEST(Deniers, NoSuchThingIsADenialWithoutItsWords) {
  const Trace trace = traced(
      {Page("aa", "Paper A", "2015-05-05")
           .says({person("Ivo Weiss")}, "pupils fell ill", "ill")
           .says({person("Ana Petrova")}, "she saw no such pupils", "see"),
       Page("bb", "Paper B", "2015-05-06").says({person("Ivo Weiss")}, "pupils fell ill", "ill")});
  EXPECT_EQ(counts(trace), (Counts{1, 1, 1}));
  EXPECT_THAT(trace.independent_origins.deniers, SizeIs(1));
}

// "The report said": of the outlet that is credited, unless the page has told of another report.
TEST(Reading, TheReportIsTheCreditedOutlets) {
  const auto page = [](const Who& first) {
    return Page("bb", "Paper B", "2015-05-06")
        .says({first}, "the roof leaks", "roof")
        .relay("Meadow Wire")
        .says({document("the report")}, "the tiles are gone", "tiles")
        .relay("Meadow Wire");
  };
  EXPECT_THAT(names(traced({page(person("Ivo Weiss"))})), ElementsAre("Ivo Weiss"));
}

// The page names first where the story began, then whom it has it from.
TEST(Graph, HopsStandNearestToThePageFirst) {
  const Who wire = body("Meadow Wire");
  const std::vector<Page> pages{
      Page("aa", "Meadow Wire", "2015-05-05").says({person("Ivo Weiss")}, "the roof leaks", "roof"),
      Page("bb", "Mill Daily", "2015-05-06")
          .says({person("Ivo Weiss")}, "the roof leaks", "roof")
          .credit("Meadow Wire"),
      Page("cc", "Morning Echo", "2015-05-07")
          .says({person("Ivo Weiss")}, "the roof leaks", "roof")
          .relay("Meadow Wire")
          .relay("Mill Daily", RelayKind::outlet)};
  const Trace trace = traced(pages);
  EXPECT_THAT(edges(trace), Contains("bb relays cc stated"));
  EXPECT_THAT(edges(trace), testing::Not(Contains("aa relays cc stated")));
}

// The credit stands at one sentence, but the others come from there too.
TEST(Graph, WhatStandsInACreditedPageCameThatWay) {
  MemoryCollection pile({Page("aa", "Meadow Wire", "2015-05-05")
                             .says({person("Ivo Weiss")}, "the roof leaks", "roof")
                             .says({person("Ana Petrova")}, "the tiles are gone", "tiles"),
                         Page("bb", "Mill Daily", "2015-05-06")
                             .says({person("Ana Petrova")}, "the tiles are gone", "tiles")
                             .says({person("Ivo Weiss")}, "the roof leaks", "roof")
                             .relay("Meadow Wire"),
                         Page("cc", "Morning Echo", "2015-05-07")
                             .says({person("Ana Petrova")}, "the tiles are gone", "tiles")});
  pile.copy("aa", 1, "bb", 0);
  const Trace trace = traced(pile);
  EXPECT_THAT(edges(trace), testing::Not(Contains("Ana Petrova says bb stated")));
  EXPECT_THAT(edges(trace), testing::Not(Contains("aa copies bb inferred")));
}

// "Told the Mill Daily" stands in the Mill Daily's own page, and came with the rest of it.
TEST(Copies, WhatWasCopiedAlongCreditsNobody) {
  const auto kinds = [](double containment) {
    Page first("aa", "Mill Daily", "2015-05-05");
    Page second("bb", "Morning Echo", "2015-05-06");
    for (Page* page : {&first, &second}) {
      page->says({person("Ivo Weiss")}, "the roof leaks", "roof");
      if (page == &second) page->relay("Mill Daily");
      page->plain("buckets stand in the hall", "buckets");
    }
    MemoryCollection pile({first, second});
    pile.copy("aa", 0, "bb", 0, ReuseDirection::earlier_to_later, containment);
    return edges(traced(pile));
  };
  EXPECT_THAT(kinds(0.9), Contains("aa copies bb inferred"));
  EXPECT_THAT(kinds(0.3), Contains("aa relays bb stated"));
}

TEST(Unsourced, IsListedAndNeverCounted) {
  const Trace trace = traced({Page("aa", "Paper A", "2015-05-06")
                                  .plain("the roof leaks", "roof")
                                  .says({media()}, "people fled", "fled")});
  EXPECT_EQ(counts(trace), (Counts{0, 0, 0}));
  ASSERT_THAT(trace.unsourced, SizeIs(2));
  EXPECT_EQ(trace.unsourced[0].voice, Voice::no_source_given);
  EXPECT_EQ(trace.unsourced[1].voice, Voice::unspecified);
}

TEST(OwnVoice, MakesTheOutletAnOriginAndCopiesOfItJoin) {
  MemoryCollection pile(
      {Page("aa", "Mill Daily", "2015-05-05")
           .plain("we counted forty leaks ourselves", "leaks", Voice::own_voice),
       Page("bb", "Morning Echo", "2015-05-06")
           .plain("we counted forty leaks ourselves", "leaks", Voice::own_voice)});
  EXPECT_EQ(counts(traced(pile)), (Counts{2, 2, 2}));
  pile.copy("aa", 0, "bb", 0);
  EXPECT_EQ(counts(traced(pile)), (Counts{1, 1, 1}));
}

TEST(Deniers, WhoOnlyDeniesIsCountedApart) {
  Who council = body("Town Council");
  council.modality = Modality::deny;
  council.cue = "denied";
  MemoryCollection pile(
      {Page("aa", "Paper A", "2015-05-05")
           .says({person("Ivo Weiss")}, "rain came into the room", "rain"),
       Page("bb", "Paper B", "2015-05-06").says({council}, "rain came into the room", "rain")});
  pile.relate("aa", "bb", ClaimRelation::contradicts, "denied by the other");
  const Trace trace = traced(pile);
  EXPECT_EQ(counts(trace), (Counts{1, 1, 1}));
  EXPECT_THAT(trace.independent_origins.deniers, SizeIs(1));
  ASSERT_THAT(trace.contradictions, SizeIs(1));
  EXPECT_EQ(trace.contradictions.front().kind, "denial");
}

TEST(Digests, EachPassageHasItsOwnRelay) {
  const Trace trace = traced({Page("aa", "Monitor", "2017-03-15")
                                  .says({person("Colonel Quispe")}, "four died", "yard/four")
                                  .relay("Meadow Wire")
                                  .says({person("Amina Yakubu")}, "nine fell ill", "clinic/nine")
                                  .relay("Northline Agency")});
  ASSERT_THAT(trace.allegations, SizeIs(2));
  EXPECT_THAT(edges(trace), UnorderedElementsAre("Colonel Quispe says Meadow Wire stated",
                                                 "Meadow Wire relays aa stated",
                                                 "Amina Yakubu says Northline Agency stated",
                                                 "Northline Agency relays aa stated"));
  for (const TracedAllegation& allegation : trace.allegations) {
    EXPECT_EQ(allegation.independent_origins.count, 1U) << allegation.id;
  }
}

TEST(Copies, PointTheWayTheDatesSayAndOnlyFromTheNearest) {
  const auto pages = [](const std::string& first, const std::string& second,
                        const std::string& third) {
    std::vector<Page> all;
    for (const auto& [id, date] :
         {std::pair<std::string, std::string>{"aa", first}, {"bb", second}, {"cc", third}}) {
      all.push_back(Page(id, "Paper " + id, date)
                        .says({person("Ivo Weiss")},
                              "rain was coming through the ceiling of the room", "rain"));
    }
    return all;
  };
  MemoryCollection forward(pages("2015-05-05", "2015-05-06", "2015-05-07"));
  forward.copy("aa", 0, "bb", 0);
  forward.copy("bb", 0, "cc", 0);
  forward.copy("aa", 0, "cc", 0);
  EXPECT_THAT(edges(traced(forward)),
              UnorderedElementsAre("Ivo Weiss says aa stated", "aa copies bb inferred",
                                   "bb copies cc inferred"));
  MemoryCollection backward(pages("2015-05-06", "2015-05-05", "2015-05-07"));
  backward.copy("bb", 0, "aa", 0);
  EXPECT_THAT(edges(traced(backward)), Contains("bb copies aa inferred"));
}

TEST(Copies, AreMoreThanAFewWordsOfOneEventOrAQuotationOfOneSpeaker) {
  const auto is_copy = [](const Who& later, bool quoted, double containment) {
    const std::string words = "rain was coming through the ceiling of the room";
    Page first("aa", "Paper aa", "2015-05-05");
    Page second("bb", "Paper bb", "2015-05-06");
    first.says({person("Ivo Weiss")}, words, "rain");
    second.says({later}, words, "rain");
    if (quoted) first.quoted();
    if (quoted) second.quoted();
    MemoryCollection pile({first, second});
    pile.copy("aa", 0, "bb", 0, ReuseDirection::earlier_to_later, containment);
    const std::vector<std::string> all = edges(traced(pile));
    return std::find(all.begin(), all.end(), "aa copies bb inferred") != all.end();
  };
  EXPECT_TRUE(is_copy(person("Ivo Weiss"), false, 0.9));
  EXPECT_FALSE(is_copy(person("Ivo Weiss"), false, 0.05));
  EXPECT_FALSE(is_copy(person("Ivo Weiss"), true, 0.05));
  EXPECT_TRUE(is_copy(unnamed("an insider"), true, 0.05));
}

// Odd details in one order, in no third page: reworded, unless both name where they have it from.
TEST(Reworded, OddDetailsInOrderAreACopyAndACommonSourceIsNone) {
  const std::string first = "bakery goose wicker limping hatch cable mice insured whistle 620000";
  const std::string later =
      "goose of wicker on a bakery car, a limping thief, a hatch, a gnawed cable"
      " and mice, insured for 620000";
  const std::string shuffled = "620000 insured mice cable hatch limping wicker goose bakery";
  const auto copies = [&](const Who& source, const std::string& words, const std::string& third) {
    std::vector<std::string> all;
    const Trace trace =
        traced({Page("a", "Mill", "2015-05-05").says({source}, first, "x"),
                Page("b", "Echo", "2015-05-06").says({source}, words, "x"),
                Page("c", "Post", "2015-05-06").says({body("Council")}, third, "x")});
    for (const Edge& edge : trace.edges) {
      if (edge.kind == EdgeKind::copies) all.push_back(edge.from + ">" + edge.to);
    }
    return all;
  };
  EXPECT_THAT(copies(unnamed("a guard"), later, "it was stolen"), ElementsAre("a>b"));
  EXPECT_THAT(copies(person("Orla Dun"), later, "it was stolen"), IsEmpty());
  EXPECT_THAT(copies(unnamed("a guard"), shuffled, "it was stolen"), IsEmpty());
  EXPECT_THAT(copies(unnamed("a guard"), later, first), IsEmpty()) << "all pages have the details";
}

TEST(Changes, AmountsThatCannotBothHold) {
  MemoryCollection pile({Page("aa", "Paper A", "2015-05-05")
                             .says({person("Ivo Weiss")}, "there are 40 leaks", "leaks")
                             .amount(40, "leak"),
                         Page("bb", "Paper B", "2015-05-06")
                             .says({person("Ivo Weiss")}, "there are 400 leaks", "leaks")
                             .amount(400, "leak")});
  pile.relate("aa", "bb", ClaimRelation::contradicts, "quantity: 40 leak | 400 leak");
  const Trace trace = traced(pile);
  ASSERT_THAT(trace.variants, SizeIs(1));
  EXPECT_EQ(trace.variants.front().slot, "quantity");
  EXPECT_TRUE(trace.variants.front().conflict);
  ASSERT_THAT(trace.contradictions, SizeIs(1));
  EXPECT_EQ(trace.contradictions.front().kind, "quantity");
}

TEST(Changes, OneWordOfAQuotationIsDriftAndACutIsNot) {
  const auto quote = [](const std::string& id, const std::string& words) {
    return Page(id, "Paper " + id, "2015-05-06")
        .says({person("Ivo Weiss")}, words, "quote")
        .quoted();
  };
  const Trace drifted = traced({quote("aa", "in those conditions we cannot let readers in"),
                                quote("bb", "in those conditions we cannot allow readers in")});
  ASSERT_THAT(drifted.drift, SizeIs(1));
  EXPECT_THAT(drifted.drift.front().wordings, SizeIs(2));
  const Trace cut = traced({quote("aa", "in those conditions we cannot let readers in"),
                            quote("bb", "we cannot let readers in")});
  EXPECT_THAT(cut.drift, IsEmpty());
}

TEST(Changes, AStrongerCueIsSaid) {
  Who claims = unnamed("a roofer");
  claims.cue = "claimed";
  Who reveals = unnamed("a roofer");
  reveals.cue = "revealed";
  const Trace trace = traced({Page("aa", "Paper A", "2015-05-05")
                                  .says({claims}, "40 leaks", "leaks")
                                  .relay("Wire Service One"),
                              Page("bb", "Paper B", "2015-05-06")
                                  .says({reveals}, "40 leaks", "leaks")
                                  .relay("Wire Service One")});
  ASSERT_THAT(trace.attribution_changes, SizeIs(1));
  EXPECT_EQ(trace.attribution_changes.front().kind, "strengthened");
  EXPECT_EQ(trace.attribution_changes.front().document, "bb");
}

// The Mill first wrote of 11, and on the 13th of 7; the Echo had the 11 from it on the 12th.
MemoryCollection changed_page() {
  MemoryCollection pile(
      {Page("b", "The Mill", "2015-05-11")
           .changed("2015-05-13")
           .says({person("Chief Orla")}, "7 workers were taken to the hospital", "taken")
           .amount(7, "worker")
           .plain("The road was opened again", "road"),
       Page("c", "Echo", "2015-05-12")
           .says({body("The Mill"), person("Chief Orla")}, "there were 11 workers", "taken")
           .amount(11, "worker")});
  pile.add_earlier(
      "b", Page("a", "The Mill", "2015-05-11")
               .says({person("Chief Orla")}, "11 workers were taken to the hospital", "taken")
               .amount(11, "worker")
               .plain("The road stayed shut until the evening of that day", "road"));
  return pile;
}

TEST(Versions, ShowWhatAPageChangedInBothWordings) {
  const Trace trace = traced(changed_page());
  ASSERT_THAT(trace.revisions, SizeIs(1));
  const Revision& revision = trace.revisions.front();
  EXPECT_EQ(revision.from, "a");
  EXPECT_EQ(revision.to, "b");
  EXPECT_EQ(revision.date, "2015-05-13");
  std::vector<std::string> changes;
  for (const PageChange& change : revision.changes) {
    std::string line = change.kind;
    for (const Evidence& words : change.before) line += " <" + words.document + ":" + words.text;
    for (const Evidence& words : change.after) line += " >" + words.document + ":" + words.text;
    changes.push_back(line);
  }
  EXPECT_THAT(changes,
              ElementsAre("changed <a:Chief Orla said 11 workers were taken to the hospital."
                          " >b:Chief Orla said 7 workers were taken to the hospital.",
                          "added >b: The road was opened again.",
                          "dropped <a: The road stayed shut until the evening of that day."));
}

TEST(Versions, AreNoRetellingsAndNoOriginsOfTheirOwn) {
  const Trace trace = traced(changed_page());
  EXPECT_THAT(trace.narrative.documents, ElementsAre("b", "c"));
  EXPECT_EQ(counts(trace), (Counts{1, 1, 1}));
  for (const Origin& origin : trace.origins) {
    EXPECT_THAT(origin.documents, Not(Contains("a"))) << origin.name;
  }
}

TEST(Versions, WhatWasTakenBeforeTheChangeIsOfTheVersionBefore) {
  const Trace trace = traced(changed_page());
  EXPECT_THAT(edges(trace), Contains("a relays c stated"));
  EXPECT_THAT(edges(trace), Not(Contains("b relays c stated")));
  EXPECT_THAT(edges(trace), Contains("Chief Orla says a stated"));
  EXPECT_THAT(edges(trace), Contains("Chief Orla says b stated"));
}

TEST(Versions, AChangedAmountIsAVariantOfThoseWhoGiveIt) {
  const Trace trace = traced(changed_page());
  ASSERT_THAT(trace.variants, SizeIs(1));
  const Variant& variant = trace.variants.front();
  EXPECT_TRUE(variant.conflict);
  ASSERT_THAT(variant.values, SizeIs(2));
  EXPECT_EQ(variant.values[0].value, "11 worker");
  EXPECT_THAT(variant.values[0].documents, ElementsAre("a", "c"));
  EXPECT_THAT(variant.values[1].documents, ElementsAre("b"));
}

TEST(Versions, StandInTheTimelineAtTheirOwnDays) {
  const Trace trace = traced(changed_page());
  std::vector<std::string> order;
  for (const TimelineEntry& entry : trace.timeline) {
    order.push_back(entry.date + " " + entry.documents.front());
  }
  EXPECT_THAT(order, ElementsAre("2015-05-11 a", "2015-05-12 c", "2015-05-13 b"));
  EXPECT_THAT(trace.timeline.back().news, ::testing::HasSubstr("the page itself"));
}

TEST(Versions, WithoutADayOfTheChangeNothingIsLedElsewhere) {
  MemoryCollection pile({Page("b", "The Mill", "2015-05-11")
                             .says({person("Chief Orla")}, "7 workers were hurt", "taken"),
                         Page("c", "Echo", "2015-05-12")
                             .says({body("The Mill"), person("Chief Orla")}, "11 were", "taken")});
  pile.add_earlier("b", Page("a", "The Mill", "2015-05-11")
                            .says({person("Chief Orla")}, "11 workers were hurt", "taken"));
  EXPECT_THAT(edges(traced(pile)), Contains("b relays c stated"));
  EXPECT_THAT(traced(pile).revisions, SizeIs(1));
}

TEST(Changes, ALabelThatARetellingLosesIsSaid) {
  const auto page = [](const std::string& text) {
    return Page("b", "Echo", "2015-05-12")
        .says({body("The Mill"), person("Baldwin Quill")}, text, "rent");
  };
  const auto lost = [&](const std::string& text) {
    std::vector<std::string> all;
    const Trace trace = traced({Page("a", "The Mill", "2015-05-11")
                                    .labelled("SATIRE")
                                    .says({person("Baldwin Quill")}, "pigeons pay rent", "rent"),
                                page(text)});
    for (const AttributionChange& change : trace.attribution_changes) {
      if (change.of == "label") all.push_back(change.document + " " + change.from);
    }
    return all;
  };
  EXPECT_THAT(lost("pigeons pay rent"), ElementsAre("b SATIRE"));
  EXPECT_THAT(lost("on a satirical page pigeons pay rent"), IsEmpty());
}

TEST(Changes, APageThatIsAsCarefulElsewhereStrengthensNothing) {
  Who claiming = person("Ewart Pimm");
  claiming.cue = "claims";
  const auto kinds = [&](const std::string& second_cue) {
    Who second = claiming;
    second.cue = second_cue;
    std::vector<std::string> all;
    const Trace trace = traced({Page("a", "Mill", "2015-05-05").says({claiming}, "acid", "acid"),
                                Page("b", "Echo", "2015-05-06")
                                    .says({person("Ewart Pimm")}, "acid", "acid")
                                    .says({second}, "trout", "trout")});
    for (const AttributionChange& change : trace.attribution_changes) all.push_back(change.kind);
    return all;
  };
  EXPECT_THAT(kinds("claims"), IsEmpty());
  EXPECT_THAT(kinds("said"), ElementsAre("strengthened"));
}

TEST(Timeline, UndatedPagesComeLastInNoOrder) {
  const Trace trace = traced({Page("aa", "Paper A", "").plain("the roof leaks", "roof"),
                              Page("bb", "Paper B", "2015-05-06").plain("the roof leaks", "roof"),
                              Page("cc", "Paper C", "2015-05-05").plain("the roof leaks", "roof")});
  std::vector<std::string> dates;
  for (const TimelineEntry& entry : trace.timeline) dates.push_back(entry.date);
  EXPECT_THAT(dates, ElementsAre("2015-05-05", "2015-05-06", ""));
}

TEST(Query, WordsFindTheNarrativeAndNonsenseFindsNothing) {
  const MemoryCollection pile({wire()});
  const Result<Trace> found = trace(pile, {"roof leaks", ""});
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->narrative.id, "n1");
  const Result<Trace> nothing = trace(pile, {"zeppelin harvest", ""});
  ASSERT_FALSE(nothing.has_value());
  EXPECT_EQ(nothing.error().kind, ErrorKind::not_found);
  EXPECT_THAT(nothing.error().message, testing::HasSubstr("the story"));
  EXPECT_EQ(trace(pile, {"", "nffff"}).error().kind, ErrorKind::not_found);
  EXPECT_EQ(trace(pile, {"", "aa#cx"}).error().kind, ErrorKind::usage);
  EXPECT_TRUE(trace(pile, {"", "aa#c1"}).has_value());
}

// Any pile of reprints and quotations: the counts are ordered, every chain's evidence is exact, and
// the order in which the pages came changes nothing.
TEST(Properties, OrderOfPagesChangesNothingAndCountsAreOrdered) {
  EXPECT_TRUE(rc::check("trace is a function of the set of pages", [] {
    const auto size = *rc::gen::inRange<std::size_t>(1, 6);
    std::vector<Page> pages;
    for (std::size_t i = 0; i < size; ++i) {
      const std::string id = "d" + std::to_string(i);
      Page page(id, "Paper " + std::to_string(*rc::gen::inRange(0, 4)),
                *rc::gen::element<std::string>("", "2015-05-05", "2015-05-06", "2015-06-01"));
      const auto sentences = *rc::gen::inRange(1, 4);
      for (int s = 0; s < sentences; ++s) {
        const std::string topic = *rc::gen::element<std::string>("roof", "rain");
        const auto kind = *rc::gen::inRange(0, 5);
        if (kind == 0) page.plain("it is said " + topic, topic);
        if (kind == 1) page.says({person("Ivo Weiss")}, "it was " + topic, topic);
        if (kind == 2) page.says({unnamed("a source")}, "it was " + topic, topic);
        if (kind == 3)
          page.says({body("Paper " + std::to_string(*rc::gen::inRange(0, 5)))}, "so " + topic,
                    topic);
        if (kind == 4) page.plain("we saw " + topic, topic, Voice::own_voice);
        if (*rc::gen::inRange(0, 3) == 0) {
          page.relay("Paper " + std::to_string(*rc::gen::inRange(0, 6)), RelayKind::outlet);
        }
      }
      pages.push_back(page);
    }
    const Trace forward = traced(pages);
    std::reverse(pages.begin(), pages.end());
    RC_ASSERT(forward == traced(pages));
    RC_ASSERT(forward.independent_origins.min <= forward.independent_origins.count);
    RC_ASSERT(forward.independent_origins.count <= forward.independent_origins.max);
    RC_ASSERT(forward.independent_origins.max <= forward.origins.size());
    const MemoryCollection pile(pages);
    for (const Edge& edge : forward.edges) {
      for (const Evidence& words : edge.evidence) {
        const auto document = pile.document(words.document);
        RC_ASSERT(document.has_value());
        RC_ASSERT(hearsay::words((*document)->article, words.span) == words.text);
      }
    }
  }));
}

}  // namespace
}  // namespace hearsay::tracing
