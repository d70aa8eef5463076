// Pages as content management systems make them: what they list, and what they tell themselves.
#include "extract/page_kind.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "extract/extract.h"
#include "hearsay/article.h"
#include "hearsay/source.h"

namespace hearsay::extraction {
namespace {

const std::string kParagraph =
    "<p>The ferry company said on Tuesday that it would cancel every second crossing until a "
    "diver has looked at the hull, and that tickets would be paid back without any question.</p>";
const std::string kChromeAbove =
    "<header><a href=/><img alt=Harbour></a><nav><ul><li><a href=/town>Town</a><li><a "
    "href=/sea>Sea</a><li><a href=/sport>Sport</a></ul></nav></header>";
const std::string kChromeBelow =
    "<footer><p>© 2019 Harbour Post</p><a href=/imprint>Imprint</a><a "
    "href=/privacy>Privacy</a></footer>";

std::string repeated(int count, const std::string& before, const std::string& after) {
  std::string out;
  for (int i = 0; i < count; ++i) {
    out += before + "/2019/0" + std::to_string(1 + i % 9) + "/story-" + std::to_string(i) + after;
  }
  return out;
}

// Teasers: headings that lead to stories, with and without an excerpt.
std::string headings(int count) {
  return repeated(count, "<article><h2><a href=",
                  ">A crossing was cancelled again</a></h2>"
                  "<time>4 May 2019</time></article>");
}
std::string excerpts(int count) {
  return repeated(count, "<article><h2><a href=",
                  ">A crossing was cancelled again today</a></h2><p>The company had told readers "
                  "of this paper in March that nothing was wrong with the hull of its oldest boat, "
                  "which two divers had looked at. […]</p></article>");
}
std::string cards(int count) {
  return repeated(count, "<div class=card><a href=",
                  "><img><span>Town</span><div>A crossing was cancelled again</div></a></div>");
}
std::string list_items(int count) {
  return "<ul>" + repeated(count, "<li>4 May 2019: <a href=", ">A crossing was cancelled</a>") +
         "</ul>";
}
std::string whole_posts(int count) {
  return repeated(count, "<article class=post><h2><a href=",
                  ">A crossing was cancelled again today</a></h2><p>4 May 2019</p>" + kParagraph +
                      kParagraph + kParagraph + "</article>");
}

std::string page(const std::string& head, const std::string& main, const std::string& attributes) {
  return "<!DOCTYPE html><html lang=en><head><title>Harbour Post</title>" + head + "</head><body " +
         attributes + ">" + kChromeAbove + "<main>" + main + "</main>" + kChromeBelow +
         "</body></html>";
}

std::string article_with(const std::string& below) {
  return "<article><h1>Ferry cancels every second crossing</h1><p>4 May 2019</p>" + kParagraph +
         kParagraph + kParagraph + "</article>" + below;
}

PageKind kind_of(const std::string& html, const std::string& url) {
  Source source;
  source.bytes = html;
  source.media_type = MediaType::html;
  source.url = url;
  static const Extractor extractor = Extractor::load(HEARSAY_DATA_DIRECTORY "/models").value();
  const auto article = extractor.extract(source);
  EXPECT_TRUE(article);
  return article ? article->kind : PageKind::other;
}

struct Row {
  std::string what, url, head, main;
  PageKind kind;
  std::string body_attributes;
};

void expect_kinds(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    EXPECT_EQ(kind_of(page(row.head, row.main, row.body_attributes), row.url), row.kind)
        << row.what;
  }
}

const std::string kHost = "https://harbour.example";
const std::string kBiography =
    "<h1>Mara Lind</h1><p>Mara Lind writes about boats, harbours and the people who wait for them. "
    "She joined the paper in 2009 after ten years at sea and has won a prize for her reports on "
    "the great storm.</p>";
std::string data(const std::string& type) {
  return "<script type=application/ld+json>{\"@context\":\"https://schema.org\",\"@type\":\"" +
         type + "\",\"name\":\"Ferries\"}</script>";
}

TEST(PageKind, OfHomePages) {
  expect_kinds({
      {"headings", kHost, "", headings(20), PageKind::home, ""},
      {"cards", kHost + "/", "", cards(30), PageKind::home, ""},
      {"excerpts", kHost + "/", "<meta property=og:type content=website>", excerpts(12),
       PageKind::home, ""},
      {"with a word for the index", kHost + "/index.html", "", headings(20), PageKind::home, ""},
      {"of one language", kHost + "/en/", data("WebSite"), headings(20), PageKind::home, ""},
      {"with a query", kHost + "/?utm_source=a", "", headings(20), PageKind::home, ""},
      {"a blog with whole posts", kHost + "/", "", whole_posts(6), PageKind::home, ""},
      {"address unknown, theme says so", "", "", whole_posts(6), PageKind::home,
       "class='home blog'"},
      {"address unknown, canonical says so", "", "<link rel=canonical href='" + kHost + "/'>",
       headings(20), PageKind::home, ""},
      {"with an article's type by mistake", kHost + "/", "<meta property=og:type content=article>",
       headings(20), PageKind::home, ""},
  });
}

TEST(PageKind, OfAuthorsPages) {
  expect_kinds({
      {"teasers", kHost + "/author/mara-lind/", "", kBiography + excerpts(10), PageKind::author,
       ""},
      {"cards", kHost + "/staff/mara-lind", "", kBiography + cards(10), PageKind::author, ""},
      {"second page", kHost + "/author/mara-lind/page/2", "", headings(10), PageKind::author, ""},
      {"typed", kHost + "/p/471", "<meta property=og:type content=profile>",
       kBiography + headings(10), PageKind::author, ""},
      {"schema.org", kHost + "/p/471", data("ProfilePage"), kBiography + headings(10),
       PageKind::author, ""},
      {"a handle", kHost + "/@maralind", "", kBiography + headings(10), PageKind::author, ""},
      {"by", kHost + "/by/mara-lind", "", kBiography + excerpts(10), PageKind::author, ""},
      {"a reporter", kHost + "/reporters/mara-lind", "", kBiography + excerpts(10),
       PageKind::author, ""},
      {"theme", kHost + "/mara", "", whole_posts(4), PageKind::author,
       "class='archive author author-mara'"},
      {"a query", kHost + "/?author=7", "", excerpts(10), PageKind::author, ""},
      {"under a section", kHost + "/culture/author/mara-lind.html", "", kBiography + list_items(20),
       PageKind::author, ""},
  });
}

TEST(PageKind, OfListings) {
  expect_kinds({
      {"headings", kHost + "/sea", "", headings(20), PageKind::listing, ""},
      {"cards", kHost + "/sea", "", cards(30), PageKind::listing, ""},
      {"excerpts", kHost + "/sea", "", "<h1>Sea</h1>" + excerpts(12), PageKind::listing, ""},
      {"items", kHost + "/sea/archive-2019", "", "<h1>2019</h1>" + list_items(40),
       PageKind::listing, ""},
      {"a tag", kHost + "/tag/ferries", "", excerpts(10), PageKind::listing, ""},
      {"a tag with few", kHost + "/tag/ferries", "", "<h1>Ferries</h1>" + excerpts(2),
       PageKind::listing, ""},
      {"a tag with whole posts", kHost + "/tag/ferries", "", whole_posts(5), PageKind::listing, ""},
      {"a label", kHost + "/search/label/ferries", "", whole_posts(5), PageKind::listing, ""},
      {"a category", kHost + "/category/sea/ferries/page/3", "", excerpts(10), PageKind::listing,
       ""},
      {"a topic", kHost + "/topics/ferries", "", headings(12), PageKind::listing, ""},
      {"a day", kHost + "/2019/05/04/", "", excerpts(8), PageKind::listing, ""},
      {"results", kHost + "/?s=ferry", "", excerpts(10), PageKind::listing, ""},
      {"results elsewhere", kHost + "/search?q=ferry&page=2", "", list_items(20), PageKind::listing,
       ""},
      {"schema.org", kHost + "/x/17", data("CollectionPage"), whole_posts(4), PageKind::listing,
       ""},
      {"a list of items", kHost + "/x/17", data("ItemList"), headings(9), PageKind::listing, ""},
      {"theme", kHost + "/x/17", "", whole_posts(4), PageKind::listing,
       "class='archive category category-sea'"},
      {"theme, results", kHost + "/x/17", "", excerpts(5), PageKind::listing,
       "class='search search-results'"},
      {"address unknown", "", "", excerpts(12), PageKind::listing, ""},
      {"address unknown, cards", "", "", cards(30), PageKind::listing, ""},
      {"whole posts, address tells nothing", kHost + "/x/17", "", whole_posts(8), PageKind::listing,
       ""},
  });
}

TEST(PageKind, OfArticles) {
  const std::string typed = "<meta property=og:type content=article>";
  expect_kinds({
      {"alone", kHost + "/2019/05/04/ferry", "", article_with(""), PageKind::article, ""},
      {"with headings below", kHost + "/a/1", "", article_with(headings(20)), PageKind::article,
       ""},
      {"with excerpts below", kHost + "/a/1", typed, article_with(excerpts(12)), PageKind::article,
       ""},
      {"with cards below", kHost + "/a/1", "", article_with(cards(30)), PageKind::article, ""},
      {"in a section that is called so", kHost + "/topics/sea/ferry-cancels-crossings", typed,
       article_with(headings(6)), PageKind::article, ""},
      {"of a blog below an author's name", kHost + "/author/mara-lind/ferry-cancels-crossings",
       typed, article_with(""), PageKind::article, ""},
      {"by its day and number", kHost + "/2019/05/23646", "", article_with(""), PageKind::article,
       ""},
      {"about tags", kHost + "/tag/ferry", typed, article_with(""), PageKind::article, ""},
      {"theme", kHost + "/ferry", "", article_with(excerpts(12)), PageKind::article,
       "class='single single-post'"},
      {"short", kHost + "/a/1", typed,
       "<article><h1>Ferry stops</h1><time datetime=2019-05-04>4 May</time>" + kParagraph +
           "</article>" + headings(12),
       PageKind::article, ""},
      {"address unknown", "", "", article_with(headings(5)), PageKind::article, ""},
      {"at the root, one page", kHost + "/", typed, article_with(""), PageKind::article, ""},
      {"live reports", kHost + "/live/ferry", data("LiveBlogPosting"),
       "<h1>Ferry: as it happened</h1>" +
           repeated(9, "<div><h3>",
                    "</h3><time>10:05</time><p>The boat is back at its berth, and the passengers "
                    "have been told by its captain to go home and to keep their tickets until "
                    "somebody of the company calls them.</p></div>"),
       PageKind::article, ""},
      {"by number of a query", kHost + "/?p=471", "", article_with(""), PageKind::article, ""},
      {"a list in an article", kHost + "/a/1", typed,
       article_with("<h2>What was cancelled</h2>" + list_items(12)), PageKind::article, ""},
  });
}

TEST(PageKind, OfNothing) {
  expect_kinds({
      {"not found", kHost + "/a/1", "", "<h1>Page not found</h1>", PageKind::other,
       "class=error404"},
      {"empty", kHost + "/a/1", "", "", PageKind::other, ""},
  });
}

}  // namespace
}  // namespace hearsay::extraction
