#include "attribute/test_document.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::attribute {
namespace {

bool is_word(char32_t c) { return text::is_letter(c) || text::is_digit(c) || text::is_mark(c); }

bool joins(char32_t c) { return c == '-' || c == '.' || c == ',' || c == '@'; }

std::vector<Token> tokens_in(std::string_view text) {
  std::vector<Token> tokens;
  bool space = true;
  for (std::size_t at = 0; at < text.size();) {
    const text::Decoded c = text::decode_at(text, at);
    std::size_t end = at + c.size;
    if (text::is_space(c.code_point)) {
      space = true;
      at = end;
      continue;
    }
    while (is_word(c.code_point) && end < text.size()) {
      const text::Decoded next = text::decode_at(text, end);
      const bool inner = joins(next.code_point) && end + next.size < text.size() &&
                         is_word(text::decode_at(text, end + next.size).code_point);
      if (!is_word(next.code_point) && !inner) break;
      end += next.size;
    }
    const std::string_view rest = text.substr(at);
    for (const std::string_view clitic : {"'s ", "’s "}) {  // "Weiss" + "'s", as treebanks do
      if (rest.starts_with(clitic)) end = at + clitic.size() - 1;
    }
    tokens.push_back({{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)}, space});
    space = false;
    at = end;
  }
  return tokens;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> marks = {
    {{"“", "”"}, {"\"", "\""}, {"«", "»"}, {"„", "“"}, {"‘", "’"}, {"「", "」"}}};

// The quotations of one paragraph; an open one ends with it.
void add_quotations(std::string_view text, Span paragraph, std::vector<Quotation>& out) {
  for (std::uint32_t at = paragraph.begin; at < paragraph.end; ++at) {
    for (const auto& [open, close] : marks) {
      if (text.substr(at, open.size()) != open) continue;
      const auto begin = at + static_cast<std::uint32_t>(open.size());
      const std::size_t found = text.substr(0, paragraph.end).find(close, begin);
      const bool closed = found != std::string_view::npos;
      const auto end = closed ? static_cast<std::uint32_t>(found) : paragraph.end;
      const auto outside = closed ? end + static_cast<std::uint32_t>(close.size()) : end;
      Quotation quotation;
      quotation.inside = {begin, end};
      quotation.outside = {at, outside};
      quotation.closed = closed;
      out.push_back(quotation);
      at = outside - 1;
      break;
    }
  }
}

bool ends_sentence(std::string_view text, const std::vector<Token>& tokens, std::size_t at) {
  const auto word = [&](std::size_t i) {
    return text.substr(tokens[i].span.begin, tokens[i].span.size());
  };
  if (at + 1 >= tokens.size() || !tokens[at + 1].space_before) return false;
  const auto stops = [&](std::size_t i) {
    return word(i) == "." || word(i) == "!" || word(i) == "?";
  };
  const char32_t next = text::decode_at(text, tokens[at + 1].span.begin).code_point;
  if (text::is_lower(next)) return false;
  if (stops(at)) return true;
  return at > 0 && stops(at - 1) && text::is_punctuation(text::decode_at(word(at), 0).code_point);
}

// As an annotator would tag the few words that these tests are written in.
Word word_of(std::string_view word, bool first) {
  struct Row {
    std::string_view word;
    PartOfSpeech tag;
    std::string_view lemma;
  };
  using enum PartOfSpeech;
  static constexpr Row known[] = {{"said", VERB, "say"},    {"says", VERB, "say"},
                                  {"told", VERB, "tell"},   {"the", DET, "the"},
                                  {"a", DET, "a"},          {"an", DET, "a"},
                                  {"leaks", VERB, "leak"},  {"leaked", VERB, "leak"},
                                  {"rains", VERB, "rain"},  {"she", PRON, "she"},
                                  {"he", PRON, "he"},       {"it", PRON, "it"},
                                  {"on", ADP, "on"},        {"to", ADP, "to"},
                                  {"for", ADP, "for"},      {"at", ADP, "at"},
                                  {"in", ADP, "in"},        {"according", VERB, "accord"},
                                  {"that", SCONJ, "that"},  {"reported", VERB, "report"},
                                  {"denied", VERB, "deny"}, {"had", AUX, "have"},
                                  {"has", AUX, "have"},     {"opens", VERB, "open"},
                                  {"every", DET, "every"},  {"old", ADJ, "old"},
                                  {"who", PRON, "who"},     {"i", PRON, "I"},
                                  {"citing", VERB, "cite"}};
  const std::string lower = text::lower(word);
  for (const Row& row : known) {
    if (row.word == lower) return {row.tag, std::string(row.lemma), std::nullopt, "", ""};
  }
  const char32_t c = text::decode_at(word, 0).code_point;
  if (!is_word(c)) return {PUNCT, lower, std::nullopt, "", ""};
  const bool name = text::is_upper(c) && !first;
  return {name ? PROPN : NOUN, name ? std::string(word) : lower, std::nullopt, "", ""};
}

}  // namespace

