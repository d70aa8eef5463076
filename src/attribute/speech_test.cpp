#include "attribute/speech.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <array>
#include <chrono>
#include <ctime>
#include <string>
#include <string_view>
#include <vector>

#include "attribute/test_document.h"
#include "attribute/transcripts.h"
#include "attribute/utterances.h"

namespace hearsay::attribute {
namespace {

std::vector<std::string_view> parts_of(std::string_view all, char by) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at <= all.size();) {
    const std::size_t end = std::min(all.find(by, at), all.size());
    parts.push_back(all.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

TokenRange tokens_of(const Page& page, std::string_view words) {
  const std::size_t at = page.article().text.find(words);
  if (at == std::string::npos) return {};
  return page.tokens(
      {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())});
}

/// "source|cue|piece|piece", one after the other behind ";": what the heads are said to have found.
std::vector<Found> heads(const Page& page, std::string_view given) {
  std::vector<Found> all;
  if (given.empty()) return all;
  for (const std::string_view one : parts_of(given, ';')) {
    const auto parts = parts_of(one, '|');
    Found found;
    if (!parts[0].empty()) found.source = {tokens_of(page, parts[0])};
    found.cue = tokens_of(page, parts[1]);
    for (std::size_t at = 2; at < parts.size(); ++at) {
      found.content.push_back(tokens_of(page, parts[at]));
    }
    all.push_back(found);
  }
  return all;
}

std::string settled(const TestDocument& document, std::string_view given) {
  const Page page(document.article, document.segmentation, document.annotation);
  std::vector<Found> found = heads(page, given);
  settle_speech(page, found);
  std::string lines;
  for (const Found& each : found) {
    const auto text = [&](const std::vector<TokenRange>& ranges) {
      Spans spans;
      for (const TokenRange range : ranges) spans.push_back(page.span(range));
      return document.text(spans);
    };
    lines += text(each.source) + "|" + (each.cue.empty() ? "" : text({each.cue})) + "|" +
             text(each.content) + "\n";
  }
  return lines;
}

struct Row {
  std::string_view text;
  std::string_view heads;
  std::string_view settled;
};

TEST(Speech, GoesToTheClauseBesideIt) {
  const Row rows[] = {
      // Whole, however little the heads saw.
      {"“The roof leaks badly,” Weiss said.", "Weiss|said|roof leaks",
       "Weiss|said|“The roof leaks badly,”\n"},
      {"“The roof leaks,” said Weiss, “and it rains.”", "Weiss|said|“The roof leaks,”",
       "Weiss|said|“The roof leaks,” … “and it rains.”\n"},
      {"Weiss said: “The roof leaks.” Nobody laughed.", "Weiss|said|roof leaks.” Nobody laughed",
       "Weiss|said|“The roof leaks.”\n"},
      {"“It leaks,” Weiss said. “It rains.”", "Weiss|said|“It leaks,”",
       "Weiss|said|“It leaks,” … “It rains.”\n"},
      // One each, though the heads give both to one.
      {"“It leaks,” said Weiss. “It rains,” said Roe.", "Weiss|said|“It leaks,”|“It rains,”",
       "Weiss|said|“It leaks,”\nRoe|said|“It rains,”\n"},
      // Without the heads.
      {"“It leaks,” said Weiss.", "", "Weiss|said|“It leaks,”\n"},
      {"«It leaks», said Weiss.", "", "Weiss|said|«It leaks»\n"},
      {"Weiss said: “It leaks.”", "", "Weiss|said|“It leaks.”\n"},
      {"It was there: “It leaks.”", "", "|:|“It leaks.”\n"},
      // Fragments, titles and scare quotes part nothing and are no speech.
      {"Weiss said the roof was “a leaking disgrace”.", "Weiss|said|the roof was “a",
       "Weiss|said|the roof was “a leaking disgrace”\n"},
      {"Weiss said “it leaks” for years.", "Weiss|said|“it leaks” for years",
       "Weiss|said|“it leaks” for years\n"},
      {"The “safe” roof opens on Monday.", "", ""},
      // What the heads took from another sentence or paragraph.
      {"The hall is “old”. “It leaks,” said Weiss.", "Weiss|said|The hall|“It leaks,”",
       "Weiss|said|“It leaks,”\n"},
      {"The hall is old.\nThe roof leaks, Weiss said.", "Weiss|said|The hall is old",
       "Weiss|said|The roof leaks\n"},
      {"Roe said it rains.\nWeiss denied the roof leaks.", "Roe|said|it rains|the roof leaks",
       "Roe|said|it rains\nWeiss|denied|the roof leaks\n"},
      {"“It leaks,” Weiss said, and left by the hall.", "Weiss|said|“It leaks,”|left by the hall",
       "Weiss|said|“It leaks,”\n"},
      {"“It leaks.” — Anna Weiss", "", "Anna Weiss|—|“It leaks.”\n"},
  };
  for (const Row& row : rows) {
    TestDocument document(row.text);
    document.name("Weiss", EntityType::person).name("Anna", EntityType::person);
    EXPECT_EQ(settled(document, row.heads), row.settled) << row.text;
  }
}

TEST(Speech, RunsOnOverParagraphs) {
  TestDocument document("“The roof leaks.\n“It rains,” said Weiss.");
  document.segmentation.quotations.at(1).continues = QuotationIndex{0};
  EXPECT_EQ(settled(document, "Weiss|said|“It rains,”"),
            "Weiss|said|“The roof leaks.\n“It rains,”\n");
  const TestDocument carried("“It leaks,” said Weiss.\n“The roof is old.”");
  EXPECT_EQ(settled(carried, ""), "Weiss|said|“It leaks,”\n||“The roof is old.”\n");
}

TEST(Speech, BehindDashes) {
  const Row rows[] = {
      {"— The roof leaks, said Weiss.", "Weiss|said|roof", "Weiss|said|— The roof leaks\n"},
      {"— It leaks! said Weiss. It rains.", "", "Weiss|said|— It leaks! … It rains.\n"},
      {"— It leaks, — said Weiss.", "", "Weiss|said|— It leaks\n"},
      {"— It leaks, keeper Weiss told us.", "Weiss|told|leaks", "keeper Weiss|told|— It leaks\n"},
      {"— Bring the roof", "", ""},
      {"Weiss said:\n— Bring the roof.", "", "Weiss|said|— Bring the roof.\n"},
      {"Weiss said:\n— the roof\n— the hall", "", ""},
  };
  for (const Row& row : rows) EXPECT_EQ(settled(TestDocument(row.text), row.heads), row.settled);
}

TEST(Speech, InTranscriptsAndSetOff) {
  const Row rows[] = {
      {"ROE: It leaks.\nPINT: Why?\nROE: It is old.", "",
       "ROE|:|It leaks.\nPINT|:|Why?\nROE|:|It is old.\n"},
      {"ROE: It leaks.\nThe hall too.\nPINT: Why?\nROE: Age.", "",
       "ROE|:|It leaks.\nThe hall too.\nPINT|:|Why?\nROE|:|Age.\n"},
      {"Where: the hall.\nWhen: Monday.", "", ""},
      {"ROE: It leaks.", "", ""},
      {"Weiss said:\nThe roof leaks.\nI left.\nThe hall is old.", "Weiss|said|roof",
       "Weiss|said|The roof leaks.\nI left.\n"},
  };
  for (const Row& row : rows) EXPECT_EQ(settled(TestDocument(row.text), row.heads), row.settled);
}

TEST(Utterances, NestByWhatTheyHold) {
  std::vector<Utterance> all = {
      {{4, 6}, {4, 6}}, {{0, 8}, {1, 7}}, {{7, 9}, {7, 9}}, {{0, 8}, {0, 8}}};
  nest(all);  // what crosses an edge, or is the same again, goes
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].parent, no_utterance);
  EXPECT_EQ(all[1].parent, 0U);
}

