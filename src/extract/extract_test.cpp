#include "extract/extract.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <chrono>

#include "text/utf8.h"

namespace hearsay {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Source source_of(std::string bytes, MediaType type = MediaType::html) {
  Source source;
  source.bytes = std::move(bytes);
  source.media_type = type;
  source.path = "test";
  return source;
}

Result<Article> extract(const Source& source, const ExtractOptions& options = {}) {
  static const Extractor extractor =
      Extractor::load(std::string(HEARSAY_DATA_DIRECTORY) + "/models").value();
  return extractor.extract(source, options);
}

Article article_of(const Source& source) {
  auto article = extract(source);
  EXPECT_TRUE(article) << article.error().message;
  return article ? *article : Article();
}

std::vector<std::string> body_of(const Article& article) {
  std::vector<std::string> out;
  for (const Span& span : article.body) out.emplace_back(words(article, span));
  return out;
}

std::string joined_body(const Article& article) {
  std::string out;
  for (const Span& span : article.body) out += std::string(words(article, span)) + "\n";
  return out;
}

const DocumentDate* date_of(const Article& article, DateKind kind, DateOrigin from) {
  for (const DocumentDate& date : article.dates) {
    if (date.kind == kind && date.from == from) return &date;
  }
  return nullptr;
}

/// The invariants on which everything else rests; "" where they hold.
std::string broken_invariant(const Source& source, const Article& article) {
  const std::string_view text = article.text;
  if (!text::is_valid(text)) return "text is not UTF-8";
  std::uint64_t covered = 0;
  for (const OriginRun& run : article.origin) {
    if (run.text_begin != covered || run.text_length == 0) return "origin map has a gap";
    if (run.byte_begin + run.byte_length > source.bytes.size()) return "run beyond the bytes";
    covered += run.text_length;
  }
  if (covered != text.size()) return "origin map does not cover the text";
  const auto bad = [&](Span span) {
    return span.begin > span.end || span.end > text.size() ||
           !text::is_boundary(text, span.begin) || !text::is_boundary(text, span.end);
  };
  Spans apart = article.body;
  for (const Boilerplate& b : article.boilerplate) apart.push_back(b.span);
  if (article.headline) apart.push_back(*article.headline);
  std::sort(apart.begin(), apart.end());
  std::uint32_t end = 0;
  for (const Span& span : apart) {
    if (bad(span) || span.empty()) return "bad span";
    if (span.begin < end) return "spans overlap";
    end = span.end;
  }
  if (article.byline && bad(*article.byline)) return "bad byline";
  for (const DocumentDate& date : article.dates) {
    if (date.span && bad(*date.span)) return "bad date span";
  }
  for (const Block& block : article.blocks) {
    if (bad(block.span)) return "bad block";
  }
  for (const Embedded& embedded : article.embedded) {
    if (bad(embedded.span)) return "bad embedded";
  }
  const auto again =
      source_words(source, article.origin, {0, static_cast<std::uint32_t>(text.size())});
  if (!again) return again.error().message;
  if (*again != text) return "source_words differ";
  return {};
}

// ---- a page of our own ----------------------------------------------------------------------

const std::string kStory = R"(<p>The town library closed its doors on Monday after a roofer counted
  more than 40&nbsp;leaks in its roof, the council said.</p>
<p>&ldquo;We could not wait any longer,&rdquo; said <a href="/p/quispe">Aurelio Quispe</a>,
  who heads the <b>culture office</b>.<br>He gave no date for the reopening.</p>
<figure><img src="a.jpg"><figcaption>Buckets in the reading room. Photo: Mill Daily</figcaption></figure>
<h2>Rain came first</h2>
<p>Readers &amp; staff had carried buckets since March, according to two people who work there and
  asked not to be named.</p>)";

