#include "hearsay/engine.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "engine/audit.h"
#include "engine/beginning.h"
#include "engine/data_directory.h"
#include "engine/ordered_pool.h"
#include "json/json.h"
#include "text/hash.h"

namespace hearsay {
namespace {

namespace fs = std::filesystem;

class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "hearsay-engine-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }
  void write(const std::string& name, const std::string& bytes) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << bytes;
  }

 private:
  fs::path path_;
};

std::string page(const std::string& title, const std::string& publisher, const std::string& date,
                 const std::string& body) {
  return "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>" + title +
         "</title><meta property=\"og:site_name\" content=\"" + publisher +
         "\"><meta property=\"article:published_time\" content=\"" + date +
         "\"></head><body><nav><a href=/>Home</a> <a href=/news>News</a></nav><article><h1>" +
         title + "</h1>" + body + "</article><footer>&copy; " + publisher +
         "</footer></body></html>";
}

const char kLeaks[] =
    "<p>VIDIN &mdash; A roofer who inspected the town library told the Meadow Wire that he had"
    " counted more than 40 leaks in its roof on Monday.</p><p>&ldquo;The reading room is closed"
    " until further notice,&rdquo; said librarian Petra Ilieva.</p><p>The town council denied that"
    " any report had reached it.</p>";

/// A small pile of every kind of input.
void write_pile(const Folder& folder) {
  folder.write("pile/1.html",
               page("Forty leaks in library roof", "The Mill Daily", "2015-05-05", kLeaks));
  folder.write("pile/2.html", page("Library roof leaks", "Morning Echo", "2015-05-06",
                                   std::string(kLeaks) + "<p>Readers were sent home.</p>"));
  folder.write("pile/3.txt",
               "Council denies report\n\nThe town council of Vidin denied on Tuesday"
               " that a report on leaks in the library had reached it.\n");
  folder.write("pile/4.jsonl",
               "{\"id\":\"7\",\"url\":\"https://north.example/a\",\"published\":\"2015-05-07\","
               "\"text\":\"Nearly 400 leaks were found in the Vidin library, the Meadow Wire"
               " reported.\"}\n"
               "{\"id\":\"8\",\"url\":\"https://north.example/b\",\"text\":\"A fair was held in"
               " Lom on Sunday, organisers said.\"}\n");
  folder.write("pile/5.txt",
               "Council denies report\n\nThe town council of Vidin denied on Tuesday"
               " that a report on leaks in the library had reached it.\n");
}

std::vector<std::string> pile_of(const Folder& folder) {
  std::vector<std::string> files;
  for (const char* name : {"1.html", "2.html", "3.txt", "4.jsonl", "5.txt"}) {
    files.push_back(folder.file(std::string("pile/") + name));
  }
  return files;
}

EngineOptions options(std::size_t jobs = 2) { return {HEARSAY_DATA_DIRECTORY, jobs}; }

std::unique_ptr<Engine> open(const std::string& store, std::size_t jobs = 2) {
  auto engine = Engine::open(options(jobs), store);
  EXPECT_TRUE(engine) << engine.error().message;
  return engine ? std::move(*engine) : nullptr;
}

AddReport add(Engine& engine, const std::vector<std::string>& inputs) {
  const auto report = engine.add(inputs, {}, {});
  EXPECT_TRUE(report) << report.error().message;
  return report.value_or(AddReport{});
}

std::string exported(const Engine& engine) {
  std::string out;
  const auto done = engine.export_jsonl([&out](std::string_view line) {
    out.append(line).append("\n");
    return true;
  });
  EXPECT_TRUE(done) << done.error().message;
  return out;
}

json::Json schema(const std::string& file) {
  std::ifstream in(HEARSAY_SOURCE_DIR "/schemas/" + file);
  return json::Json::parse(in);
}

