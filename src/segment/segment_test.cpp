#include "segment/segment.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "segment/paragraphs.h"
#include "segment/quotations.h"
#include "text/utf8.h"

namespace hearsay {
namespace {

// The encoder's file as it is installed.
const model::ModelFile& shipped_model() {
  static const model::ModelFile file =
      encode::open_model(std::string(HEARSAY_DATA_DIRECTORY) + "/models/encoder-base.safetensors")
          .value();
  return file;
}

const encode::Encoder& shipped_encoder() {
  static const encode::Encoder encoder = encode::Encoder::from_file(shipped_model()).value();
  return encoder;
}

Segmentation segment(const Article& article) {
  static const Segmenter segmenter = Segmenter::from_file(shipped_model()).value();
  encode::Encoding encoding(shipped_encoder(), article.text);
  return segmenter.segment(article, encoding);
}

Article article_of(std::string text) {
  Article article;
  article.text = std::move(text);
  return article;
}

std::string joined(const std::vector<std::string>& parts, const std::string& between) {
  std::string all;
  for (const std::string& part : parts) all += (all.empty() ? "" : between) + part;
  return all;
}

std::string tokens_in(const std::string& text) {
  const Article article = article_of(text);
  std::vector<std::string> parts;
  for (const Token& token : segment(article).tokens) {
    parts.emplace_back(words(article, token.span));
  }
  return joined(parts, " ");
}

std::string sentences_in(const std::string& text) {
  const Article article = article_of(text);
  std::vector<std::string> parts;
  for (const Sentence& sentence : segment(article).sentences) {
    parts.emplace_back(words(article, sentence.span));
  }
  return joined(parts, " | ");
}

// "<" parent number, "~" the one it goes on with, "!" not closed.
std::string quotations_in(const std::string& text) {
  const Article article = article_of(text);
  std::vector<std::string> parts;
  for (const Quotation& each : segment(article).quotations) {
    std::string part = "[" + std::string(words(article, each.inside)) + "]";
    if (each.parent) part += "<" + std::to_string(static_cast<unsigned>(*each.parent));
    if (each.continues) part += "~" + std::to_string(static_cast<unsigned>(*each.continues));
    if (!each.closed) part += "!";
    parts.push_back(part);
  }
  return joined(parts, " ");
}

struct Row {
  std::string text;
  std::string expected;
};

TEST(Tokens, AreThoseOfUniversalDependencies) {
  const std::vector<Row> rows = {
      {"", ""},
      {" \n\t ", ""},
      {"It leaks.", "It leaks ."},
      {"They don't, won't and can't.", "They do n't , wo n't and ca n't ."},
      {"It’s hers; they’re ours.", "It ’s hers ; they ’re ours ."},
      {"The mayor's word, the workers' pay", "The mayor 's word , the workers ' pay"},
      {"I cannot, I'm gonna", "I can not , I 'm gon na"},
      {"She is a co-founder of well-known non-profit groups.",
       "She is a co-founder of well - known non-profit groups ."},
      {"U.S. Army Gen. J. Doe, Mr. Roe", "U.S. Army Gen. J. Doe , Mr. Roe"},
      {"He left the U.S.", "He left the U.S."},
      {"at 10 a.m. or 7pm", "at 10 a.m. or 7 pm"},
      {"$3.5 million, £1,200, 40%", "$ 3.5 million , £ 1,200 , 40 %"},
      {"US$5 and 5:30", "US$ 5 and 5:30"},
      {"on 2015-05-04 call 713-853-3989, 3-4 times",
       "on 2015-05-04 call 713-853-3989 , 3 - 4 times"},
      {"See https://mill.example/a?b=1, or ask desk@mill.example.",
       "See https://mill.example/a?b=1 , or ask desk@mill.example ."},
      {"(see www.mill.example/x).", "( see www.mill.example/x ) ."},
      {"“No,” she said… ‘maybe’", "“ No , ” she said … ‘ maybe ’"},
      {"``No,'' she said", "`` No , '' she said"},
      {"‘Who’s in charge here?’ the minister demanded.",
       "‘ Who ’s in charge here ? ’ the minister demanded ."},
      {"word—word – word -- word", "word — word – word -- word"},
      {"What?! No... Yes!!", "What ?! No ... Yes !!"},
      {"the '90s, ’em and O'Brien", "the '90s , ’em and O'Brien"},
      {"AT&T and/or R&D", "AT&T and / or R&D"},
      {"#flood @desk", "#flood @desk"},
      {"The end.The start", "The end . The start"},
      {"It rose to No. 5 and then it fell.", "It rose to No. 5 and then it fell ."},
      {"👩‍🚒👍🏽🇧🇬 ok", "👩‍🚒 👍🏽 🇧🇬 ok"},
      {"قال الوزير.", "قال الوزير ."},
      {":-) fine", ":-) fine"},
      {"9/11 n/a", "9/11 n/a"},
  };
  for (const Row& row : rows) EXPECT_EQ(tokens_in(row.text), row.expected);
}

TEST(Tokens, SayWhetherSpaceStandsBefore) {
  const Article article = article_of("It's (not) so");
  std::string spaces;
  for (const Token& token : segment(article).tokens) spaces += token.space_before ? '1' : '0';
  EXPECT_EQ(spaces, "101001");
}

TEST(Sentences, EndWhereAReaderWouldEndThem) {
  const std::vector<Row> rows = {
      {"It leaks. It drips.", "It leaks. | It drips."},
      {"Mr. Roe met Gen. Doe in St. Anne. He left.",
       "Mr. Roe met Gen. Doe in St. Anne. | He left."},
      {"The U.S. Army came. They left the U.S. when the talks failed.",
       "The U.S. Army came. | They left the U.S. when the talks failed."},
      {"J. R. Roe said so. K. Doe did not.", "J. R. Roe said so. | K. Doe did not."},
      {"“It leaks.” “It drips.” Nobody came.", "“It leaks.” | “It drips.” | Nobody came."},
      {"\"It leaks.\" Nobody came.", "\"It leaks.\" | Nobody came."},
      {"“Where is it?” Roe said. Nobody knew.", "“Where is it?” Roe said. | Nobody knew."},
      {"\"Where is it?\" he asked.", "\"Where is it?\" he asked."},
      {"Wait... what? No… Then yes.", "Wait... what? | No… | Then yes."},
      {"It cost 3.5 million. (It was dear.) He paid.",
       "It cost 3.5 million. | (It was dear.) | He paid."},
      {"Then Gen. An spoke.", "Then Gen. An spoke."},
      {"- first item\n- second item", "- first item | - second item"},
      {"Acme Inc. said so. It is Acme Inc. The firm left.",
       "Acme Inc. said so. | It is Acme Inc. | The firm left."},
      {"Heading\n\nText here.", "Heading | Text here."},
      {"Nobody reads much in the ‘quiet’ carriage of the 07.14. ‘I read “Thaw” since May,’ said "
       "Roe.",
       "Nobody reads much in the ‘quiet’ carriage of the 07.14. | ‘I read “Thaw” since May,’ said "
       "Roe."},
      {"It happened on Jan. 5. She left at 5 p.m. Tuesday.",
       "It happened on Jan. 5. | She left at 5 p.m. Tuesday."},
  };
  for (const Row& row : rows) EXPECT_EQ(sentences_in(row.text), row.expected);
}

TEST(Tokens, AreCutAsTheyAreWrittenWhateverTheEncoderSees) {
  const Row rows[] = {
      {"It cannot, won't and couldn’t be", "It can not , wo n't and could n’t be"},
      {"at 2015-05-04T10:30, 10-12 times", "at 2015-05-04T10:30 , 10 - 12 times"},
      {"€1,200.50 or US$5", "€ 1,200.50 or US$ 5"},
      {"O'Brien's 5:30", "O'Brien 's 5:30"},
      {"🇧🇬🇬🇧👍🏽", "🇧🇬 🇬🇧 👍🏽"},
      {"@desk #flood", "@desk #flood"},
  };
  for (const Row& row : rows) EXPECT_EQ(tokens_in(row.text), row.expected);
}

TEST(Sentences, AreNeverEndless) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "leaks ";
  const Article article = article_of(text);
  const Segmentation all = segment(article);
  EXPECT_EQ(all.sentences.back().end, 5000U);
  for (const Sentence& each : all.sentences) EXPECT_LE(each.end - each.begin, 1000U);
}

TEST(Paragraphs, EndAtEmptyLinesAndDeliberateBreaks) {
  const std::string wrapped =
      "The roof of the town library leaks in more than forty places, a\n"
      "roofer who inspected it said on Monday, and rain is on its way to\n"
      "the valley.\n\nShort line\nAnother line that is a good deal longer than the one before it";
  const Article article = article_of(wrapped);
  EXPECT_EQ(segment(article).paragraphs.size(), 3U);
}

TEST(Paragraphs, KnowTheirRole) {
  Article article = article_of("Title\n\nBy A. Roe\n\nIt leaks.\n\nShare this");
  article.headline = Span{0, 5};
  article.byline = Span{7, 16};
  article.body = {{18, 27}};
  article.boilerplate = {{{29, 39}, BoilerplateKind::share}};
  std::vector<ParagraphRole> roles;
  for (const Paragraph& each : segment(article).paragraphs) roles.push_back(each.role);
  EXPECT_EQ(roles, (std::vector<ParagraphRole>{ParagraphRole::headline, ParagraphRole::byline,
                                               ParagraphRole::body, ParagraphRole::boilerplate}));
}

TEST(Paragraphs, SpansOfThePageThatCutACharacterAreLeftAlone) {
  Article article = article_of("é x");
  article.body = {{0, 1}, {1, 4}};
  const Segmentation all = segment(article);
  ASSERT_EQ(all.tokens.size(), 2U);
  EXPECT_EQ(words(article, all.tokens[0].span), "é");
}

TEST(Quotations, OfAllCommonMarks) {
  const std::vector<Row> rows = {
      {"“No,” she said, “never.”", "[No,] [never.]"},
      {"\"No,\" she said, \"never.\"", "[No,] [never.]"},
      {"``No,'' she said", "[No,]"},
      {"‘No,’ she said", "[No,]"},
      {"'No,' she said. 'I don't.'", "[No,] [I don't.]"},
      {"„Nein“, «non», »nej«, ”ja”, ‹oui›, 「いいえ」", "[Nein] [non] [nej] [ja] [oui] [いいえ]"},
      {"“He told me ‘no’ twice,” she said", "[He told me ‘no’ twice,] [no]<0"},
      {"\"He told me 'no' twice,\" she said", "[He told me 'no' twice,] [no]<0"},
      {"the workers’ pay in the ‘90s, rock ’n’ roll, don’t", ""},
      {"the workers' pay in the '90s, O'Brien's", ""},
      {"‘The workers’ pay is late,’ she said", "[The workers’ pay is late,]"},
      {"there was “no evidence\" yet", "[no evidence]"},
      {"“It leaks", "[It leaks]!"},
      {"a 6\" pipe", ""},
      {"“One.\n\n“Two.\n\n“Three,” he said.", "[One.]! [Two.]~0! [Three,]~1"},
      {"“One.\n\nTwo.”", "[One.]!"},
      {"“He said ‘one.\n\n“‘Two,’ and left.”",
       "[He said ‘one.]! [one.]<0! [‘Two,’ and left.]~0 [Two,]<2~1"},
      {"``It's the villagers','' he said", "[It's the villagers',]"},
      {"'It isn't the state's, it's the villagers'', he said",
       "[It isn't the state's, it's the villagers']"},
      {"``He said `go,''' she said", "[He said `go,'] [go,]<0"},
      {"\"It was 9\" of mud,\" he said. \"And 3\" of ice.\"",
       "[It was 9\" of mud,] [And 3\" of ice.]"},
      {"'They cut the Roes' hedge and the Poes' hedge,' he said",
       "[They cut the Roes' hedge and the Poes' hedge,]"},
      {"the 'Roes' and the Poes' hedge", "[Roes]"},
      {"'Rock 'n' roll is dead,' he said", "[Rock 'n' roll is dead,]"},
      {"'It's over', he said. 'We're turnin' for home", "[It's over] [We're turnin' for home]!"},
      {"'The Roes' floor is hot.\n\n'So is ours.'", "[The Roes' floor is hot.]! [So is ours.]~0"},
      {"'The Roes' opened on Friday.\n\nIt closed.", "[The Roes]"},
      {"„He asked ‚why?‘ and left“, she said", "[He asked ‚why?‘ and left] [why?]<0"},
      {"”He asked ’why?’ and left”, she said", "[He asked ’why?’ and left] [why?]<0"},
      {"»He said ›no‹«, she said. »I stay«", "[He said ›no‹] [no]<0 [I stay]"},
      {"« He said \"no\" », she said", "[ He said \"no\" ] [no]<0"},
      {"\"One.\n\n“Two,” he said.", "[One.]! [Two,]"},
      {"— I saw nothing, — he said.", "[I saw nothing,]"},
      {"— An item of a list", ""},
  };
  for (const Row& row : rows) EXPECT_EQ(quotations_in(row.text), row.expected) << row.text;
}

TEST(Quotations, BlocksOfThePage) {
  Article article = article_of("He wrote:\n\nIt leaks.\n\nIt “drips”.\n\nEnd.");
  article.blocks = {{{11, 37}, BlockKind::block_quotation}};
  const Segmentation all = segment(article);
  ASSERT_EQ(all.quotations.size(), 3U);
  EXPECT_TRUE(all.quotations[0].block);
  EXPECT_TRUE(all.quotations[1].block);
  EXPECT_EQ(all.quotations[1].continues, QuotationIndex{0});
  EXPECT_EQ(all.quotations[2].parent, QuotationIndex{1});
  EXPECT_EQ(words(article, all.quotations[2].inside), "drips");
}

void expect_sound(const Article& article) {
  const Segmentation all = segment(article);
  const auto sound = [&](Span span) {
    return span.begin < span.end && span.end <= article.text.size() &&
           text::is_boundary(article.text, span.begin) && text::is_boundary(article.text, span.end);
  };
  std::size_t at = 0;
  for (const Token& token : all.tokens) {
    RC_ASSERT(sound(token.span));
    RC_ASSERT(at <= token.span.begin);
    RC_ASSERT(text::trim(std::string_view(article.text).substr(at, token.span.begin - at)).empty());
    at = token.span.end;
  }
  RC_ASSERT(text::trim(std::string_view(article.text).substr(at)).empty());
  std::uint32_t token = 0;
  for (std::size_t i = 0; i < all.sentences.size(); ++i) {
    const Sentence& sentence = all.sentences[i];
    RC_ASSERT(sentence.begin == token);
    RC_ASSERT(sentence.begin < sentence.end);
    token = sentence.end;
    const Paragraph& paragraph = all.paragraphs[static_cast<std::size_t>(sentence.paragraph)];
    RC_ASSERT(paragraph.span.contains(sentence.span));
    RC_ASSERT(paragraph.begin <= i);
    RC_ASSERT(i < paragraph.end);
  }
  RC_ASSERT(token == all.tokens.size());
  for (std::size_t i = 0; i < all.quotations.size(); ++i) {
    const Quotation& each = all.quotations[i];
    RC_ASSERT(sound(each.outside));
    RC_ASSERT(each.inside.begin <= each.inside.end);
    RC_ASSERT(each.outside.contains(each.inside));
    if (each.parent) {
      RC_ASSERT(static_cast<std::size_t>(*each.parent) < i);
      RC_ASSERT(
          all.quotations[static_cast<std::size_t>(*each.parent)].inside.contains(each.outside));
    }
    if (each.continues) RC_ASSERT(static_cast<std::size_t>(*each.continues) < i);
    const auto holds = [&](const Paragraph& paragraph) {
      return paragraph.span.contains(each.outside);
    };
    RC_ASSERT(std::ranges::any_of(all.paragraphs, holds));
  }
}

RC_GTEST_PROP(Segmentation, AnyTextIsCutSoundly, ()) {
  static const std::vector<std::string> pieces = {
      "word",   "The", " ",    " ", "\n", "\n\n",   ".",      "...",     "\"",   "'",    "’",
      "‘",      "“",   "”",    "«", "»",  "-",      "—",      "``",      "''",   "U.S.", "Mr.",
      "n't",    "5",   "$",    "é", "😀", "\u200b", "\u00a0", "a.b",     "@",    "#",    "://",
      "www.",   "(",   ")",    ",", "?",  "1.",     "•",      "مرحبا",   "中文", "‍",  "e-",
      "\u0301", "`",   "10am", "/", "&",  "*",      "„",      "https://"};
  std::string text;
  for (const auto& piece :
       *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces))) {
    text += piece;
  }
  expect_sound(article_of(text));
}

