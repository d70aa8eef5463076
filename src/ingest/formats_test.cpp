// The containers: what comes out of them, and that what is broken in them stays in its place.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <rapidcheck.h>
#include <zlib.h>
#include <zstd.h>

#include <cstring>
#include <map>

#include "ingest/address.h"
#include "ingest/byte_stream.h"
#include "ingest/dates.h"
#include "ingest/feed.h"
#include "ingest/headers.h"
#include "ingest/http.h"
#include "ingest/mhtml.h"
#include "ingest/warc.h"

namespace hearsay::ingest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string deflated(const std::string& bytes, int window) {
  z_stream zlib{};
  deflateInit2(&zlib, 6, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY);
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
std::string gzipped(const std::string& bytes) { return deflated(bytes, 31); }

std::string zstded(const std::string& bytes, const std::string& dictionary = {}, int window = 0) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  ZSTD_CCtx* context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, window == 0 ? 1 : 0);
  if (window > 0) ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, window);
  if (!dictionary.empty()) {
    ZSTD_CCtx_loadDictionary(context, dictionary.data(), dictionary.size());
  }
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  ZSTD_outBuffer to{out.data(), out.size(), 0};
  // In two steps, so that the frame does not know how long it will be.
  if (window > 0) ZSTD_compressStream2(context, &to, &in, ZSTD_e_flush);
  ZSTD_compressStream2(context, &to, &in, ZSTD_e_end);
  ZSTD_freeCCtx(context);
  out.resize(to.pos);
  return out;
}

/// A skippable frame, as a dictionary stands in one; `length` differs from the content's where it
/// lies.
std::string dictionary_frame(const std::string& content, std::optional<std::size_t> length = {}) {
  std::string out = "\x5D\x2A\x4D\x18";
  const std::size_t size = length.value_or(content.size());
  for (unsigned shift = 0; shift < 32; shift += 8) {
    out += static_cast<char>(size >> shift & 0xFFU);
  }
  return out + content;
}

/// A WARC record; `length` differs from the block's where it lies.
std::string record(const std::string& type, const std::string& block, const std::string& more = {},
                   std::optional<std::size_t> length = {}) {
  return "WARC/1.0\r\nWARC-Type: " + type +
         "\r\nWARC-Target-URI: https://a.example/x\r\nWARC-Date: 2015-05-05T10:00:00Z\r\n" + more +
         "Content-Length: " + std::to_string(length.value_or(block.size())) + "\r\n\r\n" + block +
         "\r\n\r\n";
}
std::string http(const std::string& body, const std::string& more = {},
                 const std::string& type = "text/html; charset=UTF-8") {
  return "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n" + more + "\r\n" + body;
}
std::string page(const std::string& body, const std::string& more = {}) {
  return record("response", http(body, more));
}

/// The pages' bytes; failures as "place: reason".
std::vector<std::string> read_warc(const std::string& bytes, std::uint64_t limit = 1U << 20U) {
  ByteStream stream(bytes);
  WarcReader reader(stream, limit);
  std::vector<std::string> out;
  while (auto item = reader.next()) {
    out.push_back(item->source ? item->source->bytes
                               : std::to_string(item->place) + ": " + item->source.error());
  }
  return out;
}

TEST(Warc, GivesPagesWithWhatIsKnownOfThem) {
  ByteStream stream(record("warcinfo", "software: x") + record("request", "GET /") +
                    page("<p>one", "X: y\r\n") +
                    record("resource", "two", "Content-Type: text/plain; charset=koi8-r\r\n") +
                    record("response", http("GIF89a...", {}, "image/gif")) +
                    record("response", "HTTP/1.1 301 Moved\r\nLocation: /y\r\n\r\n<p>moved"));
  WarcReader reader(stream, 1000);
  std::vector<Source> pages;
  while (auto item = reader.next()) pages.push_back(item->source.value_or(Source{}));
  ASSERT_EQ(pages.size(), 2U);
  EXPECT_EQ(pages[0].bytes, "<p>one");
  EXPECT_EQ(pages[0].media_type, MediaType::html);
  EXPECT_EQ(pages[0].url, "https://a.example/x");
  EXPECT_EQ(pages[0].captured, "2015-05-05T10:00:00Z");
  EXPECT_EQ(pages[0].charset, "utf-8");
  EXPECT_EQ(pages[1].bytes, "two");
  EXPECT_EQ(pages[1].media_type, MediaType::plain_text);
  EXPECT_EQ(pages[1].charset, "koi8-r");
  EXPECT_EQ(reader.skipped(), 4U);
}

