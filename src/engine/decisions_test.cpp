// Decisions, from the request to every count that follows.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <regex>

#include "engine/anchors.h"
#include "engine/decided.h"
#include "engine/log.h"
#include "hearsay/engine.h"
#include "json/json.h"

namespace hearsay {
namespace {

namespace fs = std::filesystem;

// ---- the log by itself -----------------------------------------------------------------------

Anchor document_anchor(char digit) {
  return {AnchorKind::document, std::string(64, digit), {}, "a title"};
}

Decision entry(std::size_t number, Verb verb, std::vector<Anchor> about,
               const std::string& field = {}) {
  Decision made;
  made.number = number;
  made.verb = verb;
  made.about = std::move(about);
  made.field = field;
  return made;
}

Decision undo(std::size_t number, std::size_t undoes) {
  Decision made = entry(number, Verb::undo, {});
  made.undoes = undoes;
  return made;
}

using Numbers = std::vector<std::size_t>;

TEST(Log, AnUndoCanBeUndone) {
  std::vector<Decision> log = {entry(1, Verb::set, {document_anchor('a')}, "title")};
  EXPECT_EQ(engine::undone_by(log), Numbers{0});
  log.push_back(undo(2, 1));
  EXPECT_EQ(engine::undone_by(log), (Numbers{2, 0}));
  EXPECT_TRUE(engine::in_force(log).empty());
  log.push_back(undo(3, 2));
  EXPECT_EQ(engine::undone_by(log), (Numbers{0, 3, 0}));
  EXPECT_EQ(engine::in_force(log).size(), 1U);
  log.push_back(undo(4, 1));
  EXPECT_EQ(engine::undone_by(log), (Numbers{4, 3, 0, 0}));
}

TEST(Log, TheLaterOverrulesTheEarlier) {
  const Anchor a = document_anchor('a');
  const Anchor b = document_anchor('b');
  Anchor renamed = a;
  renamed.words = "another title";
  struct Row {
    Decision first, second;
    bool overruled;
  };
  const Row rows[] = {
      {entry(1, Verb::set, {a}, "title"), entry(2, Verb::set, {a}, "title"), true},
      {entry(1, Verb::set, {a}, "title"), entry(2, Verb::set, {a}, "author"), false},
      {entry(1, Verb::set, {a}, "title"), entry(2, Verb::set, {b}, "title"), false},
      {entry(1, Verb::set, {a}, "title"), entry(2, Verb::set, {renamed}, "title"), true},
      {entry(1, Verb::link, {a, b}), entry(2, Verb::reject, {a, b}), true},
      {entry(1, Verb::link, {a, b}), entry(2, Verb::reject, {b, a}), false},
      {entry(1, Verb::merge, {a, b}), entry(2, Verb::split, {b, a}), true},
      {entry(1, Verb::split, {a, b}), entry(2, Verb::merge, {a, b}), true},
      {entry(1, Verb::merge, {a, b}), entry(2, Verb::split, {b}), false},
      {entry(1, Verb::merge, {a, b}), entry(2, Verb::merge, {a, b}), false},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(engine::overruled_by({row.first, row.second}), (Numbers{row.overruled ? 2U : 0U, 0U}))
        << json::text_of(row.first.verb) << ' ' << json::text_of(row.second.verb);
    EXPECT_EQ(engine::overruled_by({row.first, row.second, undo(3, 2)}), (Numbers{0, 0, 0}));
  }
}

TEST(Values, AreChecked) {
  for (const char* good : {"2015-05-06", "2016-02-29", "2015-05-06T10:00:00Z",
                           "2015-05-06T10:00+02:00", "2015-05-06T23:59:59-11:30", ""}) {
    EXPECT_TRUE(engine::check_value("published", good)) << good;
  }
  for (const char* bad :
       {"yesterday", "2015", "2015-05", "2015-02-29", "2015-13-01", "2015-05-06T10:00:00",
        "2015-05-06T24:00:00Z", "2015-05-06 10:00:00Z", "2015-05-06T10:00:00+2", "-015-05-06",
        "2015-05-06T", "2015-05-06Z", "2015/05/06", " 2015-05-06"}) {
    const auto refused = engine::check_value("published", bad);
    ASSERT_FALSE(refused) << bad;
    EXPECT_EQ(refused.error().kind, ErrorKind::usage);
  }
  EXPECT_FALSE(engine::check_value("modified", ""));
  EXPECT_FALSE(engine::check_value("title", ""));
  EXPECT_TRUE(engine::check_value("publisher", ""));
  const std::string message = engine::check_value("colour", "red").error().message;
  EXPECT_NE(message.find("published, modified, publisher, author, title"), std::string::npos);
}

// ---- anchors ---------------------------------------------------------------------------------

/// One sentence with one attribution and one claim.
Document said(const std::string& before) {
  Document document;
  Article& article = document.article;
  article.text = before + "Ann Lee said the roof leaks.";
  const auto at = static_cast<std::uint32_t>(before.size());
  const auto span = [&](std::uint32_t begin, std::uint32_t end) {
    return Span{at + begin, at + end};
  };
  Attribution attribution;
  attribution.source = {span(0, 7)};
  attribution.cue = {span(8, 12)};
  attribution.content = {span(13, 27)};
  document.reading.attributions.attributions = {attribution};
  Claim claim;
  claim.span = span(13, 27);
  claim.predicate_span = span(22, 27);
  document.reading.claims.claims = {claim};
  document.reading.annotation.entities = {{"Ann Lee", EntityType::person, {}, ""}};
  document.reading.annotation.mentions = {
      {span(0, 7), EntityType::person, MentionForm::name, EntityIndex{0}, {}}};
  document.reading.segmentation.sentences = {{span(0, 28), 0, 0, ParagraphIndex{0}}};
  return document;
}

TEST(Anchors, AreFoundAgain) {
  const Document document = said("");
  for (const AnchorKind kind : {AnchorKind::attribution, AnchorKind::claim, AnchorKind::entity,
                                AnchorKind::sentence, AnchorKind::allegation}) {
    const Anchor anchor = engine::anchor_of(document, kind, 0);
    EXPECT_EQ(engine::find(document, anchor), 0U);
    EXPECT_EQ(engine::find(said("Home. "), anchor), 0U) << "words that have moved";
    EXPECT_FALSE(engine::find(said("Ann Lee said the roof leaks. "), anchor) &&
                 kind == AnchorKind::sentence)
        << "the same words twice: other ones stand in the place";
    Document other = said("Home. ");
    other.reading = {};
    EXPECT_FALSE(engine::find(other, anchor)) << "read as something else";
    other.article.text = "Nothing.";
    EXPECT_FALSE(engine::find(other, anchor)) << "words that are gone";
  }
}

TEST(Anchors, OfAnotherNumberAreFoundByTheirWords) {
  Document document = said("");
  const Anchor anchor = engine::anchor_of(document, AnchorKind::attribution, 0);
  auto& all = document.reading.attributions.attributions;
  all.insert(all.begin(), Attribution{});
  EXPECT_EQ(engine::find(document, anchor), 1U);
  all[1].content = {{17, 27}};
  EXPECT_EQ(engine::find(document, anchor), 1U) << "the content was read a little shorter";
  all[1].cue.clear();
  EXPECT_FALSE(engine::find(document, anchor));
}

// ---- with models and a store -----------------------------------------------------------------

class DecisionsTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "hearsay-decisions-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    write("1.html", "Forty leaks in library roof", "The Mill Daily", "2015-05-05", kLeaks);
    write("2.html", "Library roof leaks", "Morning Echo", "2015-05-06",
          std::string(kLeaks) + "<p>Readers were sent home on Tuesday.</p>");
    write("3.html", "Ministry: library roof is sound", "North Monitor", "2015-05-07",
          "<p>The library roof in Vidin does not leak, the culture ministry said on Wednesday. "
          "Librarian Petra Ilieva said more than 40 leaks were counted in its roof.</p>");
    reopen();
    const auto report = engine_->add({file("1.html"), file("2.html"), file("3.html")}, {}, {});
    ASSERT_TRUE(report) << report.error().message;
    ids_ = engine_->collection().document_ids().value();
    ASSERT_EQ(ids_.size(), 3U);
  }
  void TearDown() override { fs::remove_all(folder_); }

