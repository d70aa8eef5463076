#include "attribute/relays.h"

#include <gtest/gtest.h>

#include "attribute/outlet_names.h"
#include "attribute/test_document.h"

namespace hearsay::attribute {
namespace {

const Lexicon& lexicon() {
  static const Lexicon opened =
      Lexicon::load(std::string(HEARSAY_DATA_DIRECTORY) + "/models/attribution.tsv").value();
  return opened;
}

std::string kind_name(RelayKind kind) {
  static const char* const names[] = {"outlet", "agency", "person", "state", "unnamed"};
  return names[static_cast<std::size_t>(kind)];
}

// "Meadow Wire (agency, dateline): all" or, for passages, the first and last words of each.
std::string dump(const TestDocument& document, const std::vector<Attribution>& attributions = {}) {
  const Page page(document.article, document.segmentation, document.annotation);
  std::string lines;
  for (const Relay& relay : find_relays(page, lexicon(), attributions)) {
    const bool all = relay.scope == document.article.body;
    lines += relay.name + " (" + kind_name(relay.kind) + ", " + relay.basis.rule + ")" +
             (relay.how == LinkBasis::inferred ? " inferred" : "") + ": " +
             (all ? "all" : document.text(relay.scope)) + "\n";
  }
  return lines;
}

// As for `dump`, of a text on the pages of the Mill Daily.
std::string dump_at_mill(std::string_view text) {
  TestDocument document(text);
  document.article.publisher = "Mill Daily";
  document.article.url = "https://milldaily.example/roof";
  return dump(document);
}

struct Row {
  std::string_view text;
  std::string_view dump;
};

TEST(Relays, WholeBody) {
  const Row rows[] = {
      {"ORURO, 5 May (Meadow Wire) — The roof leaks.\nIt rains in.",
       "Meadow Wire (agency, dateline): all\n"},
      {"ORURO (Hill Herald)\nThe roof leaks.", "Hill Herald (outlet, dateline): all\n"},
      {"ORURO. May 5. /MEADOW/. The roof leaks.", "MEADOW (agency, dateline): all\n"},
      {"(Hill Press Agency) - The roof leaks.", "Hill Press Agency (agency, dateline): all\n"},
      {"The roof leaks.\nIt rains in.\nSource: Meadow Wire",
       "Meadow Wire (agency, credit-line): all\n"},
      {"The roof leaks.\nThis article was originally published by The Valley Tribune.",
       "Valley Tribune (outlet, first-published): all\n"},
      {"The roof leaks.\nFirst published in the Valley Tribune on 5 May.",
       "Valley Tribune (outlet, first-published): all\n"},
      {"The roof leaks.\nRepublished with permission from Hill Radio.",
       "Hill Radio (outlet, republished): all\n"},
      {"The roof leaks.\nvia valleytribune.example",
       "valleytribune.example (outlet, credit-line): all\n"},
      {"The roof leaks.\nTranslated from the Valley Tribune",
       "Valley Tribune (outlet, credit-note): all\n"},
      {"The roof leaks.\nOriginal article: Meadow Wire",
       "Meadow Wire (agency, credit-line): all\n"},
      {"The roof leaks.\nText: Meadow Wire. Photo: Jane Roe",
       "Meadow Wire (agency, credit-line): all\n"},
      {"The roof leaks.\n(With inputs from Meadow Wire)",
       "Meadow Wire (agency, with-material-from) inferred: all\n"},
      {"By Jane Roe, Meadow Wire\nThe roof leaks.", "Meadow Wire (agency, byline): all\n"},
      {"By Meadow Wire Staff\nThe roof leaks.", "Meadow Wire (agency, byline): all\n"},
      {"By Agency Staff\nThe roof leaks.", "Agency Staff (unnamed, byline): all\n"},
      {"The roof of the old library leaks in a great many places, the council knows. (Meadow Wire)",
       "Meadow Wire (agency, end-credit): all\n"},
  };
  for (const Row& row : rows) EXPECT_EQ(dump(TestDocument(row.text)), row.dump) << row.text;
}

TEST(Relays, WhatThePageAddedIsNotWhomItCredits) {
  EXPECT_EQ(
      dump_at_mill("Meadow Wire, with additional reporting by the Mill Daily\nThe roof leaks.\n"
                   "Additional reporting by the Mill Daily:\nIt rains in.\nThe end."),
      "Meadow Wire (agency, agency-code): Meadow Wire, with additional reporting by the Mill "
      "Daily\nThe roof leaks.\n\n");
  // At the end of a page it only says who else took part.
  EXPECT_EQ(
      dump_at_mill("By Meadow Wire\nThe roof leaks.\nAdditional reporting by the Mill Daily."),
      "Meadow Wire (agency, byline): all\n");
}

TEST(Relays, NotesOnTheText) {
  const Row rows[] = {
      {"The roof leaks.\nThis story comes from the Valley Tribune, which had it from the agency "
       "MWA.",
       "Valley Tribune (outlet, credit-note): all\nMWA (agency, credit-note): all\n"},
      {"The roof leaks.\nTranslated from the Vallese. The original ran in the daily Dachblatt.",
       "Dachblatt (outlet, first-published): all\n"},
      {"The roof leaks.\nA longer version of this essay first appeared on the website of Hill "
       "Radio.",
       "Hill Radio (outlet, first-published): all\n"},
      {"Press release of the Ministry of Roofs, 5 May\nThe roof leaks.",
       "Ministry of Roofs (state, credit-note): all\n"},
      {"The roof leaks.\nTaken from the weekly notice of the Oruro police.",
       "Oruro police (state, republished): all\n"},
      {"A friend in Oruro sends us the following lines.\nThe roof leaks.",
       "A friend in Oruro (unnamed, credit-note): all\n"},
      {"We received this account from a nurse at the Hill clinic.\nThe roof leaks.",
       "a nurse at the Hill clinic (unnamed, credit-note): all\n"},
      {"The roof leaks.\nBased on reports by MWA and Hill Press.",
       "MWA (agency, credit-note): all\nHill Press (outlet, credit-note): all\n"},
      {"The following text was sent to us by a roofer who fears for his job.\nThe roof leaks.",
       "a roofer who fears for his job (unnamed, credit-note): all\n"},
      {"The roof leaks.\nIt rains in.\nThe two paragraphs above are a report by the Meadow Wire.\n"
       "Our roofer has looked.",
       "Meadow Wire (agency, credit-note): The roof leaks.\nIt rains in.\n"},
      {"It is spring.\nMeadow Wire supplied the next paragraph.\nThe roof leaks.\nThe end.",
       "Meadow Wire (agency, credit-note): The roof leaks.\n"},
  };
  for (const Row& row : rows) EXPECT_EQ(dump_at_mill(row.text), row.dump) << row.text;
}

TEST(Relays, WhatIsNoNoteOnTheText) {
  const std::string_view rows[] = {
      "The roof leaks.\nHer first novel appeared in the Valley Tribune in 1950.\nIt rains.\nThe "
      "end.",
      "The roof leaks.\nTranslated from the Vallese.",
      "The roof leaks.\nThis article was written by our staff.",
      "The roof leaks.\nThis article first appeared in the Mill Daily.",
      "It rains.\nIt is wet.\nThis report was published in May.\nMore.\nMore.\nMore.",
      "“This story first appeared in the Valley Tribune,” he said.",
      "The roof leaks.\nThe quotations in this article come from a release of the Valley Tribune.",
      "The roof leaks.\nThis story was updated to include a statement from the Valley Tribune.",
  };
  for (const std::string_view row : rows) EXPECT_EQ(dump_at_mill(row), "") << row;
}

TEST(Relays, CodesAtTheHead) {
  const Row rows[] = {
      {"MWA\nThe roof leaks.", "MWA (agency, agency-code): all\n"},
      {"MWA/Hill\nThe roof leaks.",
       "MWA (agency, agency-code): all\nHill (agency, agency-code): all\n"},
      {"ab/cd (Hill, MWA)\nThe roof leaks.",
       "Hill (agency, agency-code): all\nMWA (agency, agency-code): all\n"},
      {"Hill, with additions by our staff\nThe roof leaks.", "Hill (agency, agency-code): all\n"},
      {"Hill\nThe roof leaks.\nHill is a news agency.", "Hill (agency, agency-code): all\n"},
      {"Hill\nThe roof leaks.", ""},
      {"MWA says that the roof will be mended.\nGood.", ""},
      {"The roof leaks.\nIt rains.\nMWA", "MWA (agency, agency-code): all\n"},
      {"The roof leaks.\nIt rains.\nENDS", ""},
      {"The roof leaks.\nIt rains.\nAgencies", "Agencies (unnamed, credit-line): all\n"},
      {"ORURO/POTOSI (MWA) - The roof leaks.", "MWA (agency, dateline): all\n"},
      {"(MWA) ORURO - The roof leaks.", "MWA (agency, dateline): all\n"},
      {"Oruro (MWA). The roof leaks.", "MWA (agency, dateline): all\n"},
      {"Oruro (Weiss). The roof leaks.", ""},
      {"Staff and agencies\nThe roof leaks.", "agencies (unnamed, byline): all\n"},
      {"ORURO, 5 May, MWA - The roof leaks.", "MWA (agency, dateline): all\n"},
  };
  for (const Row& row : rows) EXPECT_EQ(dump(TestDocument(row.text)), row.dump) << row.text;
}

TEST(Relays, APagesLabelIsNobody) {
  TestDocument document("SATIRE\nThe roof will be paid for by its leaks, the mayor said.");
  EXPECT_EQ(dump(document), "SATIRE (agency, agency-code): all\n") << "as a code it would be one";
  document.article.labels = {{"SATIRE", Span{0, 6}}};
  EXPECT_EQ(dump(document), "");
}

TEST(Relays, AuthorsOfTheMetadata) {
  struct AuthorsRow {
    std::vector<std::string> authors;
    std::string_view dump;
  };
  const AuthorsRow rows[] = {
      {{"Jane Roe"}, ""},
      {{"Jane Roe", "Meadow Wire"}, "Meadow Wire (agency, byline): all\n"},
      {{"Jane Roe, Meadow Wire"}, "Meadow Wire (agency, byline): all\n"},
      {{"Jane Roe for Hill Radio"}, "Hill Radio (outlet, byline): all\n"},
      {{"MWA"}, "MWA (agency, byline): all\n"},
      {{"Staff and agencies"}, "agencies (unnamed, byline): all\n"},
      {{"Mill Daily staff"}, ""},
  };
  for (const AuthorsRow& row : rows) {
    TestDocument document("The roof leaks.");
    document.article.publisher = "Mill Daily";
    document.article.authors = row.authors;
    EXPECT_EQ(dump(document), row.dump) << row.authors.front();
  }
}

// "(MPU)" says that the author is an agency; so does where the text first appeared.
TEST(Relays, AuthorsThatAreOutletsByThePagesWords) {
  TestDocument coded("ORURO (MPU) - The roof leaks.");
  coded.article.authors = {"Meadow Press Union"};
  EXPECT_EQ(dump(coded), "Meadow Press Union (agency, byline): all\n");
  TestDocument other("The roof leaks.");
  other.article.authors = {"Meadow Press Union"};
  EXPECT_EQ(dump(other), "");
  TestDocument credited("The roof leaks.\nThis article first appeared in Jutrina on 5 May.");
  credited.article.authors = {"Jane Roe", "Jutrina"};
  EXPECT_EQ(dump(credited), "Jutrina (outlet, first-published): all\n");
}

TEST(Relays, InsertionsInBracketsAreThePagesOwn) {
  EXPECT_EQ(
      dump(TestDocument("ORURO (Meadow Wire) — The roof leaks.\n"
                        "[In the old library, the mayor told this newspaper that she would stay.]\n"
                        "It rains in.")),
      "Meadow Wire (agency, dateline): ORURO (Meadow Wire) — The roof leaks.\n … \nIt rains "
      "in.\n");
}

TEST(Relays, Links) {
  struct LinkRow {
    std::string_view text, words, address;
    std::string_view dump;
  };
  const LinkRow rows[] = {
      {"The roof leaks, according to Dachblatt. The end.", "Dachblatt",
       "https://www.dach-blatt.example/1",
       "Dachblatt (outlet, link): The roof leaks, according to Dachblatt.\n"},
      {"The Valley Tribune reported a leak. The end.", "Valley Tribune", "https://x.example/1",
       "Valley Tribune (outlet, link): The Valley Tribune reported a leak.\n"},
      {"The roof leaks. Read the original here.", "Read the original", "https://hill.example/1",
       "hill.example (outlet, link): all\n"},
      // The page itself; a platform; a name that neither words nor address make an outlet.
      {"The roof leaks, according to Milldaily.", "Milldaily", "https://milldaily.example/1", ""},
      {"Follow the roof on Chirper.", "Chirper", "https://chirper.example/roof", ""},
      {"The roof leaks, according to Weiss.", "Weiss", "https://roofers.example/weiss", ""},
  };
  for (const LinkRow& row : rows) {
    TestDocument document(row.text);
    document.article.url = "https://milldaily.example/roof";
    const auto at = static_cast<std::uint32_t>(row.text.find(row.words));
    document.article.links = {
        {{at, at + static_cast<std::uint32_t>(row.words.size())}, std::string(row.address)}};
    EXPECT_EQ(dump(document), row.dump) << row.text;
  }
}

TEST(Relays, OneOutletHasOneNameBesideItsAddress) {
  TestDocument document("The roof leaks.\nSource: The Valley Tribune");
  document.article.url = "https://milldaily.example/roof";
  document.article.canonical_url = "https://www.valley-tribune.example/roof";
  EXPECT_EQ(dump(document), "Valley Tribune (outlet, canonical): all\n");
}

TEST(Relays, None) {
  const std::string_view rows[] = {
      "By Jane Roe\nThe roof leaks.",
      "The roof (the old one) - leaks.",
      "The roof leaks, said the roofer (Weiss).",
      "The Ministry of Roofs reported that it leaks.",
      "The council told residents to wait. The mayor said nothing.",
      "He was quoted. \"I told the Valley Tribune nothing,\" he said.",
      "Source of all evil: the roof.",
      "The news agency Hill has moved to the roof. Its board is glad.",
      "The press council reported a leak.",
      "Word has it that the roof leaks.",
      "",
  };
  for (const std::string_view row : rows) EXPECT_EQ(dump(TestDocument(row)), "") << row;
}

TEST(Relays, Passages) {
  const Row rows[] = {
      {"It rains in, the Hill News Service reported. The end.",
       "Hill News Service (agency, reported-by): It rains in, the Hill News Service reported.\n"},
      {"The Hill Sports Agency, citing Kickpost, has it raining in. The end.",
       "Hill Sports Agency (agency, reported-by): The Hill Sports Agency, citing Kickpost, has it "
       "raining in.\n"},
      {"It rains in, he writes in the May number of The Roof Letter. The end.",
       "Roof Letter (outlet, reported-by): It rains in, he writes in the May number of The Roof "
       "Letter.\n"},
      {"The roof leaks. The Valley Tribune newspaper reported that it rains in.",
       "Valley Tribune (outlet, reported-by): The Valley Tribune newspaper reported that it rains "
       "in.\n"},
      {"It rains in, according to the Meadow Wire news agency. The end.",
       "Meadow Wire (agency, reported-by): It rains in, according to the Meadow Wire news "
       "agency.\n"},
      {"Hill Radio reported a leak, citing the Meadow Wire. The end.",
       "Meadow Wire (agency, citing): Hill Radio reported a leak, citing the Meadow Wire.\n"},
      {"A town official told the Valley Tribune that it leaks. Nobody else knew.",
       "Valley Tribune (outlet, reported-by): A town official told the Valley Tribune that it "
       "leaks.\n"},
      {"Dachblatt, a Vallese daily, reports that it leaks. The end.",
       "Dachblatt (outlet, reported-by): Dachblatt, a Vallese daily, reports that it leaks.\n"},
      {"It leaks, said Hill Radio. It has it from the weekly Dachblatt.",
       "Dachblatt (outlet, citing): It has it from the weekly Dachblatt.\n"},
      {"Vallese state television said that it leaks. The end.",
       "Vallese state television (state, state-media): Vallese state television said that it "
       "leaks.\n"},
      {"As Andes Report has written, it leaks. The end.",
       "Andes Report (outlet, reported-by): As Andes Report has written, it leaks.\n"},
      {"So the Hill Times has it that it leaks. The end.",
       "Hill Times (outlet, reported-by): So the Hill Times has it that it leaks.\n"},
      {"The state news agency Sun said so. The end.",
       "Sun (state, reported-by): The state news agency Sun said so.\n"},
  };
  for (const Row& row : rows) EXPECT_EQ(dump(TestDocument(row.text)), row.dump) << row.text;
}

TEST(Relays, PersonsAreNoOutlets) {
  const Row rows[] = {
      {"He spoke to Jane Roe of Hill Radio. The end.",
       "Hill Radio (outlet, reported-by): He spoke to Jane Roe of Hill Radio.\n"},
      {"Jane Roe looked. It leaks, Roe reported. The end.", ""},
      {"He told Jane Roe that it leaks. The end.", ""},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(dump(TestDocument(row.text).name("Jane Roe", EntityType::person)), row.dump)
        << row.text;
  }
}

TEST(Relays, PassagesAreParagraphsWhereThereAreSome) {
  EXPECT_EQ(dump(TestDocument("The roof leaks. Hill Radio newspaper said so. It rains in.\n"
                              "He told the newspaper more.\nThe end.")),
            "Hill Radio (outlet, reported-by): The roof leaks. Hill Radio newspaper said so. It "
            "rains in. … He told the newspaper more.\n");
}

TEST(Relays, DigestsGiveEachItsOwnPassages) {
  EXPECT_EQ(dump(TestDocument("ORURO (Meadow Wire) — One.\nMore of one.\n"
                              "POTOSI (Hill Press) — Two.\nSUCRE (Lake Agency) — Three.")),
            "Meadow Wire (agency, dateline): ORURO (Meadow Wire) — One.\nMore of one.\n"
            "Hill Press (agency, dateline): POTOSI (Hill Press) — Two.\n"
            "Lake Agency (agency, dateline): SUCRE (Lake Agency) — Three.\n");
  const std::string one = "One leak was found in the roof of the old library, said the town. ";
  const std::string two = "Two leaks were found in the roof of the new library, said the town. ";
  const std::string three = "Three more leaks were found by the roofer of this very newspaper. ";
  EXPECT_EQ(dump(TestDocument(one + "(MWA)\n" + two + "(from the Hill Press)\n" + three +
                              "(own report)\nThe leaks appear daily.")),
            "MWA (agency, end-credit): " + one + "(MWA)\nHill Press (agency, end-credit): " + two +
                "(from the Hill Press)\n");
  EXPECT_EQ(dump(TestDocument("One.\nMore of one.\nSource: Meadow Wire\nTwo.\nSource: Hill Radio")),
            "Meadow Wire (agency, credit-line): One.\nMore of one.\nSource: Meadow Wire\n"
            "Hill Radio (outlet, credit-line): Two.\nSource: Hill Radio\n");
}

TEST(Relays, TheOutletItselfIsNone) {
  TestDocument document("ORURO (The Mill Daily) — The roof leaks.\nSource: milldaily.example");
  document.article.publisher = "Mill Daily";
  document.article.url = "https://www.milldaily.example/roof";
  document.article.canonical_url = "https://milldaily.example/roof?x=1";
  EXPECT_EQ(dump(document), "");
}

TEST(Relays, WhomALineCreditsIsNoAuthor) {
  TestDocument document("The roof leaks.\nIt rains in.\nSource: Hill Clerks");
  document.article.authors = {"Hill Clerks"};
  EXPECT_EQ(dump(document), "Hill Clerks (outlet, credit-line): all\n");
}

TEST(Relays, MetadataComesFirst) {
  TestDocument document("ORURO (Meadow Wire) — The roof leaks.");
  document.article.publisher = "Mill Daily";
  document.article.url = "https://milldaily.example/roof";
  document.article.canonical_url = "https://www.valleytribune.example/roof";
  document.article.syndication = {{"sourceOrganization", "Lake Agency"}};
  EXPECT_EQ(dump(document),
            "valleytribune.example (outlet, canonical): all\n"
            "Lake Agency (agency, metadata): all\n"
            "Meadow Wire (agency, dateline): all\n");
}

// "Hill Radio reported …, citing Meadow Wire": nearest is Hill Radio.
TEST(Relays, WhoCitesStandsBeforeWhomItCites) {
  const TestDocument document("Hill Radio reported, citing Meadow Wire, that it leaks. The end.");
  Attribution attribution;
  attribution.source = {{0, 10}};
  attribution.cue = {{11, 19}};
  attribution.content = {{41, 54}};
  attribution.source_kind = SourceKind::named_organisation;
  attribution.source_name = "Hill Radio";
  const std::string sentence = "Hill Radio reported, citing Meadow Wire, that it leaks.\n";
  EXPECT_EQ(dump(document, {attribution}), "Hill Radio (outlet, reported-by): " + sentence +
                                               "Meadow Wire (agency, citing): " + sentence);
}

TEST(OutletNames, Cleaned) {
  const TestDocument document("x");
  const Page page(document.article, document.segmentation, document.annotation);
  const OutletNames names(page, lexicon());
  const Row rows[] = {
      {"the Meadow Wire news agency", "Meadow Wire"},
      {"The Mill Daily's", "Mill Daily"},
      {"Meadow News Agency", "Meadow News Agency"},
      {"news agency", ""},
      {"Valley Tribune,", "Valley Tribune"},
      {"Valley Tribune. Used", "Valley Tribune"},
      {"St. Ann Post", "St. Ann Post"},
      {"12", ""},
      {"", ""},
  };
  for (const Row& row : rows) EXPECT_EQ(names.cleaned(row.text), row.dump) << row.text;
}

TEST(OutletNames, Shapes) {
  EXPECT_TRUE(is_acronym("MWA"));
  EXPECT_FALSE(is_acronym("Mwa"));
  EXPECT_FALSE(is_acronym("LIBRARY"));
  EXPECT_TRUE(is_domain("mill-daily.example"));
  EXPECT_FALSE(is_domain("U.S"));
  EXPECT_EQ(site_of("https://u@www.Mill.example:80/a?b"), "mill.example");
  EXPECT_EQ(site_of("Mill Daily"), "");
}

TEST(Relays, WhomItIsSaidToByWhateverVerb) {
  TestDocument document("The roof leaks, Weiss confirmed to the Valley Tribune by letter.");
  Attribution said;
  const auto at = [&](std::string_view words) {
    const auto begin = static_cast<std::uint32_t>(document.article.text.find(words));
    return Span{begin, begin + static_cast<std::uint32_t>(words.size())};
  };
  said.source = {at("Weiss")};
  said.cue = {at("confirmed")};
  said.content = {at("The roof leaks")};
  EXPECT_EQ(dump(document, {said}), "Valley Tribune (outlet, reported-by): all\n");
  EXPECT_EQ(dump(document), "");
}

TEST(Relays, WhatIsSaidIsNoPartOfAName) {
  TestDocument document("Weiss told the Valley Tribune 93 roofs leak.");
  EXPECT_EQ(dump(document), "Valley Tribune 93 (outlet, reported-by): all\n");
  Attribution said;
  const auto begin = static_cast<std::uint32_t>(document.article.text.find("93"));
  said.content = {{begin, begin + 13}};
  EXPECT_EQ(dump(document, {said}), "Valley Tribune (outlet, reported-by): all\n");
}

TEST(Relays, ANumberOfWhatStandsBehindIsNoPartOfAName) {
  TestDocument document("Weiss told the Valley Tribune 93 roofs leak.");
  std::vector<Word>& words = document.annotation.words;
  words.assign(document.segmentation.tokens.size(), {});
  words[5] = {};
  words[5].tag = PartOfSpeech::NUM;
  words[5].relation = "nummod";
  words[5].head = TokenIndex{6};
  EXPECT_EQ(dump(document), "Valley Tribune (outlet, reported-by): all\n");
}

TEST(Relays, PapersOfTheMorning) {
  EXPECT_EQ(dump(TestDocument("Weiss told the Morning Meadow that roofs leak.")),
            "Morning Meadow (outlet, reported-by): all\n");
}

TEST(Relays, AnAgencyBeforeItsName) {
  EXPECT_EQ(dump(TestDocument("Weiss told the Agency Meadow that roofs leak.")),
            "Agency Meadow (agency, reported-by): all\n");
  EXPECT_EQ(dump(TestDocument("Weiss told the Meadow Agency that roofs leak.")), "");
}

}  // namespace
}  // namespace hearsay::attribute
