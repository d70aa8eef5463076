// The parts of extraction, one table each.
#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/boilerplate.h"
#include "extract/dates.h"
#include "extract/decode.h"
#include "extract/entities.h"
#include "extract/html_tree.h"
#include "extract/names.h"
#include "text/utf8.h"

namespace hearsay::extraction {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Dates, AreReadFromMetadata) {
  struct Row {
    std::string_view written, value;
  };
  for (const Row& row : std::vector<Row>{
           {"2015-05-05", "2015-05-05"},
           {"2015-05-05T10:00:00Z", "2015-05-05T10:00:00Z"},
           {"2015-05-05T10:00:00.123+0200", "2015-05-05T10:00:00+02:00"},
           {"2015-05-05 10:00", "2015-05-05T10:00:00"},
           {"20150505", "2015-05-05"},
           {"Tue, 05 May 2015 10:00:00 GMT", "2015-05-05T10:00:00Z"},
           {"1430820000", "2015-05-05T10:00:00Z"},
           {"5. Mai 2015", "2015-05-05"},
           {"5 de mayo de 2015", "2015-05-05"},
           {"05.05.2015", "2015-05-05"},
           {"25/12/2015", "2015-12-25"},
           {"2015年5月5日", "2015-05-05"},
           {"5 мая 2015", "2015-05-05"},
           {"20150505103000", "2015-05-05T10:30:00"},
           {"201505051", ""},
           {"Tue May 05 10:00:00 EDT 2015", "2015-05-05"},
           {"May 5, 2015 3:49 pm", "2015-05-05T15:49:00"},
           {"2015-05-05 12:10 a.m.", "2015-05-05T00:10:00"},
           {"May 5 ’15", "2015-05-05"},
           {"5. Maerz 2015", "2015-03-05"},
           {"5. Jänner 2015", "2015-01-05"},
           {"5 fevrier 2015", "2015-02-05"},
           {"5 d'abril del 2015", "2015-04-05"},
           {"2015. május 5.", "2015-05-05"},
           {"2015 m. gegužės 5 d.", "2015-05-05"},
           {"2015. gada 5. maijs", "2015-05-05"},
           {"5 tháng 5 năm 2015", "2015-05-05"},
           {"5 أيار / مايو 2015", "2015-05-05"},
           {"٥ مايو ٢٠١٥", "2015-05-05"},
           {"۱۵ اردیبهشت ۱۳۹۴", "2015-05-05"},
           {"۱۳۹۴/۰۲/۱۵", "2015-05-05"},
           {"1394/02/15", ""},  // without Persian digits, a number like any other
           {"5 พฤษภาคม 2558", "2015-05-05"},
           {"２０１５年５月５日", "2015-05-05"},
           {"03/04/2015", ""},  // which is the month?
           {"2015-13-05", ""},
           {"May 2015", ""},
           {"31 February 2015", ""},
           {"", ""},
       }) {
    EXPECT_EQ(parse_date(row.written).value_or(""), row.value) << row.written;
  }
}

TEST(Dates, AreFoundInText) {
  const std::string text = "Published on May 5th, 2015, updated 6 May, 2015 (ref. 1.2.3.2015)";
  std::vector<std::string> found;
  for (const FoundDate& date : find_dates(text)) {
    found.push_back(text.substr(date.span.begin, date.span.size()) + " = " + date.value);
  }
  EXPECT_THAT(found, ElementsAre("May 5th, 2015 = 2015-05-05", "6 May, 2015 = 2015-05-06"));
  EXPECT_EQ(find_dates("3/4/2015", true).at(0).value, "2015-03-04");
  EXPECT_EQ(find_dates("3/4/2015", false).at(0).value, "2015-04-03");
}