  void reopen() {
    engine_.reset();
    EngineOptions options{HEARSAY_DATA_DIRECTORY, 2, {}};
    options.now = 1'000'000'000;
    auto opened = Engine::open(options, file("pile.db"));
    ASSERT_TRUE(opened) << opened.error().message;
    engine_ = std::move(*opened);
  }

  [[nodiscard]] std::string file(const std::string& name) const {
    return (folder_ / name).string();
  }

  void write(const std::string& name, const std::string& title, const std::string& publisher,
             const std::string& date, const std::string& body) const {
    std::ofstream(folder_ / name, std::ios::binary)
        << "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>" << title
        << "</title><meta property=\"og:site_name\" content=\"" << publisher
        << "\"><meta property=\"article:published_time\" content=\"" << date
        << "\"></head><body><article><h1>" << title << "</h1>" << body
        << "</article></body></html>";
  }

  [[nodiscard]] std::string exported() const {
    std::string out;
    const auto done = engine_->export_jsonl([&out](std::string_view line) {
      out.append(line).append("\n");
      return true;
    });
    EXPECT_TRUE(done) << done.error().message;
    return out;
  }

  Result<DecisionRow> decide(Verb verb, const std::vector<std::string>& about,
                             const std::string& field = {}, const std::string& value = {}) {
    DecisionRequest request;
    request.verb = verb;
    request.about = about;
    request.field = field;
    request.value = value;
    request.reason = "it is so";
    request.by = "ann";
    return engine_->decide(request);
  }