std::string page_around(const std::string& body, const std::string& extra = "") {
  return R"(<!DOCTYPE html><html lang="en-GB"><head><title>Library shut over leaks | The Mill Daily</title>
<meta charset="utf-8"><meta property="og:type" content="article">
<meta property="og:title" content="Library shut over leaks">
<meta property="og:site_name" content="The Mill Daily">
<meta property="article:modified_time" content="2015-05-06T08:30:00+02:00">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle",
 "headline":"Library shut over leaks","datePublished":"2015-05-05T10:00:00Z",
 "author":[{"@type":"Person","@id":"#a"}],"publisher":{"@type":"Organization","name":"The Mill Daily"},
 "isBasedOn":"https://wire.example/1",},{"@type":"Person","@id":"#a","name":"Ines Weiss"}]}</script>
</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News of the day</a></li></ul></nav>
<main><article><h1>Library shut over leaks</h1>
<div class="byline">By <a rel="author" href="/w">Ines Weiss</a></div><time>5 May 2015</time>)" +
         body + R"(<p>Subscribe to our newsletter and never miss a story.</p>
</article></main>)" +
         extra +
         R"(<footer><p>Copyright 2015 The Mill Daily. All rights reserved.</p></footer></body></html>)";
}

TEST(Extract, ReadsAPage) {
  const Source source = source_of(page_around(kStory));
  const Article article = article_of(source);
  EXPECT_EQ(article.title, "Library shut over leaks");
  EXPECT_THAT(article.authors, ElementsAre("Ines Weiss"));
  EXPECT_EQ(article.publisher, "The Mill Daily");
  EXPECT_EQ(article.published, "2015-05-05T10:00:00Z");
  EXPECT_EQ(article.language, "en");
  EXPECT_EQ(article.kind, PageKind::article);
  ASSERT_TRUE(article.headline);
  EXPECT_EQ(words(article, *article.headline), "Library shut over leaks");
  ASSERT_TRUE(article.byline);
  EXPECT_EQ(words(article, *article.byline), "By Ines Weiss");
  ASSERT_TRUE(article.published_span);
  EXPECT_EQ(words(article, *article.published_span), "5 May 2015");
  EXPECT_THAT(
      body_of(article),
      ElementsAre("The town library closed its doors on Monday after a roofer counted more than "
                  "40\u00A0leaks in its roof, the council said.",
                  "\u201CWe could not wait any longer,\u201D said Aurelio Quispe, who heads the "
                  "culture office.\nHe gave no date for the reopening.",
                  "Rain came first",
                  "Readers & staff had carried buckets since March, according to two people who "
                  "work there and asked not to be named."));
  // The date seen on the page is the one that the metadata has, not a second one.
  EXPECT_EQ(date_of(article, DateKind::published, DateOrigin::visible), nullptr);
  const DocumentDate* modified = date_of(article, DateKind::modified, DateOrigin::meta);
  ASSERT_NE(modified, nullptr);
  EXPECT_EQ(modified->value, "2015-05-06T08:30:00+02:00");
  EXPECT_THAT(article.syndication,
              ElementsAre(SyndicationSignal{"isBasedOn", "https://wire.example/1"}));
  EXPECT_EQ(broken_invariant(source, article), "");
}

TEST(Extract, MarksWhatStandsInsideTheArticleAndIsNone) {
  const Article article = article_of(source_of(page_around(kStory)));
  std::vector<std::pair<BoilerplateKind, std::string>> marked;
  for (const Boilerplate& b : article.boilerplate) {
    marked.emplace_back(b.kind, std::string(words(article, b.span)));
  }
  EXPECT_THAT(marked, ElementsAre(std::pair(
                          BoilerplateKind::image,
                          std::string("Buckets in the reading room. Photo: Mill Daily"))));
  EXPECT_THAT(article.text, Not(HasSubstr("All rights reserved")));
}