RC_GTEST_PROP(Segmentation, AnyMarkUpIsCutSoundly, ()) {
  const std::string text = "“One two. Three”\n\nfour five “six\n\nseven eight.\n\n“Nine ten";
  Article article = article_of(text);
  const auto point = [&] {
    auto at = *rc::gen::inRange<std::uint32_t>(0, static_cast<std::uint32_t>(text.size()));
    while (!text::is_boundary(text, at)) --at;
    return at;
  };
  const auto span = [&] {
    const auto a = point();
    const auto b = point();
    return Span{std::min(a, b), std::max(a, b)};
  };
  article.headline = span();
  article.body = {span()};
  article.boilerplate = {{span(), BoilerplateKind::other}};
  article.blocks = {{span(), BlockKind::block_quotation}};
  expect_sound(article);
}

TEST(Segmentation, TakesTimeInProportionToTheText) {
  const std::vector<std::string> patterns = {
      "word ", "w",  "\"", "'a", "“a ", "a.", "www.", "a@",   "((",    "\n", "a'",      "5-",
      "‘a ",   "「", "…",  "😀", "中",  "- ", "\n- ", "Mr. ", "don't", "”",  "http://)"};
  for (const std::string& pattern : patterns) {
    std::string text;
    while (text.size() < (1U << 12U)) text += pattern;
    const auto start = std::chrono::steady_clock::now();
    const Segmentation all = segment(article_of(text));
    EXPECT_LE(all.tokens.size(), text.size());
    while (text.size() < (1U << 20U)) text += text;
    const Article article = article_of(text);
    const auto paragraphs = segmenting::find_paragraphs(article);
    EXPECT_LE(segmenting::find_quotations(article, paragraphs).size(), text.size());
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    EXPECT_LT(taken.count(), 30) << pattern;  // quadratic would be minutes
  }
}

}  // namespace
}  // namespace hearsay
