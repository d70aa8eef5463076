#include "claim/claim.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <array>
#include <string>
#include <vector>

#include "claim/event_nouns.h"
#include "claim/test_text.h"

namespace hearsay {
namespace {

using claiming::parsed;
using claiming::ParsedText;

Claims claims_of(const ParsedText& in) {
  return claim(in.article, in.segmentation, in.annotation, in.attributions, in.groundings);
}

// "close(patient=The library)", "not", the modality unless it is a fact; claims joined by " | ".
std::string dump(const ParsedText& in) {
  static constexpr std::array<std::string_view, 5> roles = {"agent", "patient", "recipient",
                                                            "instrument", "purpose"};
  static constexpr std::array<std::string_view, 5> modalities = {"", " plan", " possible",
                                                                 " conditional", " ordered"};
  std::string out;
  for (const Claim& claim : claims_of(in).claims) {
    if (!out.empty()) out += " | ";
    if (claim.polarity == Polarity::negative) out += "not ";
    out += claim.predicate + "(";
    for (std::size_t i = 0; i < claim.roles.size(); ++i) {
      if (i > 0) out += ", ";
      out += std::string(roles[static_cast<std::size_t>(claim.roles[i].role)]) + "=" +
             std::string(words(in.article, claim.roles[i].span));
    }
    out += ")" + std::string(modalities[static_cast<std::size_t>(claim.modality)]);
  }
  return out;
}

struct Row {
  std::string_view text;
  std::string_view expected;
};

class Trees : public ::testing::TestWithParam<Row> {};

TEST_P(Trees, MakeClaims) { EXPECT_EQ(dump(parsed(GetParam().text)), GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(
    Roles, Trees,
    ::testing::Values(
        Row{"The council closed the library.", "close(agent=The council, patient=the library)"},
        Row{"The library was closed.", "close(patient=The library)"},
        Row{"The library was closed by the council.",
            "close(agent=the council, patient=The library)"},
        Row{"The mayor gave the family a letter.",
            "give(agent=The mayor, patient=a letter, recipient=the family)"},
        Row{"The mayor gave a letter to the family.",
            "give(agent=The mayor, patient=a letter, recipient=the family)"},
        Row{"The family was given a letter.", "give(patient=a letter, recipient=The family)"},
        Row{"The family received a letter from the mayor.",
            "receive(agent=the mayor, patient=a letter, recipient=The family)"},
        Row{"The agency supplied the town with water.",
            "supply(agent=The agency, patient=water, recipient=the town)"},
        Row{"Gunmen attacked the depot with mortars.",
            "attack(agent=Gunmen, patient=the depot, instrument=mortars)"},
        Row{"Gunmen attacked the depot using mortars.",
            "attack(agent=Gunmen, patient=the depot, instrument=mortars)"},
        Row{"The firm neither admitted nor denied the payments.",
            "not admit(agent=The firm, patient=the payments) | "
            "not deny(agent=The firm, patient=the payments)"},
        Row{"If the council scraps the tax, the clinic may reopen, the secretary said.",
            "scrap(agent=the council, patient=the tax) conditional | "
            "reopen(patient=the clinic) conditional"},
        Row{"Two men died in the fire.", "die(patient=Two men)"},
        Row{"The ship sank.", "sink(patient=The ship)"},
        Row{"The roof was unsafe.", "be(agent=The roof, patient=unsafe)"},
        Row{"Weiss is the mayor.", "be(agent=Weiss, patient=the mayor)"},
        Row{"There were leaks in the roof.", "be(patient=leaks)"},
        Row{"The roof has forty leaks.", "have(agent=The roof, patient=forty leaks)"},
        Row{"The captain was not on the bridge.", "not be(agent=The captain)"},
        Row{"Police arrested a woman and her brother.",
            "arrest(agent=Police, patient=a woman, patient=her brother)"}));

// What the tree says otherwise, or not at all.
INSTANTIATE_TEST_SUITE_P(
    Reread, Trees,
    ::testing::Values(
        Row{"Nine people were killed and dozens injured.",
            "kill(patient=Nine people) | injure(patient=dozens)"},
        Row{"Shares fell 11% on Friday.", "fall(patient=Shares)"},
        Row{"Talks between the port and the union collapsed.",
            "talk(agent=the port, agent=the union) | collapse(patient=Talks between the port and "
            "the union)"},
        Row{"The refusal of the parties to form a coalition alarmed the president.",
            "refuse(agent=the parties) | not form(agent=the parties, patient=a coalition) | "
            "alarm(agent=The refusal of the parties, patient=the president)"},
        Row{"The decision to close the ward was taken without consulting doctors.",
            "close(patient=the ward) plan | not consult(agent=The decision, patient=doctors)"},
        Row{"The company sued its director, accusing him of selling designs.",
            "sue(agent=The company, patient=its director) | sell(agent=its director, "
            "patient=designs)"},
        Row{"Prices have tripled.", "triple(patient=Prices)"},
        Row{"The airline offered passengers vouchers.",
            "offer(agent=The airline, patient=vouchers, recipient=passengers)"},
        Row{"Neighbours heard two shots and seen a man run.",
            "hear(agent=Neighbours, patient=two shots) | see(agent=Neighbours, patient=a man) | "
            "run(agent=a man)"},
        Row{"The opposition wants the election postponed.", "postpone(patient=the election) plan"},
        Row{"The nurse admits stealing morphine.",
            "admit(agent=The nurse) | steal(agent=The nurse, patient=morphine)"},
        Row{"The bank is in talks to buy the chain.",
            "be(agent=The bank) | buy(agent=The bank, patient=the chain) plan"},
        Row{"Having lost its licence, the operator stopped running buses.",
            "lose(agent=the operator, patient=its licence) | not run(agent=the operator, "
            "patient=buses)"},
        Row{"The vote took place in March.", "happen(patient=The vote)"},
        Row{"The minister resigned over the leak", "resign(agent=The minister)"}));

// The words of the places, claims joined by " | ".
std::string places(const ParsedText& in) {
  std::string out;
  for (const Claim& claim : claims_of(in).claims) {
    if (!out.empty()) out += " | ";
    for (std::size_t i = 0; i < claim.place_words.size(); ++i) {
      if (i > 0) out += ", ";
      out += words(in.article, claim.place_words[i]);
    }
  }
  return out;
}

TEST(Places, AreTheirWordsAlsoWithoutNames) {
  EXPECT_EQ(places(parsed("The army found a body in the cellar of a bakery near the river.")),
            "the cellar of a bakery, the river");
  EXPECT_EQ(places(parsed("Soldiers carried crates down from the roof.")), "the roof");
  EXPECT_EQ(places(parsed("Two men died in the fire.")), "");
  EXPECT_EQ(places(parsed("The vote took place in March.")), "");
}

INSTANTIATE_TEST_SUITE_P(
    SharedSubjects, Trees,
    ::testing::Values(
        Row{"The council closed the hall and sealed the roof.",
            "close(agent=The council, patient=the hall) | seal(agent=The council, patient=the "
            "roof)"},
        Row{"The hall was closed and sealed.", "close(patient=The hall) | seal(patient=The hall)"},
        Row{"The gunmen, who attacked the depot, killed three soldiers.",
            "attack(agent=The gunmen, patient=the depot) | kill(agent=The gunmen, patient=three "
            "soldiers)"},
        Row{"The bridge that the army built collapsed.",
            "build(agent=the army, patient=The bridge) | collapse(patient=The bridge)"},
        Row{"Police found a car abandoned by the thieves.",
            "find(agent=Police, patient=a car) | abandon(agent=the thieves, patient=a car)"},
        Row{"A man carrying a bag entered the bank.",
            "carry(agent=A man, patient=a bag) | enter(agent=A man, patient=the bank)"},
        Row{"A blast hit the market, killing forty people.",
            "hit(agent=A blast, patient=the market) | kill(agent=A blast, patient=forty people)"},
        Row{"Abandoned by its crew, the ship drifted north.",
            "abandon(agent=its crew, patient=the ship) | drift(agent=the ship)"}));

INSTANTIATE_TEST_SUITE_P(
    Control, Trees,
    ::testing::Values(
        Row{"The court ordered the firm to pay damages.",
            "order(agent=The court, patient=the firm) | pay(agent=the firm, patient=damages) "
            "ordered"},
        Row{"The firm was told to pay damages.",
            "tell(patient=The firm) | pay(agent=The firm, patient=damages) ordered"},
        Row{"The firm promised the town to repair the roof.",
            "repair(agent=The firm, patient=the roof) plan"},
        Row{"The army sent troops to disarm the rebels.",
            "send(agent=The army, patient=troops, purpose=disarm the rebels) | "
            "disarm(agent=troops, patient=the rebels) plan"},
        Row{"The town closed the hall to protect readers.",
            "close(agent=The town, patient=the hall, purpose=protect readers) | "
            "protect(agent=The town, patient=readers) plan"},
        Row{"The judge fined the driver for ignoring a red light.",
            "fine(agent=The judge, patient=the driver) | ignore(agent=the driver, patient=a red "
            "light)"},
        Row{"The governor has been accused of bribing voters.",
            "bribing(agent=The governor, patient=voters)"},
        Row{"Former employees accuse the foundry of tipping slag into the quarry.",
            "tip(agent=the foundry, patient=slag)"},
        Row{"Police suspect two brothers of stealing the car.",
            "steal(agent=two brothers, patient=the car) possible"}));

INSTANTIATE_TEST_SUITE_P(
    Nouns, Trees,
    ::testing::Values(
        Row{"The council carried out an inspection of the school.",
            "inspect(agent=The council, patient=the school)"},
        Row{"Gunmen launched an attack on the depot.", "attack(agent=Gunmen, patient=the depot)"},
        Row{"An inspection was carried out by the council.", "inspect(agent=the council)"},
        Row{"The minister made a visit to Vidin.", "visit(agent=The minister, patient=Vidin)"},
        Row{"Soldiers opened fire on the crowd.", "shoot(agent=Soldiers, patient=the crowd)"},
        Row{"The arrest of Kolev by soldiers caused protests.",
            "arrest(agent=soldiers, patient=Kolev) | cause(agent=The arrest of Kolev, "
            "patient=protests)"},
        Row{"The collapse of the bridge killed nine people.",
            "collapse(patient=the bridge) | kill(agent=The collapse of the bridge, patient=nine "
            "people)"},
        Row{"The mayor ordered the closure of the school.",
            "order(agent=The mayor, patient=the closure of the school) | close(patient=the school) "
            "ordered"},
        Row{"Was the hall closed?", ""}, Row{"A sad day.", ""}, Row{"It was.", ""},
        Row{"Try our kitchen.", ""}));

INSTANTIATE_TEST_SUITE_P(
    Polarity, Trees,
    ::testing::Values(
        Row{"The council failed to repair the roof.",
            "not repair(agent=The council, patient=the roof)"},
        Row{"The council did not repair the roof.",
            "not repair(agent=The council, patient=the roof)"},
        Row{"No one was hurt.", "not hurt(patient=No one)"},
        Row{"The roof has no leaks.", "not have(agent=The roof, patient=no leaks)"},
        Row{"Neither the mayor nor the council repaired the roof.",
            "not repair(agent=Neither the mayor, agent=the council, patient=the roof)"},
        Row{"The council has yet to repair the roof.",
            "not repair(agent=The council, patient=the roof)"},
        Row{"The men left without paying the bill.",
            "leave(agent=The men) | not pay(agent=The men, patient=the bill)"}));

INSTANTIATE_TEST_SUITE_P(
    Modality, Trees,
    ::testing::Values(
        Row{"The council will close the hall.", "close(agent=The council, patient=the hall) plan"},
        Row{"The council plans to close the hall.",
            "close(agent=The council, patient=the hall) plan"},
        Row{"The council did not agree to close the hall.",
            "not close(agent=The council, patient=the hall) plan"},
        Row{"The council will close the hall and sell the land.",
            "close(agent=The council, patient=the hall) plan | sell(agent=The council, "
            "patient=the land) plan"},
        Row{"The hall may close.", "close(patient=The hall) possible"},
        Row{"The hall will probably close.", "close(patient=The hall) possible"},
        Row{"The firm must pay damages.", "pay(agent=The firm, patient=damages) ordered"},
        Row{"The firm has to pay damages.", "pay(agent=The firm, patient=damages) ordered"},
        Row{"The mayor demanded that the hall be closed.", "close(patient=the hall) ordered"},
        Row{"If rain comes, the ceiling could collapse.",
            "come(agent=rain) conditional | collapse(patient=the ceiling) conditional"}));

INSTANTIATE_TEST_SUITE_P(
    Headlines, Trees,
    ::testing::Values(
        Row{"# Library closed over leaks", "close(patient=Library)"},
        Row{"# Blast kills forty", "kill(agent=Blast, patient=forty)"},
        Row{"# Pope to visit Vidin in May", "visit(agent=Pope, patient=Vidin) plan"},
        Row{"# Governor orders closure of schools",
            "order(agent=Governor, patient=closure of schools) | close(patient=schools) ordered"}));

// --- who stands behind it ---------------------------------------------------------------------

std::string voices(const ParsedText& in) {
  static constexpr std::array<std::string_view, 5> names = {"attributed", "carried", "own_voice",
                                                            "no_source_given", "unspecified"};
  std::string out;
  for (const Claim& claim : claims_of(in).claims) {
    if (!out.empty()) out += " | ";
    out += claim.predicate + " " + std::string(names[static_cast<std::size_t>(claim.voice)]);
    if (claim.attribution) out += " a" + std::to_string(static_cast<unsigned>(*claim.attribution));
    if (!claim.chain.empty()) {
      out += " [";
      for (const auto index : claim.chain) out += std::to_string(static_cast<unsigned>(index));
      out += "]";
    }
  }
  return out;
}

TEST(Voice, OfContentIsAttributedAndTheCueMakesNoClaim) {
  auto in = parsed("The mayor said that the roof leaked.");
  in.attribute("The mayor", "said", "the roof leaked");
  EXPECT_EQ(voices(in), "leak attributed a0 [0]");
}

TEST(Voice, ChainsRunFromTheOutermost) {
  auto in = parsed("The paper said that an official told it that the roof leaked.");
  in.attribute("The paper", "said", "an official told it that the roof leaked");
  in.attribute("an official", "told", "the roof leaked", SourceKind::unnamed);
  EXPECT_EQ(voices(in), "leak attributed a1 [01]");
}

TEST(Voice, OfMediaReportsIsUnspecified) {
  auto in = parsed("Reports said that the roof leaked.");
  in.attribute("Reports", "said", "the roof leaked", SourceKind::unspecified);
  EXPECT_EQ(voices(in), "leak unspecified a0 [0]");
  EXPECT_EQ(voices(parsed("The roof reportedly leaked.")), "leak unspecified");
}

TEST(Voice, WithoutASourceIsSaidSo) {
  EXPECT_EQ(voices(parsed("The roof leaked.")), "leak no_source_given");
}

TEST(Voice, OfTheNewsroomIsItsOwn) {
  EXPECT_EQ(voices(parsed("This newspaper has seen the report.")), "see own_voice");
  EXPECT_EQ(voices(parsed("We have seen the report.")), "see own_voice");
  auto named = parsed("The Mill Daily has seen the report.");
  named.article.publisher = "The Mill Daily";
  EXPECT_EQ(voices(named), "see own_voice");
}

TEST(Voice, QuotedWeIsNotTheNewsroom) {
  auto in = parsed("We have seen the report.");
  Quotation quotation;
  quotation.outside = quotation.inside = {0, static_cast<std::uint32_t>(in.article.text.size())};
  in.segmentation.quotations.push_back(quotation);
  EXPECT_EQ(voices(in), "see no_source_given");
}

TEST(Voice, GoesOnWithASpeaker) {
  auto in = parsed(
      "The mayor said that the roof leaked.\n"
      "The walls cracked.\n");
  in.attribute("The mayor", "said", "the roof leaked");
  EXPECT_EQ(voices(in), "leak attributed a0 [0] | crack carried a0");
}

TEST(Voice, EndsWithTheParagraphUnlessTakenUp) {
  auto other = parsed(
      "The mayor said that the roof leaked.\n\n"
      "The walls cracked.\n");
  other.attribute("The mayor", "said", "the roof leaked");
  EXPECT_EQ(voices(other), "leak attributed a0 [0] | crack no_source_given");
  auto same = parsed(
      "The mayor said that the roof leaked.\n\n"
      "He closed the hall.\n");
  same.attribute("The mayor", "said", "the roof leaked");
  EXPECT_EQ(voices(same), "leak attributed a0 [0] | close carried a0");
}

TEST(Voice, IsNotCarriedOverATurn) {
  auto in = parsed(
      "The mayor said that the roof leaked.\n"
      "Meanwhile the walls cracked.\n");
  in.attribute("The mayor", "said", "the roof leaked");
  EXPECT_EQ(voices(in), "leak attributed a0 [0] | crack no_source_given");
}

TEST(Voice, IsNotCarriedFromMediaReports) {
  auto in = parsed(
      "Reports said that the roof leaked.\n"
      "The walls cracked.\n");
  in.attribute("Reports", "said", "the roof leaked", SourceKind::unspecified);
  EXPECT_EQ(voices(in), "leak unspecified a0 [0] | crack no_source_given");
}

TEST(Claims, OfAPromiseIsAPlanOfTheOneWhoPromised) {
  auto in = parsed("The mayor promised to repair the roof.");
  in.attribute("The mayor", "promised", "to repair the roof", SourceKind::named_person,
               Modality::promise);
  EXPECT_EQ(dump(in), "repair(agent=The mayor, patient=the roof) plan");
}

TEST(Claims, HoldWhatStandsInTheirClause) {
  auto in = parsed("The hall in Vidin was closed on Tuesday after a roofer counted 40 leaks.");
  Place place;
  place.span = in.find("Vidin");
  Time time;
  time.span = in.find("Tuesday");
  Quantity quantity;
  quantity.span = in.find("40 leaks");
  in.groundings = {{place}, {time}, {quantity}};
  in.annotation.mentions.push_back(
      {in.find("roofer"), EntityType::person, MentionForm::nominal, {}, {}});
  const auto claims = claims_of(in).claims;
  ASSERT_EQ(claims.size(), 2U);
  EXPECT_THAT(claims[0].places, ::testing::ElementsAre(PlaceIndex{0}));
  EXPECT_THAT(claims[0].times, ::testing::ElementsAre(TimeIndex{0}));
  EXPECT_TRUE(claims[0].quantities.empty());
  EXPECT_THAT(claims[1].quantities, ::testing::ElementsAre(QuantityIndex{0}));
  EXPECT_EQ(claims[1].roles[0].mention, MentionIndex{0});
  EXPECT_EQ(words(in.article, claims[1].span), "a roofer counted 40 leaks");
}

TEST(Claims, OfADenialAreNegative) {
  auto in = parsed("The mayor denied that the roof leaked.");
  in.attribute("The mayor", "denied", "the roof leaked", SourceKind::named_person, Modality::deny);
  EXPECT_EQ(dump(in), "not leak(agent=the roof)");
}

TEST(Claims, OfWhatIsCalledUntrueAreNegative) {
  EXPECT_EQ(dump(parsed("It is untrue that the mayor closed the hall.")),
            "not close(agent=the mayor, patient=the hall)");
  EXPECT_EQ(dump(parsed("It is not untrue that the mayor closed the hall.")),
            "close(agent=the mayor, patient=the hall)");
  EXPECT_EQ(dump(parsed("It is false that the roof leaked.")), "not leak(agent=the roof)");
  EXPECT_EQ(dump(parsed("It is clear that the roof leaked.")), "leak(agent=the roof)");
}

TEST(Claims, OfReportsThatAreRejectedAreNegative) {
  auto in = parsed("The mayor rejected reports that the roof leaked.");
  in.attribute("The mayor", "rejected", "reports that the roof leaked", SourceKind::named_person,
               Modality::deny);
  EXPECT_EQ(dump(in), "not leak(agent=the roof)");
  EXPECT_EQ(voices(in), "leak attributed a0 [0]");
}

TEST(Claims, OfWhatIsAllegedHaveNoNamedSource) {
  EXPECT_EQ(voices(parsed("The mayor is alleged to have closed the hall.")), "close unspecified");
}

TEST(Claims, NoneInBoilerplate) {
  auto in = parsed("The roof leaked.");
  in.segmentation.paragraphs[0].role = ParagraphRole::boilerplate;
  EXPECT_TRUE(claims_of(in).claims.empty());
}

// --- pronouns -----------------------------------------------------------------------------------

TEST(Pronouns, MeanWhoTookPartBefore) {
  EXPECT_EQ(dump(parsed("The firm bought the mill.\nIt will hand the keys to the tenants.")),
            "buy(agent=The firm, patient=the mill) | "
            "hand(agent=The firm, patient=the keys, recipient=the tenants) plan");
  EXPECT_EQ(
      dump(parsed("The museum returned 14 masks to the town from which they were stolen.")),
      "return(agent=The museum, patient=14 masks, recipient=the town) | steal(patient=14 masks)");
}

TEST(Pronouns, AgreeInKind) {
  auto in = parsed("Ann Lee runs the port.\nShe sold it two cranes.");
  in.mention("Ann Lee", EntityType::person, 0);
  EXPECT_EQ(dump(in),
            "run(agent=Ann Lee, patient=the port) | "
            "sell(agent=Ann Lee, patient=two cranes, recipient=the port)");
  EXPECT_EQ(claims_of(in).claims[1].roles[0].mention, MentionIndex{0});
  // A council may be a "he" to the tree, not to a reader.
  EXPECT_EQ(dump(parsed("The council closed the library.\nHe closed the roof.")),
            "close(agent=The council, patient=the library) | close(agent=He, patient=the roof)");
}

TEST(Pronouns, LookBackOneSentenceAndNeverIntoAHeadline) {
  const std::string_view open = "hand(agent=It, patient=the keys, recipient=the tenants) plan";
  const std::string_view it = "It will hand the keys to the tenants.";
  EXPECT_THAT(dump(parsed("# The firm bought the mill.\n" + std::string(it))),
              ::testing::EndsWith(open));
  EXPECT_THAT(
      dump(parsed("The firm bought the mill.\nThe roof leaked.\n" + std::string(it))),
      ::testing::EndsWith("hand(agent=The roof, patient=the keys, recipient=the tenants) plan"));
}

// --- duplicates -------------------------------------------------------------------------------

std::vector<std::size_t> tellings(const ParsedText& in) {
  std::vector<std::size_t> out;
  for (const Claim& claim : claims_of(in).claims) out.push_back(claim.spans.size());
  return out;
}

constexpr std::string_view kTwice =
    "The council shut the library on Tuesday.\n"
    "The library was shut by the council.";

TEST(Duplicates, AreOneClaimWithAllItsSpans) {
  const auto in = parsed(kTwice);
  const auto claims = claims_of(in).claims;
  ASSERT_EQ(claims.size(), 1U);
  ASSERT_EQ(claims[0].spans.size(), 2U);
  EXPECT_EQ(claims[0].span, claims[0].spans[0]);
  EXPECT_EQ(words(in.article, claims[0].spans[1]), "The library was shut by the council");
}

TEST(Duplicates, ShareEntitiesRatherThanWords) {
  auto in = parsed("The council closed the hall and sealed the roof.\nHe closed the hall.");
  EXPECT_THAT(tellings(in), ::testing::ElementsAre(1, 1, 1));
  in.mention("council", EntityType::organisation, 0).mention("He", EntityType::organisation, 0);
  EXPECT_THAT(tellings(in), ::testing::ElementsAre(2, 1));
}

TEST(Duplicates, AreNoneWhereSlotsDiffer) {
  EXPECT_THAT(tellings(parsed("The council shut the library on Tuesday.\nThe council shut the "
                              "school.")),
              ::testing::ElementsAre(1, 1));
  auto days =
      parsed("The council shut the library on Tuesday.\nThe council shut the library on Friday.");
  EXPECT_THAT(tellings(days), ::testing::ElementsAre(2));
  Time tuesday;
  tuesday.span = days.find("Tuesday");
  tuesday.begin = tuesday.end = "2015-05-05";
  Time friday;
  friday.span = days.find("Friday");
  friday.begin = friday.end = "2015-05-08";
  days.groundings.times = {tuesday, friday};
  EXPECT_THAT(tellings(days), ::testing::ElementsAre(1, 1));
}

TEST(Duplicates, AreNoneWhereAnotherSaysSo) {
  auto in = parsed(
      "The mayor said that the council shut the library.\nThe library was shut by the council.");
  in.attribute("The mayor", "said", "the council shut the library");
  in.segmentation.sentences[1].paragraph = ParagraphIndex{7};  // nobody's words go on
  EXPECT_THAT(tellings(in), ::testing::ElementsAre(1, 1));
}

TEST(EventNouns, AreFoundAndSorted) {
  ASSERT_NE(claiming::event_noun("closure"), nullptr);
  EXPECT_EQ(claiming::event_noun("closure")->verb, "close");
  EXPECT_TRUE(claiming::event_noun("death")->without_object);
  EXPECT_EQ(claiming::event_noun("table"), nullptr);
  EXPECT_EQ(claiming::event_noun(""), nullptr);
  EXPECT_NE(claiming::event_noun("abandonment"), nullptr);
}

// Any trees, also with circles and heads in other sentences, and any attributions: claims lie in
// the text, in order, on real records.
TEST(Claims, AreWellFormedForAnyTrees) {
  EXPECT_TRUE(rc::check([] {
    std::vector<std::string> sentences;
    for (const auto& [text, unused] : claiming::parsed_sentences()) sentences.push_back(text);
    const auto list = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(sentences));
    std::string text;
    for (const auto& sentence : list) text += sentence + "\n";
    auto in = parsed(text);
    const auto token_count = static_cast<std::uint32_t>(in.annotation.words.size());
    const std::vector<std::string> relations = {
        "root",  "nsubj", "nsubj:pass", "obj",       "obl",  "cop",   "conj", "xcomp", "ccomp",
        "advcl", "acl",   "mark",       "acl:relcl", "nmod", "appos", "case", "aux",   ""};
    for (int i = token_count == 0 ? 0 : *rc::gen::inRange(0, 60); i > 0; --i) {
      Word& word = in.annotation.words[*rc::gen::inRange<std::uint32_t>(0, token_count)];
      word.head = TokenIndex{*rc::gen::inRange<std::uint32_t>(0, token_count + 2)};
      word.relation = *rc::gen::elementOf(relations);
      if (*rc::gen::arbitrary<bool>()) word.tag = PartOfSpeech::VERB;
    }
    const auto size = static_cast<std::uint32_t>(in.article.text.size());
    const auto some_span = [&]() -> Span {
      const auto a = *rc::gen::inRange<std::uint32_t>(0, size + 1);
      const auto b = *rc::gen::inRange<std::uint32_t>(0, size + 1);
      return {std::min(a, b), std::max(a, b)};
    };
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
      Attribution attribution;
      attribution.cue = {some_span()};
      attribution.source = {some_span()};
      attribution.content = {some_span()};
      in.attributions.attributions.push_back(attribution);
    }
    std::uint32_t last = 0;
    for (const Claim& claim : claims_of(in).claims) {
      RC_ASSERT(claim.span.begin < claim.span.end);
      RC_ASSERT(claim.span.end <= size);
      RC_ASSERT(claim.predicate_span.begin >= last);
      RC_ASSERT(claim.span.contains(claim.predicate_span));
      RC_ASSERT(!claim.predicate.empty());
      if (claim.attribution) {
        RC_ASSERT(static_cast<std::size_t>(*claim.attribution) <
                  in.attributions.attributions.size());
      }
      for (const RoleFiller& role : claim.roles) {
        RC_ASSERT(role.span.begin < role.span.end);
        RC_ASSERT(role.span.end <= size);
      }
      for (const Span place : claim.place_words) {
        RC_ASSERT(place.begin < place.end);
        RC_ASSERT(place.end <= size);
      }
      last = claim.predicate_span.begin;
    }
  }));
}

}  // namespace
}  // namespace hearsay