TEST(Warc, ReadsOnBehindABrokenRecord) {
  const std::string good = page("<p>good");
  const std::string zip = gzipped(good);
  std::string noise;  // hardly compressible, so the damage is behind the header
  for (std::uint32_t i = 1; noise.size() < 5000; i = i * 1664525U + 1013904223U) {
    noise += static_cast<char>('0' + (i >> 25U) % 64);
  }
  std::string damaged = gzipped(page("<p>" + noise));
  for (std::size_t i = damaged.size() / 2; i < damaged.size(); ++i) damaged[i] = '\x55';
  const std::string cut = zip.substr(0, zip.size() / 2);
  struct Row {
    std::string bytes;
    std::string failure;
    int goods;
  };
  const std::vector<Row> rows = {
      {good + record("response", http("<p>x"), {}, 100000) + good, "wrong Content-Length", 2},
      {good + record("response", http("<p>x"), {}, 20) + good, "wrong Content-Length", 2},
      {good + record("response", http("<p>x"), {}, 999999999999) + good, "cut short", 1},
      {good + "WARC/1.0\r\nWARC-Type: response\r\n\r\nx\r\n\r\n" + good, "no Content-Length", 2},
      {good + record("response", "words") + good, "without an HTTP header", 2},
      {good + "nonsense, not a record\r\n" + good, "wrong Content-Length", 1},
      {zip + damaged + zip, "gzip", 2},
      {zip + cut + zip, "gzip", 2},
      {zip + "rubbish" + zip, "no gzip", 2},
      {zip + cut, "ends too early", 1},
      {good + good.substr(0, good.size() - 8), "ends too early", 1},
      {good + page(gzipped("<p>bad").substr(0, 15), "Content-Encoding: gzip\r\n") + good,
       "compressed body that ends too early", 2},
      {good + page(gzipped(std::string(2U << 20U, 'x')), "Content-Encoding: gzip\r\n") + good,
       "more than the limit", 2},
      {good + page(std::string(2U << 20U, 'x')) + good, "more than the limit", 2},
  };
  for (const Row& row : rows) {
    const auto read = read_warc(row.bytes);
    const auto failures = std::count_if(read.begin(), read.end(), [&](const std::string& each) {
      return each.find(row.failure) != std::string::npos;
    });
    EXPECT_EQ(failures, 1) << row.failure << " in " << testing::PrintToString(read);
    EXPECT_EQ(std::count(read.begin(), read.end(), "<p>good"), row.goods)
        << row.failure << " in " << testing::PrintToString(read);
    EXPECT_EQ(read.size(), static_cast<std::size_t>(row.goods) + 1) << row.failure;
  }
}

TEST(Warc, NamesPlacesAsIndexesDo) {
  const std::string one = page("<p>one");
  const auto places = [](const std::string& bytes) {
    ByteStream stream(bytes);
    WarcReader reader(stream, 1000);
    std::vector<std::uint64_t> out;
    while (auto item = reader.next()) out.push_back(item->place);
    return out;
  };
  EXPECT_THAT(places(one + one), ElementsAre(0, one.size()));
  EXPECT_THAT(places(gzipped(one + one)), ElementsAre(0, one.size()));
  EXPECT_THAT(places(gzipped(one) + gzipped(one)), ElementsAre(0, gzipped(one).size()));
}

TEST(Warc, IsReadAsZstdToo) {
  const std::string words = "the mayor said that the library was closed on Monday";
  const std::string one = page("<p>" + words);
  const std::string two = page("<p>two");
  const std::string packed = zstded(one);
  EXPECT_THAT(read_warc(packed + zstded(two)), ElementsAre("<p>" + words, "<p>two"));
  EXPECT_THAT(read_warc(zstded(one + two)), ElementsAre("<p>" + words, "<p>two"));
  // With a dictionary in front, plain or packed itself.
  for (const std::string& frame : {dictionary_frame(words), dictionary_frame(zstded(words))}) {
    EXPECT_THAT(read_warc(frame + zstded(one, words) + zstded(two, words)),
                ElementsAre("<p>" + words, "<p>two"));
  }
  // Places are those of the frames in the file.
  ByteStream stream(packed + zstded(two));
  WarcReader reader(stream, 1000);
  EXPECT_EQ(reader.next()->place, 0U);
  EXPECT_EQ(reader.next()->place, packed.size());
  ByteStream second(dictionary_frame(words) + zstded(one, words));
  WarcReader behind_dictionary(second, 1000);
  EXPECT_EQ(behind_dictionary.next()->place, words.size() + 8);
}

