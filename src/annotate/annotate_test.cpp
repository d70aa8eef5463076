#include "annotate/annotate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

#include "annotate/entities.h"
#include "annotate/lemmas.h"
#include "annotate/names.h"
#include "annotate/references.h"
#include "annotate/tags.h"
#include "annotate/word_form.h"
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

const Annotator& annotator() {
  static const Result<Annotator> loaded =
      Annotator::load(shipped_model(), std::string(HEARSAY_DATA_DIRECTORY) + "/models");
  if (!loaded) throw std::runtime_error(loaded.error().message);
  return *loaded;
}

// A segmentation of words that blanks part; a full stop ends a sentence, an empty line a paragraph.
// (The real one is another stage's.)
Segmentation cut(const std::string& text) {
  Segmentation all;
  const auto end_sentence = [&](std::uint32_t begin) {
    const auto end = static_cast<std::uint32_t>(all.tokens.size());
    if (begin == end) return;
    const Span span{all.tokens[begin].span.begin, all.tokens[end - 1].span.end};
    const auto count = static_cast<std::uint32_t>(all.paragraphs.size());
    all.sentences.push_back({span, begin, end, ParagraphIndex{count}});
    all.paragraphs.push_back({span, count, count + 1, ParagraphRole::body});
  };
  std::uint32_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == ' ') {
      ++at;
      continue;
    }
    const std::size_t end = std::min(text.find(' ', at), text.size());
    all.tokens.push_back({{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)}, true});
    if (text.substr(at, end - at) == ".") {
      end_sentence(begin);
      begin = static_cast<std::uint32_t>(all.tokens.size());
    }
    at = end;
  }
  end_sentence(begin);
  return all;
}

struct Read {
  Article article;
  Segmentation segmentation;
  Annotation annotation;
};

Read read(const std::string& text) {
  Read result;
  result.article.text = text;
  result.segmentation = cut(text);
  encode::Encoding encoding(shipped_encoder(), result.article.text);
  result.annotation = annotator().annotate(result.article, result.segmentation, encoding);
  return result;
}

const Entity* entity_named(const Read& read, const std::string& name) {
  const auto found = std::ranges::find(read.annotation.entities, name, &Entity::name);
  return found == read.annotation.entities.end() ? nullptr : &*found;
}

TEST(Words, AreTaggedAndHaveLemmas) {
  const Read r = read("The ministry said on Tuesday that two schools were closed .");
  std::string tags;
  std::string lemmas;
  for (const Word& word : r.annotation.words) {
    tags += std::string(annotate::name_of(word.tag)) + " ";
    lemmas += word.lemma + " ";
  }
  EXPECT_EQ(tags, "DET NOUN VERB ADP PROPN SCONJ NUM NOUN AUX VERB PUNCT ");
  EXPECT_EQ(lemmas, "the ministry say on Tuesday that two school be close . ");
  EXPECT_EQ(r.annotation.words[7].features, "Number=Plur");
  EXPECT_THAT(r.annotation.words[2].features, testing::HasSubstr("Tense=Past"));
  EXPECT_THAT(r.annotation.words[9].features, testing::HasSubstr("VerbForm=Part"));
}

TEST(Words, MakeATree) {
  const Read r = read("The ministry said on Tuesday that new schools were closed .");
  std::string tree;
  for (const Word& word : r.annotation.words) {
    tree += word.relation + ">";
    tree += word.head ? std::to_string(static_cast<std::uint32_t>(*word.head) + 1) : "0";
    tree += ' ';
  }
  EXPECT_EQ(tree,
            "det>2 nsubj>3 root>0 case>5 obl>3 mark>10 amod>8 nsubj:pass>10 aux:pass>10 ccomp>3 "
            "punct>3 ");
}

TEST(Lemmas, FollowTheTableOfEndingsAndExceptions) {
  const auto lemmas = annotate::Lemmas::from_text(
      "L\tNOUN\ties\t3\ty\nL\tNOUN\ts\t1\t\nL\tVERB\ted\t2\t\nl\tNOUN\tmen\tman\n", "t");
  ASSERT_TRUE(lemmas) << lemmas.error().message;
  EXPECT_EQ(lemmas->lemma("Cities", PartOfSpeech::NOUN), "city");
  EXPECT_EQ(lemmas->lemma("roofs", PartOfSpeech::NOUN), "roof");
  EXPECT_EQ(lemmas->lemma("men", PartOfSpeech::NOUN), "man");
  EXPECT_EQ(lemmas->lemma("killed", PartOfSpeech::VERB), "kill");
  EXPECT_EQ(lemmas->lemma("roof", PartOfSpeech::VERB), "roof");
  EXPECT_EQ(lemmas->lemma("s", PartOfSpeech::NOUN), "s");  // nothing would be left
  EXPECT_EQ(lemmas->lemma("his", PartOfSpeech::PRON), std::nullopt);
  EXPECT_FALSE(annotate::Lemmas::from_text("b\na\n", "t"));
}

