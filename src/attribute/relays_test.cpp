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

struct Row {
  std::string_view text;
  std::string_view dump;
};

TEST(Relays, WholeBody) {
  const Row rows[] = {
      {"ORURO, 5 May (Meadow Wire) — The roof leaks.\nIt rains in.",
       "Meadow Wire (agency, dateline): all\n"},
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
       "Valley Tribune (outlet, credit-line): all\n"},
      {"By Jane Roe, Meadow Wire\nThe roof leaks.", "Meadow Wire (agency, byline): all\n"},
      {"By Meadow Wire Staff\nThe roof leaks.", "Meadow Wire (agency, byline): all\n"},
      {"By Agency Staff\nThe roof leaks.", "Agency Staff (unnamed, byline): all\n"},
      {"The roof of the old library leaks in a great many places, the council knows. (Meadow Wire)",
       "Meadow Wire (agency, end-credit): all\n"},
  };
  for (const Row& row : rows) EXPECT_EQ(dump(TestDocument(row.text)), row.dump) << row.text;
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
      "",
  };
  for (const std::string_view row : rows) EXPECT_EQ(dump(TestDocument(row)), "") << row;
}

TEST(Relays, Passages) {
  const Row rows[] = {
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
      {"As Andes Report has written, it leaks. The end.",
       "Andes Report (outlet, reported-by): As Andes Report has written, it leaks.\n"},
      {"The state news agency Sun said so. The end.",
       "Sun (state, reported-by): The state news agency Sun said so.\n"},
  };
  for (const Row& row : rows) EXPECT_EQ(dump(TestDocument(row.text)), row.dump) << row.text;
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
            "Hill Press (outlet, dateline): POTOSI (Hill Press) — Two.\n"
            "Lake Agency (agency, dateline): SUCRE (Lake Agency) — Three.\n");
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

}  // namespace
}  // namespace hearsay::attribute