TEST(Warc, SurvivesBadZstd) {
  const std::string words = "the mayor said that the library was closed on Monday";
  const std::string good = page("<p>good");
  const std::string zip = zstded(good);
  std::string damaged = zip;
  damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 0x55);
  const std::string bomb = zstded(page(std::string(8U << 20U, 'x')));
  struct Row {
    std::string bytes;
    std::string failure;
    int goods;
  };
  const std::vector<Row> rows = {
      {zip + damaged + zip, "damaged zstd", 2},
      {zip + zip.substr(0, zip.size() / 2) + zip, "zstd", 2},
      {zip + zip.substr(0, zip.size() / 2), "ends too early", 1},
      {zip + "rubbish" + zip, "no zstd", 2},
      {zip + bomb + zip, "more than the limit", 2},
      {zip + zstded(good, {}, 27) + zip, "larger window", 2},
      {dictionary_frame(words, 1U << 30U) + zip, "dictionary of more than", 1},
      {dictionary_frame(zstded(std::string(32U << 20U, 'x'))) + zip, "dictionary of more than", 1},
      {dictionary_frame("\x28\xB5\x2F\xFD") + zip, "damaged", 1},
      {dictionary_frame(words, words.size() * 9), "ends too early", 0},
  };
  for (const Row& row : rows) {
    const auto read = read_warc(row.bytes);
    const auto failures = std::count_if(read.begin(), read.end(), [&](const std::string& each) {
      return each.find(row.failure) != std::string::npos;
    });
    EXPECT_EQ(failures, 1) << row.failure << " in " << testing::PrintToString(read);
    EXPECT_EQ(std::count(read.begin(), read.end(), "<p>good"), row.goods)
        << row.failure << " in " << testing::PrintToString(read);
  }
}

std::string segment(const std::string& block, int number, const std::string& more = {},
                    const std::string& id = "<urn:x:1>") {
  return record(number == 1 ? "response" : "continuation", block,
                "WARC-Segment-Number: " + std::to_string(number) + "\r\n" +
                    (number == 1 ? "WARC-Record-ID: " : "WARC-Segment-Origin-ID: ") + id + "\r\n" +
                    more);
}
std::string total(const std::string& whole) {
  return "WARC-Segment-Total-Length: " + std::to_string(whole.size()) + "\r\n";
}

TEST(Warc, PutsSegmentsTogether) {
  const std::string whole = http("<p>one two three");
  const std::string a = whole.substr(0, 30);
  const std::string b = whole.substr(30, 20);
  const std::string c = whole.substr(50);
  const std::string good = page("<p>good");
  EXPECT_THAT(read_warc(segment(a, 1) + good + segment(b, 2) + segment(c, 3, total(whole)) + good),
              ElementsAre("<p>good", "<p>one two three", "<p>good"));
  EXPECT_THAT(
      read_warc(segment(a, 1) + segment(a, 1, {}, "<urn:x:2>") + segment(b + c, 2, total(whole)) +
                segment(b + c, 2, total(whole), "<urn:x:2>")),
      ElementsAre("<p>one two three", "<p>one two three"));
  // Segments of what is no page, or of a record in another file, are no pages either.
  const std::string picture = http("GIF89a", {}, "image/gif");
  EXPECT_THAT(read_warc(segment(picture, 1) + segment("x", 2, total(picture + "x")) + good),
              ElementsAre("<p>good"));
  struct Row {
    std::string bytes;
    std::string failure;
  };
  const std::vector<Row> rows = {
      {segment(a, 1) + good, "the last is not in this file"},
      {segment(a, 1) + segment(c, 3, total(whole)) + segment(b, 2) + good, "not in their order"},
      {segment(a, 1) + segment(b, 2, total(whole)) + good, "not as long together"},
      {segment(a, 1) + segment(std::string(1U << 20U, 'x'), 2) + good, "more in its segments"},
      {segment(a, 1) + segment(std::string(1U << 21U, 'x'), 2) + good, "more in its segments"},
      {segment(a, 1, {}, "") + good, "no WARC-Record-ID"},
  };
  for (const Row& row : rows) {
    EXPECT_THAT(read_warc(row.bytes),
                testing::UnorderedElementsAre("<p>good", HasSubstr(row.failure)));
  }
}

