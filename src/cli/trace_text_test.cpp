// The sketch of the design, from a hand-made trace: what stands where, and that it fits 80 columns.
#include "cli/trace_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "cli/collection_twin.h"

namespace hearsay::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kMill = "aaaa111122223333";
const std::string kEcho = "bbbb111122223333";
const std::string kNorth = "cccc111122223333";
const std::string kTown = "dddd111122223333";

Twin library() {
  Twin twin;
  twin.add(kMill, "The Mill Daily", "2015-05-05",
           {"Library closes.", "A roofer had counted more than 40 leaks, Meadow Wire reported."});
  twin.add(kEcho, "Morning Echo", "2015-05-06", {"A roofer had counted more than 40 leaks."});
  twin.add(kNorth, "北方观察报", "2015-05-06",
           {"图书馆屋顶有近四百处漏水。", "Nearly four hundred leaks were found."});
  twin.add(kTown, "", "", {"No such report reached us, the Town Council said."});
  Claim denial;
  denial.span = {0, 25};
  twin.edit(kTown).reading.claims.claims.push_back(denial);
  return twin;
}

Trace leaks(const Twin& twin) {
  Trace trace;
  trace.query = "forty leaks";
  trace.narrative = {"n0123456789abcdef",
                     "town library closed over leaks",
                     {"g0123456789abcdef"},
                     {kMill, kEcho, kNorth, kTown},
                     "2015-05-05",
                     "2015-05-06",
                     7};
  Origin roofer;
  roofer.id = "o1";
  roofer.name = "a roofer who inspected it";
  roofer.affiliation = "outside firm";
  roofer.documents = {kMill, kEcho, kNorth};
  Origin council;
  council.id = "o2";
  council.name = "Town Council";
  council.kind = SourceKind::named_organisation;
  council.denies = true;
  council.claims = {{kTown, ClaimIndex{0}}};
  council.documents = {kTown};
  trace.origins = {roofer, council};
  trace.independent_origins.count = 1;
  trace.independent_origins.min = 1;
  trace.independent_origins.max = 2;
  trace.independent_origins.deniers = {"o2"};
  TracedAllegation allegation;
  allegation.id = "g0123456789abcdef";
  allegation.label = "town library, 5 May 2015";
  allegation.documents = {kMill, kEcho, kNorth, kTown};
  allegation.origins = {"o1", "o2"};
  allegation.independent_origins = trace.independent_origins;
  trace.allegations = {allegation};
  trace.nodes = {{"o1", NodeKind::origin, "a roofer", true},
                 {"o2", NodeKind::origin, "Town Council", true},
                 {"p:meadow wire", NodeKind::outlet, "Meadow Wire", false},
                 {kMill, NodeKind::document, "", true},
                 {kEcho, NodeKind::document, "", true},
                 {kNorth, NodeKind::document, "", true},
                 {kTown, NodeKind::document, "", true}};
  trace.edges = {
      {"o1", "p:meadow wire", EdgeKind::says, LinkBasis::stated, "", {}, 1},
      {"p:meadow wire",
       kMill,
       EdgeKind::relays,
       LinkBasis::stated,
       "",
       {twin.evidence(kMill, 2)},
       1},
      {kMill, kEcho, EdgeKind::copies, LinkBasis::inferred, "6 sentences shared", {}, 0.9},
      {"p:meadow wire",
       kNorth,
       EdgeKind::relays,
       LinkBasis::stated,
       "",
       {twin.evidence(kNorth, 1)},
       1},
      {"o2", kTown, EdgeKind::says, LinkBasis::stated, "", {twin.evidence(kTown, 1)}, 1}};
  trace.missing = {{"Meadow Wire", {kMill, kNorth}, "2015-05-04", "2015-05-05", {"library leaks"}}};
  trace.variants = {{"g0123456789abcdef",
                     "quantity",
                     false,
                     {{"40", {kMill, kEcho}, {}}, {"400", {kNorth}, {}}}}};
  trace.attribution_changes = {{kEcho, "dropped", "Meadow Wire", "", "headline", {}}};
  trace.unsourced = {{{kTown, ClaimIndex{0}}, Voice::no_source_given, {}}};
  trace.candidates = {{"nfedcba9876543210", "school closed", 2, 0.3}};
  return trace;
}

std::string printed(const Trace& trace, const Twin& twin, bool colour = false) {
  std::ostringstream out;
  Screen screen(out, 80, colour);
  print_trace(screen, trace, twin);
  return out.str();
}

