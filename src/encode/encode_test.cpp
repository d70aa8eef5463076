#include "encode/encode.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <limits>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "encode/eight_bits.h"
#include "encode/transformer.h"
#include "encode/windows.h"
#include "model/test_file.h"

namespace hearsay::encode {
namespace {

using testing::ElementsAre;

const std::string vocabulary =
    "[PAD]\n[UNK]\n[CLS]\n[SEP]\nthe\nroof\n##s\n##er\nle\n##ak\n.\n$\n4\n##0\ni\n屋\n根\ncafe\n["
    "\n]\n"
    "sep\n"
    "a\n##b\n-";

// ---- windows ----------------------------------------------------------------------------------

TEST(Windows, OverlapAndShareOutThePieces) {
  EXPECT_THAT(windows_of(0, 10, 4), ElementsAre(Window{0, 0, 0, 0}));
  EXPECT_THAT(windows_of(10, 10, 4), ElementsAre(Window{0, 10, 0, 10}));
  EXPECT_THAT(windows_of(11, 10, 4), ElementsAre(Window{0, 10, 0, 8}, Window{6, 11, 8, 11}));
  EXPECT_TRUE(rc::check("each piece is one window's own and stands inside it", [] {
    const auto count = *rc::gen::inRange<std::size_t>(0, 200);
    const auto size = *rc::gen::inRange<std::size_t>(1, 30);
    const auto overlap = *rc::gen::inRange<std::size_t>(0, size);
    std::size_t next = 0;
    for (const Window& window : windows_of(count, size, overlap)) {
      RC_ASSERT(window.end - window.begin <= size);
      RC_ASSERT(window.own_begin == next);
      RC_ASSERT(window.begin <= window.own_begin);
      RC_ASSERT(window.own_end <= window.end);
      next = window.own_end;
    }
    RC_ASSERT(next == count);
  }));
}

// ---- the transformer --------------------------------------------------------------------------

class Numbers {
 public:
  std::vector<float> some(std::size_t count, float spread = 0.1F) {
    std::vector<float> out(count);
    for (float& each : out) each = spread * distribution_(engine_);
    return out;
  }