TEST(Dates, OfTwoDigitYearsAreReadInShortLines) {
  struct Row {
    std::string_view line, day;
  };
  for (const Row& row : std::vector<Row>{
           {"Mill, 5 May 15", "2015-05-05"},
           {"5 May 15 at 9:21", "2015-05-05"},
           {"25/12/15", "2015-12-25"},
           {"05.05.15", "2015-05-05"},
           {"17.7.15", "2015-07-17"},
           {"5.05.15 11:51", "2015-05-05"},
           {"Mill 1.7.15", ""},
           {"5 May 15:30", ""},
           {"5 May 15 readers", ""},
           {"5 May 10-12", ""},
           {"05-06-15", ""},
       }) {
    const auto found = find_dates(row.line, {}, true);
    EXPECT_EQ(found.empty() ? "" : found[0].value, row.day) << row.line;
    EXPECT_THAT(find_dates(row.line), IsEmpty()) << row.line;
  }
}

TEST(Dates, HaveTheMonthOfThePagesLanguage) {
  EXPECT_EQ(find_dates("5. listopada 2015").at(0).value, "2015-11-05");
  EXPECT_EQ(find_dates("5. listopada 2015", {}, false, "hr").at(0).value, "2015-10-05");
}

TEST(Dates, KeepTheirOwnYear) {
  std::vector<std::string> found;
  for (const FoundDate& date : find_dates("© 2015 May 5, 2016 and 2017 6 June 2018")) {
    found.push_back(date.value);
  }
  EXPECT_THAT(found, ElementsAre("2016-05-05", "2018-06-06"));
}

TEST(Dates, HaveTheOrderOfTheirPlace) {
  EXPECT_EQ(month_comes_first("en-US"), true);
  EXPECT_EQ(month_comes_first("en-ie"), false);
  EXPECT_EQ(month_comes_first("es_PR"), true);
  EXPECT_EQ(month_comes_first("fr"), false);
  EXPECT_EQ(month_comes_first("ja"), false);
  EXPECT_EQ(month_comes_first("en"), std::nullopt);
  EXPECT_EQ(month_comes_first(""), std::nullopt);
  EXPECT_EQ(order_of_slashed_date("3/4/2015", std::set<std::string>{"2015-03-04"}), true);
  EXPECT_EQ(order_of_slashed_date("3/4/2015", std::set<std::string>{"2015-04-03"}), false);
  EXPECT_EQ(order_of_slashed_date("3/4/2015", std::set<std::string>{"2015-04-04"}), std::nullopt);
}

TEST(Dates, OfCapturesAreReadFromAddresses) {
  EXPECT_EQ(capture_in_url("https://archive.example/web/20150505103000/http://mill.example/"),
            "2015-05-05T10:30:00Z");
  EXPECT_EQ(capture_in_url("/web/20150505103000cs_/https://mill.example/a.css"),
            "2015-05-05T10:30:00Z");
  EXPECT_EQ(capture_in_url("https://mill.example/web/20150505103000/leaks"), std::nullopt);
  EXPECT_EQ(capture_in_url("/web/2015"), std::nullopt);
}

TEST(Dates, AreReadFromAddresses) {
  EXPECT_EQ(date_in_url("https://a.example/2015-05/04/x"), "2015-05-04");
  EXPECT_EQ(date_in_url("https://a.example/2015/0504/x"), "2015-05-04");
  EXPECT_EQ(date_in_url("https://a.example/201505/04/x"), "2015-05-04");
  EXPECT_EQ(date_in_url("https://a.example/x-25-12-2015.html"), "2015-12-25");
  EXPECT_EQ(date_in_url("https://a.example/x-04-05-2015"), std::nullopt);
  EXPECT_EQ(date_in_url("https://a.example/2015/05/10-best-roofs"), std::nullopt);
  EXPECT_EQ(month_in_url("https://a.example/2015/05/10-best-roofs"), "2015-05");
  EXPECT_EQ(month_in_url("https://a.example/2015/43/roofs"), "");
  EXPECT_EQ(month_in_url("https://a.example/roofs?p=/2015/05/"), "");
  EXPECT_EQ(date_in_url("https://a.example/2015/05/04/x"), "2015-05-04");
  EXPECT_EQ(date_in_url("https://a.example/news/2015-05-04-x"), "2015-05-04");
  EXPECT_EQ(date_in_url("https://a.example/2015/may/04/x"), "2015-05-04");
  EXPECT_EQ(date_in_url("https://a.example/x-20150504-1"), "2015-05-04");
  EXPECT_EQ(date_in_url("https://a.example/story/20150504123"), std::nullopt);
  EXPECT_EQ(date_in_url("https://a.example/x?d=2015/05/04"), std::nullopt);
  EXPECT_EQ(date_in_url(""), std::nullopt);
}

