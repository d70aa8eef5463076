// What pages say of themselves, one small page a mechanism.
#include "extract/metadata.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <chrono>

#include "extract/dates.h"
#include "extract/extract.h"
#include "extract/field.h"
#include "extract/names.h"

namespace hearsay::extraction {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

const std::string kProse =
    "<p>The town library closed its doors on Monday after a roofer counted more than forty leaks "
    "in its roof, and the council said that it could not say when readers would come back.</p>"
    "<p>Two people who work there said that staff had carried buckets through the reading room "
    "since March, and that nobody had answered the letters which they wrote about the rain.</p>";

/// A page with a head, what stands between headline and prose, and what follows the prose.
std::string page(const std::string& head, const std::string& above, const std::string& below = "",
                 const std::string& heading = "<h1>Library shut over many leaks</h1>") {
  return "<!DOCTYPE html><html lang=en-GB><head>" + head + "</head><body><main><article>" +
         heading + above + kProse + below + "</article></main></body></html>";
}

Article read(const std::string& html, const std::string& url = "") {
  Source source;
  source.bytes = html;
  source.media_type = MediaType::html;
  source.url = url;
  static const Extractor extractor = Extractor::load(HEARSAY_DATA_DIRECTORY "/models").value();
  auto article = extractor.extract(source);
  EXPECT_TRUE(article);
  return article ? *article : Article();
}

std::vector<std::string> dates_of(const Article& article, DateKind kind) {
  std::vector<std::string> out;
  for (const DocumentDate& date : article.dates) {
    if (date.kind == kind) out.push_back(date.value.substr(0, 10));
  }
  return out;
}

// ---- titles ---------------------------------------------------------------------------------

TEST(Title, IsWithoutTheSitesName) {
  for (const std::string_view tail :
       {" | The Mill Daily", " - The Mill Daily", " – themilldaily.example", " » The Mill Daily",
        "：The Mill Daily", "｜The Mill Daily"}) {
    const std::string stated = "Library shut over many leaks" + std::string(tail);
    const std::string head = "<title>" + stated + "</title><meta property=og:title content=\"" +
                             stated + "\"><meta property=og:site_name content='The Mill Daily'>" +
                             "<link rel=canonical href='https://www.themilldaily.example/a/b'>";
    EXPECT_EQ(read(page(head, "")).title, "Library shut over many leaks") << tail;
    EXPECT_EQ(read(page(head, "", "", "")).title, "Library shut over many leaks") << tail;
  }
}

TEST(Title, IsNotTheSitesLogo) {
  const std::string head =
      "<title>Library shut over many leaks | The Mill Daily</title>"
      "<meta property=og:site_name content='The Mill Daily'>";
  EXPECT_EQ(read("<html><head>" + head +
                 "</head><body><h1><a href=/>The Mill Daily</a></h1><article><h2>Library shut over "
                 "many leaks</h2>" +
                 kProse + "</article></body></html>")
                .title,
            "Library shut over many leaks");
}

// A heading for search engines ends the line that says where in the site one is; readers get an
// <h2>, often with a kicker.
TEST(Title, IsTheHeadlineThatReadersSee) {
  const std::string wanted = "Forty buckets and no roof: library shuts";
  const std::string searched = "Library closed in town: all about the leaks";
  const std::string head = "<title>" + searched +
                           " | The Mill Daily</title><meta property=og:site_name content='The Mill "
                           "Daily'><meta property=og:title content='" +
                           wanted +
                           "'><script type=application/ld+json>{\"@type\":\"NewsArticle\","
                           "\"headline\":\"" +
                           searched + "\"}</script>";
  const std::string kicker = "<h2><span class=kicker>Rain in the reading room</span> <span>";
  struct {
    std::string_view name;
    std::string heading;
  } const rows[] = {
      {"in a list", "<ol><li><a href=/>Home</a></li><li><h1>" + searched + "</h1></li></ol>" +
                        "<h2>" + wanted + "</h2>"},
      {"in navigation",
       "<nav><a href=/>Home</a><h1>" + searched + "</h1></nav><h2>" + wanted + "</h2>"},
      {"in an element called so",
       "<div class=breadcrumbs><h1>" + searched + "</h1></div><h2>" + wanted + "</h2>"},
      {"with a kicker", "<nav><h1>" + searched + "</h1></nav>" + kicker + wanted + "</span></h2>"},
      {"behind another heading",
       "<nav><h1>" + searched + "</h1></nav><h2>Our service</h2><h2>" + wanted + "</h2>"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(read("<!DOCTYPE html><html lang=en><head>" + head + "</head><body><header>" +
                   row.heading + "</header>" + kProse + "</body></html>")
                  .title,
              wanted)
        << row.name;
  }
}

TEST(Title, IsTheLineAboveTheProseWhateverMakesIt) {
  const std::string wanted = "Who shut the library? A roof, a council and forty leaks";
  struct {
    std::string_view name;
    std::string head;
    std::string above;
    std::string url;
  } const rows[] = {
      {"a day's heading above the entry's", "<title>Wet Pages</title>",
       "<h1><a href=/>Wet Pages</a></h1><h2>Monday, 4 May 2015</h2><h3 class=post-title>" + wanted +
           "</h3>",
       "http://wetpages.example/2015/05/who.html"},
      {"large letters", "<title>Mill Daily - " + wanted + "</title>",
       "<center><font size=6><b>MILL DAILY</b></font></center><hr><font size=5><b>" + wanted +
           "</b></font><br><font size=2>by Ines Weiss</font>",
       "http://milldaily.example/2015/n18/roof.htm"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(
        read("<html><head>" + row.head + "</head><body>" + row.above + kProse + "</body></html>",
             row.url)
            .title,
        wanted)
        << row.name;
  }
}

TEST(Title, IsTheOnlyHeadingEvenInAList) {
  const std::string wanted = "Library shut over many leaks";
  EXPECT_EQ(read("<!DOCTYPE html><html lang=en><head><title>Home</title></head><body><ul><li><h1>" +
                 wanted + "</h1></li></ul>" + kProse + "</body></html>")
                .title,
            wanted);
}

TEST(Title, KeepsADashOfItsOwn) {
  const std::string title = "Forty leaks - and nobody came";
  EXPECT_EQ(
      read(page("<title>" + title + " | The Mill Daily</title><meta property=og:title content='" +
                    title + "'><meta property=og:site_name content='The Mill Daily'>",
                "", "", "<h1>" + title + "</h1>"))
          .title,
      title);
}

TEST(Title, LeavesTheHeadlineMarkedWhereItsWordsDiffer) {
  const Article article = read(page(
      "<title>Library shut | The Mill Daily</title><meta property=og:title content='Library shut'>",
      ""));
  ASSERT_TRUE(article.headline);
  EXPECT_EQ(words(article, *article.headline), "Library shut over many leaks");
}

// ---- authors --------------------------------------------------------------------------------

TEST(Authors, AreFoundWherePagesNameThem) {
  struct Row {
    std::string head, above, below;
    std::vector<std::string> authors;
  };
  const std::string by_machine =
      "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Library shut "
      "over "
      "many leaks\",\"author\":";
  for (const Row& row : std::vector<Row>{
           {by_machine + "[{\"name\":\"Ines Weiss\"},{\"name\":\"Aurelio Quispe\"}]}</script>",
            "",
            "",
            {"Ines Weiss", "Aurelio Quispe"}},
           {by_machine + "\"{ \\\"name\\\": \\\"Ines Weiss\\\" }\"}</script>",
            "",
            "",
            {"Ines Weiss"}},
           {"<meta name=author content='By Ines Weiss and Aurelio Quispe, Science Editor'>",
            "",
            "",
            {"Ines Weiss", "Aurelio Quispe"}},
           {"<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Ines "
            "Weiss'>",
            "",
            "",
            {"Ines Weiss"}},
           {"",
            "<div class=byline>By <a rel=author href=/w>Ines Weiss</a></div>",
            "",
            {"Ines Weiss"}},
           {"", "<p>By Ines Weiss, Senior Correspondent</p>", "", {"Ines Weiss"}},
           {"", "<p>by Ines Weiss, Friday, 8 May 2015</p>", "", {"Ines Weiss"}},
           {"",
            "<p>Ines Weiss, Aurelio Quispe · 14 March 2017</p>",
            "",
            {"Ines Weiss", "Aurelio Quispe"}},
           {"", "<div>4 May 2015 | 10:30 | Ines Weiss</div>", "", {"Ines Weiss"}},
           {"",
            "<div>4 May 2015 by <a href='/author/ines'>Ines Weiss</a> in Town</div>",
            "",
            {"Ines Weiss"}},
           {"", "<span class=article-author-name>Ines Weiss</span>", "", {"Ines Weiss"}},
           {"", "", "<p>Ines Weiss</p>", {"Ines Weiss"}},
           {"", "", "", {}},
       }) {
    EXPECT_EQ(read(page(row.head, row.above, row.below)).authors, row.authors)
        << row.head << row.above << row.below;
  }
}

TEST(Authors, AreNotThoseOfCommentsOrOtherArticles) {
  const std::string others =
      "<aside class=related><p class=byline>By Aurelio Quispe</p></aside>"
      "<div class=comments><div class=author>Aurelio Quispe</div><p>So it goes.</p></div>";
  EXPECT_THAT(read(page("", "<p class=byline>By Ines Weiss</p>", others)).authors,
              ElementsAre("Ines Weiss"));
}

TEST(Authors, AreNotWhomASentenceNames) {
  const std::string sentence =
      "<p>The library was shut on 10 May 2015 over leaks in its roof, Aurelio Quispe was quoted as "
      "saying by the Lake Examiner.</p>";
  EXPECT_THAT(read(page("", sentence)).authors, ElementsAre());
}

TEST(Authors, AreNotTheOutletBesideAPerson) {
  const Article article = read(
      page("<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"publisher\":{\"name\":"
           "\"The Mill Daily\"},\"author\":[{\"name\":\"Ines Weiss\"},{\"name\":\"The Mill "
           "Daily\"}]}</script>",
           ""));
  EXPECT_THAT(article.authors, ElementsAre("Ines Weiss"));
}

TEST(Names, DropTitlesAndAnnouncements) {
  struct Row {
    std::string line;
    std::vector<std::string> names;
  };
  for (const Row& row : std::vector<Row>{
           {"Redaktion: Ines Weiss (Pressesprecherin)", {"Ines Weiss"}},
           {"Ines Weiss @ines", {"Ines Weiss"}},
           {"Inés Valverde; editing by Aurelio Quispe", {"Inés Valverde"}},
           {"Auteur: Ines Weiss", {"Ines Weiss"}},
           {"Ines Weiss, Auslandskorrespondentin", {"Ines Weiss"}},
           {"김민지 기자", {"김민지"}},
           {"ines88", {"ines88"}},
           {"Von", {}},
           {"Por", {}},
           {"5 May", {}},
           {"Photo © Mill", {}},
           {"Copyright The Mill Daily", {}},
       }) {
    EXPECT_EQ(names_of_authors({row.line}, ""), row.names) << row.line;
  }
}

TEST(Names, KnowTheFormOfAPersonsName) {
  for (const std::string_view name : {"Ines Weiss", "Ludwig van Weiss", "J. R. Quispe", "김민지"}) {
    EXPECT_TRUE(looks_like_person(name)) << name;
  }
  for (const std::string_view name : {"Mill", "the reading room", "", "4 Leaks"}) {
    EXPECT_FALSE(looks_like_person(name)) << name;
  }
}

// ---- dates ----------------------------------------------------------------------------------

TEST(Published, IsFoundWherePagesSayIt) {
  struct Row {
    std::string head, above, below;
    std::string day;
  };
  for (const Row& row : std::vector<Row>{
           {"<meta property=article:published_time content=2015-05-04T10:00:00+02:00>", "", "",
            "2015-05-04"},
           {"", "<time datetime=2015-05-04>4 May</time>", "", "2015-05-04"},
           {"", "<p class=date>4 May 2015, 10:30</p>", "", "2015-05-04"},
           {"", "<p>04.05.15</p>", "", "2015-05-04"},
           {"", "<p>Published 25/12/2015</p>", "", "2015-12-25"},
           {"", "<abbr class=published title=2015-05-04T10:00:00Z>in May</abbr>", "", "2015-05-04"},
           {"<script>var page = {\"id\": 7, \"publishedAt\": \"2015-05-04T10:00:00Z\"};</script>",
            "", "", "2015-05-04"},
           {"<link rel=canonical href='https://mill.example/2015/05/04/leaks'>", "", "",
            "2015-05-04"},
           {"<meta name=og:publish-date content=2015-05-04>", "", "", "2015-05-04"},
           {"<meta name=article:published_time value=2015-05-04T10:00:00Z>", "", "", "2015-05-04"},
           {"<meta itemprop=uploadDate content=2015-05-04>", "", "", "2015-05-04"},
           {"", "<span property='dc:date dc:created' content=2015-05-04T10:00:00+02:00>May</span>",
            "", "2015-05-04"},
           {"", "<div data-published-at='2015-05-04 10:30'></div>", "", "2015-05-04"},
           {"", "<p>Gespeichert von ines am <time datetime=2015-05-04>4. Mai</time></p>", "",
            "2015-05-04"},
           {"<script>page({\"published\":1430733600,\"id\":7})</script>", "", "", "2015-05-04"},
           // One of the two is a day of the address's month.
           {"<link rel=canonical href='https://mill.example/2015/05/leaks'>",
            "<h3>4 May 2015</h3><p>The book: 1 March 2014</p>", "", "2015-05-04"},
           // "03/04/2015" is 4 March, as the other date says, which is that day.
           {"<meta name=dcterms.created content=2015-03-04>", "<p>03/04/2015</p>", "",
            "2015-03-04"},
           {"", "<p>On show until 25/12/2015</p>", "", ""},
           // The date of an image, and a year alone, are none.
           {"<meta property=og:image content='https://mill.example/2015/05/04/roof.jpg'>",
            "<img src='/2015/05/04/roof.jpg'>", "<footer>© 2015 The Mill Daily</footer>", ""},
       }) {
    EXPECT_EQ(read(page(row.head, row.above, row.below)).published.substr(0, 10), row.day)
        << row.head << row.above << row.below;
  }
}

TEST(Published, IsNotTheDateOfOthers) {
  const Article article = read(page(
      "", "<p class=date>4 May 2015</p>",
      "<div class=comments><p><time datetime=2015-06-01>1 June 2015</time> So it goes.</p></div>"
      "<ul class=related><li>3 March 2014 <a href=/x>Roof praised</a></li></ul>"));
  EXPECT_EQ(article.published, "2015-05-04");
  EXPECT_THAT(dates_of(article, DateKind::published), ElementsAre("2015-05-04"));
}

TEST(Published, FromTheAddressIsMarkedSo) {
  const Article article = read(page("", ""), "https://mill.example/news/2015-05-04-leaks");
  ASSERT_EQ(article.published, "2015-05-04");
  ASSERT_FALSE(article.dates.empty());
  EXPECT_EQ(article.dates.front().from, DateOrigin::url);
}

TEST(Published, IsTheNewsroomsDay) {
  const std::string late =
      "<meta property=article:published_time content=2015-05-05T01:30:00Z>"
      "<link rel=canonical href='https://mill.example/2015/05/04/leaks'>";
  const std::string day = "<p class=date>4 May 2015</p>";
  const Article article = read(page(late, day));
  // It was still the day before in the newsroom, which its address and its page say.
  EXPECT_EQ(article.published, "2015-05-04");
  EXPECT_THAT(dates_of(article, DateKind::published), Contains("2015-05-05"));
}

TEST(Dates, KeepTheirKinds) {
  const Article article = read(page(
      "<meta property=article:published_time content=2015-05-06>"
      "<meta property=article:modified_time content=2015-05-07>",
      "",
      "<p>This article was first published on 4 May 2015 by <a href='https://lake.example/a'>the "
      "Lake Agency</a>.</p>"));
  EXPECT_EQ(article.published, "2015-05-06");
  EXPECT_THAT(dates_of(article, DateKind::published), ElementsAre("2015-05-06"));
  EXPECT_THAT(dates_of(article, DateKind::modified), ElementsAre("2015-05-07"));
  EXPECT_THAT(dates_of(article, DateKind::first_published), ElementsAre("2015-05-04"));
  const Article again = read(page("<meta property=article:published_time content=2015-05-04>",
                                  "<p>Republished on 9 May 2015</p>"));
  EXPECT_THAT(dates_of(again, DateKind::republished), ElementsAre("2015-05-09"));
}

TEST(Dates, OfAChangeAreAllThatSomePagesGive) {
  const Article article = read(page("", "", "<p>Last edited 9 May 2015</p>"));
  EXPECT_EQ(article.published, "2015-05-09");
  ASSERT_FALSE(article.dates.empty());
  EXPECT_EQ(article.dates.front().kind, DateKind::modified);
  EXPECT_THAT(dates_of(article, DateKind::published), IsEmpty());
  const Article both = read(page("", "<p>4 May 2015</p>", "<p>Last edited 9 May 2015</p>"));
  EXPECT_EQ(both.published, "2015-05-04");
}

TEST(Dates, OfScriptsAndAttributesAreKeptOnlyWhereChosen) {
  const Article article =
      read(page("<meta property=article:published_time content=2015-05-04>"
                "<script>page({\"publishedAt\": \"2015-05-09\"})</script>",
                "<div data-date=2015-05-08></div>"));
  EXPECT_EQ(article.published, "2015-05-04");
  EXPECT_THAT(dates_of(article, DateKind::published), ElementsAre("2015-05-04"));
}

TEST(Published, IsInTheAddressThatAPageSendsItsReadersTo) {
  const std::string go = "location.href = \"https://mill.example/2015/05/04/leaks\";";
  const std::string stub = "<html><head><script>" + go + "</script></head><body></body></html>";
  EXPECT_EQ(read(stub).published, "2015-05-04");
  const std::string moved =
      "<meta http-equiv=refresh content='0; url=https://mill.example/2015/05/04/leaks'>";
  EXPECT_EQ(read(moved).published, "2015-05-04");
  // A page with text of its own has its own address.
  EXPECT_EQ(read(page("<script>if (leave) " + go + "</script>" + moved, "")).published, "");
}

TEST(Dates, OfArchivesAreCaptures) {
  const Article article =
      read(page("<link rel=stylesheet href='/web/20150509101500cs_/http://mill.example/a.css'>",
                "<p>4 May 2015</p>"));
  EXPECT_EQ(article.published, "2015-05-04");
  EXPECT_THAT(dates_of(article, DateKind::captured), ElementsAre("2015-05-09"));
}

TEST(Dates, BesideOthersTellTheOrderOfDayAndMonth) {
  EXPECT_EQ(order_of_slashed_date("from 3/4/2015 to 12/25/2015"), true);
  EXPECT_EQ(order_of_slashed_date("25/12/2015"), false);
  EXPECT_EQ(order_of_slashed_date("3/4/2015"), std::nullopt);
  EXPECT_EQ(parse_date("3/4/2015", true), "2015-03-04");
  EXPECT_EQ(find_dates("am 04.05.15", {}, true).at(0).value, "2015-05-04");
  EXPECT_THAT(find_dates("04.05.15"), IsEmpty());
}

TEST(Dates, HaveNeighbours) {
  EXPECT_EQ(day_beside("2015-03-01", -1), "2015-02-28");
  EXPECT_EQ(day_beside("2015-12-31", 1), "2016-01-01");
  EXPECT_EQ(day_beside("nonsense", 1), "");
}

// ---- syndication ----------------------------------------------------------------------------

TEST(Syndication, IsSaidInManyPlaces) {
  using Signals = std::vector<SyndicationSignal>;
  const auto linked = [](const std::string& member) {
    return "<script "
           "type=application/ld+json>{\"@type\":\"NewsArticle\",\"publisher\":{\"name\":\"The "
           "Mill Daily\"}," +
           member + "}</script>";
  };
  struct Row {
    std::string head, below;
    Signals signals;
  };
  for (const Row& row : std::vector<Row>{
           {linked("\"isBasedOn\":\"https://lake.example/1\""),
            "",
            {{"isBasedOn", "https://lake.example/1"}}},
           {linked("\"sourceOrganization\":{\"name\":\"Lake Agency\"}"),
            "",
            {{"sourceOrganization", "Lake Agency"}}},
           {"<meta name=original-source content='https://lake.example/1'>",
            "",
            {{"original-source", "https://lake.example/1"}}},
           {"",
            "<p>This story was originally published by <a href='https://lake.example/1'>Lake "
            "Agency</a>.</p>",
            {{"first-published", "Lake Agency"}}},
           {"",
            "<p>It was first published <a href='https://lake.example/1'>here</a>.</p>",
            {{"first-published", "https://lake.example/1"}}},
           // The outlet itself is no other.
           {linked("\"copyrightHolder\":{\"name\":\"Mill Daily\"}"), "", {}},
           {"<link rel=canonical href='https://mill.example/a'>",
            "<p>It was first published <a href='https://mill.example/b'>here</a>.</p>",
            {}},
       }) {
    EXPECT_EQ(read(page(row.head, "", row.below)).syndication, row.signals)
        << row.head << row.below;
  }
}

// ---- kinds of pages -------------------------------------------------------------------------

std::string teasers(int count) {
  std::string out;
  for (int i = 0; i < count; ++i) {
    out += "<div><h3><a href=/s" + std::to_string(i) +
           ">Story number so and so about the roof</a></h3><p>A line or two of it.</p></div>";
  }
  return out;
}

TEST(PageKind, IsToldByAddressTypeAndShape) {
  struct Row {
    std::string url, html;
    PageKind kind;
  };
  const std::string list = "<html><body><h1>Roofs</h1>" + teasers(12) + "</body></html>";
  for (const Row& row : std::vector<Row>{
           {"https://mill.example/", list, PageKind::home},
           {"https://mill.example/tag/roofs", list, PageKind::listing},
           {"https://mill.example/tag/roofs/page/2", list, PageKind::listing},
           {"https://mill.example/author/ines-weiss", list, PageKind::author},
           {"https://mill.example/roofs", list, PageKind::listing},
           {"https://mill.example/news/leaks", page("", ""), PageKind::article},
           // A name in the address is not believed against an article.
           {"https://mill.example/topic/leaks",
            page("<meta property=og:type content=article>", "", kProse), PageKind::article},
           {"https://mill.example/news/leaks", page("", "<p>4 May 2015</p>", teasers(12)),
            PageKind::article},
       }) {
    EXPECT_EQ(read(row.html, row.url).kind, row.kind) << row.url;
  }
}

// ---- parts ----------------------------------------------------------------------------------

TEST(Evidence, MakesOneCandidateOfEqualValues) {
  std::vector<Candidate> candidates;
  ASSERT_NE(candidate_of(candidates, "a"), nullptr);
  candidate_of(candidates, "a")->add("x");
  candidate_of(candidates, "a")->add("x");
  EXPECT_EQ(candidates.size(), 1U);
  EXPECT_THAT(candidates[0].signs, ElementsAre("x"));
  for (std::size_t i = 0; i < 2 * most_candidates; ++i) candidate_of(candidates, std::to_string(i));
  EXPECT_EQ(candidates.size(), most_candidates);
  EXPECT_EQ(candidate_of(candidates, "one more"), nullptr);
}

TEST(Evidence, PrefersTheFirstOfEquals) {
  EXPECT_FALSE(choose(Field::date, {}));
  const std::vector<Candidate> equal(3);
  const auto choice = choose(Field::date, equal);
  ASSERT_TRUE(choice);
  EXPECT_EQ(choice->index, 0U);
  EXPECT_LT(choice->probability, 0.5);
}

TEST(Field, SaysTheSame) {
  EXPECT_EQ(words_of(" Library  shut – over\u00ADmany (leaks)! "), "library shut overmany leaks");
  EXPECT_EQ(cleaned(" A &amp; B <b>C</b>"), "A & B C");
}

TEST(Metadata, OfAnyPageIsRead) {
  EXPECT_TRUE(rc::check("pieces of pages in any order give an article", [] {
    static const std::vector<std::string> pieces = {
        "<h1>",
        "</h1>",
        "Library | Mill",
        "<meta property=og:title content='",
        "'>",
        "<time datetime=",
        "2015-05-04",
        ">",
        "By Ines Weiss",
        "<div class=author>",
        "</div>",
        "<a rel=author href=/author/x>",
        "</a>",
        "<script>",
        "\"publishedAt\":\"2015-05-04\"",
        "</script>",
        "<p>",
        "\xFF",
        "&amp;",
        "|",
        ", ",
        "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"author\":",
        "\"x\"}",
        " und ",
        "4/5/2015"};
    std::string html;
    for (const auto i : *rc::gen::container<std::vector<std::size_t>>(
             rc::gen::inRange<std::size_t>(0, pieces.size()))) {
      html += pieces[i];
    }
    const Article article = read(html);
    for (const std::string& author : article.authors) RC_ASSERT(!author.empty());
    RC_ASSERT(article.published.empty() || article.published.size() >= 10);
  }));
}

TEST(Metadata, OfHugePagesIsReadInTime) {
  const auto start = std::chrono::steady_clock::now();
  std::string html = "<script>";
  for (int i = 0; i < 100000; ++i) html += "\"publi\":{";
  html += "</script>";
  for (int i = 0; i < 20000; ++i) {
    html += "<div class=author><a rel=author href=/author/x>Ines Weiss" + std::to_string(i) +
            "</a><time>4 May 2015</time> 5.6." + std::to_string(1990 + i % 40);
  }
  read(html);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

}  // namespace
}  // namespace hearsay::extraction
