// What is article and what is not, on pages of our own; and documents inside documents.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <chrono>
#include <cmath>
#include <set>

#include "extract/block_features.h"
#include "extract/extract.h"

namespace hearsay {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Article article_of(std::string bytes, MediaType type = MediaType::html) {
  static const Extractor extractor =
      Extractor::load(std::string(HEARSAY_DATA_DIRECTORY) + "/models").value();
  Source source;
  source.bytes = std::move(bytes);
  source.media_type = type;
  auto article = extractor.extract(source);
  EXPECT_TRUE(article) << article.error().message;
  return article ? *article : Article();
}

std::string body_of(const Article& article) {
  std::string out;
  for (const Span& span : article.body) out += std::string(words(article, span)) + "\n";
  return out;
}

const std::string kFirst =
    "<p>The ferry to the island will not sail before Easter, the harbour office said on Tuesday, "
    "because a crack was found in its rudder.</p>";
const std::string kSecond =
    "<p>“It is a small crack, but it is in the wrong place,” said Marta Ilves, who has inspected "
    "the ship since 2009 and was on board when it was found.</p>";
const std::string kThird =
    "<p>About ninety people live on the island. Flour and post will come by the mail boat, which "
    "takes twelve passengers and no cars.</p>";

std::string page_of(const std::string& inside, const std::string& behind = "") {
  return "<html><head><title>No ferry before Easter | Harbour Post</title></head><body>"
         "<div class=top><a href=/>Harbour Post</a><ul><li><a href=/a>News</a></li><li><a "
         "href=/b>Tides</a></li></ul></div><div class=page><h1>No ferry before Easter</h1>"
         "<div class=meta>By Jean Lefort</div><div class=text>" +
         inside + "</div></div>" + behind +
         "<div class=bottom>© 2019 Harbour Post. All rights reserved.</div></body></html>";
}

TEST(Body, KeepsWhatBelongsToTheArticle) {
  struct Row {
    std::string what, mark_up, words;
  };
  for (const Row& row : std::vector<Row>{
           {"a list",
            "<ul><li>The mail boat sails at seven.</li><li>The tug may be hired by the "
            "day.</li></ul>",
            "The tug may be hired by the day."},
           {"a quotation",
            "<blockquote><p>We have seen worse winters, and we shall see worse "
            "ferries, the island’s teacher wrote to us.</p></blockquote>",
            "worse ferries"},
           {"a table",
            "<table><tr><td>Monday to Friday in winter</td><td>7 and 16 "
            "o’clock</td></tr><tr><td>Sunday and holidays</td><td>11 "
            "o’clock</td></tr></table>",
            "Monday to Friday in winter"},
           {"a heading", "<h2>Flour comes by mail boat</h2>", "Flour comes by mail boat"},
           {"a line break",
            "<p>One ticket is twelve crowns,<br>for islanders it is four, and a "
            "dog travels free of charge.</p>",
            "twelve crowns,\nfor islanders"},
       }) {
    const Article article = article_of(page_of(kFirst + kSecond + row.mark_up + kThird));
    EXPECT_THAT(body_of(article), HasSubstr(row.words)) << row.what;
    EXPECT_THAT(body_of(article), HasSubstr("no cars")) << row.what;
  }
}

TEST(Body, LeavesOutWhatDoesNot) {
  struct Row {
    std::string words, mark_up;
    BoilerplateKind kind;
  };
  for (const Row& row : std::vector<Row>{
           {"Photo: Tomasz Kowal",
            "<figure><img src=a><figcaption>The ferry at the pier. Photo: "
            "Tomasz Kowal</figcaption></figure>",
            BoilerplateKind::image},
           {"Read more", "<p><a href=/x>Read more: The tug that nobody wanted</a></p>",
            BoilerplateKind::related},
           {"newsletter", "<p>Sign up for our newsletter and never miss a story.</p>",
            BoilerplateKind::donate},
           {"Advertisement", "<p>Advertisement</p>", BoilerplateKind::navigation},
       }) {
    const Article article = article_of(page_of(kFirst + row.mark_up + kSecond + kThird));
    EXPECT_THAT(body_of(article), Not(HasSubstr(row.words)));
    ASSERT_EQ(article.boilerplate.size(), 1U) << row.words;
    EXPECT_EQ(article.boilerplate[0].kind, row.kind) << row.words;
    EXPECT_THAT(std::string(words(article, article.boilerplate[0].span)), HasSubstr(row.words));
  }
}

TEST(Body, EndsWhereTheArticleEnds) {
  for (const std::string behind :
       {"<div class=x><h4>Comments</h4><div><b>Jo</b> 2 hours ago<p>I was on board and it was "
        "not like that at all, believe me.</p></div></div>",
        "<div class=x><h3>Related stories</h3><ul><li><a href=/1>The tug that nobody "
        "wanted</a></li><li><a href=/2>Spring tide in the cellar of the town "
        "hall</a></li></ul></div>"}) {
    EXPECT_EQ(body_of(article_of(page_of(kFirst + kSecond + kThird, behind))),
              body_of(article_of(page_of(kFirst + kSecond + kThird))));
  }
}

TEST(Body, ReadsAPullQuoteOnce) {
  for (const std::string quote :
       {"<blockquote>It is a small crack, but it is in the wrong place</blockquote>",
        "<aside><p>“It is a small crack, but it is in the wrong place”</p></aside>"}) {
    const std::string body = body_of(article_of(page_of(kFirst + kSecond + quote + kThird)));
    EXPECT_EQ(body.find("small crack"), body.rfind("small crack")) << quote;
    EXPECT_THAT(body, HasSubstr("no cars"));
  }
}

TEST(Body, KeepsWhereItsLinksLead) {
  const std::string linked =
      "<p>The quay was sold, the <a href=' https://post.example/a?b=1&amp;c=2 '> <b>Island</b> "
      "Post "
      "</a> reported. <a href=/more>More</a> at <a href=//tides.example/>Tides</a>.</p>";
  const Article article = article_of(page_of(kFirst + linked + kSecond + kThird));
  ASSERT_EQ(article.links.size(), 2U);
  EXPECT_EQ(words(article, article.links[0].span), "Island Post");
  EXPECT_EQ(article.links[0].address, "https://post.example/a?b=1&c=2");
  EXPECT_EQ(words(article, article.links[1].span), "Tides");
}

TEST(Body, KeepsCreditLinesBesideTheBody) {
  struct Row {
    std::string line;
    bool kept;
  };
  const Row rows[] = {
      {"<p class=credit>This article first appeared in the <a href=//x.example>Island "
       "Post</a>.</p>",
       true},
      {"<p>Source: <a href=//x.example>Island Post</a></p>", true},
      {"<p class=src>IPA</p>", true},
      {"<p>via Island Post</p>", true},
      {"<p>(c) Island Post. Republished with permission.</p>", true},
      {"<p>© Island Post. Not to be reproduced without permission.</p>", false},
      {"<p class=related>This article first appeared in the Island Post</p>", false},
      {"<figure><figcaption>via Island Post</figcaption></figure>", false},
      {"<p>Tides</p>", false},
  };
  for (const Row& row : rows) {
    const Article article = article_of(page_of(row.line + kFirst + kSecond + kThird));
    const std::string_view words(article.text);
    const bool kept = words.find("Island Post") != words.npos || words.find("IPA") != words.npos;
    EXPECT_EQ(kept, row.kept) << row.line;
  }
}

TEST(Body, FindsPostsWithTheirAuthorsAndDays) {
  const std::string post =
      "<blockquote class='twitter-tweet'><p>No ferry, no cinema. See you all in "
      "April!</p>&mdash; Island Cinema (@cinema) <a href=x>March 3, 2019</a></blockquote>";
  const Article article = article_of(page_of(kFirst + post + kSecond + kThird));
  ASSERT_EQ(article.embedded.size(), 1U);
  EXPECT_EQ(article.embedded[0].publisher, "Island Cinema");
  EXPECT_EQ(article.embedded[0].published, "2019-03-03");
  EXPECT_THAT(std::string(words(article, article.embedded[0].span)), HasSubstr("no cinema"));
  // An element that holds the article is no post, whatever it is called.
  EXPECT_THAT(
      article_of(page_of("<div class=fb-post>" + kFirst + kSecond + kThird + "</div>")).embedded,
      IsEmpty());
}

const std::string kOuter =
    "No ferry before Easter\n\nThe ferry to the island will not sail before Easter, the harbour "
    "office said on Tuesday, because of a crack.\n\nAbout ninety people live on the island, and "
    "most of them have a cellar full of flour and potatoes.\n\n";

TEST(Embedded, OpensWithAHeadOfItsOwn) {
  struct Row {
    std::string text, title, published, publisher, end;
  };
  for (const Row& row : std::vector<Row>{
           {"Statement of the harbour office\n3 March 2019\n\nThe ferry stays in port.\n",
            "Statement of the harbour office", "2019-03-03", "", "stays in port."},
           {"Crack in the rudder\nHarbour Office\n3 March 2019\n\nThe ferry stays in port.\n",
            "Crack in the rudder", "2019-03-03", "Harbour Office", "stays in port."},
           {"Here is the full text of the letter:\n\nDear islanders, the ferry stays in port.\n\n"
            "---\n\nThe mail boat sails at seven.\n",
            "Here is the full text of the letter", "", "", "stays in port."},
           {"---\n\nThe tug that nobody wanted\nBy Marta Ilves\n\nIt was built in 1951 and has not "
            "been paid for.\n",
            "The tug that nobody wanted", "", "", "been paid for."},
           {"La lettre en texte intégral\n\nChers amis, le bateau reste au port, et nous avec.\n",
            "La lettre en texte intégral", "", "", "et nous avec."},
       }) {
    const Article article = article_of(kOuter + row.text, MediaType::plain_text);
    ASSERT_EQ(article.embedded.size(), 1U) << row.text;
    const Embedded& found = article.embedded[0];
    EXPECT_EQ(found.title, row.title);
    EXPECT_EQ(found.published, row.published) << row.text;
    EXPECT_EQ(found.publisher, row.publisher) << row.text;
    EXPECT_TRUE(words(article, found.span).ends_with(row.end)) << words(article, found.span);
  }
}

TEST(Embedded, IsNotEveryHeading) {
  for (const std::string text :
       {"Flour comes by mail boat\n\nIt takes twelve passengers and no cars, and it is slow.\n",
        "The office published a full statement on 3 March 2019.\n\nIt was short.\n",
        "Member since\n3 March 2019\n\nPosts\n1,158\n",
        "7 May\n\nThe crack was found.\n\n8 May\n\nThe ferry came in under tow.\n"}) {
    EXPECT_THAT(article_of(kOuter + text, MediaType::plain_text).embedded, IsEmpty()) << text;
  }
}

TEST(BlockFeatures, HaveANameEach) {
  const auto& names = extraction::BlockFeatures::names();
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), names.size());
  EXPECT_THAT(names, Contains("links"));
}

