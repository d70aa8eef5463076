#include "attribute/sources.h"

#include <gtest/gtest.h>

#include <functional>
#include <map>

#include "attribute/access.h"
#include "attribute/modality.h"
#include "attribute/test_document.h"
#include "attribute/vague_words.h"

namespace hearsay::attribute {
namespace {

const Lexicon& lexicon() {
  static const Lexicon opened =
      Lexicon::load(std::string(HEARSAY_DATA_DIRECTORY) + "/models/attribution.tsv").value();
  return opened;
}

TokenRange tokens(const Page& page, std::string_view words) {
  const std::size_t at = page.article().text.find(words);
  if (words.empty() || at == std::string::npos) return {};
  return page.tokens(
      {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())});
}

Found found(const Page& page, std::string_view source, std::string_view cue,
            std::string_view content = "it leaks") {
  Found each;
  each.cue = tokens(page, cue);
  if (!source.empty()) each.source = {tokens(page, source)};
  each.content = {tokens(page, content)};
  return each;
}

std::string_view name_of(SourceKind kind) {
  static constexpr std::string_view names[] = {"named_person", "named_organisation", "state",
                                               "unnamed",      "collective",         "document",
                                               "author",       "unspecified"};
  return names[static_cast<std::size_t>(kind)];
}

struct Row {
  std::string_view source;
  std::string_view kind;
  std::string_view affiliation;
};

// Each source says that it leaks; the names in it are known to be names.
TEST(Sources, KindsAndAffiliations) {
  const Row rows[] = {
      {"an informed source", "unnamed", ""},
      {"a town official", "unnamed", "town"},
      {"a senior health ministry official", "unnamed", "health ministry"},
      {"a spokesman for the council", "state", "the council"},
      {"the spokesman for the council who asked not to be named", "state", "the council"},
      {"a spokesman for the guild", "unnamed", "the guild"},
      {"two officers", "unnamed", ""},
      {"officials", "unnamed", ""},
      {"three residents", "unnamed", ""},
      {"residents", "collective", ""},
      {"some residents of the valley", "collective", "the valley"},
      {"critics", "collective", ""},
      {"companies", "collective", ""},
      {"three people", "unnamed", ""},
      {"the roofing firm", "named_organisation", ""},
      {"this newspaper", "author", ""},
      {"people", "collective", ""},
      {"the government", "state", ""},
      {"the authorities", "state", ""},
      {"the ministry", "state", ""},
      {"the Ministry of Culture", "state", ""},
      {"police", "state", ""},
      {"the report", "document", ""},
      {"a study of roofs", "document", ""},
      {"footage from the roof", "document", ""},
      {"media reports", "unspecified", ""},
      {"local media", "unspecified", ""},
      {"the roofer", "unnamed", ""},
      {"a roofer who inspected it", "unnamed", ""},
      {"Ines Weiss", "named_person", ""},
      {"roofer Ines Weiss", "named_person", ""},
      {"the spokesman, Ines Weiss,", "named_person", ""},
      {"a lawyer for Ines Weiss", "unnamed", "Ines Weiss"},
      {"Ines Weiss's lawyer", "unnamed", "Ines Weiss"},
      {"Oruria", "state", ""},
      {"the Roof Guild", "named_organisation", ""},
      {"Hill Radio", "named_organisation", ""},
      {"Mara Holm", "named_person", ""},  // a name that nobody marked
  };
  for (const Row& row : rows) {
    TestDocument document("Then " + std::string(row.source) + " said it leaks.");
    document.name("Ines Weiss", EntityType::person).name("Oruria", EntityType::place);
    document.name("Roof Guild", EntityType::organisation);
    document.name("Ministry of Culture", EntityType::organisation);
    const Page page(document.article, document.segmentation, document.annotation);
    const Speaker speaker =
        SpeakerReader(page, lexicon()).read(found(page, row.source, "said"), nullptr);
    EXPECT_EQ(name_of(speaker.kind), row.kind) << row.source;
    EXPECT_EQ(speaker.affiliation, row.affiliation) << row.source;
  }
}

// "a company" may hang on the person in the tree, but is said of the body named before it.
TEST(Sources, WhatABodyIsSaysNothingOfWhoSpeaksForIt) {
  TestDocument document("Then Ines Weiss of the Roof Guild, a company, said it leaks.");
  document.name("Ines Weiss", EntityType::person).name("Roof Guild", EntityType::organisation);
  document.annotation.words[9].relation = "appos";
  document.annotation.words[9].head = TokenIndex{1};
  const Page page(document.article, document.segmentation, document.annotation);
  const Speaker speaker =
      SpeakerReader(page, lexicon()).read(found(page, "Ines Weiss", "said"), nullptr);
  EXPECT_EQ(name_of(speaker.kind), "named_person");
}

// "Roof Guild" is all that was seen of the name.
TEST(Sources, ABodysNameSeenInPart) {
  const std::pair<std::string_view, std::string_view> rows[] = {
      {"the Roof Guild of Lom", "Roof Guild of Lom"},
      {"the Roof Guild Employers", "Roof Guild Employers"},
      {"the Roof Guild Inspectorate", "Roof Guild Inspectorate"},
      {"the Roof Guild of roofers", "Roof Guild"},
      {"the Roof Guild in Lom", "Roof Guild"},
  };
  for (const auto& [source, name] : rows) {
    TestDocument document("Then " + std::string(source) + " said it leaks.");
    document.name("Roof Guild", EntityType::organisation).name("Lom", EntityType::place);
    const Page page(document.article, document.segmentation, document.annotation);
    const Speaker speaker =
        SpeakerReader(page, lexicon()).read(found(page, source, "said"), nullptr);
    EXPECT_EQ(speaker.name, name) << source;
    EXPECT_EQ(speaker.entity.has_value(), name == "Roof Guild");
    EXPECT_EQ(name_of(speaker.kind),
              name.ends_with("Inspectorate") ? "state" : "named_organisation");
  }
}

struct BodyRow {
  std::string_view text;
  std::string_view source;
  std::string_view name;
};

// "Reed Mills", "Port Guild" and "Roof Council" are known to be bodies, the first of them a mill.
TEST(Sources, BodiesThatWordsDescribe) {
  const BodyRow rows[] = {
      {"Reed Mills sold it.\nThe company said it leaks.", "The company", "Reed Mills"},
      {"Reed Mills sold it.\nThe workers said it leaks.", "The workers", "The workers"},
      {"Reed Mills met Port Guild.\nThe company said it leaks.", "The company", "The company"},
      {"Reed Mills sold it.\nA company said it leaks.", "A company", "A company"},
      {"Reed Mills sold it.\nThe agency said it leaks.", "The agency", "The agency"},
      {"Reed Mills sold it.\nThe army said it leaks.", "The army", "The army"},
      {"Roof Council met.\nPort Guild met.\nThe council said it leaks.", "The council",
       "Roof Council"},
      {"Reed Mills met Port Guild.\nThe mill said it leaks.", "The mill", "Reed Mills"},
      {"Reed Mills sold it.\nIt rained.\nIt rained.\nThe company said it leaks.", "The company",
       "The company"},
  };
  for (const BodyRow& row : rows) {
    TestDocument document(row.text);
    document.name("Reed Mills", EntityType::organisation);
    document.annotation.entities[0].description = "a mill of the valley";
    document.name("Port Guild", EntityType::organisation);
    document.name("Roof Council", EntityType::organisation);
    const Page page(document.article, document.segmentation, document.annotation);
    SpeakerReader reader(page, lexicon());
    EXPECT_EQ(reader.read(found(page, row.source, "said"), nullptr).name, row.name) << row.text;
  }
}

TEST(Sources, ABodyOfTheHeadlineStaysInFocus) {
  TestDocument document("Reed Mills falls\nReed Mills met Port Guild.\nThe company said it leaks.");
  document.article.headline = Span{0, 16};
  document.name("Reed Mills", EntityType::organisation);
  document.name("Port Guild", EntityType::organisation);
  const Page page(document.article, document.segmentation, document.annotation);
  const Speaker speaker =
      SpeakerReader(page, lexicon()).read(found(page, "The company", "said"), nullptr);
  EXPECT_EQ(speaker.name, "Reed Mills");
}

TEST(Sources, TheFullestNameIsGiven) {
  TestDocument document("Then Weiss said it leaks.");
  document.name("Weiss", EntityType::person);
  document.annotation.entities[0].name = "Ines Weiss";
  document.annotation.entities[0].description = "roofer";
  const Page page(document.article, document.segmentation, document.annotation);
  const Speaker speaker =
      SpeakerReader(page, lexicon()).read(found(page, "Weiss", "said"), nullptr);
  EXPECT_EQ(speaker.name, "Ines Weiss");
  EXPECT_EQ(speaker.affiliation, "roofer");
  EXPECT_EQ(speaker.entity, EntityIndex{0});
}

TEST(Sources, PronounsAndElidedSourcesGoOnWithTheSpeaker) {
  TestDocument document(
      "Ines Weiss said it leaks. She told us it rains. And added it floods. Reportedly it burns.\n"
      "A.\nB.\nC.\nIt is said to fall.");
  document.name("Ines Weiss", EntityType::person);
  const Page page(document.article, document.segmentation, document.annotation);
  SpeakerReader reader(page, lexicon());
  reader.read(found(page, "Ines Weiss", "said"), nullptr);
  EXPECT_EQ(reader.read(found(page, "She", "told", "it rains"), nullptr).name, "Ines Weiss");
  EXPECT_EQ(reader.read(found(page, "", "added", "it floods"), nullptr).name, "Ines Weiss");
  EXPECT_EQ(reader.read(found(page, "", "Reportedly", "it burns"), nullptr).kind,
            SourceKind::unspecified);
  EXPECT_EQ(reader.read(found(page, "", "is said", "fall"), nullptr).kind, SourceKind::unspecified);
  EXPECT_FALSE(reader.last(4));
}

TEST(Sources, SheIsNotTheOneWhoWroteThePage) {
  TestDocument document("Ines Weiss\nThe roof leaks in the school. She said it leaks.");
  document.name("Ines Weiss", EntityType::person);
  const auto name = [&] {
    const Page page(document.article, document.segmentation, document.annotation);
    return SpeakerReader(page, lexicon()).read(found(page, "She", "said"), nullptr).name;
  };
  EXPECT_EQ(name(), "Ines Weiss");
  document.article.authors = {"Ines Weiss"};
  EXPECT_EQ(name(), "She");
}

TEST(Sources, WhoIsDescribedOnceIsMeantByTheNounLater) {
  const TestDocument document(
      "A roofer who asked not to be named said it leaks. A clerk said it rains. The roofer added "
      "it "
      "floods. The source warned it burns. Two experts told us it fell. The miller wrote it sank.");
  const Page page(document.article, document.segmentation, document.annotation);
  SpeakerReader reader(page, lexicon());
  reader.read(found(page, "A roofer who asked not to be named", "said"), nullptr);
  reader.read(found(page, "A clerk", "said", "it rains"), nullptr);
  EXPECT_EQ(reader.read(found(page, "The roofer", "added", "it floods"), nullptr).name,
            "A roofer who asked not to be named");
  EXPECT_EQ(reader.read(found(page, "The source", "warned", "it burns"), nullptr).name,
            "A roofer who asked not to be named");
  reader.read(found(page, "Two experts", "told", "it fell"), nullptr);
  EXPECT_EQ(reader.read(found(page, "The miller", "wrote", "it sank"), nullptr).name, "The miller");
}

TEST(Sources, TheWomanIsWhoeverWasDescribedLast) {
  const TestDocument document(
      "A nurse said it leaks. The woman, who asked not to be named, added it floods.");
  const Page page(document.article, document.segmentation, document.annotation);
  SpeakerReader reader(page, lexicon());
  reader.read(found(page, "A nurse", "said"), nullptr);
  const Found later = found(page, "The woman, who asked not to be named,", "added", "it floods");
  EXPECT_EQ(reader.read(later, nullptr).name, "A nurse");
}

// The paragraph tells of Weiss, so she is no roofer of the one before.
TEST(Sources, SheIsWhomHerParagraphTellsOf) {
  TestDocument document("A roofer said it leaks.\nThen Ines Weiss sat. There she told it rains.");
  document.name("Ines Weiss", EntityType::person);
  document.annotation.words.resize(document.segmentation.tokens.size());
  const auto name = [&] {
    const Page page(document.article, document.segmentation, document.annotation);
    SpeakerReader reader(page, lexicon());
    reader.read(found(page, "A roofer", "said"), nullptr);
    return reader.read(found(page, "she", "told", "it rains"), nullptr).name;
  };
  EXPECT_EQ(name(), "A roofer");
  const Page page(document.article, document.segmentation, document.annotation);
  const TokenRange weiss = tokens(page, "Ines Weiss");
  for (std::uint32_t at = weiss.begin; at < weiss.end; ++at) {
    document.annotation.words[at].relation = "nsubj";
  }
  EXPECT_EQ(name(), "Ines Weiss");
}

// Both are services, but the second has a name.
TEST(Sources, WhoHasANameOfHisOwnIsNoOther) {
  TestDocument document("Hill News sold it.\nThe Lom Fire service said it leaks.");
  document.name("Hill News", EntityType::organisation);
  document.annotation.entities[0].description = "a service";
  document.annotation.words.resize(document.segmentation.tokens.size());
  const auto tag = [&](PartOfSpeech of_name) {
    const Page page(document.article, document.segmentation, document.annotation);
    const TokenRange whole = tokens(page, "Lom Fire service");
    for (std::uint32_t at = whole.begin; at + 1 < whole.end; ++at) {
      Word& word = document.annotation.words[at];
      word.tag = of_name;
      word.relation = "compound";
      word.head = TokenIndex{whole.end - 1};
    }
    document.annotation.words[whole.end - 1].tag = PartOfSpeech::NOUN;
  };
  const auto name = [&] {
    const Page page(document.article, document.segmentation, document.annotation);
    return SpeakerReader(page, lexicon())
        .read(found(page, "The Lom Fire service", "said"), nullptr)
        .name;
  };
  tag(PartOfSpeech::NOUN);
  EXPECT_EQ(name(), "Hill News");
  tag(PartOfSpeech::PROPN);
  EXPECT_EQ(name(), "The Lom Fire service");
}

// The tree has taken the body for the head of so many nouns, and nobody knows her name.
TEST(Sources, WhoSpeaksForABodyIsAPersonOfIt) {
  TestDocument document(
      "Roof Guild's spokeswoman Olga Pint said it leaks. Pint replied it leaks. Guild said it.");
  document.name("Roof Guild", EntityType::organisation);
  document.annotation.words.assign(document.segmentation.tokens.size(), {});
  const Page page(document.article, document.segmentation, document.annotation);
  for (const std::string_view word : {"Olga", "Pint"}) {
    document.annotation.words[tokens(page, word).begin].tag = PartOfSpeech::PROPN;
  }
  const Page tagged(document.article, document.segmentation, document.annotation);
  SpeakerReader reader(tagged, lexicon());
  for (const std::string_view source : {"Roof Guild's spokeswoman Olga Pint", "Pint"}) {
    const std::string_view cue = source == "Pint" ? "replied" : "said";
    Found each = found(tagged, source, cue);
    if (source == "Pint") each.source = {tokens(tagged, "Pint replied")}, --each.source[0].end;
    const Speaker speaker = reader.read(each, nullptr);
    EXPECT_EQ(name_of(speaker.kind), "named_person") << source;
    EXPECT_EQ(speaker.name, "Olga Pint") << source;
    EXPECT_TRUE(speaker.affiliation.starts_with("Roof Guild")) << source;
  }
}

TEST(Sources, FirstPersonIsTheAuthorOrWhoeverSpeaks) {
  TestDocument document("I saw that it leaks.");
  document.article.authors = {"Jane Roe"};
  const Page page(document.article, document.segmentation, document.annotation);
  SpeakerReader reader(page, lexicon());
  const Found me = found(page, "I", "saw");
  EXPECT_EQ(reader.read(me, nullptr).kind, SourceKind::author);
  EXPECT_EQ(reader.read(me, nullptr).name, "Jane Roe");
  const Speaker weiss{SourceKind::named_person, std::nullopt, "Ines Weiss", ""};
  Found inner = me;
  inner.parent = 0;
  EXPECT_EQ(reader.read(inner, &weiss).name, "Ines Weiss");
}

TEST(Sources, WhoIsToldSaysNothing) {
  for (const std::string_view cue : {"was told", "has been asked", "is said"}) {
    const TestDocument document("Then the board " + std::string(cue) + " it leaks.");
    const Page page(document.article, document.segmentation, document.annotation);
    const Speaker speaker =
        SpeakerReader(page, lexicon()).read(found(page, "the board", cue), nullptr);
    EXPECT_EQ(speaker.kind, SourceKind::unspecified) << cue;
  }
}

TEST(Sources, HeGoesOnWithWhoeverSpokeUnlessItIsAnother) {
  TestDocument document(
      "Ines Weiss, its spokeswoman, said it leaks. A roofer said it rains. "
      "He told us it floods.");
  document.name("Ines Weiss", EntityType::person);
  const Page page(document.article, document.segmentation, document.annotation);
  SpeakerReader reader(page, lexicon());
  reader.read(found(page, "Ines Weiss", "said"), nullptr);
  reader.read(found(page, "A roofer", "said", "it rains"), nullptr);
  EXPECT_EQ(reader.read(found(page, "He", "told", "it floods"), nullptr).name, "A roofer");
}

TEST(Sources, ACapitalAloneMakesNoName) {
  TestDocument document("Then Sellers Roofer said it leaks. Ask the roofer.");
  const Page page(document.article, document.segmentation, document.annotation);
  SpeakerReader reader(page, lexicon());
  EXPECT_EQ(reader.read(found(page, "Sellers Roofer", "said"), nullptr).kind, SourceKind::unnamed);
}

TEST(Sources, ADocumentHasItsIssuer) {
  TestDocument document(
      "A report by the Roof Guild came. Then the report said it leaks. "
      "Our report told it rains.");
  document.name("Roof Guild", EntityType::organisation);
  document.article.authors = {"Jane Roe"};
  const Page page(document.article, document.segmentation, document.annotation);
  SpeakerReader reader(page, lexicon());
  const Speaker report = reader.read(found(page, "the report", "said"), nullptr);
  EXPECT_EQ(report.kind, SourceKind::document);
  EXPECT_EQ(report.affiliation, "Roof Guild");
  EXPECT_EQ(reader.read(found(page, "Our report", "told", "it rains"), nullptr).name, "Jane Roe");
}

TEST(Modality, OfTheCue) {
  const std::pair<std::string_view, Modality> rows[] = {
      {"said", Modality::assert_},
      {"according to", Modality::assert_},
      {"denied", Modality::deny},
      {"denies", Modality::deny},
      {"dismissed", Modality::deny},
      {"warned", Modality::warn},
      {"accused", Modality::accuse},
      {"alleges", Modality::accuse},
      {"promised", Modality::promise},
      {"swore", Modality::promise},
      {"urged", Modality::ask},
      {"called for", Modality::ask},
      {"called", Modality::assert_},
      {"threatening", Modality::threaten},
      {"predicted", Modality::predict},
      {"foresaw", Modality::predict},
      {"declined to comment", Modality::decline},
      {"refused to rule out", Modality::decline},
      {"did not comment", Modality::decline},
      {"would not say", Modality::decline},
      {"did not deny", Modality::deny},
  };
  for (const auto& [cue, modality] : rows) {
    const TestDocument document("Weiss " + std::string(cue) + " it leaks.");
    const Page page(document.article, document.segmentation, document.annotation);
    EXPECT_EQ(modality_of(page, lexicon(), found(page, "Weiss", cue)), modality) << cue;
  }
}

TEST(Modality, WhatIsCalledUntrueIsDenied) {
  const std::pair<std::string_view, Modality> rows[] = {
      {"it is untrue that it leaks", Modality::deny},
      {"it is simply not true that it leaks", Modality::deny},
      {"there is no truth in reports that it leaks", Modality::deny},
      {"it is true that it leaks", Modality::assert_},
      {"it is not untrue that it leaks", Modality::assert_},
      {"it is known that it leaks", Modality::assert_},
      {"not so", Modality::deny},
      {"not much", Modality::assert_},
  };
  for (const auto& [content, modality] : rows) {
    const TestDocument document("Weiss said: “" + std::string(content) + ".”");
    const Page page(document.article, document.segmentation, document.annotation);
    EXPECT_EQ(modality_of(page, lexicon(), found(page, "Weiss", "said", content)), modality)
        << content;
  }
}

TEST(Modality, ANotInWhatIsSaidIsNoSilence) {
  const TestDocument document("Not so, says Weiss.");
  const Page page(document.article, document.segmentation, document.annotation);
  EXPECT_EQ(modality_of(page, lexicon(), found(page, "Weiss", "says", "Not so")), Modality::deny);
}

TEST(Modality, OfTheVerbWhoseObjectTheCueIs) {
  TestDocument document("Weiss rejected reports that it leaks.");
  const auto modality = [&] {
    const Page page(document.article, document.segmentation, document.annotation);
    return modality_of(page, lexicon(), found(page, "Weiss", "reports", "that it leaks"));
  };
  EXPECT_EQ(modality(), Modality::assert_);
  document.annotation.words[2].relation = "obj";
  document.annotation.words[2].head = TokenIndex{1};
  EXPECT_EQ(modality(), Modality::deny);
}

TEST(Modality, WhatIsLeftOpenIsNotAsserted) {
  const TestDocument document("Weiss is looking into whether it leaks.");
  const Page page(document.article, document.segmentation, document.annotation);
  const auto with = [&](std::string_view content) {
    return modality_of(page, lexicon(), found(page, "Weiss", "looking into", content));
  };
  EXPECT_EQ(with("whether it leaks"), Modality::ask);
  EXPECT_EQ(with("it leaks"), Modality::assert_);
}

/// Words with their lemmas and the tags that the rules look at, as a tagger gives them.
void tag(TestDocument& document) {
  static const std::map<std::string, std::pair<std::string, PartOfSpeech>, std::less<>> known = {
      {"inspected", {"inspect", PartOfSpeech::VERB}},
      {"saw", {"see", PartOfSpeech::VERB}},
      {"watched", {"watch", PartOfSpeech::VERB}},
      {"read", {"read", PartOfSpeech::VERB}},
      {"was", {"be", PartOfSpeech::AUX}},
      {"in", {"in", PartOfSpeech::ADP}},
      {"told", {"tell", PartOfSpeech::VERB}},
      {"comparing", {"compare", PartOfSpeech::VERB}},
      {"counted", {"count", PartOfSpeech::VERB}},
      {"leaks", {"leak", PartOfSpeech::VERB}}};
  document.annotation.words.assign(document.segmentation.tokens.size(), {});
  for (std::size_t at = 0; at < document.segmentation.tokens.size(); ++at) {
    const std::string form(document.text(document.segmentation.tokens[at].span));
    Word& word = document.annotation.words[at];
    const auto found = known.find(form);
    word.lemma = found == known.end() ? form : found->second.first;
    word.tag = found == known.end() ? PartOfSpeech::X : found->second.second;
  }
}

TEST(Access, IsReadFromTheWords) {
  const std::tuple<std::string_view, std::string_view, Access, std::string_view> rows[] = {
      {"an eyewitness", "it leaks", Access::witnessed, "eyewitness"},
      {"a roofer who inspected it", "it leaks", Access::witnessed, "inspected"},
      {"a roofer who was in the attic", "it leaks", Access::witnessed, "was"},
      {"a roofer who was there", "it leaks", Access::witnessed, "was there"},
      {"a roofer who watched the video", "it leaks", Access::footage, "video"},
      {"a roofer who read the report", "it leaks", Access::document, "report"},
      {"Weiss", "she saw it leak", Access::witnessed, "saw"},
      {"Weiss", "she counted forty leaks", Access::witnessed, "counted"},
      {"Weiss", "she had been told it leaks", Access::told, "had been told"},
      {"Weiss", "a roofer told her it leaks", Access::told, "told"},
      {"Weiss", "a roofer said to her that it leaks", Access::told, "said"},
      {"Weiss", "a roofer told the board it leaks", Access::not_stated, ""},
      {"Weiss", "the mayor saw it leak", Access::not_stated, ""},
      {"the footage", "it leaks", Access::footage, "footage"},
      {"documents", "it leaks", Access::not_stated, ""},
      {"an official", "it leaks", Access::not_stated, ""},
  };
  for (const auto& [source, content, access, by] : rows) {
    TestDocument document("Then " + std::string(source) + " said " + std::string(content) + ".");
    tag(document);
    const Page page(document.article, document.segmentation, document.annotation);
    const Ground ground = access_of(page, lexicon(), found(page, source, "said", content));
    EXPECT_EQ(ground.access, access) << source << ": " << content;
    EXPECT_EQ(ground.words.empty() ? "" : page.text(page.span(ground.words)), by)
        << source << ": " << content;
  }
}

TEST(Access, OfWhatStandsBeside) {
  const std::pair<std::string_view, Access> rows[] = {
      {"Pointing to a video, Weiss said it leaks.", Access::footage},
      {"After comparing two satellite pictures, Weiss said it leaks.", Access::footage},
      {"Citing the ledger of the library, Weiss said it leaks.", Access::document},
      {"On the word of two roofers, Weiss said it leaks.", Access::told},
      {"In a letter to the board, Weiss said it leaks.", Access::not_stated},
      {"The report came late. Weiss said it leaks.", Access::not_stated},
  };
  for (const auto& [text, access] : rows) {
    TestDocument document(text);
    tag(document);
    const Page page(document.article, document.segmentation, document.annotation);
    EXPECT_EQ(access_of(page, lexicon(), found(page, "Weiss", "said")).access, access) << text;
  }
}

TEST(VagueWords, AreAttributionsToNobody) {
  const TestDocument document(
      "The roof allegedly leaks. Weiss said it reportedly rains. It is dry.");
  const Page page(document.article, document.segmentation, document.annotation);
  std::vector<Found> all = {found(page, "Weiss", "said", "it reportedly rains")};
  add_vague(page, lexicon(), all);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(page.text(page.span(all[1].cue)), "allegedly");
  ASSERT_EQ(all[1].content.size(), 2U);
  EXPECT_EQ(page.text(page.span(all[1].content[0])), "The roof");
  EXPECT_EQ(page.text(page.span(all[1].content[1])), "leaks");
  EXPECT_FALSE(all[1].parent);
  EXPECT_EQ(all[2].parent, 0U);
  EXPECT_EQ(page.text(page.span(all[2].content[0])), "it");
}

TEST(Lexicon, SaysWhichLineIsWrong) {
  EXPECT_TRUE(Lexicon::from_text("# words\n\ncue\tdeny\tdeny\n", "t"));
  const auto broken = Lexicon::from_text("cue\tdeny\tdeny\ncue\tfly\tsoar\n", "t");
  ASSERT_FALSE(broken);
  EXPECT_NE(broken.error().message.find("line 2"), std::string::npos);
  EXPECT_FALSE(Lexicon::load("/nowhere/attribution.tsv"));
}

}  // namespace
}  // namespace hearsay::attribute