TEST(Extract, FindsTheSameBodyInOtherChrome) {
  const std::string plain = joined_body(article_of(source_of(page_around(kStory))));
  const std::string teasers =
      "<aside class=related><h3><a href=/x>Another story of some length here</a></h3>"
      "<p>A teaser that goes on for quite a few words about something else entirely.</p></aside>";
  EXPECT_EQ(joined_body(article_of(source_of(page_around(kStory, teasers)))), plain);
  const std::string comments =
      "<div id=comments><p>I think that this is a very long comment about the library and its roof "
      "which nobody will ever want to read as a part of it.</p></div>";
  EXPECT_EQ(joined_body(article_of(source_of(page_around(kStory, comments)))), plain);
  EXPECT_EQ(joined_body(article_of(source_of(page_around(
                "<div class='share-bar has-sidebar'><div>" + kStory + "</div></div>")))),
            plain);
  EXPECT_EQ(joined_body(article_of(source_of("<html><body><table><tr><td>" + page_around(kStory)))),
            plain);
}

TEST(Extract, DoesNotBelieveANameOfAnElementThatHoldsThePage) {
  const std::string more =
      "<p>The council will talk about the roof again in June, said the mayor, who "
      "had been shown three offers by local roofers since the winter.</p>";
  for (const std::string name : {"with-sidebar", "comments-open", "related-article-page"}) {
    const Article article =
        article_of(source_of(page_around("<div class=" + name + ">" + kStory + more + "</div>")));
    EXPECT_THAT(joined_body(article), HasSubstr("Readers & staff")) << name;
  }
}

TEST(Extract, ReadsReferencesAndRawCharactersAlike) {
  const std::string raw =
      "<article><h1>A</h1><p>“Ça coûte 5 €”, a dit l’élu – très fâché – "
      "devant les journalistes réunis à la mairie.</p></article>";
  const std::string references =
      "<article><h1>A</h1><p>&ldquo;&Ccedil;a co&ucirc;te 5 &euro;&#8221;, a dit "
      "l&rsquo;&eacute;lu "
      "&#x2013; tr&egrave;s f&acirc;ch&eacute; &ndash; devant les journalistes r&eacute;unis "
      "&agrave; la mairie.</p></article>";
  EXPECT_EQ(article_of(source_of(raw)).text, article_of(source_of(references)).text);
  EXPECT_EQ(broken_invariant(source_of(references), article_of(source_of(references))), "");
}

TEST(Extract, ReadsTheCharset) {
  struct Row {
    std::string bytes, charset, text;
  };
  const std::vector<Row> rows = {
      {"caf\xC3\xA9 is open", "utf-8", "caf\u00E9 is open"},
      {"\xEF\xBB\xBF"
       "caf\xC3\xA9",
       "utf-8", "caf\u00E9"},
      {"<meta charset=iso-8859-1><p>caf\xE9 \x93quoted\x94", "windows-1252",
       "caf\u00E9 \u201Cquoted\u201D"},
      // A page that declares Latin-1 and is UTF-8.
      {"<meta charset=iso-8859-1><p>caf\xC3\xA9", "utf-8", "caf\u00E9"},
      {"<meta charset=windows-1251><p>\xCF\xF0\xE8\xE2\xE5\xF2", "windows-1251", "Привет"},
      {std::string("\xFF\xFE<\0p\0>\0h\0\xE9\0", 12), "utf-16le", "h\u00E9"},
      {"<p>cut \xE2\x82 here "
       "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9"
       "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9",
       "utf-8",
       "cut \uFFFD\uFFFD here "
       "\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9"
       "\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9"},
  };
  for (const Row& row : rows) {
    const Source source = source_of(row.bytes);
    const auto article = extract(source, {.raw = true});
    ASSERT_TRUE(article);
    EXPECT_EQ(article->charset, row.charset) << row.text;
    EXPECT_EQ(article->text, row.text);
    EXPECT_EQ(broken_invariant(source, *article), "") << row.text;
  }
}

TEST(Extract, NotesRepairs) {
  const Article article =
      article_of(source_of("caf\xC3\xA9 \xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9"
                           "\xC3\xA9\xC3\xA9\xC3\xA9 \xFF end",
                           MediaType::plain_text));
  EXPECT_THAT(article.text, HasSubstr("\uFFFD end"));
  EXPECT_THAT(article.notes, ElementsAre(HasSubstr("1 ill-formed byte sequence of utf-8")));
}

