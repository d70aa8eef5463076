#include "attribute/finder.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "attribute/test_document.h"

namespace hearsay::attribute {
namespace {

/// "word relation head tag", the head by its word's first occurrence.
struct Branch {
  std::string_view word, relation, head;
  PartOfSpeech tag;
  std::string_view features = {};
};

class Finder : public testing::Test {
 protected:
  void read(std::string_view text, const std::vector<Branch>& tree) {
    document_.emplace(text);
    document_->annotation.words.assign(document_->segmentation.tokens.size(), {});
    for (const Branch& branch : tree) {
      Word& word = document_->annotation.words[token(branch.word)];
      word.relation = branch.relation;
      word.tag = branch.tag;
      word.features = branch.features;
      if (!branch.head.empty()) word.head = static_cast<TokenIndex>(token(branch.head));
    }
  }
  std::size_t token(std::string_view word) const {
    for (std::size_t at = 0; at < document_->segmentation.tokens.size(); ++at) {
      if (document_->text(document_->segmentation.tokens[at].span) == word) return at;
    }
    ADD_FAILURE() << word;
    return 0;
  }
  Span span(std::string_view words) const {
    const std::size_t at = document_->article.text.find(words);
    EXPECT_NE(at, std::string::npos) << words;
    return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
  }
  HeadedAttribution headed(std::string_view source, std::string_view cue,
                           std::vector<std::string_view> content) const {
    HeadedAttribution each;
    if (!source.empty()) each.source = span(source);
    each.cue = span(cue);
    for (const std::string_view piece : content) each.content.push_back(span(piece));
    each.confidence = 0.9F;
    return each;
  }
  std::string found(const std::vector<HeadedAttribution>& heads,
                    const std::vector<std::string_view>& faint = {}) const {
    std::vector<LikelyCue> likely;
    for (const std::string_view word : faint) likely.push_back({span(word), 0.3F});
    const Page page(document_->article, document_->segmentation, document_->annotation);
    std::string lines;
    for (const Found& each : find_attributions(page, heads, likely)) {
      const auto text = [&](const std::vector<TokenRange>& ranges) {
        Spans spans;
        for (const TokenRange range : ranges) spans.push_back(page.span(range));
        return document_->text(spans);
      };
      lines += text(each.source) + "|" + text({each.cue}) + "|" + text(each.content) + "\n";
    }
    return lines;
  }

