#include <gtest/gtest.h>

#include "exports/names.h"
#include "exports/walk.h"

namespace hearsay::exports {
namespace {

TEST(Xml, HoldsNothingThatXmlCannot) {
  EXPECT_EQ(xml("a<b>&\"'"), "a&#x3C;b&#x3E;&#x26;&#x22;&#x27;");
  EXPECT_EQ(xml(std::string_view("\0\x1b", 2)), "\uFFFD\uFFFD");
  EXPECT_EQ(xml("\uFFFE\uFFFF"), "\uFFFD\uFFFD");
  EXPECT_EQ(xml("\u202e\u009b\t"), "&#x202E;&#x9B;&#x9;");
  EXPECT_EQ(xml("\xff"), "\uFFFD");
  EXPECT_EQ(xml("Größe, 漢字"), "Größe, 漢字");
}

TEST(Instant, IsUtcOrNothing) {
  const std::pair<const char*, const char*> kRows[] = {
      {"2015-05-05", "2015-05-05T00:00:00Z"},
      {"2015-05-05T10:20:30Z", "2015-05-05T10:20:30Z"},
      {"2015-05-05T10:20", "2015-05-05T10:20:00Z"},
      {"2015-05-05T23:30:00-02:00", "2015-05-06T01:30:00Z"},
      {"2015-01-01T00:10:00+01:00", "2014-12-31T23:10:00Z"},
      {"2015-05-05T10:20:30.25+00:00", "2015-05-05T10:20:30Z"},
      {"2015-02-30", ""},
      {"2015-05-05T25:00", ""},
      {"2015", ""},
      {"next Tuesday", ""},
      {"", ""}};
  for (const auto& [iso, utc] : kRows) EXPECT_EQ(instant(iso), utc) << iso;
}

// RFC 4122's way, with the answers of another implementation (Python's uuid).
TEST(Uuid, IsOfVersionFive) {
  EXPECT_EQ(uuid_of_observable("x"), "63561d08-a6be-5dd1-93b2-16b6dfd6e7e8");
  EXPECT_EQ(uuid_of("x"), "4fb1059e-d309-5201-b97c-88f57ff626d3");
  EXPECT_EQ(sha1_hex("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
}

}  // namespace
}  // namespace hearsay::exports