TEST(EngineTest, TheOrderOfAddingDoesNotShow) {
  const Folder folder;
  write_pile(folder);
  std::vector<std::string> pile = pile_of(folder);
  const auto first = open(folder.file("first.db"), 1);
  const AddReport report = add(*first, pile);
  EXPECT_EQ(report.read, 6U);
  EXPECT_EQ(report.added, 5U);
  EXPECT_EQ(report.known, 1U);
  EXPECT_TRUE(report.failures.empty());
  const std::string expected = exported(*first);
  EXPECT_EQ(std::count(expected.begin(), expected.end(), '\n') > 5, true);

  const AddReport again = add(*first, pile);
  EXPECT_EQ(again.added, 0U);
  EXPECT_EQ(again.known, 6U);
  EXPECT_EQ(exported(*first), expected) << "twice";

  EXPECT_EQ((add(*open(folder.file("jobs.db"), 8), pile), exported(*open(folder.file("jobs.db")))),
            expected)
      << "eight threads";

  std::reverse(pile.begin(), pile.end());
  const auto reversed = open(folder.file("reversed.db"));
  add(*reversed, pile);
  EXPECT_EQ(exported(*reversed), expected) << "backwards";

  for (const std::string& each : pile) add(*open(folder.file("single.db")), {each});
  EXPECT_EQ(exported(*open(folder.file("single.db"))), expected) << "one by one";

  ASSERT_TRUE(first->rebuild({}));
  EXPECT_EQ(exported(*first), expected) << "rebuilt";
}

TEST(EngineTest, WhatIsExportedFitsTheSchema) {
  const Folder folder;
  write_pile(folder);
  const auto engine = open(folder.file("x.db"));
  add(*engine, {folder.file("pile")});
  std::istringstream lines(exported(*engine));
  const json::Json line_schema = schema("export-line.json");
  std::size_t documents = 0, matches = 0;
  for (std::string line; std::getline(lines, line);) {
    const json::Json json = json::Json::parse(line);
    EXPECT_EQ(json::schema_problems(line_schema, json, schema), std::vector<std::string>{})
        << line.substr(0, 200);
    documents += json["record"] == "document" ? 1 : 0;
    matches += json["record"] == "match" ? 1 : 0;
  }
  EXPECT_EQ(documents, 5U);
  EXPECT_GE(matches, 1U) << "the reprint is found";
}

TEST(EngineTest, AuditFindsEverySpanAgain) {
  const Folder folder;
  write_pile(folder);
  const auto engine = open(folder.file("x.db"));
  add(*engine, {folder.file("pile")});
  const auto report = engine->audit();
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->documents, 5U);
  EXPECT_GT(report->spans, 50U);
  EXPECT_EQ(report->problems, std::vector<std::string>{});
}

/// A page as the store would give it, and its reading.
struct Stored {
  StoredDocument stored;
  Document document;
};

Stored stored_page() {
  Stored made;
  made.stored.source.bytes = page("Forty leaks", "The Mill Daily", "2015-05-05", kLeaks);
  made.stored.source.media_type = MediaType::html;
  made.document = Engine::open(options()).value()->read(made.stored.source, {}).value();
  made.stored.sha256 = text::sha256_hex(made.stored.source.bytes);
  made.stored.full_hash = made.stored.sha256;
  made.stored.id = made.document.article.id;
  return made;
}

TEST(Audit, NamesWhatWasTamperedWith) {
  const Stored good = stored_page();
  EXPECT_EQ(engine::audit_document(good.stored, good.document, {}).problems,
            std::vector<std::string>{});
  const auto problems = [&](auto change) {
    Stored bad = good;
    change(bad);
    std::string all;
    for (const auto& each : engine::audit_document(bad.stored, bad.document, {}).problems) {
      EXPECT_TRUE(each.starts_with("Document " + good.stored.id)) << each;
      all += each + '\n';
    }
    return all;
  };
  const auto contains = [](const std::string& text, const char* words) {
    EXPECT_NE(text.find(words), std::string::npos) << text;
  };
  const std::string flipped = problems([](Stored& bad) {
    std::string& bytes = bad.stored.source.bytes;
    bytes[bytes.find("counted")] ^= 1;
  });
  contains(flipped, "SHA-256");
  contains(flipped, "differs: the original says \"bounted");
  const std::string shifted = problems([](Stored& bad) {
    for (OriginRun& run : bad.document.article.origin) {
      if (run.byte_length > 20) run.byte_begin += 1;
    }
  });
  EXPECT_EQ(shifted.find("SHA-256"), std::string::npos);
  contains(shifted, "body at bytes");
  contains(problems([](Stored& bad) {
             std::string& text = bad.document.article.text;
             text[text.find("roofer")] = 'h';
           }),
           "the record \"hoofer");
  contains(problems([](Stored& bad) { bad.document.article.origin.clear(); }), "text at bytes");
  contains(problems([](Stored& bad) { bad.stored.source.url = "https://x.example/"; }), "its id");
}

