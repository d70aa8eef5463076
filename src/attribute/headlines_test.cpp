#include "attribute/headlines.h"

#include <gtest/gtest.h>

#include <string>

#include "attribute/test_document.h"

namespace hearsay::attribute {
namespace {

/// "source|cue|content" of each that is added; the words in `verbs` are verbs, "Weiss" and "the
/// Harbour Guard" names.
std::string added(std::string_view text) {
  TestDocument document(text);
  document.name("Weiss", EntityType::person).name("Harbour Guard", EntityType::organisation);
  document.name("Altona", EntityType::place);
  document.annotation.words.assign(document.segmentation.tokens.size(), {});
  for (std::size_t at = 0; at < document.segmentation.tokens.size(); ++at) {
    const std::string_view word = document.text(document.segmentation.tokens[at].span);
    PartOfSpeech tag = PartOfSpeech::NOUN;
    if (word == "leaks" || word == "is") tag = PartOfSpeech::VERB;
    if (word == "on") tag = PartOfSpeech::ADP;
    document.annotation.words[at].tag = tag;
  }
  const Page page(document.article, document.segmentation, document.annotation);
  std::vector<Found> found;
  add_headlines(page, found);
  std::string lines;
  for (const Found& each : found) {
    const auto words = [&](TokenRange range) { return std::string(page.text(page.span(range))); };
    lines += words(each.source.front()) + "|" + words(each.cue) + "|" +
             words(each.content.front()) + "\n";
  }
  return lines;
}

TEST(Headlines, GiveWordsByAMark) {
  const std::pair<std::string_view, std::string_view> rows[] = {
      {"Weiss: Roof leaks", "Weiss|:|Roof leaks\n"},
      {"Mayor Weiss: roof is old", "Mayor Weiss|:|roof is old\n"},
      {"the Harbour Guard: Boat is safe", "the Harbour Guard|:|Boat is safe\n"},
      {"Roof leaks – Weiss", "Weiss|–|Roof leaks\n"},
      {"Roof leaks - Weiss", "Weiss|-|Roof leaks\n"},
      // No clause, no name, a place, more than a name, quoted, a sentence, glued.
      {"Weiss: a life in roofs", ""},
      {"Roofs: why yours leaks", ""},
      {"Altona: Roof leaks", ""},
      {"Weiss on roofs: it leaks", ""},
      {"Weiss: “Roof leaks”", ""},
      {"Weiss: Roof leaks.", ""},
      {"Roof leaks-Weiss", ""},
  };
  for (const auto& [text, expected] : rows) EXPECT_EQ(added(text), expected) << text;
}

TEST(Headlines, LeaveWhatHasACueThere) {
  TestDocument document("Weiss: Roof leaks");
  document.name("Weiss", EntityType::person);
  const Page page(document.article, document.segmentation, document.annotation);
  std::vector<Found> found(1);
  found.front().cue = {1, 2};
  add_headlines(page, found);
  EXPECT_EQ(found.size(), 1U);
}

}  // namespace
}  // namespace hearsay::attribute