  void undo(std::size_t number) {
    DecisionRequest request;
    request.verb = Verb::undo;
    request.undoes = number;
    request.by = "ann";
    const auto row = engine_->decide(request);
    ASSERT_TRUE(row) << row.error().message;
  }

  [[nodiscard]] Document document(const std::string& publisher) const {
    for (const std::string& id : ids_) {
      const auto found = engine_->collection().document(id).value();
      if (found->article.publisher == publisher) return *found;
    }
    ADD_FAILURE() << publisher;
    return {};
  }

  /// Anything that could be asked, mostly sensible.
  Result<DecisionRow> decide_something(std::mt19937& dice) {
    const auto pick = [&](const auto& all) { return all[dice() % all.size()]; };
    const std::string id = pick(ids_);
    const Document read = *engine_->collection().document(id).value();
    const auto part = [&](char kind, std::size_t count) {
      return id + '#' + kind + std::to_string(1 + dice() % std::max<std::size_t>(count, 1));
    };
    const auto grouping = engine_->collection().grouping().value();
    const std::string attribution = part('a', read.reading.attributions.attributions.size());
    const std::string entity = part('e', read.reading.annotation.entities.size());
    const std::string claim = part('c', read.reading.claims.claims.size());
    switch (dice() % 12) {
      case 0:
        return decide(Verb::set, {id}, "published", "2015-05-0" + std::to_string(1 + dice() % 9));
      case 1:
        return decide(Verb::set, {id}, "publisher", dice() % 2 == 0 ? "" : "Lom Weekly");
      case 2:
        return decide(Verb::reject, {attribution});
      case 3:
        return decide(Verb::reject, {dice() % 2 == 0 ? pick(ids_) : "Meadow Wire", id});
      case 4:
        return decide(Verb::link, {dice() % 2 == 0 ? pick(ids_) : "Danube Ledger", id});
      case 5:
        return decide(Verb::merge, {entity, pick(ids_) + "#e1"});
      case 6:
        return decide(Verb::split, {entity});
      case 7:
        return decide(Verb::merge, {attribution, pick(ids_) + "#a1"});
      case 8:
        return decide(Verb::split, {attribution});
      case 9:
        return decide(Verb::split, {dice() % 2 == 0 ? claim : id});
      case 10:
        return decide(Verb::merge,
                      {pick(grouping->allegations).id, pick(grouping->allegations).id});
      default:
        return decide(Verb::merge, {pick(grouping->narratives).id, pick(grouping->narratives).id});
    }
  }