TEST(Warc, HoldsOnlySoMuchOfUnfinishedSegments) {
  std::string bytes;
  for (int i = 0; i < 20; ++i) {
    bytes += segment(http(std::string(100'000, 'x')), 1, {}, "<urn:x:" + std::to_string(i) + ">");
  }
  const auto read = read_warc(bytes);
  EXPECT_EQ(read.size(), 20U);
  EXPECT_EQ(std::count_if(read.begin(), read.end(),
                          [](const std::string& each) {
                            return each.find("held already") != std::string::npos;
                          }),
            10);
}

TEST(Warc, GivesRevisitsWithWhatTheyRepeat) {
  const std::string digest =
      "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/identical-payload-digest\r\n";
  const std::string unmodified =
      "WARC-Profile: http://netpreserve.org/warc/1.0/revisit/server-not-modified\r\n";
  const std::string to = "WARC-Refers-To-Target-URI: https://a.example/y\r\n";
  const std::string on = "WARC-Refers-To-Date: 2015-05-01T10:00:00Z\r\n";
  struct Row {
    std::string bytes;
    std::optional<Revisit> revisit;
  };
  const std::string then = "2015-05-01T10:00:00Z";
  const std::string now = "2015-05-05T10:00:00Z";
  const std::vector<Row> rows = {
      {record("revisit", http(""), digest + to + on), Revisit{"https://a.example/y", then, true}},
      {record("revisit", "", digest + on), Revisit{"https://a.example/x", then, true}},
      {record("revisit", "HTTP/1.1 304 Not Modified\r\n\r\n", unmodified),
       Revisit{"https://a.example/x", now, false}},
      {record("revisit", "", digest), Revisit{"", "", false}},
      {record("revisit", "HTTP/1.1 301 Moved\r\n\r\n", digest + to + on), {}},
      {record("revisit", http("", {}, "image/png"), digest + to + on), {}},
      {record("revisit", "", "WARC-Profile: x\r\n" + to + on), {}},
  };
  for (const Row& row : rows) {
    ByteStream stream(row.bytes);
    WarcReader reader(stream, 1000);
    const auto item = reader.next();
    ASSERT_EQ(item.has_value(), row.revisit.has_value()) << row.bytes;
    if (!item) continue;
    ASSERT_TRUE(item->source.has_value());
    EXPECT_EQ(item->source->revisit, row.revisit) << row.bytes;
    EXPECT_EQ(item->source->url, "https://a.example/x");
    EXPECT_EQ(item->source->captured, now);
  }
}

TEST(Warc, TellsFeedsFromPages) {
  const std::string rss =
      "<?xml version=\"1.0\"?><rss><channel><item><title>x</title></item></channel></rss>";
  for (const char* type : {"application/rss+xml", "text/xml; charset=utf-8", "text/html"}) {
    ByteStream stream(record("response", http(rss, {}, type)));
    WarcReader reader(stream, 1000);
    const auto item = reader.next();
    ASSERT_TRUE(item.has_value()) << type;
    EXPECT_TRUE(item->is_feed);
    EXPECT_EQ(item->source->bytes, rss);
  }
  EXPECT_THAT(read_warc(record("response", http("<svg/>", {}, "text/xml"))), ElementsAre());
}

TEST(Http, UndoesCodingsThatAreThere) {
  const std::string words = "<p>some words</p>";
  const std::string chunks = "5;x=y\r\n<p>so\r\nC\r\nme words</p>\r\n0\r\n\r\n";
  struct Row {
    std::string headers, body, want;  // "!": an error
  };
  const std::vector<Row> rows = {
      {"", words, words},
      {"Transfer-Encoding: chunked\r\n", chunks, words},
      {"Transfer-Encoding: chunked\r\n", words, words},                     // decoded before
      {"Transfer-Encoding: chunked\r\n", chunks.substr(0, 19), "<p>some"},  // cut
      {"Content-Encoding: gzip\r\n", gzipped(words), words},
      {"Content-Encoding: gzip\r\n", gzipped("<p>some ") + gzipped("words</p>"), words},
      {"Content-Encoding: gzip\r\n", words, words},
      {"Content-Encoding: deflate\r\n", deflated(words, 15), words},
      {"Content-Encoding: deflate\r\n", deflated(words, -15), words},
      {"Content-Encoding: deflate, gzip\r\n", gzipped(deflated(words, 15)), words},
      {"Content-Encoding: br\r\n", "\x0B\x02\x80hello\x03", "hello"},
      {"Content-Encoding: br\r\n", "\x0B\x02\x80hel", "!"},
      {"Content-Encoding: rot13\r\n", "jbeqf", "!"},
      {"Content-Encoding: gzip,gzip,gzip,gzip,gzip\r\n", words, "!"},
      {"Content-Length: 3\r\n", words, words},
  };
  for (const Row& row : rows) {
    const std::string message = "HTTP/1.1 200 OK\r\n" + row.headers + "\r\n" + row.body;
    const auto body = decoded_body(parse_response(message).value_or(HttpResponse{}), 1000, false);
    EXPECT_EQ(body.value_or("!"), row.want) << row.headers << (body ? "" : body.error());
  }
}

TEST(Headers, AreReadAsSent) {
  const Headers headers =
      Headers::parse("A: one\r\nB : two\r\n  folded\r\nno colon\r\na: second\r\n\r\nC: behind\r\n");
  EXPECT_EQ(headers.value("a"), "one");
  EXPECT_EQ(headers.value("b"), "two folded");
  EXPECT_FALSE(headers.has("c"));
  EXPECT_EQ(parameter("text/html; Charset=\"u\\tf-8\" ; x=y", "charset"), "utf-8");
  EXPECT_EQ(parameter("multipart/related; type=x; boundary=a=b", "boundary"), "a=b");
  EXPECT_EQ(parameter("text/html", "charset"), "");
  EXPECT_EQ(media_type_of("Text/HTML ; x=y"), "text/html");
}

std::string mhtml(const std::string& part) {
  return "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://a.example/x\r\n"
         "Date: Tue, 5 May 2015 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
         "Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--b--\"\r\n\r\n"
         "preamble\r\n----b--\r\n" +
         part + "\r\n----b--\r\nContent-Type: image/gif\r\n\r\nGIF8\r\n----b----\r\n";
}

TEST(Mhtml, GivesItsPage) {
  struct Row {
    std::string part, want;
  };
  const std::vector<Row> rows = {
      {"Content-Type: text/html; charset=windows-1251\r\n"
       "Content-Transfer-Encoding: quoted-printable\r\n"
       "Content-Location: https://a.example/y\r\n\r\n<p class=3D\"x\">so=\r\nme=20=E9 =zz",
       "<p class=\"x\">some \xE9 =zz"},
      {"Content-Type: text/html\r\nContent-Transfer-Encoding: BASE64\r\n\r\nPHA+\r\nb25l",
       "<p>one"},
      {"Content-Type: text/html\r\n\r\n<p>8bit", "<p>8bit"},
      {"Content-Type: multipart/alternative; boundary=in\r\n\r\n--in\r\n"
       "Content-Type: text/plain\r\n\r\nwords\r\n--in\r\n"
       "Content-Type: text/html\r\n\r\n<p>nested\r\n--in--",
       "<p>nested"},
      {"Content-Type: image/png\r\n\r\nPNG", "!is an MHTML file without a page in it"},
      {"Content-Type: multipart/mixed\r\n\r\n<p>x", "!is an MHTML file without a page in it"},
  };
  for (const Row& row : rows) {
    const auto source = source_of_mhtml(mhtml(row.part));
    EXPECT_EQ(source ? source->bytes : "!" + source.error(), row.want) << row.part;
  }
  const auto first = source_of_mhtml(mhtml(rows[0].part));
  EXPECT_EQ(first->url, "https://a.example/y");
  EXPECT_EQ(first->charset, "windows-1251");
  EXPECT_EQ(first->captured.substr(0, 19), "2015-05-05T10:00:00");
  EXPECT_EQ(source_of_mhtml(mhtml(rows[1].part))->url, "https://a.example/x");
  const std::string whole = mhtml(rows[2].part);
  const auto cut = source_of_mhtml(whole.substr(0, whole.find("8bit") + 2));
  EXPECT_THAT(cut ? "" : cut.error(), HasSubstr("cut short"));
}

std::vector<tl::expected<Source, std::string>> read_feed(std::string_view feed,
                                                         std::string_view charset = {}) {
  std::vector<tl::expected<Source, std::string>> out;
  for_each_feed_item(feed, charset, [&](std::size_t number, auto source) {
    out.push_back(std::move(source));
    return number == out.size();
  });
  return out;
}

TEST(Feed, GivesItemsWithWhatTheySay) {
  const auto items = read_feed(R"(<?xml version="1.0"?><rss version="2.0"><channel>
    <title>The Mill Daily</title><image><title>Logo</title></image>
    <item><title>One &amp; all</title><link> https://a.example/1 </link>
      <pubDate>Tue, 05 May 2015 10:00:00 GMT</pubDate><description>short</description>
      <content:encoded><![CDATA[<p>full</p>]]></content:encoded></item>
    <item><title>Two</title><guid>https://a.example/2</guid>
      <source url="https://b.example/feed">Meadow Wire</source>
      <description>&lt;p&gt;stub &amp;amp; more&lt;/p&gt;</description></item>
    <item><title>Three</title><guid isPermaLink="false">https://a.example/3</guid></item>
    </channel></rss>)");
  ASSERT_EQ(items.size(), 3U);
  EXPECT_EQ(items[0]->bytes, "<p>full</p>");
  EXPECT_EQ(items[0]->media_type, MediaType::html);
  EXPECT_EQ(items[0]->title, "One & all");
  EXPECT_EQ(items[0]->url, "https://a.example/1");
  EXPECT_EQ(items[0]->published, "2015-05-05T10:00:00Z");
  EXPECT_EQ(items[0]->publisher, "The Mill Daily");
  EXPECT_EQ(items[1]->bytes, "<p>stub &amp; more</p>");
  EXPECT_EQ(items[1]->url, "https://a.example/2");
  EXPECT_EQ(items[1]->publisher, "Meadow Wire");
  EXPECT_EQ(items[2]->bytes, "Three");
  EXPECT_EQ(items[2]->media_type, MediaType::plain_text);
  EXPECT_EQ(items[2]->url, "");
}

TEST(Feed, ReadsAtomAndRss1) {
  const auto atom = read_feed(R"(<feed xmlns="http://www.w3.org/2005/Atom"><title>Mill</title>
    <entry><title>T</title><link rel="self" href="https://a.example/s"/>
      <link href="https://a.example/1"/><published>2015-05-05T10:00:00Z</published>
      <source><title>Meadow Wire</title></source>
      <content type="xhtml"><div xmlns="x"><p>one <b>two</b> &amp; 3</p></div></content></entry>
    <entry><summary type="text">a &lt; b</summary><updated>2015-05-06</updated></entry></feed>)");
  ASSERT_EQ(atom.size(), 2U);
  EXPECT_EQ(atom[0]->bytes, "<div xmlns=\"x\"><p>one <b>two</b> &amp; 3</p></div>");
  EXPECT_EQ(atom[0]->url, "https://a.example/1");
  EXPECT_EQ(atom[0]->publisher, "Meadow Wire");
  EXPECT_EQ(atom[1]->bytes, "a < b");
  EXPECT_EQ(atom[1]->media_type, MediaType::plain_text);
  EXPECT_EQ(atom[1]->published, "");
  EXPECT_EQ(atom[1]->modified, "2015-05-06");
  EXPECT_EQ(atom[1]->publisher, "Mill");
  const auto rss1 = read_feed(
      "<rdf:RDF><channel><title>Mill</title><items/></channel>"
      "<item><title>x</title><dc:date>2015-05-05</dc:date></item></rdf:RDF>");
  ASSERT_EQ(rss1.size(), 1U);
  EXPECT_EQ(rss1[0]->published, "2015-05-05");
  EXPECT_EQ(rss1[0]->publisher, "Mill");
}

std::vector<Source> items_of(const std::string& feed, std::size_t* stubs = nullptr) {
  std::vector<Source> out;
  for_each_feed_item(
      feed, {},
      [&](std::size_t, const tl::expected<Source, std::string>& source) {
        out.push_back(source.value_or(Source{}));
        return true;
      },
      stubs);
  return out;
}

TEST(Feed, SaysWhoWroteAndWhen) {
  const auto rss = [](const std::string& inside) {
    return "<rss><channel><managingEditor>desk@a.example (The "
           "Desk)</managingEditor><item><title>t</title>" +
           inside + "</item></channel></rss>";
  };
  struct Row {
    std::string feed;
    std::vector<std::string> authors;
    std::string published;
    std::string modified;
  };
  const std::vector<Row> rows = {
      {rss("<dc:creator>Ann Lee</dc:creator><dc:creator><![CDATA[Bo\nOrr]]></dc:creator>"
           "<dc:creator>Ann Lee</dc:creator><author>x@a.example (X)</author>"),
       {"Ann Lee", "Bo Orr"},
       "",
       ""},
      {rss("<author>ann@a.example (Ann Lee)</author><pubDate>Tue, 05 May 2015 10:00:00 "
           "+0200</pubDate>"),
       {"Ann Lee"},
       "2015-05-05T10:00:00+02:00",
       ""},
      {rss("<author>ann@a.example</author><itunes:author>Ann Lee</itunes:author>"),
       {"Ann Lee"},
       "",
       ""},
      {rss("<author>ann@a.example (</author>"), {}, "", ""},
      {rss("<dc:date>2015-05-05</dc:date><dcterms:modified>2015-05-06</dcterms:modified>"),
       {},
       "2015-05-05",
       "2015-05-06"},
      {"<feed><title>F</title><author><name>All</name></author><entry><title>t</title>"
       "<updated>2015-05-06T10:00:00Z</updated></entry></feed>",
       {"All"},
       "",
       "2015-05-06T10:00:00Z"},
      {"<feed><author><name>All</name></author><entry><title>t</title><author><name>Ann Lee</name>"
       "<email>ann@a.example</email></author><author><name>Bo Orr</name></author>"
       "<published>2015-05-05T10:00:00Z</published><updated>2015-05-06T10:00:00Z</updated></"
       "entry></feed>",
       {"Ann Lee", "Bo Orr"},
       "2015-05-05T10:00:00Z",
       "2015-05-06T10:00:00Z"},
      {"<feed><author><name>All</name></author><entry><title>t</title><source><title>Other</title>"
       "<author><name>Ann Lee</name></author></source></entry></feed>",
       {"Ann Lee"},
       "",
       ""},
  };
  for (const Row& row : rows) {
    const auto items = items_of(row.feed);
    ASSERT_EQ(items.size(), 1U) << row.feed;
    EXPECT_EQ(items[0].authors, row.authors) << row.feed;
    EXPECT_EQ(items[0].published, row.published) << row.feed;
    EXPECT_EQ(items[0].modified, row.modified) << row.feed;
    EXPECT_TRUE(items[0].from_feed);
  }
}

TEST(Feed, LeavesOutSummariesWhereAsked) {
  std::size_t stubs = 0;
  const auto items = items_of(
      "<rss><channel><item><title>a</title><description>short</description></item><item><title>b</"
      "title>"
      "<content:encoded>&lt;p&gt;all of it</content:encoded></item></channel></rss>",
      &stubs);
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0].bytes, "<p>all of it");
  EXPECT_EQ(stubs, 1U);
}

TEST(Feed, KeepsWhatIsBrokenInItsPlace) {
  const std::string good = "<item><description>good</description></item>";
  struct Row {
    std::string item, failure;
  };
  const std::vector<Row> rows = {
      {"<item><description><b>x</description></item>", "no well-formed XML (at byte "},
      {"<item><description>x", "without end (at byte 59)"},
      {"<item></item>", "neither content nor"},
      {"<item><description><![CDATA[never ends</description></item>", ""},
      {"<item>" + std::string(9U << 20U, 'x') + "</item>", "more than 8 MiB"},
  };
  for (const Row& row : rows) {
    const auto items =
        read_feed("<rss><channel>" + good + "\n" + row.item + good + "</channel></rss>");
    ASSERT_EQ(items.size(), 3U) << row.failure;
    EXPECT_EQ(items[0]->bytes, "good");
    ASSERT_FALSE(items[1]) << row.failure;
    EXPECT_THAT(items[1].error(), HasSubstr(row.failure));
    EXPECT_EQ(items[2]->bytes, "good");
  }
}

TEST(Feed, ExpandsNoEntitiesOfADtd) {
  const auto items = read_feed(
      "<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\"><!ENTITY c "
      "SYSTEM \"file:///etc/passwd\">]><rss><channel><item><description>&b;&c;&nbsp;"
      "</description></item></channel></rss>");
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0]->bytes, "&b;&c;&nbsp;");
}