TEST(Extract, KeepsTheKindsOfDatesApart) {
  const Source source = [] {
    Source s = source_of(
        "<html><head><link rel=canonical href='https://a.example/2015/05/04/x'>"
        "<meta itemprop=datePublished content='2015-05-05'></head><body><article><h1>Some headline "
        "here</h1><p class=date>Updated 7 May 2015</p><p>The first sentence of the text is long "
        "enough to be the body of it, and so is the second one of "
        "them.</p></article></body></html>");
    s.published = "2015-05-03";
    s.captured = "2016-01-01T00:00:00Z";
    return s;
  }();
  const Article article = article_of(source);
  EXPECT_EQ(article.published, "2015-05-03");
  EXPECT_NE(date_of(article, DateKind::published, DateOrigin::input), nullptr);
  EXPECT_NE(date_of(article, DateKind::published, DateOrigin::microdata), nullptr);
  EXPECT_NE(date_of(article, DateKind::published, DateOrigin::url), nullptr);
  EXPECT_NE(date_of(article, DateKind::captured, DateOrigin::http), nullptr);
  const DocumentDate* modified = date_of(article, DateKind::modified, DateOrigin::visible);
  ASSERT_NE(modified, nullptr);
  ASSERT_TRUE(modified->span);
  EXPECT_EQ(words(article, *modified->span), "7 May 2015");
}

TEST(Extract, LeavesUnknownUnknown) {
  const Article article = article_of(source_of(
      "<p>A page that says nothing of itself, only this one sentence that goes on a while.</p>"));
  EXPECT_EQ(article.title, "");
  EXPECT_THAT(article.authors, IsEmpty());
  EXPECT_EQ(article.publisher, "");
  EXPECT_EQ(article.published, "");
  EXPECT_FALSE(article.headline);
}

TEST(Extract, NamesACanonicalAddressElsewhere) {
  Source source = source_of(
      "<link rel=canonical href='https://wire.example/story'><p>Words that "
      "are long enough to count as a sentence of the article here.");
  source.url = "https://www.echo.example/story";
  EXPECT_THAT(article_of(source).syndication,
              ElementsAre(SyndicationSignal{"canonical", "https://wire.example/story"}));
  source.url = "https://www.wire.example/other";
  EXPECT_THAT(article_of(source).syndication, IsEmpty());
}

// ---- plain text -----------------------------------------------------------------------------

const std::string kPlainStory =
    "Library shut over leaks\n"
    "\n"
    "By Ines Weiss\n"
    "May 5, 2015\n"
    "\n"
    "The town library closed its doors on Monday, the council said.\n"
    "\n"
    "Subscribe to our newsletter\n"
    "\n"
    "A roofer had counted more than 40 leaks.\n"
    "\n"
    "Read more:\n"
    "Council debates roof for the third time\n"
    "Rain expected until Friday\n"
    "\n"
    "\u00A9 2015 The Mill Daily\n";

TEST(Extract, MarksPlainText) {
  const Source source = source_of(kPlainStory, MediaType::plain_text);
  const Article article = article_of(source);
  EXPECT_EQ(article.text, kPlainStory);
  EXPECT_EQ(article.title, "Library shut over leaks");
  EXPECT_THAT(article.authors, ElementsAre("Ines Weiss"));
  EXPECT_EQ(article.published, "2015-05-05");
  ASSERT_TRUE(article.published_span);
  EXPECT_EQ(words(article, *article.published_span), "May 5, 2015");
  EXPECT_THAT(body_of(article),
              ElementsAre("The town library closed its doors on Monday, the council said.",
                          "A roofer had counted more than 40 leaks."));
  std::vector<BoilerplateKind> kinds;
  for (const Boilerplate& b : article.boilerplate) kinds.push_back(b.kind);
  EXPECT_THAT(kinds, ElementsAre(BoilerplateKind::donate, BoilerplateKind::related,
                                 BoilerplateKind::related, BoilerplateKind::related,
                                 BoilerplateKind::copyright));
  EXPECT_EQ(broken_invariant(source, article), "");
}

