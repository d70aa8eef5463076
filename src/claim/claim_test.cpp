#include "claim/claim.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <array>

#include "claim/test_text.h"

namespace hearsay {
namespace {

using claiming::tagged;
using claiming::TaggedText;

Claims claims_of(const TaggedText& in) {
  return claim(in.article, in.segmentation, in.annotation, in.attributions, in.groundings);
}

// "close(patient=The library)", "not", the modality unless it is a fact; claims joined by " | ".
std::string dump(const TaggedText& in) {
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

class Clauses : public ::testing::TestWithParam<Row> {};

TEST_P(Clauses, MakeClaims) { EXPECT_EQ(dump(tagged(GetParam().text)), GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(
    Roles, Clauses,
    ::testing::Values(Row{"The council closed/VERB/close the library .",
                          "close(agent=The council, patient=the library)"},
                      Row{"The library was closed/VERB/close .", "close(patient=The library)"},
                      Row{"The library was closed/VERB/close by the council .",
                          "close(patient=The library, agent=the council)"},
                      Row{"The library has been closed/VERB/close .", "close(patient=The library)"},
                      Row{"A roofer counted/VERB/count 40/NUM leaks .",
                          "count(agent=A roofer, patient=40 leaks)"},
                      Row{"A roofer counted/VERB/count more/ADJ than/ADP 40/NUM leaks .",
                          "count(agent=A roofer, patient=more than 40 leaks)"},
                      Row{"A roofer counted/VERB/count at/ADP least/ADJ 40/NUM leaks .",
                          "count(agent=A roofer, patient=at least 40 leaks)"},
                      Row{"The mayor gave/VERB/give the family a letter .",
                          "give(agent=The mayor, recipient=the family, patient=a letter)"},
                      Row{"The mayor gave/VERB/give a letter to/ADP the family .",
                          "give(agent=The mayor, patient=a letter, recipient=the family)"},
                      Row{"The family was given/VERB/give a letter .",
                          "give(recipient=The family, patient=a letter)"},
                      Row{"Gunmen attacked/VERB/attack the depot with mortars .",
                          "attack(agent=Gunmen, patient=the depot, instrument=mortars)"},
                      Row{"Gunmen attacked/VERB/attack the depot using/VERB/use mortars .",
                          "attack(agent=Gunmen, patient=the depot, instrument=mortars)"},
                      Row{"The town closed/VERB/close the hall to protect/VERB/protect readers .",
                          "close(agent=The town, patient=the hall, purpose=to protect readers)"},
                      Row{"Weiss/PROPN met/VERB/meet Kolev/PROPN in Vidin/PROPN .",
                          "meet(agent=Weiss, patient=Kolev)"},
                      Row{"The roof of the library leaked/VERB/leak .",
                          "leak(agent=The roof of the library)"},
                      Row{"40/NUM of the leaks dripped/VERB/drip .", "drip(agent=40 of the leaks)"},
                      Row{"The roof was unsafe/ADJ/unsafe .", "unsafe(agent=The roof)"},
                      Row{"Weiss/PROPN is the mayor .", "be(agent=Weiss, patient=the mayor)"},
                      Row{"There were leaks .", "be(patient=leaks)"},
                      Row{"The roof has/AUX/have nearly/ADV forty/NUM leaks .",
                          "have(agent=The roof, patient=nearly forty leaks)"},
                      Row{"The roof has/AUX/have leaked/VERB/leak .", "leak(agent=The roof)"},
                      Row{"The council carried/VERB/carry out/ADP an inspection of the school .",
                          "inspection(agent=The council)"},
                      Row{"Gunmen carried/VERB/carry out/ADP an attack on the depot .",
                          "attack(agent=Gunmen, patient=the depot)"}));

INSTANTIATE_TEST_SUITE_P(
    Several, Clauses,
    ::testing::Values(
        Row{"The council closed/VERB/close the hall and sealed/VERB/seal the roof .",
            "close(agent=The council, patient=the hall) | seal(agent=The council, patient=the "
            "roof)"},
        Row{"The hall was closed/VERB/close after a roofer counted/VERB/count leaks .",
            "close(patient=The hall) | count(agent=a roofer, patient=leaks)"},
        Row{"The gunmen , who attacked/VERB/attack the depot , killed/VERB/kill soldiers .",
            "attack(agent=The gunmen, patient=the depot) | kill(agent=The gunmen, "
            "patient=soldiers)"},
        Row{"A blast hit/VERB/hit the market , killing/VERB/kill 40/NUM people .",
            "hit(agent=A blast, patient=the market) | kill(agent=A blast, patient=40 people)"},
        Row{"The roof leaked/VERB/leak , and the walls cracked/VERB/crack .",
            "leak(agent=The roof) | crack(agent=the walls)"},
        Row{"The court ordered/VERB/order the firm to pay/VERB/pay damages .",
            "order(agent=The court, patient=the firm) | pay(agent=the firm, patient=damages) "
            "ordered"},
        Row{"The library , a building in Vidin/PROPN , was closed/VERB/close .",
            "close(patient=The library)"}));

INSTANTIATE_TEST_SUITE_P(
    Polarity, Clauses,
    ::testing::Values(Row{"The council did not close/VERB/close the hall .",
                          "not close(agent=The council, patient=the hall)"},
                      Row{"The roof was not safe/ADJ/safe .", "not safe(agent=The roof)"},
                      Row{"The roof never leaked/VERB/leak .", "not leak(agent=The roof)"},
                      Row{"No books were damaged/VERB/damage .", "not damage(patient=No books)"},
                      Row{"The roofer found/VERB/find no leaks .",
                          "not find(agent=The roofer, patient=no leaks)"},
                      Row{"The firm failed/VERB/fail to test/VERB/test the water .",
                          "not test(agent=The firm, patient=the water)"},
                      Row{"The firm refused/VERB/refuse to pay/VERB/pay damages .",
                          "not pay(agent=The firm, patient=damages)"}));

INSTANTIATE_TEST_SUITE_P(
    Modality, Clauses,
    ::testing::Values(
        Row{"The council will close/VERB/close the hall .",
            "close(agent=The council, patient=the hall) plan"},
        Row{"The council plans/VERB/plan to close/VERB/close the hall .",
            "close(agent=The council, patient=the hall) plan"},
        Row{"The hall is to close/VERB/close .", "close(agent=The hall) plan"},
        Row{"The ceiling could collapse/VERB/collapse .", "collapse(agent=The ceiling) possible"},
        Row{"The ceiling may collapse/VERB/collapse .", "collapse(agent=The ceiling) possible"},
        Row{"The firm must pay/VERB/pay damages .", "pay(agent=The firm, patient=damages) ordered"},
        Row{"The firm has to pay/VERB/pay damages .",
            "pay(agent=The firm, patient=damages) ordered"},
        Row{"If rain comes/VERB/come , the ceiling could collapse/VERB/collapse .",
            "come(agent=rain) conditional | collapse(agent=the ceiling) conditional"},
        Row{"The hall is expected/VERB/expect to open/VERB/open .", "open(agent=The hall) plan"}));

INSTANTIATE_TEST_SUITE_P(
    Headlines, Clauses,
    ::testing::Values(Row{"# Library closed/VERB/close after/ADP leaks", "close(patient=Library)"},
                      Row{"# Blast kills/VERB/kill 40/NUM", "kill(agent=Blast, patient=40)"},
                      Row{"# Mayor died/VERB/die on/ADP Monday/PROPN", "die(agent=Mayor)"}));

INSTANTIATE_TEST_SUITE_P(NoClaims, Clauses,
                         ::testing::Values(Row{"Was the hall closed/VERB/close ?/PUNCT", ""},
                                           Row{"A sad/ADJ day .", ""}, Row{"It was .", ""},
                                           Row{"", ""}));

// --- who stands behind it ---------------------------------------------------------------------

std::string voices(const TaggedText& in) {
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
  auto in = tagged("The mayor said/VERB/say that the roof leaked/VERB/leak .");
  in.attribute("The mayor", "said", "the roof leaked");
  EXPECT_EQ(voices(in), "leak attributed a0 [0]");
}

TEST(Voice, ChainsRunFromTheOutermost) {
  auto in = tagged(
      "The paper said/VERB/say that an official told/VERB/tell it that the roof leaked/VERB/leak "
      ".");
  in.attribute("The paper", "said", "an official told it that the roof leaked");
  in.attribute("an official", "told", "the roof leaked", SourceKind::unnamed);
  EXPECT_EQ(voices(in), "leak attributed a1 [01]");
}

TEST(Voice, OfMediaReportsIsUnspecified) {
  auto in = tagged("Reports said/VERB/say that the roof leaked/VERB/leak .");
  in.attribute("Reports", "said", "the roof leaked", SourceKind::unspecified);
  EXPECT_EQ(voices(in), "leak unspecified a0 [0]");
  EXPECT_EQ(voices(tagged("The roof reportedly/ADV leaked/VERB/leak .")), "leak unspecified");
}

TEST(Voice, WithoutASourceIsSaidSo) {
  EXPECT_EQ(voices(tagged("The roof leaked/VERB/leak .")), "leak no_source_given");
}

TEST(Voice, OfTheNewsroomIsItsOwn) {
  EXPECT_EQ(voices(tagged("This newspaper has seen/VERB/see the report .")), "see own_voice");
  EXPECT_EQ(voices(tagged("We have seen/VERB/see the report .")), "see own_voice");
  auto named = tagged("The Mill/PROPN Daily/PROPN has seen/VERB/see the report .");
  named.article.publisher = "The Mill Daily";
  EXPECT_EQ(voices(named), "see own_voice");
}

TEST(Voice, QuotedWeIsNotTheNewsroom) {
  auto in = tagged("We have seen/VERB/see the report .");
  Quotation quotation;
  quotation.outside = quotation.inside = {0, static_cast<std::uint32_t>(in.article.text.size())};
  in.segmentation.quotations.push_back(quotation);
  EXPECT_EQ(voices(in), "see no_source_given");
}

TEST(Voice, GoesOnWithASpeaker) {
  auto in = tagged(
      "The mayor said/VERB/say that the roof leaked/VERB/leak .\n"
      "The walls cracked/VERB/crack .\n");
  in.attribute("The mayor", "said", "the roof leaked");
  EXPECT_EQ(voices(in), "leak attributed a0 [0] | crack carried a0");
}

TEST(Voice, EndsWithTheParagraphUnlessTakenUp) {
  auto other = tagged(
      "The mayor said/VERB/say that the roof leaked/VERB/leak .\n\n"
      "The walls cracked/VERB/crack .\n");
  other.attribute("The mayor", "said", "the roof leaked");
  EXPECT_EQ(voices(other), "leak attributed a0 [0] | crack no_source_given");
  auto same = tagged(
      "The mayor said/VERB/say that the roof leaked/VERB/leak .\n\n"
      "He closed/VERB/close the hall .\n");
  same.attribute("The mayor", "said", "the roof leaked");
  EXPECT_EQ(voices(same), "leak attributed a0 [0] | close carried a0");
}

TEST(Voice, IsNotCarriedOverATurn) {
  auto in = tagged(
      "The mayor said/VERB/say that the roof leaked/VERB/leak .\n"
      "Meanwhile/ADV the walls cracked/VERB/crack .\n");
  in.attribute("The mayor", "said", "the roof leaked");
  EXPECT_EQ(voices(in), "leak attributed a0 [0] | crack no_source_given");
}

TEST(Voice, IsNotCarriedFromMediaReports) {
  auto in = tagged(
      "Reports said/VERB/say that the roof leaked/VERB/leak .\n"
      "The walls cracked/VERB/crack .\n");
  in.attribute("Reports", "said", "the roof leaked", SourceKind::unspecified);
  EXPECT_EQ(voices(in), "leak unspecified a0 [0] | crack no_source_given");
}

TEST(Claims, OfAPromiseIsAPlanOfTheOneWhoPromised) {
  auto in = tagged("The mayor promised/VERB/promise to repair/VERB/repair the roof .");
  in.attribute("The mayor", "promised", "to repair the roof", SourceKind::named_person,
               Modality::promise);
  EXPECT_EQ(dump(in), "repair(agent=The mayor, patient=the roof) plan");
}

TEST(Claims, HoldWhatStandsInTheirClause) {
  auto in = tagged(
      "The hall in Vidin/PROPN was closed/VERB/close on Tuesday/PROPN after a roofer "
      "counted/VERB/count 40/NUM leaks .");
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

TEST(Claims, NoneInBoilerplate) {
  auto in = tagged("The roof leaked/VERB/leak .");
  in.segmentation.paragraphs[0].role = ParagraphRole::boilerplate;
  EXPECT_TRUE(claims_of(in).claims.empty());
}

// Any words with any tags and any attributions: claims lie in the text, in order, on real records.
TEST(Claims, AreWellFormedForAnyWords) {
  EXPECT_TRUE(rc::check([] {
    const auto list = *rc::gen::container<std::vector<std::string>>(
        rc::gen::elementOf(std::vector<std::string>{"the",
                                                    "roof",
                                                    "leaked/VERB/leak",
                                                    "was",
                                                    "closed/VERB/close",
                                                    "to",
                                                    "who",
                                                    ",",
                                                    "and",
                                                    "that",
                                                    "not",
                                                    "by",
                                                    "of",
                                                    "40/NUM",
                                                    "if",
                                                    "there",
                                                    "killing/VERB/kill",
                                                    "will",
                                                    "said/VERB/say",
                                                    "red/ADJ",
                                                    "soon/ADV",
                                                    "it",
                                                    ".",
                                                    "given/VERB/give",
                                                    "is",
                                                    "-/PUNCT",
                                                    "its",
                                                    "out/ADP",
                                                    "an",
                                                    "attack",
                                                    "carried/VERB/carry",
                                                    "with"}));
    std::string text;
    for (const auto& word : list) text += word + (*rc::gen::inRange(0, 9) == 0 ? "\n" : " ");
    auto in = tagged(text);
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
      for (const RoleFiller& role : claim.roles) RC_ASSERT(role.span.end <= size);
      last = claim.predicate_span.begin;
    }
  }));
}

}  // namespace
}  // namespace hearsay