/// Texts that a newsroom's pile holds beside English prose.
std::vector<std::string> strange_texts() {
  std::string numbers;
  for (int i = 0; i < 400; ++i) numbers += std::to_string(i * 7919) + (i % 9 == 8 ? ".5\n" : "\t");
  std::string signs;
  for (int i = 0; i < 200; ++i)
    signs += i % 3 == 0 ? "👩‍🚒" : i % 3 == 1 ? "🇧🇬" : "e\u0301\u0327";
  std::string endless = "The mayor said";
  for (int i = 0; i < 1000; ++i) endless += " that the roofer said";
  return {
      "Кметът заяви във вторник, че покривът на библиотеката тече. „Ще го поправим“, каза той.",
      "Le maire a déclaré mardi que le toit fuyait. « Nous le réparerons », a-t-il dit.",
      "قال رئيس البلدية يوم الثلاثاء إن سقف المكتبة يسرّب الماء. \u202Eabc\u202C «سنصلحه».",
      "市長は火曜日、図書館の屋根が雨漏りしていると述べた。「修理する」と語った。",
      numbers,
      signs,
      endless,
      std::string(3000, 'x') + " " + std::string(3000, '.'),
      "\u200b\u00ad\ufffd\n\n\u200b said \u00ad",
  };
}

TEST(EngineTest, TextsOfAnyKindAreReadAlikeOnAnyNumberOfThreads) {
  const Folder folder;
  std::vector<std::string> files;
  for (const std::string& text : strange_texts()) {
    const std::string name = std::to_string(files.size()) + ".txt";
    folder.write(name, text);
    files.push_back(folder.file(name));
  }
  const auto read = [&](std::size_t jobs) {
    std::string all;
    Engine::open(options(jobs))
        .value()
        ->for_each_document(files, {}, [&](Result<Document> document, const std::string& path) {
          EXPECT_TRUE(document) << path << ": " << document.error().message;
          if (!document) return;
          EXPECT_FALSE(document->reading.segmentation.tokens.empty()) << path;
          all += json::dump(json::annotated_document(*document, true)) + '\n';
        });
    return all;
  };
  EXPECT_EQ(read(1), read(4));
}

TEST(Beginning, CutsAllSpans) {
  Article article;
  article.text = "Head\n\nOne two. Three four.\n\nEnd.";
  article.headline = Span{0, 4};
  article.byline = Span{28, 32};
  article.body = {{6, 14}, {15, 26}};
  article.boilerplate = {{{28, 32}, BoilerplateKind::share}};
  article.blocks = {{{0, 4}, BlockKind::headline}, {{6, 26}, BlockKind::paragraph}};
  article.dates.push_back({DateKind::published, "2015-05-05", DateOrigin::visible, Span{20, 24}});
  article.title = "Head";
  const Article cut = engine::beginning_of(article, 18);
  EXPECT_EQ(cut.text, "Head\n\nOne two. Thr");
  EXPECT_EQ(cut.title, "Head");
  EXPECT_EQ(cut.headline, (Span{0, 4}));
  EXPECT_EQ(cut.byline, std::nullopt);
  EXPECT_EQ(cut.body, (Spans{{6, 14}, {15, 18}}));
  EXPECT_TRUE(cut.boilerplate.empty());
  EXPECT_EQ(cut.blocks.back().span, (Span{6, 18}));
  ASSERT_EQ(cut.dates.size(), 1U);
  EXPECT_EQ(cut.dates[0].span, std::nullopt);
  EXPECT_EQ(engine::beginning_of(article, 1000), article);
}

TEST(EngineTest, TheEncoderIsChosenByItsName) {
  EngineOptions chosen = options();
  chosen.model = "nosuch";
  const auto none = Engine::open(chosen);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().kind, ErrorKind::model);
  EXPECT_NE(none.error().message.find("base"), std::string::npos) << none.error().message;
  chosen.model = "../models/base";
  EXPECT_FALSE(Engine::open(chosen)) << "a name is no path";
}

TEST(EngineTest, ModelsTellWhatTheyAreAndReadAsTheyShould) {
  const auto models = model_files(options());
  ASSERT_TRUE(models);
  EXPECT_GE(models->size(), 2U);
  for (const ModelInfo& model : *models) {
    EXPECT_FALSE(model.kind.empty()) << model.path;
    EXPECT_FALSE(model.licences.empty()) << model.path;
    EXPECT_FALSE(model.training_data.empty()) << model.path;
    if (model.kind != "encoder") continue;
    EngineOptions with = options();
    with.model = model.name;
    const auto problems = check_model(with);
    ASSERT_TRUE(problems) << problems.error().message;
    EXPECT_EQ(*problems, std::vector<std::string>{}) << model.name;
  }
}

