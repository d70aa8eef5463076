#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

#include "text/fold.h"
#include "text/hash.h"
#include "text/units.h"
#include "text/utf8.h"

namespace hearsay::text {
namespace {

std::string encode(const std::vector<char32_t>& points) {
  std::string out;
  for (const char32_t c : points) append(out, c);
  return out;
}

TEST(Utf8, RefusesIllFormedSequences) {
  for (const char* bad : {"\x80", "\xC0\xAF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                          "\xF5\x80\x80\x80", "\xE2\x82", "\xC3(", "\xFF"}) {
    EXPECT_FALSE(is_valid(bad)) << printable(bad);
  }
  EXPECT_TRUE(is_valid("é€😀\xF4\x8F\xBF\xBF"));
}

TEST(Utf8, TrimsUnicodeSpace) {
  EXPECT_EQ(trim("  \u00a0a b\u2003\u200b\n"), "a b");
  EXPECT_EQ(trim("\u00a0"), "");
}

TEST(Utf8, PrintableHidesControlsAndBidi) {
  EXPECT_EQ(printable("a\x1b[31mb"), "a\ufffd[31mb");
  EXPECT_EQ(printable("a\nb\tc"), "a b c");
  EXPECT_EQ(printable("x\u202ey\u2066z\u200f"), "x\ufffdy\ufffdz\ufffd");
  EXPECT_EQ(printable("\xC2\x9B\xFF"), "\ufffd\ufffd");  // C1 CSI; an ill-formed byte
  EXPECT_EQ(printable("Größe – مرحبا"), "Größe – مرحبا");
}

RC_GTEST_PROP(Utf8, EncodesWhatItDecodes, (const std::vector<char32_t>& any)) {
  std::vector<char32_t> points;
  for (const char32_t c : any) {
    const char32_t in_range = c % 0x110000;
    if (in_range < 0xD800 || in_range > 0xDFFF) points.push_back(in_range);
  }
  const std::string text = encode(points);
  RC_ASSERT(is_valid(text));
  RC_ASSERT(length(text) == points.size());
  std::size_t end = text.size();
  for (std::size_t i = points.size(); i-- > 0;) {
    const Decoded last = decode_before(text, end);
    RC_ASSERT(last.code_point == points[i]);
    end -= last.size;
    RC_ASSERT(decode_at(text, end).code_point == points[i]);
    RC_ASSERT(is_boundary(text, end));
  }
}

RC_GTEST_PROP(Utf8, AnyBytesEndAndBecomePrintable, (const std::string& bytes)) {
  RC_ASSERT(is_valid(printable(bytes)));
  RC_ASSERT(length(bytes) <= bytes.size());
}

RC_GTEST_PROP(Units, BytesAndPointsAgree, (const std::vector<std::uint16_t>& any)) {
  std::string text;
  std::vector<std::uint32_t> starts;
  for (const std::uint16_t unit : any) {
    starts.push_back(static_cast<std::uint32_t>(text.size()));
    append(text, unit);
  }
  const CodePoints points(text);
  RC_ASSERT(points.size() == starts.size());
  for (std::uint32_t i = 0; i < starts.size(); ++i) {
    RC_ASSERT(points.from_byte(starts[i]) == i);
    RC_ASSERT(points.to_byte(i) == starts[i]);
  }
  RC_ASSERT(points.to_byte(points.size()) == text.size());
  RC_ASSERT(points.from_byte(static_cast<std::uint32_t>(text.size())) == points.size());
}

TEST(Fold, SpellingsOfOneNameFoldAlike) {
  EXPECT_EQ(fold("Al-Ḥasakah"), "al hasakah");
  EXPECT_EQ(fold("  AL HASAKAH. "), "al hasakah");
  EXPECT_EQ(fold("N’Djamena"), "ndjamena");
  EXPECT_EQ(fold("Kharkiv"), fold("Kharkív"));
  EXPECT_EQ(fold("Straße"), "strasse");
  EXPECT_EQ(fold("Харків"), "harkiv");
  EXPECT_EQ(fold("…"), "");
}

TEST(Fold, LowerKeepsEverythingElse) {
  EXPECT_EQ(lower("The ÄRA–X"), "the ära–x");
  EXPECT_EQ(split("a  b c").size(), 3U);
  EXPECT_TRUE(split("").empty());
}

TEST(Hash, IsFixedByItsSpecification) {
  EXPECT_EQ(hash64(""), 0x2D06800538D394C2ULL);  // XXH3-64 of nothing, seed 0
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_NE(mix(mix(0, 1), 2), mix(mix(0, 2), 1));
}

/// The fold by the transliterator: a Cyrillic word beside it keeps the short way from being taken.
std::string fold_slowly(const std::string& text) {
  const std::string folded = fold(text + " \u0416");
  const std::size_t end = folded.rfind('z');
  if (end == 0) return {};
  return folded.substr(0, end - 1);
}

// U+0000-024F, U+1E00-1EFF and U+2010-2027, and what borders them.
std::vector<char32_t> latin_letters_and_signs() {
  std::vector<char32_t> points;
  for (char32_t c = 1; c < 0x260; ++c) points.push_back(c);
  for (char32_t c = 0x1DF0; c < 0x1F10; ++c) points.push_back(c);
  for (char32_t c = 0x2000; c < 0x2040; ++c) points.push_back(c);
  return points;
}

TEST(Fold, TheShortWayEqualsTheTransliterator) {
  for (const char32_t c : latin_letters_and_signs()) {
    for (const auto& around : std::vector<std::pair<std::string, std::string>>{
             {"", ""}, {"a", "a"}, {"X", "Y"}, {"1", " "}, {"'", "."}, {"é", "ß"}, {"İ", "Þ"}}) {
      const std::string text = around.first + encode({c}) + around.second;
      EXPECT_EQ(fold(text), fold_slowly(text)) << std::hex << static_cast<std::uint32_t>(c);
    }
  }
}

TEST(Fold, TheShortWayEqualsTheTransliteratorInAnyOrder) {
  EXPECT_TRUE(rc::check([](const std::vector<std::uint16_t>& picks) {
    static const std::vector<char32_t> points = latin_letters_and_signs();
    std::vector<char32_t> chosen;
    for (const std::uint16_t pick : picks) chosen.push_back(points[pick % points.size()]);
    const std::string text = encode(chosen);
    RC_ASSERT(fold(text) == fold_slowly(text));
  }));
}

}  // namespace
}  // namespace hearsay::text