TEST(Extract, ReadsInPlainTextWhenAPageWasChanged) {
  const struct {
    std::string_view line, modified;
  } rows[] = {
      {"Updated 13 March 2019.", "2019-03-13"},
      {"HARBOUR TOWN, 11 March 2019. Last updated on Wednesday, 13 March 2019.", "2019-03-13"},
      {"Aktualisiert am 13. März 2019 um 10:40", "2019-03-13"},
      {"Updated figures of 13 March 2019 show that 40 boats were lost.", ""},
      {"The list was updated on 13 March 2019.", ""},
  };
  for (const auto& [line, modified] : rows) {
    const Article article = article_of(source_of(
        std::string(line) + "\n\nThe pier was shut on Monday, and the boats lay idle.\n\n" +
            "Nobody knows when it will be opened again.",
        MediaType::plain_text));
    const DocumentDate* date = date_of(article, DateKind::modified, DateOrigin::visible);
    EXPECT_EQ(date == nullptr ? "" : date->value, modified) << line;
    if (date == nullptr) continue;
    EXPECT_THAT(std::string(words(article, *date->span)), HasSubstr("2019"));
  }
}

TEST(Extract, TakesThePagesOwnLabelsAndGuessesNone) {
  const std::string prose =
      "The pier was shut on Monday, and the boats lay idle, the harbour master said.\n\n"
      "Nobody knows when it will be opened again, and nobody asks any more.";
  const struct {
    std::string text, label;
  } rows[] = {
      {"SATIRE\n\n" + prose, "SATIRE"},
      {"Opinion | The pier must open\n\n" + prose, "Opinion"},
      {"The pier\n\nSponsored content\n\n" + prose, "Sponsored content"},
      {"The pier\n\n" + prose + "\n\nIt was no satire.", ""},
      {"Opinions differ on the pier\n\n" + prose, ""},
  };
  for (const auto& [text, label] : rows) {
    const Article article = article_of(source_of(text, MediaType::plain_text));
    ASSERT_EQ(article.labels.size(), label.empty() ? 0U : 1U) << text;
    if (label.empty()) continue;
    EXPECT_EQ(article.labels.front().words, label);
    ASSERT_TRUE(article.labels.front().span);
    EXPECT_EQ(words(article, *article.labels.front().span), label);
  }
}

TEST(Extract, TakesLabelsOfThePagesMarkUpButNotItsMenus) {
  const std::string prose =
      "<p>The pier was shut on Monday, and the boats lay idle, the harbour master said, who has "
      "kept the keys for forty years and will not give them up.</p><p>Nobody knows when it will be "
      "opened again, and nobody asks any more, for the boats have gone elsewhere.</p>";
  const auto labels = [&](const std::string& head, const std::string& above) {
    std::vector<std::string> all;
    const Article article = article_of(source_of(
        "<html><head>" + head + "</head><body><nav><ul><li><a href=/o>Opinion</a></li>" +
        "<li><a href=/s>Satire</a></li></ul></nav><article>" + above +
        "<h1>The pier is shut and the boats lie idle</h1>" + prose + "</article></body>"));
    for (const PageLabel& label : article.labels) all.push_back(label.words);
    return all;
  };
  EXPECT_THAT(labels("", ""), IsEmpty());
  EXPECT_THAT(labels("", "<p class=kicker>Satire</p>"), ElementsAre("Satire"));
  EXPECT_THAT(labels("<meta property=article:section content=Opinion>", ""),
              ElementsAre("Opinion"));
  EXPECT_THAT(labels("<meta property=article:section content=Harbours>", ""), IsEmpty());
  EXPECT_THAT(labels(R"(<script type="application/ld+json">{"@type":"SatiricalArticle",)"
                     R"("headline":"The pier is shut and the boats lie idle"}</script>)",
                     ""),
              ElementsAre("SatiricalArticle"));
}