// Forms that the treebanks lack or misspell.
TEST(Lemmas, OfTheShippedTableAreWords) {
  const auto lemmas = annotate::Lemmas::load(HEARSAY_DATA_DIRECTORY "/models/lemmas.tsv");
  ASSERT_TRUE(lemmas) << lemmas.error().message;
  constexpr std::string_view verbs[][2] = {
      {"fled", "flee"},           {"looted", "loot"},       {"boycotted", "boycott"},
      {"blamed", "blame"},        {"shelled", "shell"},     {"slew", "slay"},
      {"overthrew", "overthrow"}, {"staring", "stare"},     {"starring", "star"},
      {"planned", "plan"},        {"undergoes", "undergo"}, {"smuggled", "smuggle"},
      {"kidnapped", "kidnap"},    {"visited", "visit"},     {"dying", "die"},
      {"fling", "fling"}};
  for (const auto& [form, lemma] : verbs) EXPECT_EQ(lemmas->lemma(form, PartOfSpeech::VERB), lemma);
  constexpr std::string_view nouns[][2] = {
      {"valves", "valve"}, {"knives", "knife"}, {"caches", "cache"}, {"bonuses", "bonus"}};
  for (const auto& [form, lemma] : nouns) EXPECT_EQ(lemmas->lemma(form, PartOfSpeech::NOUN), lemma);
}

// "Roe", "her", "the council" and their like in tokens; each goes back to the one before it.
TEST(References, ComeToTheNameBeforeThemElseToTheFirstBehind) {
  Article article;
  article.text = "She spoke . Ada Roe left . She ran . Ben Doe saw her . It fell .";
  const Segmentation segmentation = cut(article.text);
  const std::vector<Word> words(segmentation.tokens.size());
  const annotate::Page page{article, segmentation, words};
  constexpr auto person = EntityType::person;
  constexpr auto pronoun = MentionForm::pronoun;
  constexpr auto nominal = MentionForm::nominal;
  const std::vector<annotate::Name> names = {{3, 5, person, 1, false, 1},
                                             {10, 12, person, 1, false, 3}};
  const std::vector<annotate::SeenMention> seen = {
      {0, 0, 1, person, pronoun, std::nullopt, 0},
      {4, 3, 5, person, nominal, 0, 0.5F},
      {7, 7, 8, person, pronoun, 1, 0.5F},
      {11, 10, 12, person, nominal, std::nullopt, 0},
      {13, 13, 14, person, pronoun, 2, 0.25F},
      {15, 15, 16, EntityType::place, pronoun, 4, 0.5F},
  };
  const std::vector<Entity> entities = {{"Ada Roe", person, {}, {}}, {"Ben Doe", person, {}, {}}};
  const auto found =
      annotate::find_references(page, seen, names, {EntityIndex{0}, EntityIndex{1}}, entities);
  std::string dump;
  for (const Mention& each : found) {
    dump += std::string(hearsay::words(article, each.span)) + " " +
            std::to_string(static_cast<std::uint32_t>(each.entity)) + "; ";
  }
  EXPECT_EQ(dump, "She 0; She 0; her 0; ");  // a place is no person
  EXPECT_EQ(found.back().basis.confidence, 0.25F);
}

TEST(Words, EveryTagHasAName) {
  for (int i = 0; i <= static_cast<int>(PartOfSpeech::X); ++i) {
    const auto tag = static_cast<PartOfSpeech>(i);
    EXPECT_EQ(annotate::tag_named(annotate::name_of(tag)), tag);
  }
  EXPECT_EQ(annotate::tag_named("?"), PartOfSpeech::X);
}

TEST(WordForm, CountsCharacters) {
  EXPECT_TRUE(annotate::starts_upper("Élan"));
  EXPECT_TRUE(annotate::is_all_upper("U.N."));
  EXPECT_FALSE(annotate::is_all_upper("12"));
}

TEST(Names, FullNameSurnameAndPronounAreOne) {
  const Read r = read(
      "Aurelio Quispe , the director of the institute , said the roof leaks . Mr. Quispe said on "
      "Monday that he had counted forty leaks . \" It is old , \" Quispe said .");
  const Entity* quispe = entity_named(r, "Aurelio Quispe");
  ASSERT_NE(quispe, nullptr);
  EXPECT_EQ(quispe->type, EntityType::person);
  EXPECT_EQ(quispe->aliases, std::vector<std::string>{"Quispe"});
  EXPECT_EQ(quispe->description, "the director of the institute");
  std::vector<std::string> forms;
  for (const Mention& mention : r.annotation.mentions) {
    if (r.annotation.entities[static_cast<std::size_t>(mention.entity)] == *quispe) {
      forms.emplace_back(words(r.article, mention.span));
    }
  }
  EXPECT_EQ(forms, (std::vector<std::string>{"Aurelio Quispe", "the director of the institute",
                                             "Quispe", "he", "Quispe"}));
}

