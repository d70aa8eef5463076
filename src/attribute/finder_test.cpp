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
  std::string found(const std::vector<HeadedAttribution>& heads) const {
    const Page page(document_->article, document_->segmentation, document_->annotation);
    std::string lines;
    for (const Found& each : find_attributions(page, heads)) {
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

}  // namespace
}  // namespace hearsay::attribute
