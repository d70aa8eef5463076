#include "annotate/annotate.h"

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
#include "annotate/word_form.h"
#include "text/utf8.h"

namespace hearsay {
namespace {

const Annotator& annotator() {
  static const Result<Annotator> loaded =
      Annotator::load(std::string(HEARSAY_DATA_DIRECTORY) + "/models");
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
  result.annotation = annotator().annotate(result.article, result.segmentation);
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
  EXPECT_EQ(r.annotation.words[2].features, "Tense=Past|VerbForm=Fin");
  EXPECT_EQ(r.annotation.words[7].features, "Number=Plur");
  EXPECT_EQ(r.annotation.words[9].features, "Tense=Past|VerbForm=Part");
}

TEST(Words, EveryTagHasAName) {
  for (int i = 0; i <= static_cast<int>(PartOfSpeech::X); ++i) {
    const auto tag = static_cast<PartOfSpeech>(i);
    EXPECT_EQ(annotate::tag_named(annotate::name_of(tag)), tag);
  }
  EXPECT_EQ(annotate::tag_named("?"), PartOfSpeech::X);
}

TEST(WordForm, CountsCharacters) {
  EXPECT_EQ(annotate::shape_of("McDonald's"), "XxXx'x");
  EXPECT_EQ(annotate::shape_of("A-10"), "X-d");
  EXPECT_EQ(annotate::first_characters("Óscar", 2), "Ós");
  EXPECT_EQ(annotate::last_characters("Quiñé", 2), "ñé");
  EXPECT_EQ(annotate::last_characters("a", 5), "a");
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
  EXPECT_EQ(forms, (std::vector<std::string>{"Aurelio Quispe", "Quispe", "he", "Quispe"}));
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
    while (text.size() < (1U << 17U)) text += pattern;
    const auto start = std::chrono::steady_clock::now();
    const Read r = read(text);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    EXPECT_LT(taken.count(), 30) << pattern;  // quadratic would be minutes
    EXPECT_EQ(r.annotation.words.size(), r.segmentation.tokens.size());
  }
}

TEST(Annotator, SaysWhichModelIsMissing) {
  const auto loaded = Annotator::load("/nowhere");
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().kind, ErrorKind::model);
  EXPECT_NE(loaded.error().message.find("pos.safetensors"), std::string::npos);
}

}  // namespace
}  // namespace hearsay
