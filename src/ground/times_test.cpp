#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "ground/calendar.h"
#include "ground/ground.h"
#include "ground/holidays.h"
#include "ground/test_text.h"

namespace hearsay {
namespace {

using testing::tagged;

// "words=value" of each expression, joined by " | ".
std::string dump(std::string_view text, std::string_view published) {
  auto in = tagged(text);
  in.article.published = published;
  std::string out;
  for (const Time& time : resolve_times(in.article, in.segmentation, in.annotation)) {
    if (!out.empty()) out += " | ";
    out += std::string(words(in.article, time.span)) + "=" + time.value;
  }
  return out;
}

struct Row {
  std::string_view text;
  std::string_view expected;
};

class Timex : public ::testing::TestWithParam<Row> {};

// All are read on Wednesday, 6 May 2015.
TEST_P(Timex, HasValue) {
  EXPECT_EQ(dump(GetParam().text, "2015-05-06"), GetParam().expected) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Written, Timex,
    ::testing::Values(Row{"It closed on 5 May 2015.", "5 May 2015=2015-05-05"},
                      Row{"It closed on May 5, 2015.", "May 5, 2015=2015-05-05"},
                      Row{"It closed on Tuesday, 5 May 2015.", "Tuesday, 5 May 2015=2015-05-05"},
                      Row{"It closed on Tuesday, May 5.", "Tuesday, May 5=2015-05-05"},
                      Row{"It closed on the 5th of May.", "the 5th of May=2015-05-05"},
                      Row{"Minutes of Monday, May 4: all came.", "Monday, May 4=2015-05-04"},
                      Row{"It closed on May 5th.", "May 5th=2015-05-05"},
                      Row{"It closed on May fifth.", "May fifth=2015-05-05"},
                      Row{"It closed on 2015-05-04.", "2015-05-04=2015-05-04"},
                      Row{"It closed on 5/4/2015.", "5/4/2015=2015-05-04"},
                      Row{"It closed on 25/4/2015.", "25/4/2015=2015-04-25"},
                      Row{"It closed on 12.03.2015 for good.", "12.03.2015=2015-03-12"},
                      Row{"It opened in March 2009.", "March 2009=2009-03"},
                      Row{"It opened in March of 2009.", "March of 2009=2009-03"},
                      Row{"It opened in Sept. 2009.", "Sept. 2009=2009-09"},
                      Row{"It opened on Dec. 1.", "Dec. 1=2014-12-01"},
                      Row{"It opened in January.", "January=2015-01"},
                      Row{"It opened in November.", "November=2014-11"},
                      Row{"It will open in November.", "November=2015-11"},
                      Row{"It has been open since 1998.", "1998=1998"},
                      Row{"The flood of 2013 was worse.", "2013=2013"},
                      Row{"It stood there in the 1990s.", "1990s=199"},
                      Row{"It stood there in the '90s.", "'90s=199"},
                      Row{"It dates from the 19th century.", "the 19th century=18"},
                      Row{"It happened in nineteen ninety-six.", "nineteen ninety-six=1996"},
                      Row{"It opened at Christmas 2012.", "Christmas 2012=2012-12-25"},
                      Row{"It opened on Good Friday 2015.", "Good Friday 2015=2015-04-03"}));

INSTANTIATE_TEST_SUITE_P(
    Relative, Timex,
    ::testing::Values(Row{"It closed today.", "today=2015-05-06"},
                      Row{"It closed yesterday.", "yesterday=2015-05-05"},
                      Row{"It closes tomorrow.", "tomorrow=2015-05-07"},
                      Row{"It closed on the day before yesterday.",
                          "the day before yesterday=2015-05-04"},
                      Row{"It closed on Tuesday.", "Tuesday=2015-05-05"},
                      Row{"It closed on Wednesday.", "Wednesday=2015-05-06"},
                      Row{"It closed on Thursday.", "Thursday=2015-04-30"},
                      Row{"It will close on Thursday.", "Thursday=2015-05-07"},
                      Row{"It is expected to close on Monday.", "Monday=2015-05-11"},
                      Row{"It closed last Wednesday.", "last Wednesday=2015-04-29"},
                      Row{"It closed last Friday.", "last Friday=2015-05-01"},
                      Row{"It closes next Friday.", "next Friday=2015-05-08"},
                      Row{"It closed this Monday.", "this Monday=2015-05-04"},
                      Row{"It closed last week.", "last week=2015-W18"},
                      Row{"It closed this week.", "this week=2015-W19"},
                      Row{"It closes next week.", "next week=2015-W20"},
                      Row{"It closed last month.", "last month=2015-04"},
                      Row{"It closes next month.", "next month=2015-06"},
                      Row{"It closed last year.", "last year=2014"},
                      Row{"It closes next year.", "next year=2016"},
                      Row{"It closed this year.", "this year=2015"},
                      Row{"It closed last November.", "last November=2014-11"},
                      Row{"It closed last summer.", "last summer=2014-SU"},
                      Row{"It closes this summer.", "this summer=2015-SU"},
                      Row{"It opened in the summer of 2012.", "the summer of 2012=2012-SU"},
                      Row{"It closed two days ago.", "two days ago=2015-05-04"},
                      Row{"It closed two weeks ago.", "two weeks ago=2015-W17"},
                      Row{"It closed three months ago.", "three months ago=2015-02"},
                      Row{"It closed ten years ago.", "ten years ago=2005"},
                      Row{"It closed a decade ago.", "a decade ago=2005"},
                      Row{"It closed over the weekend.", "the weekend=2015-W18-WE"},
                      Row{"It is open now.", "now=PRESENT_REF"},
                      Row{"It is currently closed.", "currently=PRESENT_REF"},
                      Row{"It closed recently.", "recently=PAST_REF"},
                      Row{"It will close in the near future.", "the near future=FUTURE_REF"},
                      Row{"It was damp in recent years.", "recent years=PAST_REF"}));

INSTANTIATE_TEST_SUITE_P(
    Parts, Timex,
    ::testing::Values(
        Row{"It rained late last month.", "late last month=2015-04"},
        Row{"It rained in early May.", "early May=2015-05"},
        Row{"It rained in mid-April.", "mid-April=2015-04"},
        Row{"It rained earlier this week.", "earlier this week=2015-W19"},
        Row{"It lasts until the end of 2016.", "the end of 2016=2016"},
        Row{"It lasts until the end of the month.", "the end of the month=2015-05"},
        Row{"Profit fell in the third quarter of 1990.", "the third quarter of 1990=1990-Q3"},
        Row{"Profit fell in the first quarter.", "the first quarter=2015-Q1"},
        Row{"Profit fell in the fourth quarter.", "the fourth quarter=2014-Q4"},
        Row{"It was built in the first half of 2013.", "the first half of 2013=2013-H1"},
        Row{"It rained on Monday night.", "Monday night=2015-05-04TNI"},
        Row{"It rained yesterday morning.", "yesterday morning=2015-05-05TMO"},
        Row{"It rained this morning.", "this morning=2015-05-06TMO"},
        Row{"It rained last night.", "last night=2015-05-05TNI"},
        Row{"It rains tonight.", "tonight=2015-05-06TNI"},
        Row{"It fell at 10:30 a.m. on Tuesday.",
            "10:30 a.m.=2015-05-06T10:30 | Tuesday=2015-05-05"},
        Row{"It fell at 4 p.m. Tuesday.", "4 p.m. Tuesday=2015-05-05T16:00"},
        Row{"It fell at 10am.", "10am=2015-05-06T10:00"},
        Row{"It fell at 2.20 a.m. sharp.", "2.20 a.m.=2015-05-06T02:20"},
        Row{"It fell at noon.", "noon=2015-05-06T12:00"}));

INSTANTIATE_TEST_SUITE_P(
    Lengths, Timex,
    ::testing::Values(Row{"It took two years.", "two years=P2Y"},
                      Row{"It took 18 months.", "18 months=P18M"},
                      Row{"It took several weeks.", "several weeks=PXW"},
                      Row{"It took a few days.", "a few days=PXD"},
                      Row{"It took half an hour.", "half an hour=PT30M"},
                      Row{"It took nearly forty years.", "nearly forty years=P40Y"},
                      Row{"It took at least 72 hours.", "at least 72 hours=PT72H"},
                      Row{"It was a two-year project.", "two-year=P2Y"},
                      Row{"It was a 24-hour strike.", "24-hour=PT24H"},
                      Row{"It leaked in the past 24 hours.", "the past 24 hours=PT24H"},
                      Row{"It leaked for the past three years.", "the past three years=P3Y"},
                      Row{"It takes two decades.", "two decades=P20Y"},
                      Row{"It rains every day.", "every day=P1D"},
                      Row{"It meets every Thursday.", "every Thursday=XXXX-WXX-4"},
                      Row{"It is a quarter of an hour away.", "a quarter of an hour=PT15M"},
                      Row{"It is a daily paper.", "daily=P1D"}));

INSTANTIATE_TEST_SUITE_P(
    FromText, Timex,
    ::testing::Values(Row{"It opened on 3 March 2009.\nTwo days later it closed.",
                          "3 March 2009=2009-03-03 | Two days later=2009-03-05"},
                      Row{"It opened on 3 March 2009.\nIt closed the next day.",
                          "3 March 2009=2009-03-03 | the next day=2009-03-04"},
                      Row{"It opened on 3 March 2009.\nIt closed later that year.",
                          "3 March 2009=2009-03-03 | later that year=2009"}));

INSTANTIATE_TEST_SUITE_P(
    Series, Timex,
    ::testing::Values(
        Row{"It closed on May 4 and 5.", "May 4=2015-05-04 | 5=2015-05-05"},
        Row{"It closed on March 5-7, 2012.", "March 5=2012-03-05 | 7, 2012=2012-03-07"},
        Row{"It closed from 5 to 7 March 2012.", "5=2012-03-05 | 7 March 2012=2012-03-07"},
        Row{"It closed on 3 and 4 May.", "3=2015-05-03 | 4 May=2015-05-04"},
        Row{"On May 4 and 12 leaks/NOUN later it closed.", "May 4=2015-05-04"},
        Row{"It stood there from 2009 to 2012.", "2009=2009 | 2012=2012"},
        Row{"The March vote/NOUN was close.", "March=2015-03"}));

INSTANTIATE_TEST_SUITE_P(
    Planned, Timex,
    ::testing::Values(Row{"It stays shut until Friday.", "Friday=2015-05-08"},
                      Row{"It stays shut until 9 a.m. Friday.", "9 a.m. Friday=2015-05-08T09:00"},
                      Row{"It is/AUX set/VERB to/PART open/VERB on Friday.", "Friday=2015-05-08"},
                      Row{"It had been due to open on Friday.", "Friday=2015-05-01"},
                      Row{"It is open through July.", "July=2015-07"},
                      Row{"It expects/VERB a third-quarter loss.", "third-quarter=2015-Q3"},
                      Row{"It expects/VERB a first-quarter loss.", "first-quarter=2015-Q1"},
                      Row{"It expects/VERB a fourth-quarter loss.", "fourth-quarter=2015-Q4"}));

INSTANTIATE_TEST_SUITE_P(
    Neighbours, Timex,
    ::testing::Values(
        Row{"It closed in February this year.", "February=2015-02 | this year=2015"},
        Row{"It closed on 3 November last year.", "3 November=2014-11-03 | last year=2014"},
        Row{"It opens again in April next year.", "April=2016-04 | next year=2016"},
        Row{"It closed last Christmas.", "last Christmas=2014-12-25"},
        Row{"It is paid $5 million a year.", ""},
        Row{"Sales for the full year fell.", "the full year=2015"},
        Row{"Sales in the year ended 31 March fell.", "the year=P1Y | 31 March=2015-03-31"},
        Row{"It was damp in recent weeks.", "recent weeks=PXW"},
        Row{"It may be damp in coming weeks.", "coming weeks=PXW"},
        Row{"It took two and a half years.", "two and a half years=P2Y6M"},
        Row{"It should be done by year-end.", "year-end=2015-12-31"},
        Row{"People do so these days.", "these days=PRESENT_REF"}));

INSTANTIATE_TEST_SUITE_P(
    NoTimes, Timex,
    ::testing::Values(Row{"He may close it.", ""}, Row{"They march on the town.", ""},
                      Row{"June Carter sang.", ""}, Row{"He gave 2000 soldiers bread.", ""},
                      Row{"The team won 3-1.", ""}, Row{"It is the second attack.", ""},
                      Row{"It cost $1999.", ""}, Row{"The Salar/PROPN Today/PROPN said so.", ""},
                      Row{"A second man fell.", ""}, Row{"He had sat there.", ""},
                      Row{"The 99999999999999999999th guest came.", ""}, Row{"", ""}));

TEST(Times, StayOpenWithoutADate) {
  EXPECT_EQ(dump("It closed on Tuesday.", ""), "Tuesday=XXXX-WXX-2");
  EXPECT_EQ(dump("It closed on 5 May.", ""), "5 May=XXXX-05-05");
  EXPECT_EQ(dump("It closed last week.", ""), "last week=XXXX-WXX");
  EXPECT_EQ(dump("It closed on 5 May 2015.", ""), "5 May 2015=2015-05-05");
}

std::string first_value(std::string_view text, std::string_view published) {
  auto in = tagged(text);
  in.article.published = published;
  const auto times = resolve_times(in.article, in.segmentation, in.annotation);
  return times.empty() ? "none" : times.front().value;
}

TEST(Times, CountFromADateline) {
  EXPECT_EQ(dump("ORURO, 4 May 2015 (Meadow Wire) - It closed on Friday.", ""),
            "4 May 2015=2015-05-04 | Friday=2015-05-01");
  EXPECT_EQ(dump("ORURO, 28 April (Meadow Wire) - It closed yesterday.", "2015-05-06"),
            "28 April=2015-04-28 | yesterday=2015-04-27");
  // Another's date, and a day within a sentence.
  EXPECT_EQ(dump("ORURO, 4 May 2009 (Meadow Wire) - It closed yesterday.", "2015-05-06"),
            "4 May 2009=2009-05-04 | yesterday=2015-05-05");
  EXPECT_EQ(dump("The mill on 28 April - a Tuesday - closed, they said yesterday.", "2015-05-06"),
            "28 April=2015-04-28 | Tuesday=2015-05-05 | yesterday=2015-05-05");
}

TEST(Times, GoOnWithADayLongPast) {
  EXPECT_EQ(dump("It closed on 3 March 2009. It opened again on Friday.", "2015-05-06"),
            "3 March 2009=2009-03-03 | Friday=2009-03-06");
  EXPECT_EQ(dump("It closed on 3 March 2009 and opened on 5 April.", "2015-05-06"),
            "3 March 2009=2009-03-03 | 5 April=2009-04-05");
  // Another paragraph, and what is planned, are of the present.
  EXPECT_EQ(dump("It closed on 3 March 2009.\nIt opened again on Friday.", "2015-05-06"),
            "3 March 2009=2009-03-03 | Friday=2015-05-01");
  EXPECT_EQ(dump("It closed on 3 March 2009 and will open on Friday.", "2015-05-06"),
            "3 March 2009=2009-03-03 | Friday=2015-05-08");
  // A day of these weeks is no such day.
  EXPECT_EQ(dump("It closed on 20 April 2015 and opened on Tuesday.", "2015-05-06"),
            "20 April 2015=2015-04-20 | Tuesday=2015-05-05");
}

TEST(Times, KnowHolidaysOfSeveralCalendars) {
  const std::vector<Row> rows = {
      {"It closed at Easter.", "2015-04-05"},
      {"It closed on Orthodox Good Friday.", "2015-04-10"},
      {"It closed on Thanksgiving.", "2014-11-27"},
      {"It closed on Memorial Day 2016.", "2016-05-30"},
      {"It closed on New Year's Eve.", "2014-12-31"},
      {"It closed during Ramadan 2015.", "2015-06-18/2015-07-16"},
      {"It will/AUX close/VERB during Ramadan.", "2015-06-18/2015-07-16"},
      {"It closed on Eid al-Fitr 2016.", "2016-07-06"},
      {"It closed on Eid al-Adha 2014.", "2014-10-04"},
      {"It closed at Lunar New Year 2015.", "2015-02-19"},
      {"It closed on Yom Kippur 2015.", "2015-09-23"},
      {"It closed for Passover 2015.", "2015-04-04/2015-04-10"},
      {"It closed at Nowruz.", "2015-03-21"},
      {"It is on Easter Island.", "none"},
  };
  for (const Row& row : rows)
    EXPECT_EQ(first_value(row.text, "2015-05-06"), row.expected) << row.text;
  EXPECT_EQ(first_value("It closed during Ramadan.", ""), "none");
  EXPECT_EQ(first_value("It closed during Ramadan.", "2015-06-20"), "2015-06-18/2015-07-16");
}

TEST(Holidays, HaveNoLineWithoutMeaning) {
  EXPECT_GT(holidays().size(), 50U);
  for (const std::string_view line : {"easter", "easter\tsunday", "easter\teaster", "x\t12",
                                      "x\t1 2 z", "x\thebrew 3-25 0", "\t1-1"}) {
    EXPECT_FALSE(parse_holidays(line)) << line;
  }
  for (const Holiday& holiday : holidays()) {
    for (int year = 2000; year <= 2030; ++year) {
      const auto days = days_of(holiday, year);
      // The moon's year is shorter than the sun's, so that one of its days may fall out of a year.
      if (!days) continue;
      EXPECT_LE(days->first, days->last) << holiday.words.front();
      EXPECT_EQ(calendar::year_of(days->first), year) << holiday.words.front();
    }
  }
}

// The days that an expression covers.
std::string days_of(std::string_view text, std::string_view published) {
  auto in = tagged(text);
  in.article.published = published;
  const auto times = resolve_times(in.article, in.segmentation, in.annotation);
  return times.empty() ? "none" : times.front().begin + ".." + times.front().end;
}

TEST(Times, CoverDays) {
  EXPECT_EQ(days_of("It closed on Tuesday.", "2015-05-06"), "2015-05-05..2015-05-05");
  EXPECT_EQ(days_of("It closed on Tuesday.", ""), "..");
  EXPECT_EQ(days_of("It closed in May 2012.", ""), "2012-05-01..2012-05-31");
  EXPECT_EQ(days_of("It closed last week.", "2015-05-06"), "2015-04-27..2015-05-03");
  EXPECT_EQ(days_of("It rained late last month.", "2015-05-06"), "2015-04-20..2015-04-30");
  EXPECT_EQ(days_of("It rained in the past 24 hours.", "2015-05-06"), "2015-05-05..2015-05-06");
  EXPECT_EQ(days_of("It stood there in the 1990s.", ""), "1990-01-01..1999-12-31");
  EXPECT_EQ(days_of("It took two years.", "2015-05-06"), "..");
}

TEST(Times, DayFirstWhereThePageIsFromACountryThatWritesSo) {
  auto in = tagged("It closed on 5/4/2015.");
  in.article.url = "https://news.example.co.uk/a";
  const auto times = resolve_times(in.article, in.segmentation, in.annotation);
  ASSERT_EQ(times.size(), 1U);
  EXPECT_EQ(times[0].value, "2015-04-05");
}

TEST(Times, NoneInBoilerplate) {
  auto in = tagged("It closed on 5 May 2015.");
  in.segmentation.paragraphs[0].role = ParagraphRole::boilerplate;
  EXPECT_TRUE(resolve_times(in.article, in.segmentation, in.annotation).empty());
}

TEST(Calendar, KnowsWeeksAndShortMonths) {
  EXPECT_EQ(calendar::iso_week(*calendar::day_of(2015, 12, 31)), "2015-W53");
  EXPECT_EQ(calendar::iso_week(*calendar::day_of(2016, 1, 3)), "2015-W53");
  EXPECT_EQ(calendar::iso(calendar::add_months(*calendar::day_of(2015, 3, 31), -1)), "2015-02-28");
  EXPECT_FALSE(calendar::day_of(2015, 2, 29));
  EXPECT_FALSE(calendar::day_of("2015-13-01"));
  EXPECT_FALSE(calendar::interval_of("P2D"));
  EXPECT_EQ(calendar::iso(calendar::interval_of("2015-W19-WE")->first), "2015-05-09");
}

// Whatever the words: spans in bounds, in order, apart; a begin is no later than its end.
TEST(Times, AreWellFormedForAnyWords) {
  EXPECT_TRUE(rc::check([] {
    const auto words_list =
        *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(std::vector<std::string>{
            "May",  "5",   "2015", ",",     "last", "week",   "two",     "days",
            "ago",  "the", "end",  "of",    "-",    "Monday", "night",   "99999999999999999999",
            "year", "'",   "s",    "every", "half", "an",     "hour",    "and",
            "a",    ".",   ":",    "30",    "p.m.", "next",   "quarter", "third",
            "é",    "mid", "90",   "1990"}));
    std::string text;
    for (const auto& word : words_list) text += word + " ";
    auto in = tagged(text);
    in.article.published = *rc::gen::elementOf(
        std::vector<std::string>{"", "2015-05-06", "0001-01-01", "9999-12-31", "nonsense"});
    std::uint32_t last = 0;
    for (const Time& time : resolve_times(in.article, in.segmentation, in.annotation)) {
      RC_ASSERT(time.span.begin >= last);
      RC_ASSERT(time.span.begin < time.span.end);
      RC_ASSERT(time.span.end <= in.article.text.size());
      RC_ASSERT(time.begin <= time.end);
      RC_ASSERT(!time.value.empty());
      last = time.span.end;
    }
  }));
}

}  // namespace
}  // namespace hearsay
