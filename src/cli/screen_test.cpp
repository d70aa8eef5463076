#include "cli/screen.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <sstream>

#include "cli/words.h"
#include "text/utf8.h"

namespace hearsay::cli {
namespace {

TEST(Columns, CountWhatATerminalShows) {
  EXPECT_EQ(columns("leaks"), 5U);
  EXPECT_EQ(columns("北方"), 4U);
  EXPECT_EQ(columns("e\xcc\x81"), 1U);  // e and a combining acute accent
  EXPECT_EQ(columns("├─"), 2U);
}

TEST(Fit, LeavesAnEllipsis) {
  EXPECT_EQ(fit("forty leaks", 20), "forty leaks");
  EXPECT_EQ(fit("forty leaks", 8), "forty l…");
  EXPECT_EQ(fit("forty leaks", 7), "forty…");
  EXPECT_EQ(fit("北方观察报", 6), "北方…");
}

TEST(Wrap, BreaksAtBlanks) {
  EXPECT_EQ(wrap("one two three", 8), (std::vector<std::string>{"one two", "three"}));
  EXPECT_EQ(wrap("", 8), (std::vector<std::string>{""}));
  EXPECT_EQ(wrap("北方观察报", 4), (std::vector<std::string>{"北方", "观察", "报"}));
}

TEST(Wrap, NeverTooWideAndNothingLost) {
  EXPECT_TRUE(rc::check([](const std::string& bytes) {
    const std::string words = text::printable(bytes);
    const auto width = *rc::gen::inRange<std::size_t>(2, 40);
    std::string joined;
    for (const std::string& line : wrap(words, width)) {
      RC_ASSERT(columns(line) <= width);
      joined += line;
    }
    const auto squeezed = [](std::string text) {
      std::erase(text, ' ');
      return text;
    };
    // Only blanks are taken away; other white space at a line's end may be.
    RC_ASSERT(squeezed(joined).size() <= squeezed(words).size());
  }));
}

TEST(Csv, QuotesWhatNeedsIt) {
  std::ostringstream out;
  csv_row(out, {"plain", "a, b", "say \"no\"", "two\nlines", "\x1b[0m"});
  EXPECT_EQ(out.str(), "plain,\"a, b\",\"say \"\"no\"\"\",two lines,\xEF\xBF\xBD[0m\n");
}

TEST(Json, EscapesWhatReordersATerminal) {
  EXPECT_EQ(terminal_safe_json("\"a\xe2\x80\xae\x7f\xc2\x9b\""), "\"a\\u202e\\u007f\\u009b\"");
  EXPECT_EQ(terminal_safe_json("\"北方 é\""), "\"北方 é\"");
}

TEST(Day, IsWrittenForPeople) {
  EXPECT_EQ(day("2015-05-05"), "5 May 2015");
  EXPECT_EQ(day("2015-05-05T10:00:00Z"), "5 May 2015");
  EXPECT_EQ(day("2015-05"), "May 2015");
  EXPECT_EQ(day("2015"), "2015");
  EXPECT_EQ(day(""), "undated");
  EXPECT_EQ(day("2015-W20"), "2015-W20");
}

}  // namespace
}  // namespace hearsay::cli