// "the Guard and the Front": where the heads see one name there.
TEST(Names, AndBeforeAnArticleBeginsAnother) {
  const std::string text = "Then the Harbour Guard and the Salt Front met";
  Article article;
  article.text = text;
  const Segmentation segmentation = cut(text);
  std::vector<Word> words(segmentation.tokens.size());
  words[4].tag = PartOfSpeech::CCONJ;
  words[5].tag = PartOfSpeech::DET;
  const auto names_of = [&](std::string_view type) {
    const Span span{9, static_cast<std::uint32_t>(text.size() - 4)};
    std::string all;
    const annotate::Page page{article, segmentation, words};
    for (const annotate::Name& name : settle_names(page, {{span, type, 0.9F}})) {
      all += article.text.substr(
                 page.span(name.begin, name.end).begin,
                 page.span(name.begin, name.end).end - page.span(name.begin, name.end).begin) +
             "|";
    }
    return all;
  };
  EXPECT_EQ(names_of("organisation"), "Harbour Guard|Salt Front|");
  EXPECT_EQ(names_of("product"), "Harbour Guard and the Salt Front|");  // a title
}

// What the heads see of a name ends before a hyphen, an ampersand or a number.
TEST(Names, GoOnBehindAHyphenAnAmpersandAndANumber) {
  struct Row {
    std::string text;  // "_" stands for no blank between two tokens
    std::string seen, type, name;
  };
  const Row rows[] = {
      {"Then Ann Roe _- _Lind met", "Ann Roe", "person", "Ann Roe-Lind"},
      {"Then Ann Roe _-Lind met", "Ann Roe", "person", "Ann Roe-Lind"},
      {"Then Ann Roe - Lind met", "Ann Roe", "person", "Ann Roe"},
      {"Then Ann Roe _- _led men met", "Ann Roe", "person", "Ann Roe"},
      {"Then Mill & Ledger met", "Mill", "organisation", "Mill & Ledger"},
      {"Then Ann & Ledger met", "Ann", "person", "Ann"},
      {"Then Channel 63 met", "Channel", "organisation", "Channel 63"},
      {"Then Rovers 3 _- _1 met", "Rovers", "organisation", "Rovers"},
  };
  for (const Row& row : rows) {
    Article article;
    Segmentation segmentation = cut(row.text);
    std::uint32_t removed = 0;
    for (Token& token : segmentation.tokens) {
      const bool joined = row.text[token.span.begin] == '_';
      removed += joined ? 2 : 0;  // the blank and the mark
      token.span = {token.span.begin + (joined ? 1 : 0) - removed, token.span.end - removed};
    }
    article.text = row.text;
    for (std::size_t at = 0; (at = article.text.find(" _")) != std::string::npos;) {
      article.text.erase(at, 2);
    }
    segmentation.sentences[0].span.end = static_cast<std::uint32_t>(article.text.size());
    std::vector<Word> words(segmentation.tokens.size());
    words[2].tag = PartOfSpeech::NUM;
    words[2].relation = "nummod";
    words[2].head = TokenIndex{1};
    const auto begin = static_cast<std::uint32_t>(article.text.find(row.seen));
    const Span seen{begin, begin + static_cast<std::uint32_t>(row.seen.size())};
    const annotate::Page page{article, segmentation, words};
    const auto names = settle_names(page, {{seen, row.type, 0.9F}});
    ASSERT_EQ(names.size(), 1U) << row.text;
    const Span span = page.span(names[0].begin, names[0].end);
    EXPECT_EQ(article.text.substr(span.begin, span.end - span.begin), row.name) << row.text;
  }
}

// Joining is tested by itself, with names given.
annotate::Joined joined(const std::string& text,
                        const std::vector<std::pair<std::string, EntityType>>& names) {
  Article article;
  article.text = text;
  const Segmentation segmentation = cut(text);
  const std::vector<Word> words(segmentation.tokens.size());
  std::vector<annotate::Name> found;
  std::uint32_t token = 0;
  for (const auto& [name, type] : names) {
    const auto size = static_cast<std::uint32_t>(std::ranges::count(name, ' ') + 1);
    while (article.text.compare(segmentation.tokens[token].span.begin, name.size(), name) != 0) {
      ++token;
    }
    found.push_back({token, token + size, type, 1, false, 0});
    token += size;
  }
  return annotate::join_names({article, segmentation, words}, found);
}

std::string ids(const annotate::Joined& joined) {
  std::string all;
  for (const EntityIndex index : joined.of_name) {
    all += static_cast<char>('a' + static_cast<int>(index));
  }
  return all;
}