TEST(EngineTest, EveryFailureIsToldButOnlySomeAreKept) {
  const Folder folder;
  std::string lines;
  for (std::size_t i = 0; i < kMostFailuresNamed + 5; ++i) lines += "{\"text\":\n";
  folder.write("broken.jsonl", lines);
  const auto engine = open(folder.file("x.db"));
  ReadOptions options;
  std::vector<std::string> told;
  options.failed = [&told](const InputFailure& failure) { told.push_back(failure.path); };
  const auto report = engine->add({folder.file("broken.jsonl")}, options, {});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->failed, kMostFailuresNamed + 5);
  EXPECT_EQ(told.size(), kMostFailuresNamed + 5);
  ASSERT_EQ(report->failures.size(), kMostFailuresNamed);
  EXPECT_EQ(report->failures.back().path, told[kMostFailuresNamed - 1]);
}

TEST(EngineTest, AddingStopsBetweenTwoDocuments) {
  const Folder folder;
  write_pile(folder);
  const auto engine = open(folder.file("x.db"));
  ReadOptions options;
  std::size_t asked = 0;
  options.stop = [&asked] { return ++asked > 2; };
  const auto report = engine->add(pile_of(folder), options, {});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->read, 2U);
  EXPECT_EQ(engine->documents({})->size(), 2U);
  EXPECT_TRUE(engine->audit()->problems.empty());
}

TEST(EngineTest, AnUnnamedFolderIsInNoPath) {
  const Folder folder;
  write_pile(folder);
  const auto engine = open(folder.file("x.db"));
  ReadOptions options;
  options.unnamed_folder = folder.file("pile") + '/';
  std::string failure;
  options.failed = [&failure](const InputFailure& each) {
    failure = each.path + ": " + each.error.message;
  };
  ASSERT_TRUE(
      engine->add({folder.file("pile/1.html"), folder.file("pile/none.html")}, options, {}));
  EXPECT_EQ(engine->documents({})->at(0).path, "1.html");
  EXPECT_TRUE(failure.starts_with("none.html: ")) << failure;
  EXPECT_EQ(failure.find(folder.file("pile")), std::string::npos) << failure;
}

TEST(EngineTest, SessionsShareAStore) {
  const Folder folder;
  write_pile(folder);
  const auto engine = open(folder.file("x.db"));
  auto reader = engine->another(true);
  ASSERT_TRUE(reader) << reader.error().message;
  add(*engine, pile_of(folder));
  EXPECT_EQ(exported(**reader), exported(*engine));
  EXPECT_EQ((*reader)->totals()->narratives, (*reader)->total(Listed::narratives, {}));
  EXPECT_EQ((*reader)->total(Listed::narratives, {}), (*reader)->narratives({})->size());
  const std::string id = engine->documents({})->at(0).id;
  const auto original = (*reader)->original(id);
  ASSERT_TRUE(original);
  EXPECT_EQ(original->sha256, text::sha256_hex(original->source.bytes));
  EXPECT_EQ((*reader)->original("ffffffffffffffff").error().kind, ErrorKind::not_found);
  DecisionRequest request;
  request.verb = Verb::note;
  request.about = {id};
  request.value = "x";
  EXPECT_FALSE((*reader)->decide(request)) << "opened to read";
  EXPECT_TRUE((*(*reader)->another(false))->decide(request));
}

TEST(EngineTest, BadInputsDoNotStopTheirNeighbours) {
  const Folder folder;
  write_pile(folder);
  folder.write("bad/binary.bin",
               std::string("\0\1\2\x7f\xff\xfe\0\0", 8) + std::string(4000, '\0'));
  folder.write("bad/empty.txt", "");
  folder.write("bad/broken.jsonl", "{\"text\":\"One line said Ann Lee.\"}\n{\"text\":\n");
  const auto engine = open(folder.file("x.db"));
  const AddReport report =
      add(*engine, {folder.file("missing.html"), folder.file("pile/1.html"),
                    folder.file("bad/binary.bin"), folder.file("bad/empty.txt"),
                    folder.file("bad/broken.jsonl"), folder.file("pile/3.txt")});
  EXPECT_EQ(report.added, 3U);
  EXPECT_GE(report.failures.size(), 2U);
  for (const InputFailure& failure : report.failures) {
    EXPECT_FALSE(failure.error.message.empty());
    EXPECT_EQ(failure.error.kind, ErrorKind::input);
  }
}

