#include <gtest/gtest.h>

#include "report/html.h"

namespace hearsay::report {
namespace {

TEST(Html, KeepsForeignWordsWords) {
  EXPECT_EQ(html("<script>\"&'"), "&lt;script&gt;&quot;&amp;&#39;");
  EXPECT_EQ(html("a\u202eb"), "a<span class=\"unseen\">U+202E</span>b");
  EXPECT_EQ(html(std::string_view("\0", 1)), "<span class=\"unseen\">U+0000</span>");
  EXPECT_EQ(html("a\tb\nc"), "a b c");
  EXPECT_EQ(html("\xff"), "\uFFFD");
}

TEST(Attribute, HoldsNoMarkup) {
  EXPECT_EQ(attribute("\" onload='x' \u2066"), "&quot; onload=&#39;x&#39; \uFFFD");
}

TEST(Shortened, CountsCodePoints) {
  EXPECT_EQ(shortened("äöü", 3), "äöü");
  EXPECT_EQ(shortened("äöüß", 3), "äöü…");
  EXPECT_EQ(shortened("", 3), "");
}

}  // namespace
}  // namespace hearsay::report