  static constexpr const char* kLeaks =
      "<p>VIDIN &mdash; A roofer who inspected the town library told the Meadow Wire that he had"
      " counted more than 40 leaks in its roof on Monday.</p><p>&ldquo;The reading room is closed"
      " until further notice,&rdquo; said librarian Petra Ilieva.</p><p>The town council denied"
      " that any report had reached it.</p>";

  fs::path folder_;
  std::unique_ptr<Engine> engine_;
  std::vector<std::string> ids_;
};

TEST_F(DecisionsTest, AValueIsSetBeforeTheReading) {
  const std::string before = exported();
  const Document page = document("Morning Echo");
  const auto row = decide(Verb::set, {page.article.id}, "published", "2016-06-08");
  ASSERT_TRUE(row) << row.error().message;
  EXPECT_EQ(row->decision.at, "2001-09-09T01:46:40Z");
  EXPECT_EQ(row->ids, std::vector<std::string>{page.article.id});
  const Document set = document("Morning Echo");
  EXPECT_EQ(set.article.published, "2016-06-08");
  EXPECT_EQ(set.decided.overruled, (std::vector<OwnValue>{{"published", "2015-05-06"}}));
  EXPECT_EQ(set.article.dates.front().from, DateOrigin::analyst);
  EXPECT_NE(std::find_if(set.article.dates.begin(), set.article.dates.end(),
                         [](const auto& date) { return date.value.starts_with("2015-05-06"); }),
            set.article.dates.end())
      << "the page's own value is kept";
  EXPECT_NE(set.reading.groundings.times, page.reading.groundings.times)
      << "what \"Tuesday\" means follows";
  EXPECT_EQ(engine_->documents({})->back().published, "2016-06-08");
  EXPECT_EQ(engine_->narratives({})->front().last_seen, "2016-06-08");
  reopen();
  const std::string decided = exported();
  ASSERT_TRUE(engine_->rebuild({}, {}));
  EXPECT_EQ(exported(), decided) << "kept over a rebuild";
  undo(1);
  EXPECT_EQ(exported(), before);
}

TEST_F(DecisionsTest, ARejectedAttributionGivesNobody) {
  const std::string before = exported();
  const Document page = document("The Mill Daily");
  const auto& all = page.reading.attributions.attributions;
  const auto librarian = std::find_if(all.begin(), all.end(), [](const Attribution& each) {
    return each.source_name.find("Ilieva") != std::string::npos;
  });
  ASSERT_NE(librarian, all.end());
  const auto index = static_cast<AttributionIndex>(librarian - all.begin());
  ASSERT_TRUE(decide(Verb::reject, {json::text_of(AttributionId{page.article.id, index})}));
  const Document read = document("The Mill Daily");
  EXPECT_EQ(read.decided.rejected, std::vector<AttributionIndex>{index});
  EXPECT_EQ(read.reading.attributions.attributions.size(), all.size())
      << "the others keep their ids";
  for (const Claim& claim : read.reading.claims.claims) {
    EXPECT_NE(claim.attribution, index);
    EXPECT_EQ(std::count(claim.chain.begin(), claim.chain.end(), index), 0);
  }
  const auto trace = engine_->trace_id(engine_->narratives({})->front().id).value();
  for (const Origin& origin : trace.origins) {
    const auto& ids = origin.attributions;
    EXPECT_EQ(std::count(ids.begin(), ids.end(), AttributionId{page.article.id, index}), 0);
  }
  ASSERT_EQ(trace.decisions.size(), 1U) << "the trace says what it rests on";
  undo(1);
  EXPECT_EQ(exported(), before);
}