TEST(Feed, ReadsOtherCharsets) {
  const std::string body = "<rss><channel><item><title>caf\xE9</title></item></channel></rss>";
  EXPECT_EQ(read_feed("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + body)[0]->bytes, "café");
  EXPECT_EQ(read_feed(body, "windows-1252")[0]->bytes, "café");
  std::string wide = "\xFF\xFE";
  for (const char c : body) wide.append(1, c).append(1, '\0');
  EXPECT_EQ(read_feed(wide)[0]->bytes, "café");
}

TEST(Dates, AreMadeIso) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"Tue, 05 May 2015 10:00:00 GMT", "2015-05-05T10:00:00Z"},
      {"5 May 15 9:00 EST", "2015-05-05"},
      {"05 May 2015 09:00 EDT", "2015-05-05T09:00:00-04:00"},
      {"Tue, 5 May 2015 10:00:00 +0530", "2015-05-05T10:00:00+05:30"},
      {"2015-05-05T10:00:00Z", "2015-05-05T10:00:00Z"},
      {" yesterday ", "yesterday"},
      {"Tue, 45 May 2015", "Tue, 45 May 2015"},
      {"", ""},
  };
  for (const auto& [date, want] : rows) EXPECT_EQ(iso_date(date), want) << date;
}

TEST(Address, TellsThePublicInternet) {
  const std::map<std::string, bool> rows = {{"8.8.8.8", true},
                                            {"1.1.1.1", true},
                                            {"172.32.0.1", true},
                                            {"100.128.0.1", true},
                                            {"0.0.0.0", false},
                                            {"10.1.2.3", false},
                                            {"100.64.0.1", false},
                                            {"127.0.0.1", false},
                                            {"127.9.9.9", false},
                                            {"169.254.169.254", false},
                                            {"172.16.0.1", false},
                                            {"172.31.255.255", false},
                                            {"192.168.1.1", false},
                                            {"198.18.0.1", false},
                                            {"224.0.0.1", false},
                                            {"255.255.255.255", false},
                                            {"2606:4700::1111", true},
                                            {"::1", false},
                                            {"::", false},
                                            {"fe80::1", false},
                                            {"fc00::1", false},
                                            {"fd12::1", false},
                                            {"ff02::1", false},
                                            {"::ffff:10.0.0.1", false},
                                            {"::ffff:8.8.8.8", true},
                                            {"64:ff9b::8.8.8.8", true},
                                            {"64:ff9b::127.0.0.1", false},
                                            {"2001:db8::1", false},
                                            {"2002:7f00:1::", false},
                                            {"2001::1", false},
                                            {"::10.0.0.1", false}};
  for (const auto& [text, want] : rows) {
    sockaddr_storage storage{};
    if (text.find(':') == std::string::npos) {
      sockaddr_in four{};
      four.sin_family = AF_INET;
      ASSERT_EQ(::inet_pton(AF_INET, text.c_str(), &four.sin_addr), 1);
      std::memcpy(&storage, &four, sizeof four);
    } else {
      sockaddr_in6 six{};
      six.sin6_family = AF_INET6;
      ASSERT_EQ(::inet_pton(AF_INET6, text.c_str(), &six.sin6_addr), 1);
      std::memcpy(&storage, &six, sizeof six);
    }
    EXPECT_EQ(is_public(reinterpret_cast<const sockaddr&>(storage)), want) << text;
  }
}