TEST(EngineTest, ResultsComeInInputOrder) {
  const Folder folder;
  std::vector<std::string> inputs;
  for (int i = 0; i < 30; ++i) {
    inputs.push_back(folder.file("t" + std::to_string(i) + ".txt"));
    folder.write("t" + std::to_string(i) + ".txt",
                 std::string(static_cast<std::size_t>(30 - i), 'x') + " said Ann Lee on Monday.");
  }
  const auto engine = Engine::open(options(8)).value();
  std::vector<std::string> seen;
  engine->for_each_document(inputs, {},
                            [&](const Result<Document>& document, const std::string& path) {
                              EXPECT_TRUE(document);
                              seen.push_back(path);
                            });
  EXPECT_EQ(seen, inputs);
}

TEST(EngineTest, ListsWhatItHolds) {
  const Folder folder;
  write_pile(folder);
  const auto engine = open(folder.file("x.db"));
  add(*engine, {folder.file("pile")});
  EXPECT_EQ(engine->documents({})->size(), 5U);
  EXPECT_EQ(engine->documents({"2015-05-06", "2015-05-06", "", "", 50, 0})->size(), 1U);
  EXPECT_GT(engine->claims({})->size(), 3U);
  EXPECT_GT(engine->sources({})->size(), 1U);
  EXPECT_EQ(engine->narratives({"1999-01-01", "1999-12-31", "", "", 50, 0})->size(), 0U);
  EXPECT_EQ(engine->trace_id("0000000000000000#c1").error().kind, ErrorKind::not_found);
}

TEST(DataDirectory, WhatIsMissingIsSaid) {
  const Folder folder;
  EXPECT_EQ(engine::find_data_directory(HEARSAY_DATA_DIRECTORY), HEARSAY_DATA_DIRECTORY);
  EXPECT_EQ(engine::find_data_directory(folder.file("")).error().kind, ErrorKind::model);
  EXPECT_TRUE(engine::find_data_directory("")) << "the tree this test was built in";
}

using Pool = engine::OrderedPool<int, int>;

Pool::Produce counting(int count, std::atomic<int>& pushed) {
  return [count, &pushed](const Pool::Push& push) {
    for (int i = 0; i < count && push(i, 1); ++i) ++pushed;
  };
}

TEST(OrderedPool, KeepsOrderAndBounds) {
  for (const std::size_t jobs : {1U, 2U, 8U}) {
    Pool pool(jobs, 1000);
    std::atomic<int> pushed = 0, under_way = 0, most = 0;
    std::vector<int> seen;
    pool.run(
        counting(200, pushed),
        [&](const int& item) {
          most = std::max(most.load(), ++under_way);
          std::this_thread::sleep_for(std::chrono::microseconds(item % 7 * 50));
          --under_way;
          return item * 2;
        },
        [&](int item, int output) {
          EXPECT_EQ(output, item * 2);
          EXPECT_LE(pushed - item, static_cast<int>(4 * jobs + 2));
          seen.push_back(item);
          return true;
        });
    EXPECT_EQ(seen.size(), 200U);
    EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));
    EXPECT_LE(most, static_cast<int>(jobs));
  }
}

TEST(OrderedPool, StopsWhenToldAndWhenTheConsumerFails) {
  std::atomic<int> pushed = 0;
  int seen = 0;
  Pool(4, 1000).run(
      counting(1'000'000, pushed), [](const int& item) { return item; },
      [&](int, int) { return ++seen < 10; });
  EXPECT_EQ(seen, 10);
  EXPECT_LT(pushed, 100);
  EXPECT_THROW(Pool(4, 1000).run(
                   counting(1'000'000, pushed), [](const int& item) { return item; },
                   [](int, int) -> bool { throw std::runtime_error("no"); }),
               std::runtime_error);
  Pool(4, 1000).run(
      counting(0, pushed), [](const int& item) { return item; }, [](int, int) { return true; });
}

TEST(OrderedPool, OneLargeItemPassesABudgetThatIsTooSmall) {
  int seen = 0;
  Pool(2, 10).run(
      [](const Pool::Push& push) {
        for (int i = 0; i < 5; ++i) push(i, 100);
      },
      [](const int& item) { return item; },
      [&](int, int) {
        ++seen;
        return true;
      });
  EXPECT_EQ(seen, 5);
}

}  // namespace
}  // namespace hearsay