TEST(Names, OfAuthors) {
  struct Row {
    std::string line;
    std::vector<std::string> names;
  };
  for (const Row& row : std::vector<Row>{
           {"By Ines Weiss", {"Ines Weiss"}},
           {"Von Ines Weiss und Aurelio Quispe", {"Ines Weiss", "Aurelio Quispe"}},
           {"Ines Weiss, Science Editor", {"Ines Weiss"}},
           {"By INES WEISS and J. R. Quispe | Meadow Wire", {"INES WEISS", "J. R. Quispe"}},
           {"https://social.example/ines", {}},
           {"The Mill Daily", {}},
           {"admin", {}},
           {"View all posts by Ines Weiss", {"Ines Weiss"}},
           {"", {}},
       }) {
    EXPECT_EQ(names_of_authors({row.line}, "The Mill Daily"), row.names) << row.line;
  }
}

TEST(Names, LeaveTitlesWithoutTheSite) {
  EXPECT_EQ(without_site_name("Library shut | The Mill Daily", ""),
            "Library shut | The Mill Daily");
  EXPECT_EQ(without_site_name("Town library shut over many leaks | The Mill Daily", ""),
            "Town library shut over many leaks");
  EXPECT_EQ(without_site_name("Library shut - Mill Daily", "Mill Daily"), "Library shut");
  EXPECT_EQ(without_site_name("Library - shut", "Mill Daily"), "Library - shut");
}

TEST(Boilerplate, IsKnownByItsWording) {
  struct Row {
    std::string_view line;
    std::optional<BoilerplateKind> kind;
  };
  for (const Row& row : std::vector<Row>{
           {"Share this article", BoilerplateKind::share},
           {"Follow us on Twitter", BoilerplateKind::share},
           {"Read more: Council debates roof", BoilerplateKind::related},
           {"* Subscribe to our newsletter", BoilerplateKind::donate},
           {"© 2015 The Mill Daily", BoilerplateKind::copyright},
           {"The views expressed in this article are those of the author.",
            BoilerplateKind::disclaimer},
           {"3 comments", BoilerplateKind::comments},
           {"Photo: Ines Weiss", BoilerplateKind::image},
           {"Leave a comment", BoilerplateKind::comments},
           {"Disclaimer: this is no advice", BoilerplateKind::disclaimer},
           {"It does not necessarily reflect those of the paper", BoilerplateKind::disclaimer},
           {"Please support us with a donation to our journalism", BoilerplateKind::donate},
           {"Get the news of the day, delivered to your inbox", BoilerplateKind::donate},
           {"Join our Telegram channel", BoilerplateKind::share},
           {"[Photo by Ines Weiss]", BoilerplateKind::image},
           {"We use cookies to make this site work", BoilerplateKind::other},
           {"Tags: library, roof", BoilerplateKind::other},
           {"Advertisement", BoilerplateKind::navigation},
           {"The council said it would share the report.", std::nullopt},
           {"He told readers to subscribe to the idea.", std::nullopt},
           {"Related companies were searched on Monday, police said.", std::nullopt},
           {"", std::nullopt},
       }) {
    EXPECT_EQ(boilerplate_kind(row.line), row.kind) << row.line;
  }
}

// The origin map reads a run of equal length as the bytes themselves.
TEST(Entities, AreNeverAsLongAsTheirText) {
  for (const std::string_view reference : {"&#0", "&acE;"}) {
    EXPECT_EQ(decode_entities(reference), reference);
  }
  for (std::uint32_t number = 0; number <= 0x110000; ++number) {
    for (const auto& written : {fmt::format("&#{}", number), fmt::format("&#x{:x}", number)}) {
      const Entity entity = entity_at(written);
      if (entity.size == 0) continue;
      std::string text;
      text::append(text, entity.first);
      ASSERT_NE(text.size(), entity.size) << written;
    }
  }
}

