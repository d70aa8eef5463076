#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "ground/ground.h"
#include "ground/test_text.h"

namespace hearsay {
namespace {

using testing::tagged;

std::string number(const std::optional<double>& value) {
  if (!value) return "";
  char out[40];
  std::snprintf(out, sizeof out, "%.10g", *value);
  return out;
}

std::string dump(std::string_view text) {
  const auto in = tagged(text);
  const auto times = resolve_times(in.article, in.segmentation, in.annotation);
  std::string out;
  for (const Quantity& q : read_quantities(in.article, in.segmentation, in.annotation, times)) {
    if (!out.empty()) out += " | ";
    out += q.approximate ? "~" : "";
    out += q.low && q.high && *q.low == *q.high ? number(q.low)
                                                : number(q.low) + ".." + number(q.high);
    if (!q.unit.empty()) out += " " + q.unit;
  }
  return out;
}

struct Row {
  std::string_view text;
  std::string_view expected;
};

class Quantities : public ::testing::TestWithParam<Row> {};

TEST_P(Quantities, AreRead) {
  EXPECT_EQ(dump(GetParam().text), GetParam().expected) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Numbers, Quantities,
    ::testing::Values(
        Row{"He counted 40 leaks.", "40 leak"}, Row{"He counted 1,200 leaks.", "1200 leak"},
        Row{"He counted forty leaks.", "40 leak"}, Row{"He counted forty-two leaks.", "42 leak"},
        Row{"He counted forty two leaks.", "42 leak"},
        Row{"He counted four hundred leaks.", "400 leak"},
        Row{"He counted a hundred leaks.", "100 leak"},
        Row{"He counted one hundred and five leaks.", "105 leak"},
        Row{"He counted two thousand five hundred leaks.", "2500 leak"},
        Row{"He counted a dozen leaks.", "12 leak"}, Row{"He counted two dozen leaks.", "24 leak"},
        Row{"He counted half a dozen leaks.", "6 leak"}, Row{"He counted one leak.", "1 leak"},
        Row{"About 2.5 million people left.", "~2500000 person"},
        Row{"He sold two and a half million books.", "2500000 book"},
        Row{"Seven women and three men came.", "7 woman | 3 man"},
        Row{"He saw 12 children.", "12 child"}, Row{"He saw 40 large roof leaks.", "40 leak"},
        Row{"He saw 40 of the leaks.", "40 leak"}, Row{"He lost 3m users.", "3000000 user"},
        Row{"It has a 12-member board.", "12 member"},
        Row{"Five more bodies were found.", "5 body"},
        Row{"Two boxes and two buses burnt.", "2 box | 2 bus"},
        Row{"He named ten countries.", "10 country"}, Row{"Twenty-one ships sank.", "21 ship"}));

INSTANTIATE_TEST_SUITE_P(
    Bounds, Quantities,
    ::testing::Values(
        Row{"At least 40 leaks.", "40.. leak"}, Row{"at least forty leaks", "40.. leak"},
        Row{"More than 40 leaks.", "40.. leak"}, Row{"Over 40 leaks.", "40.. leak"},
        Row{"No fewer than 40 leaks.", "40.. leak"}, Row{"Upwards of 40 leaks.", "40.. leak"},
        Row{"40 or more leaks.", "40.. leak"}, Row{"40-plus leaks.", "40.. leak"},
        Row{"40+ leaks.", "40.. leak"}, Row{"At most 40 leaks.", "..40 leak"},
        Row{"Up to 40 leaks.", "..40 leak"}, Row{"Fewer than 40 leaks.", "..40 leak"},
        Row{"Less than 40 leaks.", "..40 leak"}, Row{"No more than 40 leaks.", "..40 leak"},
        Row{"Under 40 leaks.", "..40 leak"}, Row{"As many as 40 leaks.", "..40 leak"},
        Row{"Some 40 leaks.", "~40 leak"}, Row{"About 40 leaks.", "~40 leak"},
        Row{"Around 40 leaks.", "~40 leak"}, Row{"Nearly four hundred leaks.", "~400 leak"},
        Row{"Almost 40 leaks.", "~40 leak"}, Row{"Roughly 40 leaks.", "~40 leak"},
        Row{"An estimated 40 leaks.", "~40 leak"}, Row{"Close to 40 leaks.", "~40 leak"},
        Row{"A dozen or so leaks.", "~12 leak"}, Row{"Only 40 leaks.", "40 leak"},
        Row{"Exactly 40 leaks.", "40 leak"}, Row{"Approximately 40 leaks.", "~40 leak"}));

INSTANTIATE_TEST_SUITE_P(Ranges, Quantities,
                         ::testing::Values(Row{"Between 30 and 40 leaks.", "30..40 leak"},
                                           Row{"30 to 40 leaks.", "30..40 leak"},
                                           Row{"30-40 leaks.", "30..40 leak"},
                                           Row{"30–40 leaks.", "30..40 leak"},
                                           Row{"From 30 to 40 leaks.", "30..40 leak"},
                                           Row{"Two or three leaks.", "2..3 leak"},
                                           Row{"Two to three leaks.", "2..3 leak"},
                                           Row{"2 to 3 million people.", "2000000..3000000 person"},
                                           Row{"Between thirty and forty leaks.", "30..40 leak"}));

INSTANTIATE_TEST_SUITE_P(
    Vague, Quantities,
    ::testing::Values(
        Row{"Dozens of leaks.", "~24.. leak"}, Row{"Hundreds of people fled.", "~200.. person"},
        Row{"Thousands of people fled.", "~2000.. person"},
        Row{"Tens of thousands of people fled.", "~20000.. person"},
        Row{"Hundreds of thousands of people fled.", "~200000.. person"},
        Row{"Scores of people fled.", "~40.. person"}, Row{"Several leaks.", "~.. leak"},
        Row{"A few leaks.", "~.. leak"}, Row{"A couple of leaks.", "~2 leak"},
        Row{"Millions of people fled.", "~2000000.. person"}, Row{"He scores often.", ""}));

INSTANTIATE_TEST_SUITE_P(
    Money, Quantities,
    ::testing::Values(
        Row{"It cost $40.", "40 USD"}, Row{"It cost $40 million.", "40000000 USD"},
        Row{"It cost $40m.", "40000000 USD"}, Row{"It cost US$40 million.", "40000000 USD"},
        Row{"It cost €5bn.", "5000000000 EUR"}, Row{"It cost £3.5m.", "3500000 GBP"},
        Row{"It cost €2-3bn.", "2000000000..3000000000 EUR"}, Row{"It cost 5 euros.", "5 EUR"},
        Row{"It cost 40 million dollars.", "40000000 USD"}, Row{"It cost 300 leva.", "300 BGN"},
        Row{"It cost USD 5 million.", "5000000 USD"}, Row{"It cost at least $40.", "40.. USD"},
        Row{"It cost between $30 and $40.", "30..40 USD"}, Row{"It cost C$20.", "20 CAD"},
        Row{"It cost 5 million US dollars.", "5000000 USD"}, Row{"It cost 100€.", "100 EUR"},
        Row{"It cost some 2,000 yen.", "~2000 JPY"}));

INSTANTIATE_TEST_SUITE_P(
    Shares, Quantities,
    ::testing::Values(Row{"45% of voters.", "45 %"}, Row{"45 percent of voters.", "45 %"},
                      Row{"45 per cent of voters.", "45 %"},
                      Row{"Rates rose 2.5 percentage points.", "2.5 percentage point"},
                      Row{"Half of the voters.", "50 %"}, Row{"Two thirds of voters.", "66.67 %"},
                      Row{"Two-thirds of voters.", "66.67 %"}, Row{"A third of voters.", "33.33 %"},
                      Row{"A quarter of voters.", "25 %"}, Row{"Three quarters of voters.", "75 %"},
                      Row{"About half of the voters.", "~50 %"},
                      Row{"10-15% of voters.", "10..15 %"}));

INSTANTIATE_TEST_SUITE_P(
    Measures, Quantities,
    ::testing::Values(
        Row{"It is 12 km away.", "12 kilometre"}, Row{"It is 12 kilometres away.", "12 kilometre"},
        Row{"It is 12km away.", "12 kilometre"}, Row{"It is 300 metres deep.", "300 metre"},
        Row{"It is 300m deep.", "300 metre"}, Row{"It weighs 5 tonnes.", "5 tonne"},
        Row{"It weighs 5 kilos.", "5 kilogram"},
        Row{"It covers 3,000 square metres.", "3000 square metre"},
        Row{"It went at 60 miles per hour.", "60 mile per hour"},
        Row{"It went at 90 km an hour.", "90 kilometre per hour"},
        Row{"It was 30 degrees Celsius.", "30 degree Celsius"},
        Row{"It was 30°C.", "30 degree Celsius"}, Row{"It covers 40 hectares.", "40 hectare"},
        Row{"He sold 3 million barrels.", "3000000 barrel"},
        Row{"It holds 200 litres.", "200 litre"}, Row{"It is six feet deep.", "6 foot"}));

INSTANTIATE_TEST_SUITE_P(
    NoAmounts, Quantities,
    ::testing::Values(Row{"The team won 3-1.", ""}, Row{"It is the third attack.", ""},
                      Row{"Article 5 applies.", ""}, Row{"Flight 370 vanished.", ""},
                      Row{"No. 10 said so.", ""}, Row{"A B-52 flew by.", ""},
                      Row{"It closed on 5 May 2015.", ""}, Row{"He did so two years ago.", ""},
                      Row{"It closed at 10:30 a.m.", ""}, Row{"Weiss, 46, said so.", ""},
                      Row{"One of them left.", ""}, Row{"It is the 21st.", ""}, Row{"", ""}));

TEST(Quantities, UseTagsWhereThereAreSome) {
  EXPECT_EQ(dump("One/NUM man/NOUN died/VERB ."), "1 man");
  EXPECT_EQ(dump("40/NUM large/ADJ roof/NOUN leaks/NOUN dripped/VERB"), "40 leak");
  EXPECT_EQ(dump("40/NUM dripped/VERB"), "");
  EXPECT_EQ(dump("It cost/VERB 40/NUM won/NOUN ."), "40 KRW");
  EXPECT_EQ(dump("Of them 40/NUM won/VERB ."), "");
}

TEST(Quantities, StandWhereTheyAreSaid) {
  const auto in = tagged("He counted more than 40 leaks today.");
  const auto found = read_quantities(in.article, in.segmentation, in.annotation, {});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(words(in.article, found[0].span), "more than 40 leaks");
}

TEST(Quantities, AreWellFormedForAnyWords) {
  EXPECT_TRUE(rc::check([] {
    const auto list = *rc::gen::container<std::vector<std::string>>(
        rc::gen::elementOf(std::vector<std::string>{"40",
                                                    "leaks",
                                                    "more",
                                                    "than",
                                                    "at",
                                                    "least",
                                                    "forty",
                                                    "-",
                                                    "two",
                                                    "hundred",
                                                    "million",
                                                    "$",
                                                    "€",
                                                    "between",
                                                    "and",
                                                    "to",
                                                    "of",
                                                    "the",
                                                    "dozens",
                                                    "half",
                                                    "third",
                                                    "%",
                                                    "km",
                                                    "a",
                                                    "or",
                                                    "so",
                                                    "1,000",
                                                    "3.5",
                                                    "99999999999999999999999999",
                                                    "trillion",
                                                    "dozen",
                                                    "+",
                                                    "’",
                                                    "é"}));
    std::string text;
    for (const auto& word : list) text += word + (*rc::gen::arbitrary<bool>() ? " " : "");
    const auto in = tagged(text);
    const auto times = resolve_times(in.article, in.segmentation, in.annotation);
    std::uint32_t last = 0;
    for (const Quantity& q : read_quantities(in.article, in.segmentation, in.annotation, times)) {
      RC_ASSERT(q.span.begin >= last);
      RC_ASSERT(q.span.begin < q.span.end);
      RC_ASSERT(q.span.end <= in.article.text.size());
      if (q.low && q.high) RC_ASSERT(*q.low <= *q.high);
      for (const Time& time : times) {
        RC_ASSERT(time.type == TimexType::duration || !time.span.overlaps(q.span));
      }
      last = q.span.end;
    }
  }));
}

}  // namespace
}  // namespace hearsay
