#include <gtest/gtest.h>

#include "ground/ground.h"
#include "ground/test_text.h"

namespace hearsay {
namespace {

using testing::tagged;

// An article of Wednesday, 6 May 2015, with one attribution and perhaps a tree: pairs of a word and
// the word that it hangs on.
struct Case {
  std::string_view text;
  std::string_view cue;
  std::string_view content;
  std::vector<std::pair<std::string_view, std::string_view>> tree;
  std::string_view expected;
};

Span find(const Article& article, std::string_view words) {
  const auto at = article.text.find(words);
  EXPECT_NE(at, std::string::npos) << words;
  return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
}

std::size_t token_of(const testing::TaggedText& in, std::string_view word) {
  const Span span = find(in.article, word);
  for (std::size_t i = 0; i < in.segmentation.tokens.size(); ++i) {
    if (in.segmentation.tokens[i].span.begin == span.begin) return i;
  }
  ADD_FAILURE() << word;
  return 0;
}

std::string said(const Case& row) {
  auto in = tagged(row.text);
  in.article.published = "2015-05-06";
  for (const auto& [word, head] : row.tree) {
    in.annotation.words[token_of(in, word)].head =
        TokenIndex{static_cast<std::uint32_t>(token_of(in, head))};
  }
  Attributions attributions;
  attributions.attributions.emplace_back();
  attributions.attributions[0].cue = {find(in.article, row.cue)};
  attributions.attributions[0].content = {find(in.article, row.content)};
  const auto times = resolve_times(in.article, in.segmentation, in.annotation);
  const auto out =
      with_times_of_saying(attributions, in.article, in.segmentation, in.annotation, times);
  const Attribution& one = out.attributions.at(0);
  return one.said_begin.empty() ? "none" : one.said_begin + ".." + one.said_end;
}

TEST(Said, IsTheTimeThatGoesWithTheCue) {
  const std::vector<Case> rows = {
      {"The mill said/VERB on/ADP Tuesday that it leaks.",
       "said",
       "it leaks",
       {},
       "2015-05-05..2015-05-05"},
      {"The mill told/VERB reporters/NOUN late/ADV Monday that it leaks.",
       "told",
       "it leaks",
       {{"Monday", "told"}},
       "2015-05-04..2015-05-04"},
      {"The mill said/VERB in a statement/NOUN on Tuesday that it leaks.",
       "said",
       "it leaks",
       {{"Tuesday", "statement"}, {"statement", "said"}},
       "2015-05-05..2015-05-05"},
      {"The mill on Tuesday said/VERB that it leaks.",
       "said",
       "it leaks",
       {{"Tuesday", "said"}},
       "2015-05-05..2015-05-05"},
      {"It leaks, the mill said/VERB last week.",
       "said",
       "It leaks",
       {{"last", "week"}, {"week", "said"}},
       "2015-04-27..2015-05-03"},
      {"In May 2012 the mill said/VERB that it leaks.",
       "said",
       "it leaks",
       {{"May", "said"}, {"2012", "May"}},
       "2012-05-01..2012-05-31"},
  };
  for (const Case& row : rows) EXPECT_EQ(said(row), row.expected) << row.text;
}

TEST(Said, IsUnknownWhereTheTextDoesNotTell) {
  const std::vector<Case> rows = {
      // The day of what is said.
      {"The mill said/VERB that it closed/VERB on Tuesday.",
       "said",
       "it closed on Tuesday",
       {},
       "none"},
      // Another verb's.
      {"The mill closed/VERB on Tuesday, he said/VERB, for good.",
       "said",
       "for good",
       {{"Tuesday", "closed"}, {"closed", "said"}},
       "none"},
      // No day yet to come.
      {"The mill said/VERB next week that it leaks.",
       "said",
       "it leaks",
       {{"week", "said"}},
       "none"},
      // A length is no day.
      {"The mill said/VERB for two years that it leaks.",
       "said",
       "it leaks",
       {{"years", "said"}},
       "none"},
      // When it was written.
      {"ORURO, May 4 (Wire) - The mill said/VERB that it leaks.",
       "said",
       "it leaks",
       {{"May", "said"}, {"4", "May"}},
       "none"},
      // Another sentence's.
      {"The mill said/VERB that it leaks.\nOn Tuesday it rained.", "said", "it leaks", {}, "none"},
  };
  for (const Case& row : rows) EXPECT_EQ(said(row), row.expected) << row.text;
}

TEST(Said, StaysUnknownWithoutACueOrTokens) {
  Attributions attributions;
  attributions.attributions.resize(2);
  attributions.attributions[1].cue = {{3, 5}};
  EXPECT_EQ(with_times_of_saying(attributions, {}, {}, {}, {}), attributions);
}

}  // namespace
}  // namespace hearsay