/// A page of any bytes, but for what no charset has in a page.
rc::Gen<std::string> any_page() {
  return rc::gen::map(rc::gen::container<std::string>(rc::gen::oneOf(
                          rc::gen::inRange<char>(' ', '~'),
                          rc::gen::elementOf(std::string("\r\n\t<>&;=-]\xC3\xA9\xFF")))),
                      [](std::string words) { return "<p>" + std::move(words) + "</p>"; });
}

/// Random deeds of a wrapper, all of which must be undone.
std::string wrapped_in_warc(const std::string& bytes, bool chunked, bool packed) {
  std::string body = packed ? gzipped(bytes) : bytes;
  std::string headers = packed ? "Content-Encoding: gzip\r\n" : "";
  if (chunked) {
    std::string chunks;
    for (std::size_t at = 0; at < body.size(); at += 10) {
      const std::string chunk = body.substr(at, 10);
      chunks += chunk.size() == 10 ? "a" : std::to_string(chunk.size());
      chunks.append("\r\n").append(chunk).append("\r\n");
    }
    body = chunks + "0\r\n\r\n";
    headers += "Transfer-Encoding: chunked\r\n";
  }
  return page(body, headers);
}

TEST(Containers, GiveBackThePageInAWarc) {
  EXPECT_TRUE(rc::check("WARC", [] {
    const std::string bytes = *any_page();
    const std::string one =
        wrapped_in_warc(bytes, *rc::gen::arbitrary<bool>(), *rc::gen::arbitrary<bool>());
    const int form = *rc::gen::inRange(0, 3);
    const std::string all = form == 0   ? one + one
                            : form == 1 ? gzipped(one) + gzipped(one)
                                        : gzipped(one + one);
    RC_ASSERT(read_warc(all) == (std::vector<std::string>{bytes, bytes}));
  }));
}