// Contents in text order, disjoint, never empty, apart from cue and source.
TEST(SpeechProperty, AnyWordsAndSpansGiveSoundContents) {
  static const std::vector<std::string> pieces = {
      "“",  "”",    "\"",    "‘",        "’",     ",",    ".",   "?", ":", "—",
      "\n", "said", "Weiss", "the roof", "leaks", "ROE:", "and", "(", "I", "1"};
  EXPECT_TRUE(rc::check([] {
    std::string text;
    const auto chosen = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces));
    for (const std::string& each : chosen) text += each + " ";
    const TestDocument document(text);
    const Page page(document.article, document.segmentation, document.annotation);
    const auto size = static_cast<std::uint32_t>(page.rows().size());
    std::vector<Found> found;
    const auto any = [&] {
      const auto begin = *rc::gen::inRange<std::uint32_t>(0, size);
      return TokenRange{begin, *rc::gen::inRange<std::uint32_t>(begin + 1, size + 1)};
    };
    for (int at = 0; size > 0 && at < 3; ++at) {
      Found each;
      each.cue = any();
      each.source = outside_of({any()}, {each.cue});
      each.content = outside_of({any()}, {each.cue});
      if (!each.content.empty()) found.push_back(each);
    }
    settle_speech(page, found);
    for (const Found& each : found) {
      RC_ASSERT(!each.content.empty());
      RC_ASSERT(each.quoted <= each.words);
      for (std::size_t at = 0; at < each.content.size(); ++at) {
        RC_ASSERT(!each.content[at].empty());
        RC_ASSERT(each.content[at].end <= size);
        if (at > 0) RC_ASSERT(each.content[at - 1].end <= each.content[at].begin);
        for (std::uint32_t token = each.cue.begin; token < each.cue.end; ++token) {
          RC_ASSERT(!each.content[at].contains(token));
        }
      }
    }
  }));
}