TEST(Entities, AreDecoded) {
  EXPECT_EQ(decode_entities("&amp;&lt;&eacute;&#233;&#xE9;&copy2&notit;&nosuch;&"),
            "&<ééé©2¬it;&nosuch;&");
  EXPECT_EQ(decode_entities("&#0;&#128;&#xD800;&#99999999;"), "\uFFFD€\uFFFD\uFFFD");
  EXPECT_EQ(decode_entities("?a=1&copy=2&amp;b", true), "?a=1&copy=2&b");
}

/// "div(p(a)p(b))" for a tree.
std::string shape(const HtmlTree& tree, NodeIndex node) {
  if (tree[node].is_text) {
    return std::string(tree.page().substr(tree[node].begin, tree[node].end - tree[node].begin));
  }
  std::string out = node == HtmlTree::root() ? "" : tree.name(node) + "(";
  for (NodeIndex child = tree[node].first_child; child != no_node; child = tree[child].next) {
    out += shape(tree, child);
  }
  return node == HtmlTree::root() ? out : out + ")";
}

TEST(HtmlTree, HasTheShapeThatBrowsersShow) {
  struct Row {
    std::string_view page, shape;
  };
  for (const Row& row : std::vector<Row>{
           {"<p>a<p>b", "p(a)p(b)"},
           {"<div><p>a</div>b", "div(p(a))b"},
           {"<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", "ul(li(a)li(bul(li(c)))li(d))"},
           {"<table><tr><td>a<td>b<tr><td>c</table>d", "table(tr(td(a)td(b))tr(td(c)))d"},
           {"<p>a<b>b</p>c", "p(ab(b))c"},
           {"<b>a<p>b</b>c</p>d", "b(ap(bc)d)"},
           {"a<!-- x > y -->b<!--->c", "abc"},
           {"<script>if (a<b) '</p>'</script>x", "script(if (a<b) '</p>')x"},
           {"a < b </ c> d", "a < b  d"},
           {"<a href='x>y'>z</a>", "a(z)"},
           {"<IMG src=a><Br/>x", "img()br()x"},
           {"</div></p>x", "x"},
           {"<h1>a<h2>b", "h1(a)h2(b)"},
       }) {
    const HtmlTree tree = HtmlTree::parse(row.page);
    EXPECT_EQ(shape(tree, HtmlTree::root()), row.shape) << row.page;
  }
}

TEST(HtmlTree, ReadsAttributes) {
  const HtmlTree tree = HtmlTree::parse("<p CLASS=a id='b &amp; c' hidden data-x = \"1>2\">x");
  EXPECT_EQ(tree.attribute(1, "class"), "a");
  EXPECT_EQ(tree.attribute(1, "id"), "b & c");
  EXPECT_EQ(tree.attribute(1, "data-x"), "1>2");
  EXPECT_TRUE(tree.has_attribute(1, "hidden"));
  EXPECT_FALSE(tree.has_attribute(1, "lang"));
}

TEST(Decode, MapsBothWays) {
  const Decoded decoded = decode_bytes("<meta charset=windows-1251>\xCF\xF0 a", "", true);
  ASSERT_EQ(decoded.text, "<meta charset=windows-1251>Пр a");
  EXPECT_EQ(decoded.bytes_of(27, 29), (SourceSpan{27, 28}));
  EXPECT_EQ(decoded.bytes_of(29, 33), (SourceSpan{28, 31}));
  Span span;
  ASSERT_TRUE(decoded.text_of({28, 31}, span));
  EXPECT_EQ(span, (Span{29, 33}));
  EXPECT_FALSE(decoded.text_of({28, 40}, span));
}

}  // namespace
}  // namespace hearsay::extraction