TEST(Extract, LeavesRawTextAlone) {
  const auto article = extract(source_of(kPlainStory, MediaType::plain_text), {.raw = true});
  ASSERT_TRUE(article);
  EXPECT_EQ(article->text, kPlainStory);
  EXPECT_THAT(article->boilerplate, IsEmpty());
  ASSERT_EQ(article->body.size(), 1U);
  EXPECT_EQ(article->body[0].begin, 0U);
  EXPECT_EQ(article->body[0].end, kPlainStory.size() - 1);
}

TEST(Extract, ReadsJsonLines) {
  const Source text = source_of(
      R"({"id":"1","text":"A \u201Cquoted\u201D word\nand a tab\there, \ud83d\ude00.","title":"x"})",
      MediaType::json_line);
  const Article article = article_of(text);
  EXPECT_EQ(article.text, "A \u201Cquoted\u201D word\nand a tab\there, \U0001F600.");
  EXPECT_EQ(broken_invariant(text, article), "");
  const Source html = source_of(
      R"({"html":"<article><h1>T<\/h1>\n<p>Five \u0026amp; twenty words are a sentence,\n   as)"
      R"( anybody \"knows\" who has counted them once.<\/p><\/article>"})",
      MediaType::json_line);
  const Article page = article_of(html);
  EXPECT_THAT(body_of(page), ElementsAre("Five & twenty words are a sentence, as anybody \"knows\" "
                                         "who has counted them once."));
  EXPECT_EQ(broken_invariant(html, page), "");
  EXPECT_FALSE(extract(source_of("{\"title\":\"x\"}", MediaType::json_line)));
  EXPECT_FALSE(extract(source_of("nonsense", MediaType::json_line)));
}

// Where the carrier gives the title, a first line that is something else is body.
TEST(Extract, TellsTitlesFromFirstLinesByTheCarriersTitle) {
  struct Row {
    std::string_view title, first;
    bool headline;
  };
  const Row rows[] = {
      {"", "The quay is sold", true},
      {"The quay is sold", "The quay is sold", true},
      {"The quay is sold | Island Post", "The quay is sold", true},
      {"The quay is sold", "QUAY. Nobody knows to whom, said the town (IPA)", false},
      {"The quay is sold", "ab/cd (IPA)", false},
  };
  for (const Row& row : rows) {
    Source source = source_of(std::string(row.first) + "\n\nIt went for a crown, said the town.",
                              MediaType::plain_text);
    source.title = row.title;
    EXPECT_EQ(article_of(source).headline.has_value(), row.headline) << row.first;
  }
}

TEST(Extract, StateValuesOfTheCarrier) {
  Source source = source_of("Some words and more of them.", MediaType::plain_text);
  source.title = "T";
  source.publisher = "The Mill Daily";
  source.published = "2015-05-05";
  const Article article = article_of(source);
  EXPECT_EQ(article.title, "T");
  EXPECT_EQ(article.publisher, "The Mill Daily");
  ASSERT_EQ(article.dates.size(), 1U);
  EXPECT_EQ(article.dates[0].from, DateOrigin::input);
}

TEST(Extract, FindsAPastedStatement) {
  std::string text = "A headline\n\n";
  for (int i = 0; i < 4; ++i) {
    text += "A paragraph of the outer article that is long enough to be prose of a kind, number " +
            std::to_string(i) + ".\n\n";
  }
  text +=
      "Statement of the culture office on the library\n4 May 2015\n\nWe closed it for the safety "
      "of all readers.\n\nWe shall say more later.\n";
  const Source source = source_of(text, MediaType::plain_text);
  const Article article = article_of(source);
  ASSERT_EQ(article.embedded.size(), 1U);
  EXPECT_EQ(article.embedded[0].title, "Statement of the culture office on the library");
  EXPECT_EQ(article.embedded[0].published, "2015-05-04");
  EXPECT_TRUE(words(article, article.embedded[0].span).ends_with("more later."));
  EXPECT_EQ(broken_invariant(source, article), "");
}

