#include "attribute/noun_phrases.h"

#include <gtest/gtest.h>

#include "attribute/test_document.h"

namespace hearsay::attribute {
namespace {

const Lexicon& lexicon() {
  static const Lexicon opened =
      Lexicon::load(std::string(HEARSAY_DATA_DIRECTORY) + "/models/attribution.tsv").value();
  return opened;
}

class NounPhrases : public testing::Test {
 protected:
  void read(std::string_view text) {
    document_.emplace(text);
    page_.reset();
  }
  const Page& page() {
    if (!page_) page_.emplace(document_->article, document_->segmentation, document_->annotation);
    return *page_;
  }
  TokenRange tokens(std::string_view words) {
    const std::size_t at = document_->article.text.find(words);
    EXPECT_NE(at, std::string::npos) << words;
    return page().tokens(
        {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())});
  }
  std::string text(TokenRange range) { return std::string(page().text(page().span(range))); }
  std::string text(std::optional<TokenRange> range) { return range ? text(*range) : "none"; }

  std::optional<TestDocument> document_;
  std::optional<Page> page_;
};

struct Row {
  std::string_view sentence, run, cue, phrase;
};

// Bracketed in the comments: what the tagger had marked.
TEST_F(NounPhrases, ASourceIsMadeWhole) {
  const Row rows[] = {
      // [The Roof] Guild
      {"The Roof Guild said it leaks.", "The Roof", "said", "The Roof Guild"},
      {"Four hurt in fall, roofer says.", "Four hurt in fall, roofer", "says", "roofer"},
      {"The roofer, Ines Weiss, said so.", "The roofer, Ines Weiss,", "said",
       "The roofer, Ines Weiss,"},
      {"Ines, Omar and Lea said so.", "Ines, Omar and Lea", "said", "Ines, Omar and Lea"},
      {"The roofers has said it leaks.", "The roofers has", "said", "The roofers"},
      {"The Guild on Tuesday said it leaks.", "The Guild on Tuesday", "said", "The Guild"},
      {"The Guild yesterday said it leaks.", "The Guild yesterday", "said", "The Guild"},
      {"The Evening Today said it leaks.", "The Evening Today", "said", "The Evening Today"},
      {"The town council, who lost the key, yesterday said so.", "yesterday", "said",
       "The town council"},
      {"It leaks, Ines Weiss, a roofer, said on paper.", "on paper", "said",
       "Ines Weiss, a roofer,"},
      {"It leaks, who said.", "who", "said", "who"},
  };
  for (const Row& row : rows) {
    read(row.sentence);
    document_->name("Roof Guild", EntityType::organisation);
    EXPECT_EQ(text(source_phrase(page(), lexicon(), tokens(row.run), tokens(row.cue))), row.phrase)
        << row.sentence;
  }
}

TEST_F(NounPhrases, WhoIsTheOneNamedBefore) {
  const std::pair<std::string_view, std::string_view> rows[] = {
      {"A roofer, who said it leaks, left.", "A roofer"},
      {"An official in the town who said it leaks left.", "An official"},
      {"We told the spokesman for the guild, who said it leaks.", "the spokesman"},
      {"Ines Weiss, who said it leaks, left.", "Ines Weiss"},
      {"It leaks. Who said so?", "none"},
  };
  for (const auto& [sentence, phrase] : rows) {
    read(sentence);
    document_->name("Ines Weiss", EntityType::person);
    const bool capital = sentence.find("Who") != std::string_view::npos;
    const TokenRange who = tokens(capital ? "Who" : "who");
    EXPECT_EQ(text(antecedent(page(), lexicon(), who.begin)), phrase) << sentence;
  }
}

TEST_F(NounPhrases, SheIsThePersonNamedLast) {
  read("A member of the board told us. The roof is old. She said it leaks.");
  EXPECT_EQ(text(person_before(page(), lexicon(), tokens("She").begin)), "A member");
  read("The roof is old. She said it leaks.");
  EXPECT_EQ(text(person_before(page(), lexicon(), tokens("She").begin)), "none");
}

}  // namespace
}  // namespace hearsay::attribute