TEST(BlockFeatures, AreNumbersOnAnyPage) {
  EXPECT_TRUE(rc::check("every feature of every block is finite", [] {
    static const std::vector<std::string> scraps = {"<p>",
                                                    "</p>",
                                                    "<div class=comments>",
                                                    "</div>",
                                                    "word ",
                                                    "Two words. ",
                                                    "<a href=x>",
                                                    "</a>",
                                                    "<h1>",
                                                    "</h1>",
                                                    "<li>",
                                                    "<table><td>",
                                                    "<figure>",
                                                    "&mdash; ",
                                                    "12 May 2015",
                                                    "<br>",
                                                    "\xD0\x9F\xD1\x80",
                                                    "<blockquote class=twitter-tweet>",
                                                    "</blockquote>",
                                                    "<img>"};
    std::string page;
    for (const auto i : *rc::gen::container<std::vector<std::size_t>>(
             rc::gen::inRange<std::size_t>(0, scraps.size()))) {
      page += scraps[i];
    }
    using namespace extraction;
    const Decoded decoded = decode_bytes(page, {}, true);
    const HtmlTree tree = HtmlTree::parse(decoded.text);
    const Page blocks = page_of(tree, decoded);
    const Metadata metadata;
    const BodyGuess guess = guess_body(blocks, metadata);
    BlockFeatures features(blocks, guess, metadata);
    for (std::size_t i = 0; i < blocks.blocks.size(); ++i) {
      RC_ASSERT(features.row(i).size() == BlockFeatures::names().size());
      for (const float value : features.row(i)) RC_ASSERT(std::isfinite(value));
    }
  }));
}

TEST(Body, EndsInBoundedTimeOnAnything) {
  const std::string letters(1'000'000, 'x');
  std::string many;
  for (int i = 0; i < 125'000; ++i) many += "<p>x";
  std::string nested;
  for (int i = 0; i < 2'000; ++i) nested += "<div class=a>";
  for (int i = 0; i < 50'000; ++i) nested += "<p>some words";
  std::string wide = "<div class='" + letters + "'>";
  for (int i = 0; i < 5'000; ++i) wide += "<p>some words of it";
  std::string breaks;
  for (int i = 0; i < 75'000; ++i) breaks += "a 5 May 2015<br><br>";
  for (const std::string& page : {many, nested, wide, breaks, "<p>" + letters}) {
    const auto begin = std::chrono::steady_clock::now();
    article_of(page);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20))
        << page.substr(0, 20);
  }
}

}  // namespace
}  // namespace hearsay
