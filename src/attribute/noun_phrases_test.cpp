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
