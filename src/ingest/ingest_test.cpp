#include "ingest/ingest.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>

#include "ingest/json_lines.h"
#include "ingest/sniff.h"
#include "text/utf8.h"

namespace hearsay {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

/// A folder of its own for each test, gone afterwards.
class Ingest : public testing::Test {
 protected:
  Ingest() {
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::temp_directory_path() /
              ("hearsay_ingest_" + std::string(info->name()) + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  ~Ingest() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  std::string write(const std::string& name, const std::string& bytes) {
    const fs::path path = folder_ / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return path.string();
  }

  struct Seen {
    std::string path;  // below the folder
    Result<Source> source;
  };

  std::vector<Seen> read(const std::vector<std::string>& inputs) {
    std::vector<Seen> seen;
    options_.note = [this](const std::string& note) { notes_.push_back(note); };
    for_each_source(inputs, options_, [&](Result<Source> source, const std::string& path) {
      std::string name = path;
      if (name.starts_with(folder_.string() + "/")) name.erase(0, folder_.string().size() + 1);
      seen.push_back({name, std::move(source)});
      return seen.size() < stop_after_;
    });
    return seen;
  }

  /// "a.html", or "a.html: reason" for a failure.
  std::vector<std::string> summary(const std::vector<std::string>& inputs) {
    std::vector<std::string> out;
    for (const Seen& seen : read(inputs)) {
      out.push_back(seen.source ? seen.path : seen.path + ": " + seen.source.error().message);
    }
    return out;
  }

  fs::path folder_;
  IngestOptions options_;
  std::vector<std::string> notes_;
  std::size_t stop_after_ = 1000;
};

std::string gzipped(const std::string& bytes) {
  z_stream zlib{};
  deflateInit2(&zlib, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(bytes.size() + 200, '\0');
  std::string in = bytes;
  zlib.next_in = reinterpret_cast<Bytef*>(in.data());
  zlib.avail_in = static_cast<uInt>(in.size());
  zlib.next_out = reinterpret_cast<Bytef*>(out.data());
  zlib.avail_out = static_cast<uInt>(out.size());
  deflate(&zlib, Z_FINISH);
  out.resize(zlib.total_out);
  deflateEnd(&zlib);
  return out;
}

TEST_F(Ingest, WalksAFolderInOrderAndSaysWhatItSkipped) {
  write("b.html", "<p>two");
  write("a.txt", "one");
  write("sub/c.md", "# three");
  write("sub/.hidden.txt", "no");
  write(".git/d.txt", "no");
  write("picture.png", "\x89PNG");
  write("notes.docx", "PK");
  EXPECT_THAT(summary({folder_.string()}), ElementsAre("a.txt", "b.html", "sub/c.md"));
  EXPECT_THAT(notes_, ElementsAre(HasSubstr("2 files in ")));
}

TEST_F(Ingest, GivesTheBytesAndWhatTheyAre) {
  const auto seen = read({write("a.htm", "<p>x"), write("b.markdown", "x"), write("c.TXT", "<p>"),
                          write("noext", "<!doctype html><p>x"), write("plain", "just words")});
  ASSERT_EQ(seen.size(), 5U);
  EXPECT_EQ(seen[0].source->media_type, MediaType::html);
  EXPECT_EQ(seen[0].source->bytes, "<p>x");
  EXPECT_EQ(seen[1].source->media_type, MediaType::markdown);
  EXPECT_EQ(seen[2].source->media_type, MediaType::plain_text);
  EXPECT_EQ(seen[3].source->media_type, MediaType::html);
  EXPECT_EQ(seen[4].source->media_type, MediaType::plain_text);
}

TEST_F(Ingest, NamesWhatCannotBeRead) {
  struct Row {
    std::string name, bytes, reason;
  };
  const std::vector<Row> rows = {
      {"empty.html", "", "is empty"},
      {"space.txt", " \n\n ", "white space only"},
      {"a.pdf", "%PDF-1.4 ...", "is a PDF, which hearsay does not read yet: convert it to text"},
      {"page.html", "%PDF-1.4 ...", "is a PDF"},
      {"a.zip", "PK\x03\x04rest", "zip archive"},
      {"a.png", "\x89PNG\r\n", "an image"},
      {"a.bin", std::string("ab\0cd", 5), "is a binary file"},
      {"feed.xml", "<?xml version='1.0'?><rss><channel/></rss>", "is a feed without items"},
      {"other.rss", "<?xml version='1.0'?><stock/>", "neither RSS nor Atom"},
      {"a.warc", "words", "does not begin like one"},
      {"b.warc", "WARC/1.0\r\n", "ends too early"},
      {"c.warc", "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n", "without pages"},
      {"a.mhtml", "MIME-Version: 1.0\r\n\r\n", "without a page"},
      {"cut.html.gz", gzipped(std::string(5000, 'x')).substr(0, 20), "ends too early"},
      {"bad.html.gz", "\x1F\x8B\x08nonsense that is no deflate stream", "damaged gzip"},
  };
  for (const Row& row : rows) {
    const auto seen = read({write(row.name, row.bytes)});
    ASSERT_EQ(seen.size(), 1U) << row.name;
    ASSERT_FALSE(seen[0].source) << row.name;
    EXPECT_THAT(seen[0].source.error().message, HasSubstr(row.reason));
    EXPECT_THAT(seen[0].source.error().message, HasSubstr(row.name));
    EXPECT_EQ(seen[0].source.error().kind, ErrorKind::input);
  }
}

TEST_F(Ingest, GoesOnAfterAFailure) {
  const std::string good = write("good.txt", "words");
  const auto lines =
      summary({(folder_ / "missing.txt").string(), good, "https://user:secret@example.org/a"});
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_THAT(lines[0], HasSubstr("does not exist"));
  EXPECT_EQ(lines[1], "good.txt");
  EXPECT_THAT(lines[2], HasSubstr("holds a user name"));
}

TEST_F(Ingest, ReadsJsonLinesOneByOne) {
  const auto seen = read({write("pile.jsonl",
                                "{\"id\": 7, \"url\": \"https://a.example/x\", \"title\": \"T\", "
                                "\"published\": \"2015-05-05\","
                                " \"publisher\": \"The Mill Daily\", \"text\": \"words\"}\n"
                                "\n"
                                "not json\r\n"
                                "{\"title\": \"no words\"}\n"
                                "[1]\n"
                                "{\"html\": \"<p>x\"}")});
  ASSERT_EQ(seen.size(), 5U);
  ASSERT_TRUE(seen[0].source);
  EXPECT_EQ(seen[0].path, "pile.jsonl:1");
  EXPECT_EQ(seen[0].source->media_type, MediaType::json_line);
  EXPECT_EQ(seen[0].source->input_id, "7");
  EXPECT_EQ(seen[0].source->url, "https://a.example/x");
  EXPECT_EQ(seen[0].source->title, "T");
  EXPECT_EQ(seen[0].source->published, "2015-05-05");
  EXPECT_EQ(seen[0].source->publisher, "The Mill Daily");
  EXPECT_TRUE(seen[0].source->bytes.starts_with("{\"id\": 7"));
  EXPECT_TRUE(seen[0].source->bytes.ends_with("}"));
  EXPECT_THAT(seen[1].source.error().message, HasSubstr("pile.jsonl:3\" is not valid JSON"));
  EXPECT_THAT(seen[2].source.error().message, HasSubstr("neither \"text\" nor \"html\""));
  EXPECT_THAT(seen[3].source.error().message, HasSubstr("no JSON object"));
  EXPECT_EQ(seen[4].path, "pile.jsonl:6");
  EXPECT_TRUE(seen[4].source);
}

TEST_F(Ingest, ReadsAuthorsOfJsonLines) {
  struct Row {
    std::string_view authors;
    std::vector<std::string> read;
    bool good = true;
  };
  const Row rows[] = {
      {"\"Jane Roe\"", {"Jane Roe"}},
      {"[\"Jane Roe\", \"Meadow Wire\"]", {"Jane Roe", "Meadow Wire"}},
      {"[]", {}},
      {"[\"\"]", {}},
      {"\"\"", {}},
      {"null", {}},
      {"7", {}, false},
      {"true", {}, false},
      {"{}", {}, false},
      {"[\"Jane Roe\", 7]", {}, false},
      {"[[\"Jane Roe\"]]", {}, false},
  };
  for (const Row& row : rows) {
    const auto source =
        ingest::source_of_line("{\"text\": \"x\", \"authors\": " + std::string(row.authors) + "}");
    ASSERT_EQ(source.has_value(), row.good) << row.authors;
    if (row.good) {
      EXPECT_EQ(source->authors, row.read) << row.authors;
    } else {
      EXPECT_THAT(source.error(), HasSubstr("has \"authors\" that are no string"));
    }
  }
}

TEST_F(Ingest, RefusesWhatIsTooLargeAndGoesOn) {
  options_.max_document_bytes = 1000;
  options_.max_line_bytes = 100;
  const std::string line = "{\"text\":\"" + std::string(200, 'x') + "\"}\n{\"text\":\"y\"}\n";
  const auto lines = summary({write("big.txt", std::string(2000, 'x')), write("pile.jsonl", line),
                              write("bomb.txt.gz", gzipped(std::string(100000, 'x')))});
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_THAT(lines[0], HasSubstr("more than the limit"));
  EXPECT_THAT(lines[1], HasSubstr("longer than the limit"));
  EXPECT_EQ(lines[2], "pile.jsonl:2");
  EXPECT_THAT(lines[3], HasSubstr("larger than the limit"));
}

TEST_F(Ingest, UnpacksGzipOfSeveralMembers) {
  const auto seen = read({write("a.txt.gz", gzipped("one ") + gzipped("two"))});
  ASSERT_EQ(seen.size(), 1U);
  ASSERT_TRUE(seen[0].source) << seen[0].source.error().message;
  EXPECT_EQ(seen[0].source->bytes, "one two");
  EXPECT_EQ(seen[0].source->media_type, MediaType::plain_text);
}

TEST_F(Ingest, ReadsALinkedFolderOnce) {
  write("a.txt", "x");
  fs::create_directory_symlink(folder_, folder_ / "again");
  EXPECT_THAT(summary({folder_.string()}), ElementsAre("a.txt"));
  EXPECT_THAT(notes_, ElementsAre(HasSubstr("read already")));
}

TEST_F(Ingest, ReadsStandardInput) {
  const std::string file = write("in", "{\"text\": \"a\"}\n{\"text\": \"b\"}\n");
  options_.standard_input = ::open(file.c_str(), O_RDONLY);
  EXPECT_THAT(summary({"-"}), ElementsAre("-:1", "-:2"));
  ::close(options_.standard_input);
}

TEST_F(Ingest, StopsWhenTheHandlerWantsNoMore) {
  const std::string a = write("a.txt", "x");
  stop_after_ = 1;
  EXPECT_EQ(read({a, a, a}).size(), 1U);
}

TEST_F(Ingest, FindsContainersInFolders) {
  write("crawl.warc",
        "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://a.example/\r\n"
        "Content-Type: text/html\r\nContent-Length: 4\r\n\r\n<p>x\r\n\r\n");
  write("feed.xml", "<rss><channel><item><title>x</title></item></channel></rss>");
  write("sitemap.xml", "<urlset/>");
  EXPECT_THAT(summary({folder_.string()}), ElementsAre("crawl.warc:0", "feed.xml:1"));
  EXPECT_THAT(notes_, ElementsAre(HasSubstr("1 file in ")));
}

TEST_F(Ingest, FetchesFromNoPrivateNetworkUnlessAllowed) {
  const auto lines = summary({"http://127.0.0.1:1/a", "http://[::1]:1/", "http://0x7f.1:1/",
                              "http://[::ffff:10.0.0.1]/", "https://localhost:1/"});
  ASSERT_EQ(lines.size(), 5U);
  for (const std::string& line : lines) EXPECT_THAT(line, HasSubstr("no public address"));
  options_.allow_private = true;
  EXPECT_THAT(summary({"http://127.0.0.1:1/a"}), ElementsAre(HasSubstr("cannot be fetched")));
}

TEST_F(Ingest, SaysThatAFolderHoldsNothing) {
  write("a.csv", "1,2");
  EXPECT_THAT(summary({folder_.string()}), ElementsAre(HasSubstr("folder without documents")));
}

TEST_F(Ingest, KeepsControlCharactersOutOfMessages) {
  for (const Seen& seen : read({"no\x1b[31m\nsuch\xFF\u202E file"})) {
    EXPECT_EQ(seen.source.error().message, text::printable(seen.source.error().message));
  }
}

TEST(Sniff, KnowsDocumentsByName) {
  EXPECT_TRUE(ingest::is_document_name("a/b.HTML"));
  EXPECT_TRUE(ingest::is_document_name("b.jsonl.gz"));
  EXPECT_FALSE(ingest::is_document_name("b.gz"));
  EXPECT_FALSE(ingest::is_document_name("html"));
  EXPECT_FALSE(ingest::is_document_name("folder.html/readme"));
}

TEST(Sniff, KnowsTextByContent) {
  struct Row {
    std::string_view name, head;
    ingest::Form form;
  };
  const std::vector<Row> rows = {
      {"x", "  {\"text\": 1}", ingest::Form::jsonl},
      {"x", "{ braces }", ingest::Form::plain_text},
      {"x", "\xEF\xBB\xBF<html>", ingest::Form::html},
      {"x", "<3 hearts", ingest::Form::plain_text},
      {"x", std::string_view("\xFF\xFEh\0i\0", 6), ingest::Form::plain_text},
      {"x.php", "<div>x</div>", ingest::Form::html},
      {"x.txt", std::string_view("WARC/1.0\r\n\0", 11), ingest::Form::warc},
      {"x", "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n",
       ingest::Form::mhtml},
      {"x", "<?xml version='1.0'?><rss>", ingest::Form::feed},
      {"x.html", "<rss>", ingest::Form::html},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(ingest::sniff(row.name, row.head).form, row.form) << row.head;
  }
}

}  // namespace
}  // namespace hearsay