std::string quoted_printable(const std::string& bytes) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  std::size_t column = 0;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (column > 70) {
      out += "=\r\n";
      column = 0;
    }
    const bool plain = c > ' ' && c <= '~' && c != '=';
    if (plain) out += c;
    if (!plain) out.append(1, '=').append(1, digits[byte / 16]).append(1, digits[byte % 16]);
    column += plain ? 1 : 3;
  }
  return out;
}

TEST(Containers, GiveBackThePageInAnMhtml) {
  EXPECT_TRUE(rc::check("MHTML", [] {
    const std::string bytes = *any_page();
    const auto source = source_of_mhtml(
        mhtml("Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" +
              quoted_printable(bytes)));
    RC_ASSERT(source.has_value());
    RC_ASSERT(source->bytes == bytes);
  }));
}

std::string escaped(const std::string& bytes) {
  std::string out;
  for (const char c : bytes) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '&') {
      out += "&amp;";
    } else if (c == '>') {
      out += "&gt;";
    } else {
      out += c;
    }
  }
  return out;
}

TEST(Containers, GiveBackThePageInAFeed) {
  EXPECT_TRUE(rc::check("feed", [] {
    const std::string bytes = *any_page();
    const bool cdata = *rc::gen::arbitrary<bool>() && bytes.find("]]>") == std::string::npos;
    const auto items = read_feed("<rss><channel><item><content:encoded>" +
                                 (cdata ? "<![CDATA[" + bytes + "]]>" : escaped(bytes)) +
                                 "</content:encoded></item></channel></rss>");
    RC_ASSERT(items.size() == 1U);
    RC_ASSERT(items[0].has_value());
    RC_ASSERT(items[0]->bytes == bytes);
  }));
}

}  // namespace
}  // namespace hearsay::ingest
