#include "cite/cite.h"

#include <gtest/gtest.h>

namespace hearsay {
namespace {

// "abc" as it is, "&" from "&amp;", "de" as it is again.
const OriginMap kMap = {{0, 10, 3, 3}, {3, 13, 1, 5}, {4, 18, 2, 2}};

TEST(SourceSpan, FollowsTheMapToTheByte) {
  EXPECT_EQ(source_span(kMap, {0, 3}), (SourceSpan{10, 13}));
  EXPECT_EQ(source_span(kMap, {1, 2}), (SourceSpan{11, 12}));
  EXPECT_EQ(source_span(kMap, {2, 4}), (SourceSpan{12, 18}));
  EXPECT_EQ(source_span(kMap, {3, 4}), (SourceSpan{13, 18}));
  EXPECT_EQ(source_span(kMap, {0, 6}), (SourceSpan{10, 20}));
}

TEST(SourceSpan, OfNothingIsEmpty) {
  EXPECT_EQ(source_span(kMap, {2, 2}), SourceSpan{});
  EXPECT_EQ(source_span({}, {0, 3}), SourceSpan{});
}

// A page may have its headline behind its body.
TEST(SourceSpan, HoldsAllRunsWhateverTheirOrder) {
  const OriginMap map = {{0, 50, 4, 4}, {4, 10, 4, 4}};
  EXPECT_EQ(source_span(map, {0, 8}), (SourceSpan{10, 54}));
}

TEST(WebAddress, IsAlwaysAUri) {
  const std::pair<const char*, const char*> kRows[] = {
      {"https://mill.example/a?b=c#d", "https://mill.example/a?b=c#d"},
      {"http://mill.example/a b\"<>[x]{y}|\\^`",
       "http://mill.example/a%20b%22%3C%3E%5Bx%5D%7By%7D%7C%5C%5E%60"},
      {"http://mill.example/%41%zz%4", "http://mill.example/%41%25zz%254"},
      {"http://mill.example/#a#b", "http://mill.example/#a%23b"},
      {"http://mill.example/\u00e9\u202e", "http://mill.example/%C3%A9%E2%80%AE"},
      {"javascript:alert(1)", ""},
      {"ftp://mill.example/", ""},
      {"", ""}};
  for (const auto& [address, uri] : kRows) EXPECT_EQ(web_address(address), uri) << address;
}

}  // namespace
}  // namespace hearsay