TEST_F(DecisionsTest, OriginsAreMergedAndSplit) {
  const std::string narrative = engine_->narratives({})->front().id;
  const auto trace = [&] { return engine_->trace_id(narrative).value(); };
  const Trace before = trace();
  std::vector<Origin> origins;
  for (const Origin& origin : before.origins) {
    if (!origin.denies && !origin.attributions.empty()) origins.push_back(origin);
  }
  ASSERT_GE(origins.size(), 2U);
  const std::string a = json::text_of(origins[0].attributions.front());
  const std::string b = json::text_of(origins[1].attributions.front());
  ASSERT_TRUE(decide(Verb::merge, {a, b}));
  EXPECT_EQ(trace().origins.size(), before.origins.size() - 1);
  EXPECT_LE(trace().independent_origins.max, before.independent_origins.max);
  ASSERT_TRUE(decide(Verb::split, {a, b}));
  EXPECT_EQ(engine_->decisions()->front().overruled_by, 2U);
  EXPECT_EQ(trace().origins.size(), before.origins.size());
  EXPECT_GE(trace().independent_origins.min, before.independent_origins.min);
  undo(2);
  undo(1);
  Trace after = trace();
  EXPECT_EQ(after, before);
}

TEST_F(DecisionsTest, HopsAreLinkedAndRejected) {
  const std::string narrative = engine_->narratives({})->front().id;
  const std::string from = document("The Mill Daily").article.id;
  const std::string to = document("North Monitor").article.id;
  const auto edge = [&]() -> const Edge* {
    static Trace trace;
    trace = engine_->trace_id(narrative).value();
    for (const Edge& each : trace.edges) {
      if (each.from == from && each.to == to) return &each;
    }
    return nullptr;
  };
  EXPECT_EQ(edge(), nullptr);
  ASSERT_TRUE(decide(Verb::link, {from, to}, "copies"));
  ASSERT_NE(edge(), nullptr);
  EXPECT_EQ(edge()->how, LinkBasis::analyst);
  EXPECT_EQ(edge()->kind, EdgeKind::copies);
  EXPECT_EQ(edge()->reason, "decision 1: it is so");
  ASSERT_TRUE(decide(Verb::reject, {from, to}));
  EXPECT_EQ(edge(), nullptr);
  undo(2);
  EXPECT_NE(edge(), nullptr);
}

TEST_F(DecisionsTest, WhatIsAskedWronglyIsSaid) {
  const std::string id = ids_.front();
  struct Row {
    Verb verb;
    std::vector<std::string> about;
    std::string field, value, says;
  };
  const Row rows[] = {
      {Verb::set, {id}, "colour", "red", "published"},
      {Verb::set, {id}, "published", "May", "2015-05-06"},
      {Verb::set, {id + "#c1"}, "title", "x", "one document"},
      {Verb::note, {id}, "", "", "words"},
      {Verb::note, {"0000000000000000"}, "", "x", "no document"},
      {Verb::note, {id + "#a99"}, "", "x", "id"},
      {Verb::note, {"g0000000000000000"}, "", "x", "id"},
      {Verb::note, {"nonsense"}, "", "x", "not an id"},
      {Verb::link, {id, id}, "", "", "another"},
      {Verb::link, {"The Ledger", "Meadow Wire"}, "", "", "FROM TO"},
      {Verb::link, {"The Ledger", id}, "sings", "", "relays"},
      {Verb::reject, {id}, "", "", "attribution"},
      {Verb::reject, {"A paper that nobody names", id}, "", "", "no such hop"},
      {Verb::merge, {id + "#e1"}, "", "", "two"},
      {Verb::merge, {id + "#e1", id + "#a1"}, "", "", "all"},
      {Verb::merge, {id + "#e1", id + "#e1"}, "", "", "twice"},
      {Verb::split, {engine_->narratives({})->front().id}, "", "", "split off"},
  };
  const std::string before = exported();
  for (const Row& row : rows) {
    const auto refused = decide(row.verb, row.about, row.field, row.value);
    ASSERT_FALSE(refused) << json::text_of(row.verb) << ' ' << row.says;
    EXPECT_NE(refused.error().message.find(row.says), std::string::npos) << refused.error().message;
  }
  EXPECT_TRUE(engine_->decisions()->empty());
  EXPECT_EQ(exported(), before);
}

