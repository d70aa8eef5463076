#include "wording/wording.h"

#include <gtest/gtest.h>

namespace hearsay::wording {
namespace {

TEST(CsvCell, IsNeverAFormula) {
  const std::pair<const char*, const char*> kRows[] = {{"plain words", "plain words"},
                                                       {"a, b", "\"a, b\""},
                                                       {"say \"x\"", "\"say \"\"x\"\"\""},
                                                       {"=1+1", "'=1+1"},
                                                       {"+1", "'+1"},
                                                       {"-1", "'-1"},
                                                       {"@SUM(1,2)", "\"'@SUM(1,2)\""},
                                                       {"\t=1", "' =1"},
                                                       {"\r\n=1", "'  =1"},
                                                       {"\uFF1D1", "'\uFF1D1"},
                                                       {"1-2", "1-2"},
                                                       {"line\nbreak", "line break"},
                                                       {"", ""}};
  for (const auto& [words, cell] : kRows) EXPECT_EQ(csv_cell(words), cell) << words;
}

}  // namespace
}  // namespace hearsay::wording