TEST(Entities, AreJoinedByRules) {
  constexpr auto person = EntityType::person;
  constexpr auto body = EntityType::organisation;
  constexpr auto place = EntityType::place;
  struct Row {
    std::string text;
    std::vector<std::pair<std::string, EntityType>> names;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {"Ada Roe and Roe", {{"Ada Roe", person}, {"Roe", person}}, "aa"},
      {"Roe and Ada Roe", {{"Roe", person}, {"Ada Roe", person}}, "aa"},
      {"Ada Roe , A. Roe , Ben Roe",
       {{"Ada Roe", person}, {"A. Roe", person}, {"Ben Roe", person}},
       "aab"},
      {"Ada Roe , Ben Roe , Roe",
       {{"Ada Roe", person}, {"Ben Roe", person}, {"Roe", person}},
       "abb"},
      {"Ada Roe and Ada", {{"Ada Roe", person}, {"Ada", person}}, "aa"},
      {"Water Supply Board ( WSB ) , WSB",
       {{"Water Supply Board", body}, {"WSB", body}, {"WSB", body}},
       "aaa"},
      {"WSB and Water Supply Board", {{"WSB", body}, {"Water Supply Board", body}}, "aa"},
      {"Ministry of Health , Ministry of Defence",
       {{"Ministry of Health", body}, {"Ministry of Defence", body}},
       "ab"},
      {"Meadow Wire and Meadow", {{"Meadow Wire", body}, {"Meadow", body}}, "aa"},
      {"U.S. and US", {{"U.S.", place}, {"US", place}}, "aa"},
      {"North Lom and North Vidin", {{"North Lom", place}, {"North Vidin", place}}, "ab"},
      {"Lom and Lom", {{"Lom", place}, {"Lom", person}}, "ab"},
  };
  for (const Row& row : rows) EXPECT_EQ(ids(joined(row.text, row.names)), row.expected) << row.text;
}

TEST(Entities, AreNamedByTheFullestForm) {
  const auto result =
      joined("WSB , Water Supply Board , WSB", {{"WSB", EntityType::organisation},
                                                {"Water Supply Board", EntityType::organisation},
                                                {"WSB", EntityType::organisation}});
  ASSERT_EQ(result.entities.size(), 1U);
  EXPECT_EQ(result.entities[0].name, "Water Supply Board");
  EXPECT_EQ(result.entities[0].aliases, std::vector<std::string>{"WSB"});
}

RC_GTEST_PROP(Annotation, AnyTextIsAnnotatedSoundly, ()) {
  static const std::vector<std::string> pieces = {
      "word", "The", "Roe",      "Ada",  "(",  ")",   "WSB",      ".", ",",  "he",
      "she",  "the", "ministry", "said", "of", "Inc", "5",        "é", "😀", "مرحبا",
      "中文", "\"",  "Ministry", "McX",  "-",  "is",  "director", "'s"};
  std::string text;
  for (const auto& piece :
       *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces))) {
    text += piece + " ";
  }
  const Read r = read(text);
  RC_ASSERT(r.annotation.words.size() == r.segmentation.tokens.size());
  Span before;
  for (const Mention& mention : r.annotation.mentions) {
    RC_ASSERT(mention.span.begin < mention.span.end);
    RC_ASSERT(mention.span.end <= text.size());
    RC_ASSERT(text::is_boundary(text, mention.span.begin));
    RC_ASSERT(text::is_boundary(text, mention.span.end));
    RC_ASSERT(before.begin <= mention.span.begin);
    before = mention.span;
    RC_ASSERT(static_cast<std::size_t>(mention.entity) < r.annotation.entities.size());
    RC_ASSERT(mention.basis.confidence >= 0.0F);
    RC_ASSERT(mention.basis.confidence <= 1.0F);
  }
  for (const Entity& entity : r.annotation.entities) RC_ASSERT(!entity.name.empty());
}

TEST(Annotation, TakesTimeInProportionToTheText) {
  for (const std::string pattern : {"Ada Roe ", "he ", "the ministry ", "WSB ( WSB ) ",
                                    "Roe , the ", "x . ", "5 ", "The . Roe "}) {
    std::string text;
    while (text.size() < (1U << 14U)) text += pattern;
    const auto start = std::chrono::steady_clock::now();
    const Read r = read(text);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    EXPECT_LT(taken.count(), 30) << pattern;  // quadratic would be minutes
    EXPECT_EQ(r.annotation.words.size(), r.segmentation.tokens.size());
  }
}

TEST(Annotator, SaysWhichModelIsMissing) {
  const auto loaded = Annotator::load(shipped_model(), "/nowhere");
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().kind, ErrorKind::model);
  EXPECT_NE(loaded.error().message.find("lemmas.tsv"), std::string::npos);
}

}  // namespace
}  // namespace hearsay