TEST(Extract, FindsAPostInPlainText) {
  const auto embedded = [](const std::string& head, const std::string& foot) {
    return article_of(
        source_of("The company denied that the door was open when the ship left.\n\n"
                  "The claim was made in this post:\n\n" +
                      head + "\nThe door was open all the way. We were sent up.\n" + foot +
                      "\n\nThe door was shut, a spokeswoman said on Monday.",
                  MediaType::plain_text));
  };
  const Article article = embedded("Ines Weiss @inesweiss", "9:14 PM - Aug 18, 2021");
  ASSERT_EQ(article.embedded.size(), 1U);
  EXPECT_EQ(article.embedded.front().publisher, "Ines Weiss");
  EXPECT_EQ(article.embedded.front().published, "2021-08-18");
  EXPECT_THAT(std::string(words(article, article.embedded.front().span)),
              testing::AllOf(HasSubstr("We were sent up."), Not(HasSubstr("spokeswoman"))));
  EXPECT_THAT(embedded("Ines Weiss", "9:14 PM - Aug 18, 2021").embedded, IsEmpty());
  EXPECT_THAT(embedded("Ines Weiss @ the harbour office", "Aug 18, 2021").embedded, IsEmpty());
  EXPECT_THAT(embedded("Ines Weiss @inesweiss", "She wrote nothing more.").embedded, IsEmpty());
}

TEST(Extract, FindsAnEmbeddedPost) {
  const Article article = article_of(source_of(page_around(
      kStory +
      "<blockquote class='twitter-tweet'><p>The roof was fine in March, whatever they say "
      "now.</p>&mdash; Jo Roe (@joroe) <a href=x>May 5, 2015</a></blockquote><p>The council "
      "did not answer that on Tuesday, when it was asked about the post.</p>")));
  ASSERT_EQ(article.embedded.size(), 1U);
  EXPECT_EQ(article.embedded[0].publisher, "Jo Roe");
  EXPECT_EQ(article.embedded[0].published, "2015-05-05");
}

// ---- the way back ---------------------------------------------------------------------------

std::vector<Source> fixtures() {
  std::string cyrillic = "<meta charset=windows-1251><article><h1>\xCF\xF0\xE8\xE2\xE5\xF2</h1><p>";
  for (int i = 0; i < 30; ++i) cyrillic += "\xD1\xEB\xEE\xE2\xEE &amp; \xE4\xE5\xEB\xEE, ";
  return {source_of(page_around(kStory)), source_of(cyrillic),
          source_of(kPlainStory, MediaType::plain_text),
          source_of(R"({"text":"A \u201Cquoted\u201D word\nand \ud83d\ude00 more"})",
                    MediaType::json_line)};
}

TEST(SourceWords, GiveTheWordsOfAnySpan) {
  for (const Source& source : fixtures()) {
    const Article article = article_of(source);
    ASSERT_EQ(broken_invariant(source, article), "");
    EXPECT_TRUE(rc::check("source_words(span) are the words of the span", [&] {
      const auto size = static_cast<std::uint32_t>(article.text.size());
      auto begin = *rc::gen::inRange<std::uint32_t>(0, size);
      auto end = *rc::gen::inRange<std::uint32_t>(begin, size + 1);
      while (!text::is_boundary(article.text, begin)) --begin;
      while (!text::is_boundary(article.text, end)) ++end;
      const auto again = source_words(source, article.origin, {begin, end});
      RC_ASSERT(again.has_value());
      RC_ASSERT(*again == words(article, {begin, end}));
    }));
  }
}

TEST(SourceWords, FindOutAFlippedByte) {
  Source source = source_of(page_around(kStory));
  const Article article = article_of(source);
  const std::size_t at = source.bytes.find("town library");
  source.bytes[at] = 'T';
  const auto span = article.body[0];
  const auto again = source_words(source, article.origin, span);
  EXPECT_TRUE(!again || *again != words(article, span));
}

