#include "cli/look_up.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/collection_twin.h"
#include "cli/command.h"

namespace hearsay::cli {
namespace {

using ::testing::HasSubstr;

Twin pile() {
  Twin twin;
  twin.add("d3d3000000000000", "", "", {"One."});
  twin.add("abcd000011112222", "", "", {"Two."});
  twin.add("abcd000033334444", "", "", {"Three."});
  twin.groups.narratives = {{"n00112233445566", "", {}, {}, "", "", 0}};
  twin.groups.allegations = {{"gaabbccddeeff00", "", {}, {}}};
  return twin;
}

TEST(LookUp, UnderstandsIdsAndTheirBeginnings) {
  const Twin twin = pile();
  struct Row {
    const char* id;
    Kind kind;
    const char* full;
    std::size_t part;
  };
  for (const Row& row :
       std::vector<Row>{{"abcd000011112222", Kind::document, "abcd000011112222", 0},
                        {"abcd00003", Kind::document, "abcd000033334444", 0},
                        {"d3d3", Kind::document, "d3d3000000000000", 0},
                        {"d3d3:12", Kind::sentence, "d3d3000000000000", 12},
                        {"d3d3#c1", Kind::claim, "d3d3000000000000", 0},
                        {"d3d3#a3", Kind::attribution, "d3d3000000000000", 2},
                        {"d3d3#e2", Kind::entity, "d3d3000000000000", 1},
                        {"n0011", Kind::narrative, "n00112233445566", 0},
                        {"gaabb", Kind::allegation, "gaabbccddeeff00", 0}}) {
    const Result<Found> found = look_up(twin, row.id);
    ASSERT_TRUE(found.has_value()) << row.id << ": " << found.error().message;
    EXPECT_EQ(found->kind, row.kind) << row.id;
    EXPECT_EQ(found->id, row.full) << row.id;
    EXPECT_EQ(found->part, row.part) << row.id;
  }
}

TEST(LookUp, SaysWhatToDoInstead) {
  const Twin twin = pile();
  struct Row {
    const char* id;
    ErrorKind kind;
    const char* says;
  };
  for (const Row& row :
       std::vector<Row>{{"d3", ErrorKind::usage, "within one answer only"},
                        {"d3:12", ErrorKind::usage, "within one answer only"},
                        {"abcd", ErrorKind::usage, "begins more than one document"},
                        {"ffff0000", ErrorKind::not_found, "holds no document ffff0000"},
                        {"n9999", ErrorKind::not_found, "holds no narrative n9999"},
                        {"leaks", ErrorKind::usage, "is no id"},
                        {"", ErrorKind::usage, "is no id"},
                        {"d3d3#c0", ErrorKind::usage, "is no id"},
                        {"d3d3#x1", ErrorKind::usage, "is no id"},
                        {"d3d3:", ErrorKind::usage, "is no id"}}) {
    const Result<Found> found = look_up(twin, row.id);
    ASSERT_FALSE(found.has_value()) << row.id;
    EXPECT_EQ(found.error().kind, row.kind) << row.id;
    EXPECT_THAT(found.error().message, HasSubstr(row.says)) << row.id;
  }
}

TEST(Nearest, IsWhatWasProbablyMeant) {
  const std::vector<std::string> known = {"trace", "narratives", "show", "add"};
  EXPECT_EQ(nearest("trcae", known), "trace");
  EXPECT_EQ(nearest("narrative", known), "narratives");
  EXPECT_EQ(nearest("nar", known), "narratives");
  EXPECT_EQ(nearest("ad", known), "add");
  EXPECT_EQ(nearest("frobnicate", known), "");
}

}  // namespace
}  // namespace hearsay::cli