TEST(TraceText, SaysWhatTheAnalystCameFor) {
  const Twin twin = library();
  const std::string text = printed(leaks(twin), twin);
  SCOPED_TRACE(text);
  EXPECT_THAT(text, HasSubstr("NARRATIVE  town library closed over leaks"));
  EXPECT_THAT(text, HasSubstr("4 articles, 3 outlets, 1 undated\n"));
  EXPECT_THAT(text, HasSubstr("Ends at 1 unnamed source.  Separate origins: 1 (1-2).\n"));
  EXPECT_THAT(text, HasSubstr("Denied by 1 source, listed apart.\n"));
  EXPECT_THAT(text, HasSubstr("How it knows is not said: 1 of 1."));
  EXPECT_THAT(text, HasSubstr("1  TOWN LIBRARY, 5 MAY 2015"));
  EXPECT_THAT(text, HasSubstr("\"a roofer who inspected it\""));
  EXPECT_THAT(text, HasSubstr("o1: unnamed, affiliation: outside firm"));
  EXPECT_THAT(text, HasSubstr("   └─ Meadow Wire"));
  EXPECT_THAT(text, HasSubstr("NOT HELD, cited by 2"));
  EXPECT_THAT(text, HasSubstr("      ├─ The Mill Daily, 5 May 2015 [d1:2]  stated"));
  EXPECT_THAT(text, HasSubstr("      │  └─ Morning Echo, 6 May 2015 [d2]"));
  EXPECT_THAT(text, HasSubstr("copied, inferred: 6 sentences shared"));
  EXPECT_THAT(text, HasSubstr("      └─ 北方观察报, 6 May 2015 [d3:1]"));
  EXPECT_THAT(text, HasSubstr("DIFFERS    quantity: 40 (d1 d2) | 400 (d3)\n"));
  EXPECT_THAT(text, HasSubstr("DENIED     \"No such report reached us\", Town Council [d4:1]\n"));
  EXPECT_THAT(text, HasSubstr("DROPPED    source missing from headline: d2\n"));
  EXPECT_THAT(text, HasSubstr("UNSOURCED  1 claim, counted nowhere: d4:1\n"));
  EXPECT_THAT(text, HasSubstr("NOT HELD   Meadow Wire, 4 May 2015 to 5 May 2015; cited by d1 d3: "
                              "search\n           \"library leaks\"\n"));
  EXPECT_THAT(text, HasSubstr("ALSO       school closed (2 articles): nfedcba9876543210\n"));
  EXPECT_THAT(text, HasSubstr("d1   aaaa1111  The Mill Daily, 5 May 2015: Title of"));
  EXPECT_THAT(text, HasSubstr("d4   dddd1111  unknown publisher, undated: Title of"));
  EXPECT_THAT(text, HasSubstr("it is not corroboration.\n"
                              "Reading confidence is not likelihood of truth.\n"));
}

TEST(TraceText, SaysWhatRestsOnTheAnalystsWord) {
  const Twin twin = library();
  Trace trace = leaks(twin);
  trace.origins[0].attributions = {{kEcho, AttributionIndex{1}}};
  for (Edge& edge : trace.edges) {
    edge.how = LinkBasis::analyst;
    edge.reason = "decision 3: seen";
  }
  Decision decision;
  decision.number = 3;
  decision.verb = Verb::set;
  decision.about = {Anchor{}};
  decision.field = "published";
  decision.value = "2015-05-06";
  decision.reason = "the archive's stamp";
  decision.by = "ann";
  trace.decisions = {{decision, {kEcho}, 0, 0}};
  decision.number = 4;
  decision.verb = Verb::note;
  decision.value = "ask \x1b[31m the desk";
  trace.decisions.push_back({decision, {""}, 0, 0});
  const std::string text = printed(trace, twin);
  SCOPED_TRACE(text);
  EXPECT_THAT(text, HasSubstr("SOURCES    o1 bbbb1111#a2\n"));
  EXPECT_THAT(text, HasSubstr("analyst: decision 3: seen"));
  EXPECT_THAT(text, HasSubstr("DECIDED    3: set published of "));
  EXPECT_THAT(text, HasSubstr("archive's stamp\n"));
  EXPECT_THAT(text, HasSubstr("NOTE       4: note on (document not found any more): ask "));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
}

TEST(TraceText, EveryLineFits) {
  Twin twin = library();
  Trace trace = leaks(twin);
  trace.narrative.label = std::string(300, 'x') + " 图书馆" + std::string(90, 'y');
  trace.allegations[0].label =
      "第一个图书馆第一个图书馆第一个图书馆第一个图书馆第一个图书馆第一个图书馆";
  trace.origins[0].name = std::string(200, 'n');
  trace.nodes[2].name = std::string(120, 'w');
  std::istringstream lines(printed(trace, twin));
  for (std::string line; std::getline(lines, line);) EXPECT_LE(columns(line), 80U) << line;
}

TEST(TraceText, ACircleEnds) {
  Twin twin = library();
  Trace trace = leaks(twin);
  trace.origins.clear();
  trace.allegations[0].origins.clear();
  trace.allegations[0].documents = {kMill, kEcho};
  trace.edges = {{kMill, kEcho, EdgeKind::relays, LinkBasis::stated, "", {}, 1},
                 {kEcho, kMill, EdgeKind::relays, LinkBasis::stated, "", {}, 1}};
  const std::string text = printed(trace, twin);
  EXPECT_THAT(text, HasSubstr("Ends at no source at all."));
  EXPECT_THAT(text, HasSubstr("a circle of credits"));
}

TEST(TraceText, ForeignWordsCannotReachTheTerminal) {
  Twin twin = library();
  Trace trace = leaks(twin);
  trace.narrative.label = "evil \x1b[31m\xe2\x80\xae label";
  twin.edit(kMill).article.publisher = "\x1b]0;title\x07";
  const std::string text = printed(trace, twin);
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(text, Not(HasSubstr("\x07")));
  EXPECT_THAT(text, Not(HasSubstr("\xe2\x80\xae")));
}

TEST(TraceText, ColourOnlyWhereWelcome) {
  const Twin twin = library();
  EXPECT_THAT(printed(leaks(twin), twin, true), HasSubstr("\x1b[1m"));
  EXPECT_THAT(printed(leaks(twin), twin, false), Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace hearsay::cli