TEST(SourceWords, FindOutAShiftedRun) {
  const Source source = source_of(page_around(kStory));
  const Article article = article_of(source);
  for (std::size_t i = 0; i < article.origin.size(); ++i) {
    OriginMap shifted = article.origin;
    ++shifted[i].byte_begin;
    const OriginRun& run = article.origin[i];
    const Span span{run.text_begin, run.text_begin + run.text_length};
    if (words(article, span).find_first_not_of(" \n") == std::string_view::npos) continue;
    const auto again = source_words(source, shifted, span);
    EXPECT_TRUE(!again || *again != words(article, span)) << words(article, span);
  }
}

TEST(SourceWords, RefuseMapsThatLeadNowhere) {
  const Source source = source_of("some words", MediaType::plain_text);
  EXPECT_FALSE(source_words(source, {}, {0, 4}));
  EXPECT_FALSE(source_words(source, {{0, 100, 4, 4}}, {0, 4}));
  EXPECT_FALSE(source_words(source, {{0, 0, 4, 9}}, {0, 4}));
  EXPECT_FALSE(source_words(source, {{0, ~std::uint64_t{0}, 4, 4}}, {0, 4}));
  EXPECT_FALSE(source_words(source, {{0, 0, 4, 4}}, {0, 8}));
  EXPECT_EQ(source_words(source, {{0, 0, 4, 4}}, {0, 4}).value(), "some");
}

// ---- anything in ----------------------------------------------------------------------------

TEST(Extract, KeepsItsInvariantsOnAnyBytes) {
  EXPECT_TRUE(rc::check("any bytes give an article", [] {
    static const std::vector<std::string> scraps = {"<p>",
                                                    "</p>",
                                                    "<div class=comments>",
                                                    "</div>",
                                                    "<b>",
                                                    "&amp;",
                                                    "&#0;",
                                                    "&",
                                                    "<",
                                                    "<!--",
                                                    "-->",
                                                    "<script>",
                                                    "</script>",
                                                    "word ",
                                                    "\xFF",
                                                    "\xC3",
                                                    "\xC3\xA9",
                                                    "\n",
                                                    "\\u0041",
                                                    "\"",
                                                    "{\"text\":\"",
                                                    "{\"html\":\"",
                                                    "\"}",
                                                    "<h1>Title of it</h1>",
                                                    "<br>",
                                                    "<title>a",
                                                    "</title>",
                                                    "5 May 2015 ",
                                                    "By Jane Doe",
                                                    "<table><td>",
                                                    "&nbsp;",
                                                    "<li>",
                                                    "<article>",
                                                    "some more words of a text. ",
                                                    std::string(1, '\0'),
                                                    "<meta charset=shift_jis>",
                                                    "&acE;",
                                                    "&#10;",
                                                    "&#0",
                                                    "\r\n"};
    std::string bytes;
    for (const auto i : *rc::gen::container<std::vector<std::size_t>>(
             rc::gen::inRange<std::size_t>(0, scraps.size()))) {
      bytes += scraps[i];
    }
    for (const auto type : {MediaType::html, MediaType::plain_text, MediaType::markdown,
                            MediaType::json_line, MediaType::unknown}) {
      for (const bool raw : {false, true}) {
        const Source source = source_of(bytes, type);
        const auto article = extract(source, {.raw = raw});
        if (article) RC_ASSERT(broken_invariant(source, *article) == "");
        if (type != MediaType::json_line) RC_ASSERT(article.has_value());
      }
    }
  }));
}

TEST(Extract, EndsOnNestedElements) {
  std::string bytes;
  for (int i = 0; i < 100000; ++i) bytes += "<div>";
  bytes += "<p>Deep inside there is a sentence that should be found by somebody.</p>";
  for (int i = 0; i < 100000; ++i) bytes += "</div>";
  const auto begin = std::chrono::steady_clock::now();
  const Article article = article_of(source_of(bytes));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(2));
  EXPECT_THAT(article.text, HasSubstr("Deep inside"));
  EXPECT_THAT(article.notes, ElementsAre(HasSubstr("nested deeper")));
}

}  // namespace
}  // namespace hearsay
