#include "attribute/attribute.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <chrono>
#include <string>

#include "attribute/test_document.h"
#include "text/utf8.h"

namespace hearsay::attribute {
namespace {

// The encoder's file as it is installed.
const model::ModelFile& shipped_model() {
  static const model::ModelFile file =
      encode::open_model(std::string(HEARSAY_DATA_DIRECTORY) + "/models/encoder-base.safetensors")
          .value();
  return file;
}

const encode::Encoder& shipped_encoder() {
  static const encode::Encoder encoder = encode::Encoder::from_file(shipped_model()).value();
  return encoder;
}

const Attributor& attributor() {
  static const Attributor opened =
      Attributor::load(shipped_model(), std::string(HEARSAY_DATA_DIRECTORY) + "/models").value();
  return opened;
}

Attributions read(const TestDocument& document) {
  encode::Encoding encoding(shipped_encoder(), document.article.text);
  return attributor().attribute(document.article, document.segmentation, document.annotation,
                                encoding);
}

std::string dump(const TestDocument& document) {
  std::string lines;
  for (const Attribution& each : read(document).attributions) {
    lines += (each.parent ? "  " : "") + document.text(each.source) + " | " +
             document.text(each.cue) + " | " + document.text(each.content) + "\n";
  }
  return lines;
}

struct Row {
  std::string_view text;
  std::string_view dump;
};

TEST(Attribute, SourceCueContent) {
  const Row rows[] = {
      {"The mayor said the roof leaks.", "The mayor | said | the roof leaks\n"},
      {"The roof leaks, according to the council.",
       "the council | according to | The roof leaks\n"},
      {"The roof leaks, a town official said.", "a town official | said | The roof leaks\n"},
      {"“The roof leaks,” she said.", "she | said | “The roof leaks,”\n"},
      {"“The roof leaks,” Weiss said. “It has leaked for years.”",
       "Weiss | said | “The roof leaks,” … “It has leaked for years.”\n"},
      {"The old library opens on Monday at nine.", ""},
      {"", ""},
  };
  for (const Row& row : rows) EXPECT_EQ(dump(TestDocument(row.text)), row.dump) << row.text;
}

// Whatever marks the page uses, the words in them are said by the one who is named beside them.
TEST(Attribute, DirectSpeechInAllMarks) {
  const std::string_view quotes[][2] = {{"“", "”"}, {"\"", "\""}, {"«", "»"},
                                        {"„", "“"}, {"‘", "’"},   {"「", "」"}};
  for (const auto& [open, close] : quotes) {
    const std::string said =
        std::string(open) + "The roof leaks every winter," + std::string(close);
    const TestDocument document(said + " Mayor Weiss said.");
    const Attributions all = read(document);
    ASSERT_EQ(all.attributions.size(), 1U) << said;
    const Attribution& only = all.attributions.front();
    EXPECT_EQ(document.text(only.cue), "said") << said;
    EXPECT_EQ(document.text(only.source), "Mayor Weiss") << said;
    EXPECT_EQ(document.text(only.content), said);
    EXPECT_EQ(only.quote, QuoteKind::direct) << said;
  }
}

TEST(Attribute, Nests) {
  const TestDocument document(
      "Mayor Weiss said on Monday that a town official said that the roof leaks.");
  const Attributions all = read(document);
  ASSERT_EQ(all.attributions.size(), 2U) << dump(document);
  const Attribution &outer = all.attributions[0], &inner = all.attributions[1];
  EXPECT_EQ(document.text(outer.source), "Mayor Weiss");
  EXPECT_EQ(document.text(inner.source), "a town official");
  EXPECT_EQ(inner.parent, AttributionIndex{0});
  EXPECT_EQ(inner.source_kind, SourceKind::unnamed);
  EXPECT_EQ(inner.affiliation, "town");
  EXPECT_EQ(outermost(all).attributions.size(), 1U);
}

TEST(Attribute, WhoCitesHoldsWhomItCites) {
  const Row rows[] = {
      {"The roof leaks. Hill Radio reported, citing a town official, that the roof leaks.",
       "that the roof leaks"},
      {"The roof leaks. Hill Radio reported that the roof leaks, citing a town official.",
       "that the roof leaks"},
      {"The roof has leaked on Monday, Hill Radio reported, citing a town official.",
       "The roof has leaked on Monday"},
      {"The roof has leaked, Hill Radio reported on Friday, citing a town official.",
       "The roof has leaked"},
  };
  for (const Row& row : rows) {
    const TestDocument document(row.text);
    const Attributions all = read(document);
    ASSERT_EQ(all.attributions.size(), 2U) << dump(document);
    EXPECT_EQ(document.text(all.attributions[0].source), "Hill Radio") << dump(document);
    EXPECT_EQ(document.text(all.attributions[1].source), "a town official");
    EXPECT_EQ(document.text(all.attributions[1].content), row.dump);
    EXPECT_EQ(all.attributions[1].parent, AttributionIndex{0});
  }
}

TEST(Attribute, MissingModelsAreSaidSo) {
  const auto none = Attributor::load(shipped_model(), "/nowhere");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().kind, ErrorKind::model);
  EXPECT_NE(none.error().message.find("/nowhere"), std::string::npos);
}

void check_spans(const TestDocument& document, const Spans& spans, bool may_be_empty) {
  const std::string& text = document.article.text;
  RC_ASSERT(may_be_empty || !spans.empty());
  for (std::size_t at = 0; at < spans.size(); ++at) {
    RC_ASSERT(!spans[at].empty());
    RC_ASSERT(spans[at].end <= text.size());
    RC_ASSERT(text::is_boundary(text, spans[at].begin));
    RC_ASSERT(text::is_boundary(text, spans[at].end));
    if (at > 0) RC_ASSERT(spans[at - 1].end <= spans[at].begin);
  }
}

bool inside(const Spans& inner, const Spans& outer) {
  return std::ranges::all_of(inner, [&](Span span) {
    return std::ranges::any_of(outer, [&](Span piece) { return piece.contains(span); });
  });
}

void check_all(const TestDocument& document, const Attributions& all) {
  for (std::size_t at = 0; at < all.attributions.size(); ++at) {
    const Attribution& each = all.attributions[at];
    check_spans(document, each.source, true);
    check_spans(document, each.cue, true);
    check_spans(document, each.content, false);
    RC_ASSERT(each.basis.confidence >= 0 && each.basis.confidence <= 1);
    if (!each.parent) continue;
    const auto parent = static_cast<std::size_t>(*each.parent);
    RC_ASSERT(parent < at);  // so no circle can be
    const Spans& outer = all.attributions[parent].content;
    RC_ASSERT(inside(each.cue, outer) && inside(each.content, outer) && inside(each.source, outer));
  }
  for (const Relay& relay : all.relays) {
    check_spans(document, relay.scope, false);
    RC_ASSERT(!relay.name.empty());
    RC_ASSERT(inside(relay.scope, document.article.body));
  }
}

const std::vector<std::string>& pieces() {
  static const std::vector<std::string> words = {"said",
                                                 "told",
                                                 "reported",
                                                 "that",
                                                 "“",
                                                 "”",
                                                 "\"",
                                                 ",",
                                                 ".",
                                                 "\n",
                                                 "Weiss",
                                                 "the mayor",
                                                 "according to",
                                                 "citing",
                                                 "the Meadow Wire",
                                                 "news agency",
                                                 "(Meadow Wire) —",
                                                 "Source:",
                                                 "denied",
                                                 "the roof",
                                                 "leaks",
                                                 "he",
                                                 "I",
                                                 "who",
                                                 "«",
                                                 "»",
                                                 "é",
                                                 "語",
                                                 "‘",
                                                 "’",
                                                 "By",
                                                 "—"};
  return words;
}

TEST(AttributeProperty, AnyWordsGiveSoundSpans) {
  EXPECT_TRUE(rc::check([] {
    const auto chosen = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces()));
    std::string text;
    for (const std::string& each : chosen) text += each + " ";
    const TestDocument document(text);
    check_all(document, read(document));
  }));
}

TEST(AttributeProperty, AnyCharactersGiveSoundSpans) {
  EXPECT_TRUE(rc::check([](const std::string& bytes) {
    std::string text;
    for (const char c : bytes) text::append(text, static_cast<unsigned char>(c));
    const TestDocument document(text);
    check_all(document, read(document));
  }));
}

// One endless sentence of cues, and quotations that never close: linear, not quadratic.
TEST(Attribute, EndlessTextTakesTimeInProportion) {
  std::string text = "“";
  for (int i = 0; i < 2000; ++i) text += "he said it , ";
  const auto begin = std::chrono::steady_clock::now();
  const TestDocument document(text);
  const Attributions all = read(document);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(60));
}

}  // namespace
}  // namespace hearsay::attribute