TEST(Speech, TakesTimeInProportionToTheText) {
  for (const std::string_view pattern : {"“a ", "“a” ", "— a, b ", "— a, said\n", "ROE: a\n",
                                         "said: “a” ", "a, ", "said “a, ", "\n"}) {
    std::string text;
    while (text.size() < (1U << 17U)) text += pattern;
    const TestDocument document(text);
    const Page page(document.article, document.segmentation, document.annotation);
    std::vector<Found> found;
    const auto start = std::chrono::steady_clock::now();
    settle_speech(page, found);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    EXPECT_LT(taken.count(), 10) << pattern;  // quadratic would be minutes
  }
}

/// An attribution for each "said", of the word before it and the two tokens behind it.
std::vector<Found> each_said(const Page& page) {
  std::vector<Found> all;
  for (std::uint32_t at = 1; at + 3 < page.rows().size(); ++at) {
    if (page.rows()[at].lower != "said") continue;
    Found each;
    each.cue = {at, at + 1};
    each.source = {{at - 1, at}};
    each.content = {{at + 1, at + 3}};
    all.push_back(each);
  }
  return all;
}

/// Processor time that speech takes in a text of `first` and then `then`, half a text each.
double seconds_for(std::string_view first, std::string_view then, std::size_t size) {
  std::string text;
  while (!first.empty() && text.size() < size / 2) text += first;
  while (text.size() < size) text += then;
  const TestDocument document(text);
  const Page page(document.article, document.segmentation, document.annotation);
  std::vector<Found> found = each_said(page);
  const std::clock_t start = std::clock();
  settle_speech(page, found);
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

TEST(Speech, TakesTimeInProportionWhereAllIsSaid) {
  struct Case {
    std::string_view first, then;
  };
  for (const Case& each : std::to_array<Case>({{"", "I said:\nI leaked.\n"},
                                               {"", "he said:\nI leaked\n"},
                                               {"a ", ", he said “b” "},
                                               {"“1 ", ", he said ‘b’ "},
                                               {"", "“a, said Weiss, "},
                                               {"", "« “a” : he said "},
                                               {"", "— a, he said, b: "},
                                               {"", "he said it , "}})) {
    constexpr std::size_t size = 1U << 15U;
    const double small = seconds_for(each.first, each.then, size);
    const double large = seconds_for(each.first, each.then, 8 * size);
    EXPECT_LT(large, 24 * small + 0.3) << each.first << each.then;  // quadratic: 64
  }
}

}  // namespace
}  // namespace hearsay::attribute