TestDocument::TestDocument(std::string_view given) {
  article.text = std::string(given);
  article.body = {{0, static_cast<std::uint32_t>(given.size())}};
  segmentation.tokens = tokens_in(article.text);
  const auto& tokens = segmentation.tokens;
  bool new_paragraph = true, new_sentence = true;
  for (std::uint32_t at = 0; at < tokens.size(); ++at) {
    if (at > 0) {
      const std::uint32_t from = tokens[at - 1].span.end;
      const std::string_view between =
          std::string_view(article.text).substr(from, tokens[at].span.begin - from);
      new_paragraph = between.find('\n') != std::string_view::npos;
      new_sentence = new_paragraph || ends_sentence(article.text, tokens, at - 1);
    }
    if (new_paragraph) {
      const auto sentence = static_cast<std::uint32_t>(segmentation.sentences.size());
      segmentation.paragraphs.push_back({tokens[at].span, sentence, sentence, ParagraphRole::body});
    }
    const auto paragraph = static_cast<ParagraphIndex>(segmentation.paragraphs.size() - 1);
    if (new_sentence) segmentation.sentences.push_back({tokens[at].span, at, at, paragraph});
    annotation.words.push_back(word_of(words(article, tokens[at].span), new_sentence));
    segmentation.sentences.back().span.end = tokens[at].span.end;
    segmentation.sentences.back().end = at + 1;
    segmentation.paragraphs.back().span.end = tokens[at].span.end;
    segmentation.paragraphs.back().end = static_cast<std::uint32_t>(segmentation.sentences.size());
  }
  for (const Paragraph& paragraph : segmentation.paragraphs) {
    add_quotations(article.text, paragraph.span, segmentation.quotations);
  }
}

TestDocument& TestDocument::name(std::string_view words, EntityType type) {
  const auto entity = static_cast<EntityIndex>(annotation.entities.size());
  annotation.entities.push_back({std::string(words), type, {}, ""});
  for (std::size_t at = article.text.find(words); at != std::string::npos;
       at = article.text.find(words, at + 1)) {
    const Span span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
    annotation.mentions.push_back({span, type, MentionForm::name, entity, {"test", 1}});
  }
  std::ranges::sort(annotation.mentions, {}, &Mention::span);
  return *this;
}

std::string TestDocument::text(const Spans& spans) const {
  std::string joined;
  for (const Span span : spans) {
    if (!joined.empty()) joined += " … ";
    joined += words(article, span);
  }
  return joined;
}

TEST(TestDocument, CutsPlainly) {
  const TestDocument document("A cat. “It sat,” he said.\nThe end.");
  EXPECT_EQ(document.segmentation.paragraphs.size(), 2U);
  EXPECT_EQ(document.segmentation.sentences.size(), 3U);
  ASSERT_EQ(document.segmentation.quotations.size(), 1U);
  EXPECT_EQ(document.text(document.segmentation.quotations[0].inside), "It sat,");
}

}  // namespace hearsay::attribute