 private:
  std::mt19937 engine_{5};
  std::normal_distribution<float> distribution_;
};

LayerWeights some_layer(Numbers& numbers, const TransformerSize& size) {
  const auto linear = [&](std::size_t in, std::size_t out) {
    return LinearWeights{to_eight_bits(numbers.some(in * out), in), numbers.some(out)};
  };
  const auto norm = [&] {
    NormWeights out{numbers.some(size.width), numbers.some(size.width)};
    for (float& each : out.scale) each += 1;
    return out;
  };
  return {linear(size.width, 3 * size.width), linear(size.width, size.width), norm(),
          linear(size.width, size.inner),     linear(size.inner, size.width), norm()};
}

TEST(EightBits, RoundEachRowByItself) {
  const std::vector<float> rows = {254, -127, 1, 3, 0, 0, 0, 0, 1e-3F, -5e-4F, 0, 2e-4F};
  std::vector<std::int8_t> numbers(rows.size());
  std::vector<float> scales(3);
  to_eight_bits(rows, 4, numbers, scales);
  // 0.5 and 1.5 go to the even neighbour
  EXPECT_EQ(numbers, (std::vector<std::int8_t>{127, -64, 0, 2, 0, 0, 0, 0, 127, -64, 0, 25}));
  EXPECT_FLOAT_EQ(scales[0], 2);
  EXPECT_EQ(scales[1], 0);
  EXPECT_FLOAT_EQ(scales[2], 1e-3F / 127);
}

TEST(EightBits, OfNothingAreNothing) {
  EXPECT_TRUE(to_eight_bits(std::vector<float>{}, 0).numbers.empty());
  EXPECT_TRUE(to_eight_bits(model::Matrix()).scales.empty());
}

TEST(EightBits, TakeAnyNumbers) {
  const float inf = std::numeric_limits<float>::infinity();
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const std::vector<float> rows = {inf, 1, nan, 1, 1e-42F, -1e-42F, 3e38F, -3e38F};
  std::vector<std::int8_t> numbers(rows.size(), 1);
  std::vector<float> scales(4);
  to_eight_bits(rows, 2, numbers, scales);
  EXPECT_EQ(numbers, (std::vector<std::int8_t>{0, 0, 0, 0, 0, 0, 127, -127}));
  EXPECT_EQ(scales[2], 0);
}

RC_GTEST_PROP(EightBits, AreWithinHalfAStep, ()) {
  const auto width = *rc::gen::inRange<std::size_t>(1, 40);
  Numbers some;
  const std::vector<float> rows = some.some(3 * width, *rc::gen::element(1e-6F, 1.0F, 1e6F));
  std::vector<std::int8_t> numbers(rows.size());
  std::vector<float> scales(3);
  to_eight_bits(rows, width, numbers, scales);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const float scale = scales[i / width];
    RC_ASSERT(std::abs(static_cast<float>(numbers[i]) * scale - rows[i]) <= 0.501F * scale);
  }
}

TEST(Transformer, IsTheSameOnBothKernels) {
  Numbers numbers;
  TransformerWeights weights{{3, 48, 4, 96}, 1e-12F, {}};
  for (int i = 0; i < 3; ++i) weights.layers.push_back(some_layer(numbers, weights.size));
  const auto fast = fast_transformer(weights);
  const auto reference = reference_transformer(weights);
  for (const std::size_t rows : {1U, 2U, 31U, 32U, 33U, 100U, 256U, 512U}) {
    std::vector<float> one = numbers.some(rows * 48, 1);
    std::vector<float> other = one;
    fast->run(one);
    reference->run(other);
    // A number between two of eight bits may be rounded to either.
    float furthest = 0;
    double sum = 0;
    for (std::size_t i = 0; i < one.size(); ++i) {
      furthest = std::max(furthest, std::abs(one[i] - other[i]));
      sum += std::abs(one[i] - other[i]);
    }
    EXPECT_LT(furthest, 0.1) << rows << " rows";
    EXPECT_LT(sum / static_cast<double>(one.size()), 5e-3) << rows << " rows";
  }
}

// ---- the whole --------------------------------------------------------------------------------

model::Builder some_model() {
  Numbers numbers;
  const TransformerSize size{2, 16, 2, 32};
  const auto count =
      static_cast<std::size_t>(std::count(vocabulary.begin(), vocabulary.end(), '\n') + 1);
  model::Builder file;
  file.card("kind", "encoder")
      .card("format_version", "1")
      .card("config", R"({"layers":2,"width":16,"heads":2,"inner":32,"pieces":)" +
                          std::to_string(count) + R"(,"positions":34,"window":32,"overlap":8})");
  const auto add = [&](const std::string& name, std::size_t numbers_of) {
    file.tensor(name, "F32", numbers.some(numbers_of, 0.3F));
  };
  add("encoder.position.weight", 34 * 16);
  add("encoder.shape.weight", 6 * 16);
  add("encoder.gap.weight", 5 * 16);
  add("encoder.norm.weight", 16);
  add("encoder.norm.bias", 16);
  for (const std::string layer : {"encoder.layer.0.", "encoder.layer.1."}) {
    for (const char* part : {"query", "key", "value", "output"}) {
      add(layer + part + ".weight", 16 * 16);
      add(layer + part + ".bias", 16);
    }
    for (const char* part : {"attention_norm", "norm"}) {
      add(layer + part + ".weight", 16);
      add(layer + part + ".bias", 16);
    }
    add(layer + "up.weight", size.inner * 16);
    add(layer + "up.bias", size.inner);
    add(layer + "down.weight", size.inner * 16);
    add(layer + "down.bias", 16);
  }
  add("encoder.piece.weight.scale", count);
  std::vector<std::int8_t> bytes;
  for (std::size_t i = 0; i < count * 16; ++i) bytes.push_back(static_cast<std::int8_t>(i * 7));
  file.tensor("encoder.piece.weight", "I8", bytes);
  file.tensor("vocabulary", "U8", std::vector<char>(vocabulary.begin(), vocabulary.end()));
  return file;
}

model::ModelFile opened(const model::Builder& builder) {
  return model::ModelFile::from_bytes(builder.bytes(), "m.safetensors", {"encoder", 1, 1}).value();
}

std::string long_text(std::size_t words) {
  std::string out;
  for (std::size_t i = 0; i < words; ++i) out += i % 7 == 3 ? "Roofs leak.\n" : "the roofer ";
  return out;
}

TEST(Encoder, GivesAVectorForEachPiece) {
  const model::ModelFile file = opened(some_model());
  const auto fast = Encoder::from_file(file);
  const auto reference = Encoder::from_file(file, Encoder::Kernel::reference);
  ASSERT_TRUE(fast) << fast.error().message;
  ASSERT_TRUE(reference);
  for (const std::string& text :
       {std::string(), std::string("The"), long_text(5), long_text(200)}) {
    const EncodedPart one = fast->encode(text, {0, static_cast<std::uint32_t>(text.size())});
    const EncodedPart other = reference->encode(text, {0, static_cast<std::uint32_t>(text.size())});
    EXPECT_EQ(one.vectors.size(), one.pieces.size() * 16);
    ASSERT_EQ(one.vectors.size(), other.vectors.size());
    for (std::size_t i = 0; i < one.vectors.size(); ++i) {
      ASSERT_NEAR(one.vectors[i], other.vectors[i], 1e-4) << i << " of " << text.size() << " bytes";
    }
  }
}

TEST(Encoder, ReadsAPartWithItsPlaces) {
  const auto encoder = Encoder::from_file(opened(some_model())).value();
  const std::string text = "The roof.\n\nRoofs leak.";
  const EncodedPart part = encoder.encode(text, {11, 22});
  ASSERT_EQ(part.pieces.size(), 5U);
  EXPECT_EQ(part.pieces[0].span, (Span{11, 15}));
  EXPECT_EQ(part.pieces[4].span, (Span{21, 22}));
}

TEST(Encoder, CutsLongTextsAtParagraphs) {
  const auto encoder = Encoder::from_file(opened(some_model())).value();
  EXPECT_THAT(encoder.parts(""), ElementsAre(Span{0, 0}));
  for (const std::string& text : {long_text(40'000), std::string(300'000, 'x'),
                                  std::string(100'000, ' ') + long_text(20'000)}) {
    std::uint32_t next = 0;
    for (const Span& part : encoder.parts(text)) {
      EXPECT_EQ(part.begin, next);
      EXPECT_LE(part.size(), 64U * 1024);
      next = part.end;
    }
    EXPECT_EQ(next, text.size());
  }
  const std::string text = long_text(40'000);
  for (const Span& part : encoder.parts(text)) {
    EXPECT_TRUE(part.end == text.size() || text[part.end - 1] == '\n');
  }
  std::string accents;
  for (int i = 0; i < 50'000; ++i) accents += "é";
  for (const Span& part : encoder.parts(accents)) EXPECT_EQ(part.size() % 2, 0U);
}

TEST(Encoder, SaysHowFarItReaches) {
  const auto encoder = Encoder::from_file(opened(some_model())).value();
  const std::string text = long_text(60'000);
  const std::vector<Span> parts = encoder.parts(text);
  ASSERT_GT(parts.size(), 3U);
  EXPECT_EQ(encoder.reach(text, 1), parts[0].end);
  EXPECT_EQ(encoder.reach(text, 1'000'000), text.size());
  const std::size_t reach = encoder.reach(text, 50'000);
  EXPECT_GT(reach, parts[0].end);
  EXPECT_LT(reach, text.size());
  EXPECT_EQ(text[reach - 1], '\n');
  EXPECT_EQ(encoder.reach("", 10), 0U);
}

// A number between two of eight bits may be rounded to either, and all that follows with it: some
// texts come out a little otherwise, most do not.
TEST(Encoder, OfTheShippedFileAgreesInBothKernels) {
  const std::string path = std::string(HEARSAY_DATA_DIRECTORY) + "/models/encoder-base.safetensors";
  const model::ModelFile file = open_model(path).value();
  const Encoder fast = Encoder::from_file(file).value();
  const Encoder plain = Encoder::from_file(file, Encoder::Kernel::reference).value();
  const std::vector<std::string> texts = {
      "The mayor said on Tuesday that 40 leaks hadn't been found: “It’s dry.”",
      "Nobody came to the old mill on Monday, she said.",
      "The ferry struck a wreck near Lom and sank within minutes.",
      "“We warned them,” Pint told the Coast Wire. The board denied it.",
      "Prices rose by four per cent in May, the office said in a report that was leaked."};
  std::size_t equal = 0;
  for (const std::string& text : texts) {
    const Span all{0, static_cast<std::uint32_t>(text.size())};
    const EncodedPart one = fast.encode(text, all);
    const EncodedPart other = plain.encode(text, all);
    ASSERT_EQ(one.vectors.size(), other.vectors.size());
    double sum = 0;
    for (std::size_t i = 0; i < one.vectors.size(); ++i) {
      ASSERT_NEAR(one.vectors[i], other.vectors[i], 0.15) << text << i;
      sum += std::abs(one.vectors[i] - other.vectors[i]);
    }
    const double mean = sum / static_cast<double>(one.vectors.size());
    EXPECT_LT(mean, 0.03) << text;
    equal += mean < 1e-4 ? 1 : 0;
  }
  EXPECT_GE(equal, texts.size() / 2);
}

TEST(Encoder, FilesOfOthersAreNamedForWhatTheyAre) {
  const std::string path = testing::TempDir() + "encoder.safetensors";
  const auto message = [&](const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
    const auto file = open_model(path);
    return file ? "fine" : file.error().message;
  };
  const std::string good = some_model().bytes();
  EXPECT_EQ(message(good), "fine");
  EXPECT_THAT(message(good.substr(0, good.size() - 1)), testing::HasSubstr("truncated"));
  EXPECT_THAT(message(some_model().card("kind", "pos-tagger").bytes()),
              testing::HasSubstr("of another kind"));
  EXPECT_THAT(message(some_model().card("format_version", "2").bytes()),
              testing::HasSubstr("too new"));
  EXPECT_THAT(message("<html>"), testing::HasSubstr("encoder.safetensors"));
  std::remove(path.c_str());
  EXPECT_THAT(open_model(path).error().message, testing::HasSubstr("No such file"));
}

TEST(Encoder, IsTheSameOnManyThreads) {
  const auto encoder = Encoder::from_file(opened(some_model())).value();
  const std::string text = long_text(100);
  const Span all{0, static_cast<std::uint32_t>(text.size())};
  std::vector<EncodedPart> answers(4);
  {
    std::vector<std::jthread> threads;
    for (EncodedPart& answer : answers) {
      threads.emplace_back([&] { answer = encoder.encode(text, all); });
    }
  }
  for (const EncodedPart& answer : answers) {
    EXPECT_EQ(answer.vectors, encoder.encode(text, all).vectors);
  }
}

TEST(Encoder, RefusesWhatIsNone) {
  const auto message = [](const model::Builder& builder) {
    const auto encoder = Encoder::from_file(opened(builder));
    return encoder ? "fine" : encoder.error().message;
  };
  EXPECT_THAT(message(some_model().card("config", "")), testing::HasSubstr("card"));
  EXPECT_THAT(message(some_model().card("config", "{\"layers\":99999999999}")),
              testing::HasSubstr("card"));
  const std::string sizes =
      R"("layers":2,"width":16,"heads":2,"inner":32,"positions":34,"window":32,"overlap":8)";
  EXPECT_THAT(message(some_model().card("config", "{\"pieces\":5," + sizes + "}")),
              testing::HasSubstr("vocabulary"));
  model::Builder wrong = some_model();
  wrong.header()["encoder.norm.bias"] = wrong.header()["encoder.shape.weight"];
  EXPECT_THAT(message(wrong), testing::HasSubstr("encoder.norm.bias"));
  model::Builder without = some_model();
  without.header().erase("encoder.layer.1.up.bias");
  EXPECT_THAT(message(without), testing::HasSubstr("encoder.layer.1.up.bias"));
}

}  // namespace
}  // namespace hearsay::encode
