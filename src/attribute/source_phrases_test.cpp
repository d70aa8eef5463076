#include "attribute/source_phrases.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "attribute/test_document.h"

namespace hearsay::attribute {
namespace {

/// A word's tag, its head (its place in the sentence, -1 for the root) and relation.
struct Tree {
  PartOfSpeech tag;
  int head;
  std::string relation;
};

TestDocument parsed(std::string_view text, const std::vector<Tree>& tree) {
  TestDocument document(text);
  document.annotation.words.clear();
  for (const Tree& each : tree) {
    Word word;
    word.tag = each.tag;
    if (each.head >= 0) word.head = static_cast<TokenIndex>(each.head);
    word.relation = each.relation;
    document.annotation.words.push_back(word);
  }
  return document;
}

using enum PartOfSpeech;

// The mayor of Oakford said it leaks .
const std::vector<Tree> mayor = {{DET, 1, "det"},    {NOUN, 4, "nsubj"}, {ADP, 3, "case"},
                                 {PROPN, 1, "nmod"}, {VERB, -1, "root"}, {PRON, 6, "nsubj"},
                                 {VERB, 4, "ccomp"}, {PUNCT, 4, "punct"}};

struct Row {
  TokenRange source;
  std::string_view whole;
};

TEST(SourcePhrases, ASourceCutShortIsMadeWhole) {
  const TestDocument document = parsed("The mayor of Oakford said it leaks.", mayor);
  const Page page(document.article, document.segmentation, document.annotation);
  const Row rows[] = {{{0, 1}, "The mayor of Oakford"},
                      {{0, 3}, "The mayor of Oakford"},
                      {{0, 2}, "The mayor"},  // whole as it is
                      {{1, 2}, "The mayor"},
                      {{0, 4}, "The mayor of Oakford"},
                      {{5, 6}, "it"}};
  for (const Row& row : rows) {
    Found each;
    each.source = {row.source};
    each.cue = {4, 5};
    each.content = {{5, 7}};
    std::vector<Found> all = {each};
    complete_sources(page, all);
    EXPECT_EQ(page.text(page.span(all[0].source[0])), row.whole);
  }
}

TEST(SourcePhrases, AClauseBelongsToWhomItIsAbout) {
  const std::vector<Tree> tree = {{NOUN, 2, "case"},  {DET, 2, "det"},       {NOUN, -1, "root"},
                                  {PRON, 4, "nsubj"}, {VERB, 2, "acl"},      {PUNCT, 2, "punct"},
                                  {PRON, 7, "nsubj"}, {VERB, 2, "parataxis"}};
  const TestDocument document = parsed("Per a clerk who declined , it leaks", tree);
  const Page page(document.article, document.segmentation, document.annotation);
  Found each;
  each.cue = {0, 1};
  each.source = {{1, 4}};
  each.content = {{4, 8}};
  std::vector<Found> all = {each};
  complete_sources(page, all);
  EXPECT_EQ(page.text(page.span(all[0].source[0])), "a clerk who declined");
  ASSERT_EQ(all[0].content.size(), 1U);
  EXPECT_EQ(page.text(page.span(all[0].content[0])), "it leaks");
}

TEST(SourcePhrases, ADatelinesPlaceIsNobodyBeside) {
  const std::vector<Tree> tree = {{PROPN, -1, "root"}, {PUNCT, 2, "punct"}, {PROPN, 0, "appos"},
                                  {PUNCT, 2, "punct"}, {PUNCT, 6, "punct"}, {DET, 6, "det"},
                                  {NOUN, 0, "appos"}};
  for (const auto& [text, count] :
       {std::pair("Lom ( Radio ) – a guard", 0U), std::pair("Lom , Radio , – a guard", 1U)}) {
    const TestDocument document = parsed(text, tree);
    const Page page(document.article, document.segmentation, document.annotation);
    EXPECT_EQ(beside(page, 6).size(), count) << text;
  }
}

TEST(SourcePhrases, ThatOpensTheClause) {
  const std::vector<Tree> tree = {{PROPN, 1, "nsubj"}, {VERB, -1, "root"}, {DET, 4, "det"},
                                  {DET, 4, "det"},     {NOUN, 5, "nsubj"}, {VERB, 1, "ccomp"}};
  const TestDocument document = parsed("Weiss said that the mayor left", tree);
  const Page page(document.article, document.segmentation, document.annotation);
  for (const TokenRange source : {TokenRange{4, 5}, TokenRange{2, 5}}) {
    Found each;
    each.source = {source};
    each.cue = {5, 6};
    std::vector<Found> all = {each};
    complete_sources(page, all);
    EXPECT_EQ(page.text(page.span(all[0].source[0])), "the mayor");
  }
}

TEST(SourcePhrases, TheHeadIsWhatTheOthersHangOn) {
  const TestDocument document = parsed("The mayor of Oakford said it leaks.", mayor);
  const Page page(document.article, document.segmentation, document.annotation);
  EXPECT_EQ(head_of(page, {0, 4}), 1U);
  EXPECT_EQ(head_of(page, {2, 4}), 3U);
  const TestDocument bare("The mayor of Oakford said it leaks.");
  const Page untagged(bare.article, bare.segmentation, bare.annotation);
  EXPECT_FALSE(has_tree(untagged, 0));
}

TEST(SourcePhrases, WhatStandsBesideANoun) {
  const std::vector<Tree> tree = {{DET, 1, "det"},     {NOUN, 5, "nsubj"},  {PUNCT, 3, "punct"},
                                  {PROPN, 1, "appos"}, {PUNCT, 3, "punct"}, {VERB, -1, "root"}};
  const TestDocument document = parsed("The mayor , Weiss , spoke", tree);
  const Page page(document.article, document.segmentation, document.annotation);
  EXPECT_EQ(beside(page, 1), std::vector<std::uint32_t>{3});
  EXPECT_EQ(beside(page, 3), std::vector<std::uint32_t>{1});
  EXPECT_TRUE(beside(page, 5).empty());
}

}  // namespace
}  // namespace hearsay::attribute
