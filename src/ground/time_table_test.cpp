#include "ground/time_table.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "ground/test_text.h"

namespace hearsay::time_table {
namespace {

// The words that the longest row takes at the text's begin, and its value.
std::string longest(std::string_view table, std::string_view text) {
  const auto in = testing::tagged(text);
  const auto all =
      lexemes(in.article, in.segmentation, in.annotation, in.segmentation.sentences.front());
  const Lexemes x(all);
  const Table rows(parse(table).value());
  const auto match = rows.longest(x, 0);
  if (!match) return "none";
  const Span span{0, all[match->found.end - 1].span.end};
  return std::string(words(in.article, span)) + "=" + match->row->value;
}

TEST(TimeTable, TheOneCompiledInHasAMeaning) {
  const auto rows = parse(standard_text());
  ASSERT_TRUE(rows) << rows.error().message;
  EXPECT_GT(rows->size(), 100U);
  EXPECT_EQ(standard().rows().size(), rows->size());
}

TEST(TimeTable, CountsFromADayInOneForm) {
  for (const Row& row : standard().rows()) {
    if (!row.value.starts_with("dct") && !row.value.starts_with("text")) continue;
    EXPECT_TRUE(std::regex_match(
        row.value, std::regex("(dct|text)[+-]([0-9]|n)([DWMQY]|unit)( [-A-Z0-9{}a-z]+)?")))
        << row.value;
  }
}

// A line that an earlier one hides would never be read.
TEST(TimeTable, NoLineStandsTwice) {
  std::set<std::string> seen;
  for (const std::string_view line : text::split(standard_text(), '\n')) {
    const std::string pattern(line.substr(0, line.find('\t')));
    if (line.empty() || line.starts_with('#')) continue;
    EXPECT_TRUE(seen.insert(pattern).second) << pattern;
  }
}

TEST(TimeTable, TakesTheLongest) {
  constexpr std::string_view table = "the day\tdate\tA\nthe day before {weekday}\tdate\tB\n";
  EXPECT_EQ(longest(table, "the day before noon"), "the day=A");
  EXPECT_EQ(longest(table, "the day before Tuesday"), "the day before Tuesday=B");
  EXPECT_EQ(longest(table, "a day"), "none");
}

TEST(TimeTable, TakesTheFirstOfEquals) {
  EXPECT_EQ(longest("this day\tdate\tnone\nthis {unit}\tdate\tB\n", "this day"), "this day=none");
  EXPECT_EQ(longest("this day\tdate\tnone\nthis {unit}\tdate\tB\n", "this week"), "this week=B");
}

TEST(TimeTable, LeavesOutWhatMayBeMissing) {
  constexpr std::string_view table = "the? late|early {month} ,? {year}?\tdate\tA\n";
  EXPECT_EQ(longest(table, "the late May , 2015"), "the late May , 2015=A");
  EXPECT_EQ(longest(table, "early May"), "early May=A");
  EXPECT_EQ(longest(table, "early may"), "none");
}

TEST(TimeTable, LooksAtNeighbours) {
  EXPECT_EQ(longest("now [!{noun}]\tdate\tA\n", "now what"), "now=A");
  EXPECT_EQ(longest("now [!{noun}]\tdate\tA\n", "now leaks/NOUN"), "none");
  EXPECT_EQ(longest("the year [ended|ending]\tdate\tA\n", "the year ended"), "the year=A");
  EXPECT_EQ(longest("the year [ended|ending]\tdate\tA\n", "the year"), "none");
  EXPECT_EQ(longest("[in] the year\tdate\tA\n", "the year"), "none");
}

TEST(TimeTable, NamesChoicesOfWords) {
  EXPECT_EQ(longest("OWN = the|its\nOWN year\tdate\tA\n", "its year"), "its year=A");
}

TEST(TimeTable, MarksStandCloseToTheWordBefore) {
  EXPECT_EQ(longest("year - end\tdate\tA\nyear 's end\tdate\tB\n", "year-end"), "year-end=A");
  EXPECT_EQ(longest("year - end\tdate\tA\nyear 's end\tdate\tB\n", "year - end"), "none");
  EXPECT_EQ(longest("year - end\tdate\tA\nyear 's end\tdate\tB\n", "year's end"), "year's end=B");
}

TEST(TimeTable, RefusesLinesWithoutMeaning) {
  for (const std::string_view line : {"now\tdate", "now\tday\tA", "{nothing}\tdate\tA",
                                      "now?\tdate\tA", "a [b] c\tdate\tA", "now\tdate\tA\tB"}) {
    const auto rows = parse("\ntoday\tdate\tA\n" + std::string(line));
    ASSERT_FALSE(rows) << line;
    EXPECT_NE(rows.error().message.find("Line 3"), std::string::npos) << rows.error().message;
  }
}

}  // namespace
}  // namespace hearsay::time_table
