#include "match/word_vectors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/test_file.h"

namespace hearsay::matching {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Ship and boat point nearly the same way, sank and went down too, bread elsewhere.
const std::string vocabulary =
    "[PAD]\n[UNK]\n[CLS]\n[SEP]\nship\nboat\nsank\nfoundered\nbread\nthe";

model::Builder table(bool as_floats = false) {
  const std::vector<std::int8_t> numbers{0,    0,   0,  0,  0, 0, 0, 0,  // four marks: nothing
                                         100,  0,   96, 28,              // ship, boat
                                         0,    100, 28, 96,              // sank, foundered
                                         -100, 0,   0,  0};              // bread, the: nothing
  model::Builder builder;
  builder.card("kind", "word_vectors").card("format_version", "1").card("width", "2");
  builder.card("name", "test").card("version", "1");
  if (as_floats) {
    builder.tensor("vectors", "F32", std::vector<float>(numbers.begin(), numbers.end()));
  } else {
    builder.tensor("vectors.scale", "F32", std::vector<float>(10, 0.01F));
    builder.tensor("vectors", "I8", numbers);
  }
  builder.header()["vectors"]["shape"] = {10, 2};
  builder.tensor("vocabulary", "U8",
                 std::vector<std::uint8_t>(vocabulary.begin(), vocabulary.end()));
  return builder;
}

Result<WordVectors> opened(const model::Builder& builder) {
  return model::ModelFile::from_bytes(builder.bytes(), "v.safetensors", {"word_vectors", 1, 1})
      .and_then([](const model::ModelFile& file) { return WordVectors::from_file(file); });
}

const WordVectors& vectors() {
  static const WordVectors loaded = opened(table()).value();
  return loaded;
}

SharedMeaning shared(std::string_view a, std::string_view b) {
  return vectors().shared(vectors().meaning(a), vectors().meaning(b));
}

TEST(WordVectors, ATextPointsWhereItsPiecesPointTogether) {
  const TextMeaning meaning = vectors().meaning("The ship sank");
  EXPECT_THAT(meaning.pieces, ElementsAre(4, 6));  // "the" has no direction
  EXPECT_THAT(meaning.direction,
              ElementsAre(testing::FloatEq(std::sqrt(0.5F)), testing::FloatEq(std::sqrt(0.5F))));
}

TEST(WordVectors, OtherWordsForTheSameAreNear) {
  EXPECT_THAT(shared("ship", "ship").together, DoubleNear(1, 1e-6));
  EXPECT_THAT(shared("ship", "boat").together, DoubleNear(0.96, 1e-6));
  EXPECT_THAT(shared("ship", "bread").together, DoubleNear(-1, 1e-6));
  EXPECT_GT(shared("the ship sank", "boat foundered").together, 0.99);
}

TEST(WordVectors, APieceIsCoveredByTheNearestOfTheOther) {
  const SharedMeaning meaning = shared("ship sank", "boat");
  EXPECT_THAT(meaning.covered, DoubleNear((0.96 + 0.28) / 2, 1e-6));
  EXPECT_THAT(meaning.surely, DoubleNear((0.96 * 0.96 + 0.28 * 0.28) / 2, 1e-6));
  EXPECT_THAT(meaning.around, DoubleNear((0.96 + 0.28) / 2, 1e-6));
  EXPECT_THAT(meaning.least, DoubleNear(0.28, 1e-6));
  // Asked the other way round, nothing is left uncovered.
  EXPECT_THAT(shared("boat", "ship sank").least, DoubleNear(0.96, 1e-6));
}

TEST(WordVectors, ATextWithoutPiecesHasNoMeaning) {
  for (const std::string_view text : {"", " \n", "the", "???"}) {
    EXPECT_THAT(vectors().meaning(text).pieces, IsEmpty()) << text;
    EXPECT_THAT(vectors().meaning(text).direction, IsEmpty()) << text;
    EXPECT_EQ(shared(text, "ship").together, 0) << text;
    EXPECT_EQ(shared("ship", text).covered, 0) << text;
  }
  // Two pieces that point against each other cancel out.
  EXPECT_THAT(vectors().meaning("ship bread").pieces, IsEmpty());
}

TEST(WordVectors, OnlyTheBeginningOfALongTextCounts) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "ship ";
  EXPECT_EQ(vectors().meaning(text + "sank").pieces.size(), 128);
}

TEST(WordVectors, ABrokenTableIsNamedWithWhatItLacks) {
  const auto message = [](const model::Builder& builder) {
    const auto loaded = opened(builder);
    return loaded ? std::string() : loaded.error().message;
  };
  EXPECT_THAT(message(table().card("width", "")), HasSubstr("v.safetensors"));
  EXPECT_THAT(message(table().card("width", "two")), HasSubstr("\"width\""));
  EXPECT_THAT(message(table().card("width", "0")), HasSubstr("\"width\""));
  EXPECT_THAT(message(table().card("width", "3")), HasSubstr("vectors"));
  EXPECT_THAT(message(table().card("kind", "encoder")), HasSubstr("encoder"));
  model::Builder without = table();
  without.header()["words"] = without.header()["vocabulary"];
  without.header().erase("vocabulary");
  EXPECT_THAT(message(without), HasSubstr("vocabulary"));
  EXPECT_THAT(message(table(true)), HasSubstr("floats"));
}

RC_GTEST_PROP(WordVectors, LieBetweenMinusOneAndOne, ()) {
  const auto words = *rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("ship", "boat", "sank", "foundered", "bread", "the", "?"));
  const auto others = *rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("ship", "boat", "sank", "foundered", "bread", "the", "?"));
  const auto joined = [](const std::vector<std::string>& all) {
    std::string text;
    for (const std::string& word : all) text += word + " ";
    return text;
  };
  const SharedMeaning one = shared(joined(words), joined(others));
  const SharedMeaning other = shared(joined(others), joined(words));
  RC_ASSERT(one.together == other.together);
  for (const double number : {one.together, one.covered, one.around, one.least}) {
    RC_ASSERT(std::abs(number) <= 1 + 1e-6);
  }
}

}  // namespace
}  // namespace hearsay::matching