// Whether a page came before a decision or after it does not show.
TEST_F(DecisionsTest, TheOrderOfAddingAndDecidingDoesNotShow) {
  fs::copy_file(file("2.html"), file("0.html"));
  const auto decide_all = [&] {
    ASSERT_TRUE(
        decide(Verb::set, {document("Morning Echo").article.id}, "published", "2015-05-09"));
    ASSERT_TRUE(decide(Verb::reject, {document("The Mill Daily").article.id + "#a1"}));
    ASSERT_TRUE(decide(Verb::split, {document("The Mill Daily").article.id + "#e1"}));
  };
  decide_all();
  ASSERT_TRUE(engine_->add({file("0.html")}, {}, {})) << "seen again under an earlier name";
  const std::string last = exported();
  EXPECT_EQ(document("Morning Echo").article.published, "2015-05-09");
  for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(file("pile.db") + suffix);
  reopen();
  for (const std::vector<std::string>& names :
       {std::vector<std::string>{"2.html", "1.html"}, {"0.html", "3.html"}}) {
    for (const std::string& name : names) ASSERT_TRUE(engine_->add({file(name)}, {}, {}));
    if (names.front() == "2.html") {
      ids_ = engine_->collection().document_ids().value();
      decide_all();
    }
  }
  EXPECT_EQ(exported(), last);
}

// Whatever is decided, to take it back leaves everything as it was.
TEST_F(DecisionsTest, UndoLeavesNothingBehind) {
  const std::string before = exported();
  std::mt19937 dice(20150505);
  std::vector<std::size_t> made;
  for (int round = 0; round < 24; ++round) {
    const std::string now = exported();
    const auto row = decide_something(dice);
    if (!row) {
      EXPECT_EQ(exported(), now) << row.error().message;
      continue;
    }
    const std::size_t number = row->decision.number;
    if (dice() % 3 == 0) {
      made.push_back(number);
      continue;
    }
    undo(number);
    EXPECT_EQ(exported(), now) << json::dump(json::row(*row));
  }
  EXPECT_GE(made.size(), 3U);
  const std::string decided = exported();
  ASSERT_TRUE(engine_->rebuild({}, {}));
  EXPECT_EQ(exported(), decided);
  std::shuffle(made.begin(), made.end(), dice);
  for (const std::size_t number : made) undo(number);
  EXPECT_EQ(exported(), before);
}

// Decisions about separate things do not care which came first.
TEST_F(DecisionsTest, SeparateDecisionsCommute) {
  const auto without_numbers = [&] {
    std::string out = std::regex_replace(exported(), std::regex("decision [0-9]+"), "decision");
    return std::regex_replace(out, std::regex("\\{\"record\":\"decision\"[^\n]*\n"), "");
  };
  const auto set = [&] {
    ASSERT_TRUE(
        decide(Verb::set, {document("Morning Echo").article.id}, "published", "2015-05-09"));
  };
  const auto split = [&] { ASSERT_TRUE(decide(Verb::split, {ids_[1] + "#e1"})); };
  const auto reject = [&] { ASSERT_TRUE(decide(Verb::reject, {ids_[0] + "#a1"})); };
  set();
  split();
  reject();
  const std::string one = without_numbers();
  for (const std::size_t number : {1U, 2U, 3U}) undo(number);
  reject();
  set();
  split();
  EXPECT_EQ(without_numbers(), one);
}

}  // namespace
}  // namespace hearsay