  std::optional<TestDocument> document_;
};

constexpr PartOfSpeech noun = PartOfSpeech::NOUN, verb = PartOfSpeech::VERB;
constexpr std::string_view fin = "VerbForm=Fin";

std::vector<Branch> tree_of(std::string_view subject, std::string_view said) {
  return {{subject, "nsubj", said, PartOfSpeech::PROPN}, {said, "root", "", verb}};
}

TEST_F(Finder, AVerbTakesItsOwnSubject) {
  read("The guild was told that miners have threatened to strike",
       {{"guild", "nsubj", "told", noun},
        {"told", "root", "", verb},
        {"miners", "nsubj", "threatened", noun},
        {"threatened", "ccomp", "told", verb}});
  EXPECT_EQ(found({headed("The guild", "threatened", {"to strike"})}),
            "miners|threatened|to strike\n");
  // A subject of another verb that the cue goes on from stays, as there is no other.
  read("The guild came and threatened to strike", {{"guild", "nsubj", "came", noun},
                                                   {"came", "root", "", verb},
                                                   {"threatened", "conj", "came", verb}});
  EXPECT_EQ(found({headed("The guild", "threatened", {"to strike"})}),
            "The guild|threatened|to strike\n");
}

TEST_F(Finder, AVerbTakesNoSourceOfAnotherSentence) {
  read("A driver left. The guild threatened to strike", {{"driver", "nsubj", "left", noun},
                                                         {"guild", "nsubj", "threatened", noun},
                                                         {"threatened", "root", "", verb}});
  EXPECT_EQ(found({headed("A driver", "threatened", {"to strike"})}),
            "guild|threatened|to strike\n");
}

TEST_F(Finder, AClauseBeforeTheCueIsOfItsSource) {
  // The tree has given "clerk" to the verb of what is said.
  read("A clerk who left said cows were lost . Ann Lee slept",
       {{"clerk", "nsubj:pass", "lost", noun},
        {"who", "nsubj", "left", noun},
        {"left", "acl:relcl", "clerk", verb},
        {"said", "root", "", verb},
        {"lost", "ccomp", "said", verb},
        {"Lee", "nsubj", "slept", noun},
        {"slept", "root", "", verb}});
  EXPECT_EQ(found({headed("Ann Lee", "said", {"cows were lost"})}), "clerk|said|cows were lost\n");
}

TEST_F(Finder, ThePlaceOfADatelineSaysNothing) {
  const std::vector<Branch> tree = {{"ORURO", "nsubj", "said", noun},
                                    {"clerk", "appos", "ORURO", noun},
                                    {"said", "root", "", verb}};
  for (const char* text : {"ORURO (Hill Herald) - A clerk said it rained",
                           "ORURO (Hill Herald) — A clerk said it rained"}) {
    read(text, tree);
    EXPECT_EQ(found({headed("ORURO", "said", {"it rained"})}), "A clerk|said|it rained\n");
  }
  read("ORURO , our clerk , said it rained", tree);
  EXPECT_EQ(found({headed("ORURO", "said", {"it rained"})}), "ORURO|said|it rained\n");
}

TEST_F(Finder, WhoSpeaksBehindADatelineMayHaveNoClauseOfHisOwn) {
  const PartOfSpeech name = PartOfSpeech::PROPN;
  read("ORURO (Herald) - Speaking to us , Ann Lee said it rained",
       {{"ORURO", "nsubj", "said", name},
        {"Speaking", "advcl", "said", verb},
        {"Ann", "obj", "Speaking", name},
        {"Lee", "flat", "Ann", name},
        {"said", "root", "", verb}});
  EXPECT_EQ(found({headed("ORURO", "said", {"it rained"})}), "Ann Lee|said|it rained\n");
  EXPECT_EQ(found({headed("", "said", {"it rained"})}), "Ann Lee|said|it rained\n");
  read("ORURO (Herald) - Speaking to us , a clerk who left said it rained",
       {{"ORURO", "nsubj", "said", name},
        {"Speaking", "advcl", "said", verb},
        {"a", "det", "clerk", PartOfSpeech::DET},
        {"clerk", "appos", "ORURO", noun},
        {"who", "nsubj", "left", PartOfSpeech::PRON},
        {"left", "acl:relcl", "clerk", verb},
        {"said", "root", "", verb}});
  EXPECT_EQ(found({headed("ORURO", "said", {"it rained"})}), "a clerk who left|said|it rained\n");
}

TEST_F(Finder, AClauseGoesHomeToItsVerb) {
  const std::string_view text =
      "The office said that it was « shut ». « Nobody came », replied Weiss.";
  const std::vector<Branch> tree = {{"office", "nsubj", "said", noun},
                                    {"said", "root", "", verb},
                                    {"that", "mark", "shut", PartOfSpeech::SCONJ},
                                    {"shut", "ccomp", "said", verb},
                                    {"replied", "parataxis", "said", verb}};
  const std::string apart = "office|said|that it was « shut »\nWeiss|replied|« Nobody came »\n";
  read(text, tree);
  EXPECT_EQ(found({headed("Weiss", "replied", {"that it was « shut »", "« Nobody came »"})}),
            apart);
  EXPECT_EQ(found({headed("Weiss", "replied", {"that it was « shut ». « Nobody came »"})}), apart);
  // With a cue of its own it is left alone.
  EXPECT_EQ(found({headed("Weiss", "replied", {"« Nobody came »"}),
                   headed("The office", "said", {"that it was « shut »"})}),
            "The office|said|that it was « shut »\nWeiss|replied|« Nobody came »\n");
}

TEST_F(Finder, AFaintCueBehindWhatItSays) {
  const std::vector<Branch> tree = {{"kiln", "nsubj:pass", "shut", noun},
                                    {"was", "aux:pass", "shut", PartOfSpeech::AUX, fin},
                                    {"shut", "root", "", verb},
                                    {"clerk", "parataxis", "shut", noun},
                                    {"who", "nsubj", "would", PartOfSpeech::PRON},
                                    {"would", "acl:relcl", "clerk", verb, fin},
                                    {"confirmed", "parataxis", "shut", verb, fin},
                                    {"Mail", "obl", "confirmed", PartOfSpeech::PROPN}};
  const std::string_view text =
      "The kiln was shut on 3 May , a clerk who would not confirmed to the Mail.";
  read(text, tree);
  const std::string whole = "a clerk who would not|confirmed|The kiln was shut on 3 May\n";
  EXPECT_EQ(found({}, {"confirmed"}), whole);
  EXPECT_EQ(found({}), "");
  // What the heads have of it is no clause but the clerk's own.
  EXPECT_EQ(found({headed("a clerk", "confirmed", {"who would not"})}, {"confirmed"}), whole);
  // A clause that they have stays, up to the comma.
  EXPECT_EQ(found({headed("clerk", "confirmed", {"kiln was shut"})}, {"confirmed"}),
            "clerk|confirmed|kiln was shut on 3 May\n");
  // Nor is a clause said that leads up to something, or by a verb with an object of its own.
  read("When kiln was shut , a clerk who would not confirmed to the Mail.", tree);
  document_->annotation.words[0].tag = PartOfSpeech::SCONJ;
  EXPECT_EQ(found({}, {"confirmed"}), "");
  read("The kiln was shut , a clerk confirmed the sale to us.",
       {{"kiln", "nsubj:pass", "shut", noun},
        {"was", "aux:pass", "shut", PartOfSpeech::AUX, fin},
        {"shut", "root", "", verb},
        {"clerk", "nsubj", "confirmed", noun},
        {"confirmed", "parataxis", "shut", verb, fin},
        {"sale", "obj", "confirmed", noun}});
  EXPECT_EQ(found({}, {"confirmed"}), "");
}

TEST_F(Finder, AFaintCueIsReadWholeAndBehindADateline) {
  read("ORURO (Mail) - The kiln was shut , Ann Lee had been quoted as saying by the Mail.",
       {{"ORURO", "nsubj", "quoted", PartOfSpeech::PROPN},
        {"kiln", "nsubj:pass", "shut", noun},
        {"was", "aux:pass", "shut", PartOfSpeech::AUX, fin},
        {"shut", "advcl", "quoted", verb},
        {"Ann", "nsubj:pass", "quoted", PartOfSpeech::PROPN},
        {"had", "aux", "quoted", PartOfSpeech::AUX, fin},
        {"been", "aux:pass", "quoted", PartOfSpeech::AUX},
        {"quoted", "root", "", verb},
        {"saying", "advcl", "quoted", verb}});
  for (const char* seen : {"quoted", "saying", "been"}) {
    EXPECT_EQ(found({}, {seen}), "Ann Lee|had been quoted as saying|The kiln was shut\n") << seen;
  }
}

TEST_F(Finder, WhatStandsBeforeWhoSaysItIsOneContent) {
  const std::vector<Branch> tree = {{"Lee", "nsubj", "claims", PartOfSpeech::PROPN},
                                    {"claims", "ccomp", "reports", verb, fin},
                                    {"leaks", "ccomp", "claims", verb, fin},
                                    {"Mail", "nsubj", "reports", PartOfSpeech::PROPN},
                                    {"reports", "root", "", verb, fin}};
  read("A clerk , Ann Lee , claims that it leaks , the Mail reports.", tree);
  const std::string inner = "Ann Lee|claims|that it leaks\n";
  const std::string outer = "the Mail|reports|A clerk , Ann Lee , claims that it leaks\n";
  EXPECT_EQ(found({headed("the Mail", "reports", {"A clerk", "that it leaks"}),
                   headed("Ann Lee", "claims", {"that it leaks"})}),
            outer + inner);
  EXPECT_EQ(found({headed("the Mail", "reports", {"A clerk , Ann Lee , claims"})}), outer);
}

TEST_F(Finder, AFaintCueBeforeWhatItSays) {
  read("A clerk told the Mill Today nine kilns were shut.",
       {{"A", "det", "clerk", PartOfSpeech::DET},
        {"clerk", "nsubj", "told", noun},
        {"told", "root", "", verb, fin},
        {"Mill", "iobj", "told", PartOfSpeech::PROPN},
        {"Today", "obl:unmarked", "shut", noun},
        {"nine", "nummod", "kilns", PartOfSpeech::NUM},
        {"kilns", "nsubj:pass", "shut", noun},
        {"were", "aux:pass", "shut", PartOfSpeech::AUX, fin},
        {"shut", "ccomp", "told", verb}});
  EXPECT_EQ(found({}, {"told"}), "A clerk|told|nine kilns were shut\n");
  // The heads' content begins where its clause does, too.
  EXPECT_EQ(found({headed("A clerk", "told", {"kilns were shut"})}),
            "A clerk|told|nine kilns were shut\n");
}

TEST_F(Finder, WhatAColonAnnouncesIsSaidToo) {
  const std::vector<Branch> tree = {{"Weiss", "nsubj", "accused", PartOfSpeech::PROPN},
                                    {"accused", "root", "", verb},
                                    {"were", "aux:pass", "shut", PartOfSpeech::AUX, fin},
                                    {"shut", "parataxis", "accused", verb}};
  read("Weiss accused the board of silence : nine kilns were shut.", tree);
  const std::string whole = "Weiss|accused|the board of silence : nine kilns were shut\n";
  EXPECT_EQ(found({headed("Weiss", "accused", {"the board of silence"})}), whole);
  EXPECT_EQ(found({headed("Weiss", "accused", {"the board of silence", "nine kilns"})}), whole);
  read("Weiss accused the board : nine.", tree_of("Weiss", "accused"));
  EXPECT_EQ(found({headed("Weiss", "accused", {"the board"})}), "Weiss|accused|the board\n");
}

TEST_F(Finder, AClauseOfTheNounIsDeniedWithIt) {
  read("Weiss denied reports that it was shut.", {{"Weiss", "nsubj", "denied", PartOfSpeech::PROPN},
                                                  {"denied", "root", "", verb},
                                                  {"reports", "obj", "denied", noun},
                                                  {"that", "mark", "shut", PartOfSpeech::SCONJ},
                                                  {"it", "nsubj:pass", "shut", PartOfSpeech::PRON},
                                                  {"was", "aux:pass", "shut", PartOfSpeech::AUX},
                                                  {"shut", "acl", "reports", verb}});
  EXPECT_EQ(found({headed("Weiss", "denied", {"reports"})}),
            "Weiss|denied|reports that it was shut\n");
}

}  // namespace
}  // namespace hearsay::attribute
