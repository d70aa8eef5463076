#include "bundle/bundle.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bundle/layout.h"
#include "bundle/zip.h"

namespace hearsay::bundle {
namespace {

using ::testing::HasSubstr;

using Files = std::vector<std::pair<std::string, std::string>>;

std::string zipped(const Files& files) {
  std::string out;
  const ByteSink sink = [&](std::string_view bytes) {
    out += bytes;
    return true;
  };
  ZipWriter zip(sink);
  for (const auto& [path, bytes] : files) EXPECT_TRUE(zip.add(path, bytes));
  EXPECT_TRUE(zip.finish());
  return out;
}

TEST(Zip, GivesBackWhatWentIn) {
  const Files files = {
      {"README.txt", "words"}, {"report.html", ""}, {"manifest.json", std::string(100'000, 'x')}};
  Files found;
  const auto done = read_zip({{}, zipped(files)}, {}, is_path, [&](const auto& path, auto bytes) {
    found.emplace_back(path, std::move(bytes));
    return Result<void>();
  });
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(found, files);
  EXPECT_EQ(zipped(files), zipped(files));
}

TEST(Zip, EndsWhereNobodyListens) {
  const ByteSink deaf = [](std::string_view) { return false; };
  ZipWriter zip(deaf);
  const bool is_written = zip.add("README.txt", std::string(1 << 20, 'x')) && zip.finish();
  EXPECT_FALSE(is_written);
}

TEST(AuditBundle, RefusesWithOneMessage) {
  BundleBounds small;
  small.files = 2;
  small.file_bytes = 1000;
  small.free_bytes = 500;
  const std::pair<Files, const char*> kRows[] = {
      {{{"../x", ""}}, "\"../x\", which no bundle has"},
      {{{"originals/x", ""}}, "which no bundle has"},
      {{{"README.txt", ""}, {"README.txt", ""}}, "twice"},
      {{{"README.txt", ""}, {"report.html", ""}, {"decisions.jsonl", ""}}, "more than 2 files"},
      {{{"README.txt", std::string(1001, 'x')}}, "larger than 1000 bytes"},
      {{{"README.txt", ""}}, "no manifest.json"},
      {{{"manifest.json", "{}"}}, "not that of a bundle"},
      {{{"manifest.json", R"({"kind":"hearsay bundle","schema":2})"}}, "later program"}};
  for (const auto& [files, words] : kRows) {
    const auto report = audit_bundle_bytes(zipped(files), small);
    ASSERT_FALSE(report) << words;
    EXPECT_EQ(report.error().kind, ErrorKind::input);
    EXPECT_THAT(report.error().message, HasSubstr(words));
  }
}

TEST(AuditBundle, RefusesWhatIsPackedTooWell) {
  BundleBounds bounds;
  bounds.free_bytes = 1000;
  bounds.ratio = 20;
  const auto report =
      audit_bundle_bytes(zipped({{"README.txt", std::string(100'000, 'x')}}), bounds);
  ASSERT_FALSE(report);
  EXPECT_THAT(report.error().message, HasSubstr("20 times its size"));
}

TEST(AuditBundle, NamesWhatIsMissing) {
  const auto report = audit_bundle_bytes(zipped(
      {{"traces/n00.json", R"({"e":[{"document":"0123456789abcdef","span":[0,1],"text":"x"}]})"},
       {"manifest.json",
        R"({"kind":"hearsay bundle","schema":1,"files":[{"path":"README.txt"}]})"}}));
  ASSERT_TRUE(report);
  ASSERT_EQ(report->problems.size(), 3U);
  EXPECT_THAT(report->problems[0], HasSubstr("\"README.txt\" is missing"));
  EXPECT_THAT(report->problems[1], HasSubstr("traces/n00.json is not in the manifest"));
  EXPECT_THAT(report->problems[2],
              HasSubstr("document 0123456789abcdef, which is not in the bundle"));
}

}  // namespace
}  // namespace hearsay::bundle
