#include "model/linear.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <random>

#include "model/numbers.h"
#include "model/test_file.h"

namespace hearsay::model {
namespace {

constexpr std::size_t in = 97;  // no multiple of what is taken at once
constexpr std::size_t out = 1100;

/// Weights in bytes with a scale for each row, and a bias.
struct Stored {
  std::vector<std::int8_t> bytes = std::vector<std::int8_t>(out * in);
  std::vector<float> scales = std::vector<float>(out);
  std::vector<float> bias = std::vector<float>(out);

  Stored() {
    std::mt19937 random(1);
    for (auto& each : bytes)
      each = static_cast<std::int8_t>(static_cast<int>(random() % 255) - 127);
    for (std::size_t i = 0; i < out; ++i) {
      scales[i] = 0.001F * static_cast<float>(i % 7 + 1);
      bias[i] = static_cast<float>(i % 5) - 2;
    }
  }

  [[nodiscard]] Linear linear() const {
    Builder builder;
    builder.card("kind", "test").card("format_version", "1").card("name", "A test");
    builder.tensor("head.weight.scale", "F32", scales);
    builder.tensor("head.bias", "F32", bias).tensor("head.weight", "I8", bytes);
    const auto file = ModelFile::from_bytes(builder.bytes(), "m", {"test", 1, 1});
    return Linear::find(file.value(), "head", in, out).value();
  }

  /// One number of the answer, and how far from it the answer may be.
  [[nodiscard]] std::pair<double, double> at(std::span<const float> row, std::size_t i) const {
    double sum = 0;
    double sizes = 0;
    for (std::size_t k = 0; k < in; ++k) {
      sum += static_cast<double>(row[k]) * bytes[i * in + k];
      sizes += std::abs(bytes[i * in + k]);
    }
    const auto scale = static_cast<double>(scales[i]);
    return {sum * scale + static_cast<double>(bias[i]),
            sizes * scale * static_cast<double>(largest(row)) / 60'000 + 1e-4};
  }
};

const Stored& stored() {
  static const Stored all;
  return all;
}

RC_GTEST_PROP(Linear, OfBytesIsAsGoodAsExact, ()) {
  static const Linear linear = stored().linear();
  const auto rows = *rc::gen::inRange<std::size_t>(0, 80);
  std::mt19937 random(*rc::gen::arbitrary<unsigned>());
  std::normal_distribution<float> normal(0, *rc::gen::element(1e-6F, 1.0F, 100.0F));
  std::vector<float> numbers(rows * in);
  for (float& each : numbers) each = normal(random);
  const std::vector<float> answer = linear.apply(numbers);
  RC_ASSERT(answer.size() == rows * out);
  for (std::size_t i = 0; i < answer.size(); ++i) {
    const auto [exact, margin] = stored().at(std::span(numbers).subspan(i / out * in, in), i % out);
    RC_ASSERT(std::abs(static_cast<double>(answer[i]) - exact) <= margin);
  }
}

TEST(Linear, GivesARowTheSameWhateverStandsBesideIt) {
  const Linear linear = stored().linear();
  std::vector<float> numbers(70 * in);
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = std::sin(static_cast<float>(i));
  const std::vector<float> all = linear.apply(numbers);
  for (const std::size_t row : {0U, 31U, 32U, 69U}) {
    const std::vector<float> alone = linear.apply(std::span(numbers).subspan(row * in, in));
    EXPECT_TRUE(std::equal(alone.begin(), alone.end(),
                           all.begin() + static_cast<std::ptrdiff_t>(row * out)))
        << row;
  }
}

TEST(Linear, OfNothingIsTheBias) {
  EXPECT_EQ(stored().linear().apply(std::vector<float>(in)), stored().bias);
}

TEST(Numbers, Largest) {
  EXPECT_EQ(largest({}), 0);
  std::vector<float> numbers(40, -1.5F);
  EXPECT_EQ(largest(numbers), 1.5F);
  numbers[37] = -2;
  EXPECT_EQ(largest(numbers), 2);
  numbers[3] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_FALSE(std::isfinite(largest(numbers)));
}

TEST(Numbers, Dot) {
  for (const std::size_t size : {0U, 1U, 15U, 16U, 97U}) {
    std::vector<float> a(size);
    std::iota(a.begin(), a.end(), 1.0F);
    const std::vector<float> b(size, 2);
    EXPECT_EQ(dot(a, b), static_cast<float>(size * (size + 1))) << size;
  }
}

}  // namespace
}  // namespace hearsay::model
