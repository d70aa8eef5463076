// One suite for every kind of store. A new kind joins `testing::Values` below and passes all of it.
#include "store/store.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>
#include <numeric>

#include "store/instant.h"
#include "text/hash.h"

namespace hearsay {
namespace {

namespace fs = std::filesystem;

/// A folder that goes with the test.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "hearsay-store-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~Folder() {
    fs::permissions(path_, fs::perms::owner_all);
    fs::remove_all(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

Source source(const std::string& bytes, const std::string& url = {},
              const std::string& path = "a.txt") {
  Source made;
  made.bytes = bytes;
  made.url = url;
  made.path = path;
  made.media_type = MediaType::plain_text;
  return made;
}

/// A reading of our own: the whole text is one sentence and one claim, every word is a key, one
/// with a "!" before it a key that tells enough alone.
Analysed analyse(const Source& from) {
  Analysed made;
  Article& article = made.document.article;
  article.text = from.bytes;
  article.sha256 = text::sha256_hex(from.bytes);
  article.path = from.path;
  article.url = from.url;
  article.captured = from.captured;
  article.published = from.published;
  article.publisher = from.publisher;
  made.sketch.date = from.published;
  const auto size = static_cast<std::uint32_t>(from.bytes.size());
  article.body = {{0, size}};
  Reading& reading = made.document.reading;
  reading.segmentation.sentences = {{{0, size}, 0, 0, ParagraphIndex{0}}};
  reading.segmentation.paragraphs = {{{0, size}, 0, 1, ParagraphRole::body}};
  reading.annotation.entities = {{"Oruro", EntityType::place, {}, ""}};
  reading.annotation.mentions = {{{0, 0}, EntityType::place, {}, EntityIndex{0}, {}}};
  reading.groundings.places = {
      {MentionIndex{0}, {0, 0}, "Oruro", "BO", "", -17.97, -67.11, "geonames:3909234", "town", {}}};
  Attribution attribution;
  attribution.source_name = "Ann Lee";
  attribution.source_kind = SourceKind::named_person;
  reading.attributions.attributions = {attribution};
  Claim claim;
  claim.span = {0, size};
  claim.attribution = AttributionIndex{0};
  claim.chain = {AttributionIndex{0}};
  claim.places = {PlaceIndex{0}};
  reading.claims.claims = {claim};
  for (std::size_t begin = 0; begin < from.bytes.size();) {
    const std::size_t end = std::min(from.bytes.find(' ', begin), from.bytes.size());
    const std::string word = from.bytes.substr(begin, end - begin);
    made.sketch.keys.push_back((text::hash64(word) & ~kTellsAlone) |
                               (word.front() == '!' ? kTellsAlone : 0));
    begin = end + 1;
  }
  std::sort(made.sketch.keys.begin(), made.sketch.keys.end());
  made.sketch.keys.erase(std::unique(made.sketch.keys.begin(), made.sketch.keys.end()),
                         made.sketch.keys.end());
  return made;
}

struct Kind {
  const char* name;
  std::function<Result<std::unique_ptr<Store>>(const Folder&, const StoreOptions&)> open;
};

// Names the parameter in lists of tests; its bytes would differ from run to run.
// NOLINTNEXTLINE(readability-identifier-naming): GoogleTest looks for this name.
void PrintTo(const Kind& kind, std::ostream* out) { *out << kind.name; }

const Kind kSqlite = {"sqlite", [](const Folder& folder, const StoreOptions& options) {
                        return open_store(folder.file("store.db"), options);
                      }};

StoreOptions options_for_tests() {
  StoreOptions options;
  options.analysis = "analysis 1";
  options.busy_milliseconds = 50;
  return options;
}

class StoreTest : public testing::TestWithParam<Kind> {
 protected:
  void reopen(const StoreOptions& options = options_for_tests()) {
    store_.reset();
    auto opened = GetParam().open(folder_, options);
    ASSERT_TRUE(opened) << opened.error().message;
    store_ = std::move(*opened);
  }
  void SetUp() override { reopen(); }

  /// Two documents match where they share two words; the words are the reason.
  MatchMaker matcher() {
    return [this](const Analysed& fresh) -> Result<std::vector<PairMatch>> {
      std::vector<PairMatch> matches;
      const auto ids = store_->candidates(fresh.document.article.id, fresh.sketch, {0});
      if (!ids) return tl::unexpected<Error>(ids.error());
      for (const std::string& id : *ids) {
        PairMatch match;
        match.first = std::min(id, fresh.document.article.id);
        match.second = std::max(id, fresh.document.article.id);
        match.claims = {{{match.first, {}}, {match.second, {}}, ClaimRelation::same, 1, ""}};
        matches.push_back(match);
      }
      return matches;
    };
  }

  Added add(const Source& from) {
    const auto added = store_->add(from, analyse(from), matcher());
    EXPECT_TRUE(added) << added.error().message;
    return added.value_or(Added::nothing);
  }

  /// All that can be seen of a store, in one string.
  std::string seen() const {
    std::string out;
    const std::vector<std::string> all = store_->all_document_ids().value();
    for (const std::string& id : all) {
      const StoredDocument stored = store_->stored(id).value();
      const auto document = store_->document(id).value();
      out += id + ' ' + stored.full_hash + ' ' + stored.sha256 + ' ' + stored.source.bytes +
             (stored.current ? " current" : "") + ' ' + stored.source.path + ' ' +
             document->article.path + ' ' + document->article.id + ' ' +
             store_->sketch(id)->document;
      for (const auto& path : stored.paths) out += " p:" + path;
      const std::vector<std::string> versions = store_->versions(id).value();
      for (const auto& version : versions) out += " v:" + version;
      out += '\n';
    }
    const std::vector<PairMatch> matches = store_->pair_matches().value();
    for (const auto& match : matches) {
      out += match.first + '~' + match.second + ' ' + match.claims[0].a.document + '\n';
    }
    const std::vector<Hit> hits = store_->search("pipes burst roof", 99).value();
    for (const auto& hit : hits) {
      out += hit.claim.document + ' ' + std::to_string(hit.score) + '\n';
    }
    return out;
  }

  Folder folder_;
  std::unique_ptr<Store> store_;
};

/// While it lives, notes what each statement of newly opened connections steps through without an
/// index.
class ScanWatch {
 public:
  ScanWatch() {
    most_.clear();
    sqlite3_auto_extension(reinterpret_cast<void (*)()>(watch));
  }
  ~ScanWatch() { sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(watch)); }
  ScanWatch(const ScanWatch&) = delete;
  ScanWatch& operator=(const ScanWatch&) = delete;

  /// SQL of statements that went through more than so many rows of a table, or made an index for
  /// themselves.
  [[nodiscard]] static std::string longer_than(int rows) {
    std::string all;
    for (const auto& [sql, steps] : most_) {
      if (steps > rows) all += sql + '\n';
    }
    return all;
  }

 private:
  static int watch(sqlite3* database, char** /*message*/, const void* /*api*/) {
    return sqlite3_trace_v2(database, SQLITE_TRACE_PROFILE, note, nullptr);
  }
  static int note(unsigned /*kind*/, void* /*context*/, void* statement, void* /*time*/) {
    auto* const done = static_cast<sqlite3_stmt*>(statement);
    int& most = most_[sqlite3_sql(done)];
    most = std::max({most, sqlite3_stmt_status(done, SQLITE_STMTSTATUS_FULLSCAN_STEP, 1),
                     sqlite3_stmt_status(done, SQLITE_STMTSTATUS_AUTOINDEX, 1)});
    return 0;
  }
  static inline std::map<std::string, int> most_;
};

TEST_P(StoreTest, OneDocumentIsFoundWithoutGoingThroughAll) {
  constexpr int kDocuments = 200;
  for (int i = 0; i < kDocuments; ++i) {
    const std::string number = std::to_string(i);
    add(source("pipes burst at mill " + number, "https://mill.example/" + number));
  }
  add(source("pipes burst at mill 7 again", "https://mill.example/7"));
  const ScanWatch watch;
  reopen();
  const std::string id =
      identity_hash("https://mill.example/7", "pipes burst at mill 7").substr(0, 16);
  EXPECT_TRUE(store_->moment());
  EXPECT_TRUE(store_->contents());
  EXPECT_TRUE(store_->document(id));
  EXPECT_TRUE(store_->stored(id));
  EXPECT_EQ(store_->versions(id)->size(), 1U);
  EXPECT_TRUE(store_->earlier_versions(id));
  EXPECT_EQ(store_->documents_of({id})->size(), 1U);
  EXPECT_TRUE(store_->decisions());
  EXPECT_TRUE(store_->story("n0123456789abcdef"));
  EXPECT_TRUE(store_->narratives_with(id));
  EXPECT_TRUE(store_->places_of({{id, ClaimIndex{0}}}));
  EXPECT_TRUE(store_->words_of({{id, ClaimIndex{0}}}));
  EXPECT_TRUE(store_->entities_of({id}));
  EXPECT_TRUE(store_->pair_matches({id}));
  EXPECT_TRUE(store_->claims({"", "", "", "", 50, 0, id}));
  EXPECT_TRUE(store_->known(source("pipes burst at mill 7", "https://mill.example/7")));
  EXPECT_EQ(ScanWatch::longer_than(kDocuments / 2), "");
}

TEST_P(StoreTest, KeepsWhatWasAdded) {
  Source first = source("forty pipes burst", "https://mill.example/1", "pile/a.html");
  first.charset = "utf-8";
  first.input_id = "7";
  first.captured = "2015-05-06T10:00:00Z";
  first.title = "Pipes";
  first.published = "2015-05-05";
  first.publisher = "The Mill Daily";
  first.modified = "2015-05-06";
  first.authors = {"Ann Lee", "Bo Orr"};
  first.from_feed = true;
  EXPECT_EQ(add(first), Added::document);
  reopen();
  const std::string id = identity_hash(first.url, first.bytes).substr(0, 16);
  EXPECT_EQ(store_->document_ids(), std::vector<std::string>{id});
  const StoredDocument stored = store_->stored(id).value();
  EXPECT_EQ(stored.source, first);
  EXPECT_EQ(stored.sha256, text::sha256_hex(first.bytes));
  Analysed expected = analyse(first);
  expected.document.article.id = id;
  expected.sketch.document = id;
  EXPECT_EQ(*store_->document(id).value(), expected.document);
  EXPECT_EQ(store_->sketch(id), expected.sketch);
}

TEST_P(StoreTest, IsIdempotent) {
  add(source("forty pipes burst"));
  add(source("forty pipes leak"));
  const std::string before = seen();
  EXPECT_EQ(add(source("forty pipes burst")), Added::nothing);
  EXPECT_EQ(seen(), before);
}

TEST_P(StoreTest, KnowsWhatItHasSeenJustSo) {
  Source each = source("forty pipes burst", "https://mill.example/1");
  EXPECT_EQ(store_->known(each), "");
  add(each);
  EXPECT_EQ(store_->known(each), identity_hash(each.url, each.bytes).substr(0, 16));
  for (const auto member : {&Source::bytes, &Source::url, &Source::path, &Source::title,
                            &Source::captured, &Source::charset, &Source::input_id}) {
    Source other = each;
    other.*member += "x";
    EXPECT_EQ(store_->known(other), "");
  }
}

TEST_P(StoreTest, FindsWhatARevisitRepeats) {
  const auto fetched = [&](const std::string& bytes, const std::string& captured) {
    Source each = source(bytes, "https://mill.example/1", "a.warc:" + captured);
    each.captured = captured;
    each.charset = "koi8-r";
    add(each);
  };
  fetched("forty pipes burst", "2015-05-01T10:00:00Z");
  fetched("fifty pipes burst", "2015-05-03T10:00:00Z");
  struct Row {
    Revisit revisit;
    std::string bytes;  // none: not found
  };
  const std::string url = "https://mill.example/1";
  const std::vector<Row> rows = {
      {{url, "2015-05-01T10:00:00Z", true}, "forty pipes burst"},
      {{url, "2015-05-02T10:00:00Z", true}, ""},
      {{url, "2015-05-02T10:00:00Z", false}, "forty pipes burst"},
      {{url, "2015-05-09T10:00:00Z", false}, "fifty pipes burst"},
      {{url, "2015-04-01T10:00:00Z", false}, ""},
      {{"https://mill.example/2", "2015-05-01T10:00:00Z", true}, ""},
      {{"", "2015-05-01T10:00:00Z", true}, ""},
  };
  for (const Row& row : rows) {
    const auto found = store_->revisited(row.revisit);
    ASSERT_TRUE(found);
    EXPECT_EQ(*found ? (*found)->bytes : "", row.bytes) << row.revisit.captured;
    EXPECT_TRUE(!*found || (*found)->charset == "koi8-r");
  }
}

TEST_P(StoreTest, IdsAreHashesOfAddressAndBytes) {
  add(source("abc"));
  add(source("abc", "https://mill.example/"));
  // printf abc | sha256sum; printf https://mill.example/abc | sha256sum
  EXPECT_EQ(identity_hash("", "abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(store_->all_document_ids().value().size(), 2U);
  EXPECT_TRUE(store_->document("ba7816bf8f01cfea"));
  EXPECT_TRUE(store_->document(text::sha256_hex("https://mill.example/abc").substr(0, 16)));
  EXPECT_EQ(store_->document("ba7816bf8f01cfeb").error().kind, ErrorKind::not_found);
}

TEST_P(StoreTest, EqualBytesWithoutAddressAreOneDocument) {
  EXPECT_EQ(add(source("abc", "", "b.txt")), Added::document);
  EXPECT_EQ(add(source("abc", "", "a.txt")), Added::sighting);
  EXPECT_EQ(add(source("abc", "", "c.txt")), Added::sighting);
  EXPECT_EQ(add(source("abc", "", "c.txt")), Added::nothing);
  const std::string id = store_->document_ids().value().at(0);
  EXPECT_EQ(store_->stored(id)->paths, (std::vector<std::string>{"a.txt", "b.txt", "c.txt"}));
  EXPECT_EQ(store_->document(id).value()->article.path, "a.txt");
}

TEST_P(StoreTest, EqualBytesFromTwoAddressesAreTwoDocuments) {
  add(source("forty pipes burst", "https://mill.example/1"));
  EXPECT_EQ(add(source("forty pipes burst", "https://echo.example/9")), Added::document);
  EXPECT_EQ(store_->document_ids()->size(), 2U);
  EXPECT_EQ(store_->pair_matches()->size(), 1U);
}

TEST_P(StoreTest, AChangedPageIsANewVersion) {
  Source first = source("forty pipes burst", "https://mill.example/1");
  first.captured = "2015-05-06T10:00:00Z";
  Source second = source("fifty pipes burst", "https://mill.example/1");
  second.captured = "2015-05-06T11:30:00+02:00";  // earlier, for all its digits
  Source other = source("forty pipes burst there", "https://echo.example/");
  EXPECT_EQ(add(first), Added::document);
  EXPECT_EQ(add(second), Added::new_version);
  EXPECT_EQ(add(other), Added::document);
  const std::string id = identity_hash(first.url, first.bytes).substr(0, 16);
  const std::string old_id = identity_hash(second.url, second.bytes).substr(0, 16);
  EXPECT_EQ(store_->document_ids()->size(), 2U);
  EXPECT_EQ(store_->versions(old_id).value(), std::vector<std::string>{id});
  EXPECT_EQ(store_->earlier_versions(id).value(), std::vector<std::string>{old_id});
  EXPECT_TRUE(store_->earlier_versions(old_id).value().empty()) << "it is not current";
  EXPECT_TRUE(store_->stored(id)->current);
  EXPECT_FALSE(store_->stored(old_id)->current);
  EXPECT_EQ(store_->candidates(old_id, analyse(second).sketch, {0})->size(), 1U)
      << "versions are not compared with each other";
  EXPECT_EQ(store_->pair_matches()->size(), 1U);
  EXPECT_EQ(store_->search("fifty", 9)->size(), 0U);
  EXPECT_TRUE(store_->document(old_id)) << "both are kept";
  // The older content is back: what was captured last is current.
  second.captured = "2015-05-07T00:00:00Z";
  EXPECT_EQ(add(second), Added::sighting);
  EXPECT_TRUE(store_->stored(old_id)->current);
  EXPECT_EQ(store_->search("fifty", 9)->size(), 1U);
}

TEST_P(StoreTest, ClashingIdsGoToTheSmallerHash) {
  StoreOptions options = options_for_tests();
  options.id_length = 1;
  std::vector<Source> pile;
  for (int i = 0; i < 40; ++i) pile.push_back(source("pipes burst " + std::to_string(i)));
  std::string expected;
  for (int round = 0; round < 3; ++round) {
    Folder folder;
    store_.reset();
    store_ = kSqlite.open(folder, options).value();
    for (const Source& each : pile) add(each);
    if (round == 0) expected = seen();
    EXPECT_EQ(seen(), expected);
    const std::vector<std::string> ids = store_->all_document_ids().value();
    for (const std::string& id : ids) {
      EXPECT_TRUE(id.size() == 1 || id.size() == 64);
      if (id.size() == 1) continue;
      EXPECT_LT(store_->stored(id.substr(0, 1))->full_hash, id);
    }
    std::rotate(pile.begin(), pile.begin() + 13, pile.end());
    std::reverse(pile.begin(), pile.end());
    store_.reset();
  }
}

TEST_P(StoreTest, TheOrderOfAddingDoesNotShow) {
  std::vector<Source> pile = {
      source("forty pipes burst", "", "b"),
      source("forty pipes burst", "", "a"),
      source("forty pipes leak", "https://mill.example/1"),
      source("forty pipes leaked", "https://mill.example/1"),
      source("the roof burst", "https://mill.example/2"),
      source("the roof burst", "https://echo.example/2"),
      source("nothing of the kind", "", "c"),
  };
  pile[2].captured = "2015-01-01";
  std::vector<std::size_t> order(pile.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::string expected;
  for (int round = 0; round < 20; ++round) {
    Folder folder;
    store_ = GetParam().open(folder, options_for_tests()).value();
    for (const std::size_t i : order) add(pile[i]);
    if (round == 0) expected = seen();
    EXPECT_EQ(seen(), expected);
    for (int i = 0; i < 37; ++i) std::next_permutation(order.begin(), order.end());
    std::rotate(order.begin(), order.begin() + 3, order.end());
    store_.reset();
  }
}

TEST_P(StoreTest, KeysAreFoundHoweverManyDocumentsThereAre) {
  constexpr std::size_t kCount = 600;  // keys move from table to table meanwhile
  const auto some = [](std::size_t i) {
    return source("pipes " + std::to_string(i % 300), {}, std::to_string(i));
  };
  const MatchMaker none = [](const Analysed&) { return std::vector<PairMatch>(); };
  {
    const auto change = store_->change().value();
    for (std::size_t i = 0; i < kCount; ++i) {
      Source each = some(i);
      each.bytes += i < 300 ? " burst" : " leak";
      ASSERT_TRUE(store_->add(each, analyse(each), none));
    }
    ASSERT_TRUE(change->keep());
  }
  const auto count = [&](const std::string& words) {
    return store_->sharing(analyse(source(words)).sketch.keys, "", 9999).value().size();
  };
  EXPECT_EQ(count("pipes"), kCount);
  EXPECT_EQ(count("burst"), kCount / 2);
  EXPECT_EQ(count("17"), 2U);
  EXPECT_EQ(store_->sharing(analyse(source("pipes 17 leak")).sketch.keys, "", 1).value()[0].second,
            3U);
  const std::string id =
      store_->sharing(analyse(source("17 leak")).sketch.keys, "", 1).value()[0].first;
  ASSERT_TRUE(store_->replace_reading(id, analyse(source("other words")), none));
  EXPECT_EQ(count("17"), 1U) << "keys go with the reading";
  EXPECT_EQ(count("pipes"), kCount - 1);
}

TEST_P(StoreTest, DocumentsMeetByTwoKeysOrByOneThatTellsEnough) {
  const auto dated = [](const std::string& words, const std::string& day) {
    Source from = source(words);
    from.published = day;
    return from;
  };
  const Source first = dated("!Oruro pipes burst", "2015-05-06");
  const std::vector<Source> meets = {
      dated("pipes that burst", "2015-05-07"),
      dated("burst of pipes", "2011-01-01"),                  // however long ago
      dated("!Oruro", "2015-07-05"), dated("in !Oruro", ""),  // it may be of that day
  };
  const std::vector<Source> does_not = {dated("of pipes", "2015-05-06"),
                                        dated("of !Oruro", "2015-07-06")};
  std::vector<std::string> expected;
  ASSERT_EQ(add(first), Added::document);
  for (const Source& each : meets) {
    ASSERT_EQ(add(each), Added::document);
    expected.push_back(identity_hash(each.url, each.bytes).substr(0, 16));
  }
  for (const Source& each : does_not) ASSERT_EQ(add(each), Added::document);
  std::sort(expected.begin(), expected.end());
  const std::string id = identity_hash(first.url, first.bytes).substr(0, 16);
  EXPECT_EQ(store_->candidates(id, analyse(first).sketch, {.days = 60}), expected);
}

TEST_P(StoreTest, SearchPrefersTheClauseAndFoldsWords) {
  add(source("forty pipes burst in Oruro"));
  add(source("a pipe burst"));
  add(source("Ślub w Łodzi"));
  EXPECT_EQ(store_->search("PIPE", 9)->size(), 2U);
  EXPECT_EQ(store_->search("slub lodzi", 9)->size(), 1U);
  EXPECT_EQ(store_->search("forty pipes", 1)->at(0).claim.document,
            identity_hash("", "forty pipes burst in Oruro").substr(0, 16));
  for (const char* odd : {"", "\"", "AND OR NOT", "* ^ ( )", "clause:x", "\xff\xfe"}) {
    EXPECT_TRUE(store_->search(odd, 9)) << odd;
  }
}

TEST_P(StoreTest, SearchFindsWhatHasCommonWordsTogether) {
  // Words that a thousand claims and more have say little each; claims that have all of them, or
  // all but one, are found all the same, and a rare word finds its claim beside any of them.
  for (const char* common : {"harbour", "closed", "market", "bridge"}) {
    const Source from = source(std::string(common) + " page");
    Analysed many = analyse(from);
    many.document.reading.claims.claims.resize(1100, many.document.reading.claims.claims[0]);
    ASSERT_TRUE(store_->add(from, std::move(many), matcher()));
  }
  const auto first = [&](const char* query) {
    const auto hits = store_->search(query, 9).value();
    return hits.empty() ? std::string() : hits[0].claim.document;
  };
  add(source("harbour closed by ice"));
  add(source("market of the harbour closed"));
  const auto id = [](const char* text) { return identity_hash("", text).substr(0, 16); };
  EXPECT_EQ(first("harbour closed market"), id("market of the harbour closed"));
  EXPECT_EQ(first("closed harbour bridge market"), id("market of the harbour closed"));
  EXPECT_EQ(first("harbour ice market bridge"), id("harbour closed by ice"));
  EXPECT_EQ(store_->search("harbour", 9999)->size(), 1102U);
  const ClaimId claim{id("harbour closed by ice"), {}};
  const std::vector<ClaimWords> words = store_->words_of({claim, {"none", {}}}).value();
  EXPECT_EQ(words[0].sentence, "harbour closed by ice");
  EXPECT_EQ(words[1].sentence, "");
}

TEST_P(StoreTest, ListsAreByDateThenIdWhateverTheOrder) {
  for (const char* text : {"one", "two", "three", "four", "five"}) {
    Source from = source(text);
    if (from.bytes != "two") from.published = from.bytes == "one" ? "2015-05-02" : "2015-05-01";
    add(from);
  }
  Filter page;
  page.limit = 2;
  std::vector<std::pair<std::string, std::string>> seen;
  for (page.offset = 0; page.offset < 6; page.offset += 2) {
    const std::vector<DocumentRow> rows = store_->documents(page).value();
    const std::vector<ClaimRow> claims = store_->claims(page).value();
    ASSERT_EQ(claims.size(), rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      EXPECT_EQ(claims[i].id.document, rows[i].id);
      seen.emplace_back(rows[i].published.empty() ? "9" : rows[i].published, rows[i].id);
    }
  }
  EXPECT_EQ(seen.size(), 5U);
  EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));
  EXPECT_EQ(seen.back().first, "9");  // the undated come last
}

TEST_P(StoreTest, ListingsFilterAndPage) {
  for (int day = 1; day <= 5; ++day) {
    Source each = source("pipes burst on day " + std::to_string(day));
    if (day < 5) each.published = "2015-05-0" + std::to_string(day);
    add(each);
  }
  const auto count = [&](const Filter& filter) { return store_->documents(filter)->size(); };
  EXPECT_EQ(count({}), 5U);
  EXPECT_EQ(count({"2015-05-02", "", "", "", 50, 0}), 3U);
  EXPECT_EQ(count({"2015-05-02", "2015-05-03", "", "", 50, 0}), 2U);
  EXPECT_EQ(count({"", "", "oruro", "", 50, 0}), 5U);
  EXPECT_EQ(count({"", "", "geonames:3909234", "", 50, 0}), 5U);
  EXPECT_EQ(count({"", "", "Paris", "", 50, 0}), 0U);
  EXPECT_EQ(count({"", "", "", "LEE", 50, 0}), 5U);
  EXPECT_EQ(count({"", "", "", "le", 50, 0}), 0U) << "whole words only";
  EXPECT_EQ(count({"", "", "", "", 2, 4}), 1U);
  EXPECT_EQ(store_->documents({"", "", "", "", 1, 0})->at(0).published, "2015-05-01");
  EXPECT_EQ(store_->documents({"", "", "", "", 1, 4})->at(0).published, "") << "undated last";
  EXPECT_EQ(store_->claims({"2015-05-04", "", "oruro", "lee", 50, 0})->size(), 1U);
  const std::string third = store_->documents({"", "", "", "", 1, 2})->at(0).id;
  EXPECT_EQ(count({"", "", "", "", 50, 0, third}), 1U);
  EXPECT_EQ(count({"", "", "", "lee", 50, 0, third}), 1U);
  EXPECT_EQ(count({"2015-05-04", "", "", "", 50, 0, third}), 0U) << "all bounds hold";
  EXPECT_EQ(count({"", "", "", "", 50, 0, "' OR 1=1 --"}), 0U);
  const auto claims = store_->claims({"", "", "", "", 50, 0, third}).value();
  ASSERT_FALSE(claims.empty());
  for (const ClaimRow& claim : claims) EXPECT_EQ(claim.id.document, third);
  EXPECT_EQ(store_->sources({"", "", "", "", 50, 0, third})->at(0).attributions, 1U);
  EXPECT_EQ(store_->filtered({"", "", "", "", 50, 0, third}).value(), std::vector{third});
  const auto sources = store_->sources({}).value();
  ASSERT_EQ(sources.size(), 1U);
  EXPECT_EQ(sources[0].id, "s:ann lee");
  EXPECT_EQ(sources[0].attributions, 5U);
  EXPECT_EQ(sources[0].documents.size(), 5U);
  EXPECT_EQ(store_->within(-20, -70, -10, -60)->size(), 5U);
  EXPECT_EQ(store_->within(10, -70, 20, -60)->size(), 0U);
}

TEST_P(StoreTest, TotalsCountWhatListingsList) {
  for (int day = 1; day <= 5; ++day) {
    Source each = source("pipes burst on day " + std::to_string(day));
    if (day < 5) each.published = "2015-05-0" + std::to_string(day);
    add(each);
  }
  const std::string third = store_->documents({"", "", "", "", 1, 2})->at(0).id;
  const std::vector<Filter> filters = {{},
                                       {"", "", "", "", 50, 0, third},
                                       {"", "", "oruro", "lee", 50, 0, third},
                                       {"2015-05-02", "", "", "", 50, 0},
                                       {"2015-05-02", "2015-05-03", "", "", 50, 0},
                                       {"", "", "oruro", "", 50, 0},
                                       {"", "", "Paris", "", 50, 0},
                                       {"", "", "", "lee", 50, 0},
                                       {"2015-05-04", "", "oruro", "lee", 50, 0}};
  for (const Filter& filter : filters) {
    Filter page = filter;  // of which the totals know nothing
    page.limit = 1;
    page.offset = 3;
    EXPECT_EQ(store_->total(Listed::documents, page), store_->documents(filter)->size());
    EXPECT_EQ(store_->total(Listed::claims, page), store_->claims(filter)->size());
    EXPECT_EQ(store_->total(Listed::sources, page), store_->sources(filter)->size());
  }
  const StoreTotals totals = store_->totals().value();
  EXPECT_EQ(totals.documents, 5U);
  EXPECT_EQ(totals.claims, store_->claims({})->size());
  EXPECT_EQ(totals.attributions, 5U);
  add(source("another one"));
  EXPECT_GT(store_->totals()->generation, totals.generation);
  EXPECT_EQ(store_->total(Listed::documents, {}), 6U) << "counted anew: the store was written to";
  reopen();
  EXPECT_EQ(store_->total(Listed::sources, {}), 1U);
  auto other = GetParam().open(folder_, options_for_tests()).value();
  const Source last = source("one more by somebody else");
  ASSERT_TRUE(other->add(last, analyse(last), [](const Analysed&) {
    return Result<std::vector<PairMatch>>(std::vector<PairMatch>{});
  }));
  EXPECT_EQ(store_->total(Listed::documents, {}), 6U + 1);

  auto rows = store_->documents({}).value();
  std::swap(rows.front(), rows.back());
  std::vector<std::string> ids = {"ffffffffffffffff", "' OR 1=1 --"};
  for (const DocumentRow& row : rows) ids.push_back(row.id);
  const auto found = store_->documents_of(ids).value();
  ASSERT_EQ(found.size(), rows.size()) << "in the order asked for, without what is not there";
  for (std::size_t i = 0; i < rows.size(); ++i) EXPECT_EQ(found[i].id, rows[i].id);
}

TEST_P(StoreTest, GroupsAreMadeOncePerChange) {
  int calls = 0;
  const auto grouper = [&calls](const Store& store, Regrouping& groups) -> Result<void> {
    ++calls;
    EXPECT_TRUE(groups.renew_units());
    Narrative narrative;
    narrative.id = "n1";
    narrative.documents = store.document_ids().value();
    Grouping grouping;
    grouping.narratives = {narrative};
    return groups.put_stories(Regrouping::kRuled, grouping);
  };
  store_->set_grouper(grouper);
  add(source("a b c"));
  EXPECT_EQ(store_->grouping().value()->narratives[0].documents.size(), 1U);
  EXPECT_EQ(store_->grouping().value()->narratives[0].documents.size(), 1U);
  EXPECT_EQ(calls, 1);
  add(source("d e f"));
  add(source("d e f"));
  EXPECT_EQ(store_->grouping().value()->narratives[0].documents.size(), 2U);
  EXPECT_EQ(calls, 2);
  reopen();
  store_->set_grouper(grouper);
  EXPECT_EQ(store_->grouping().value()->narratives[0].documents.size(), 2U);
  EXPECT_EQ(calls, 2) << "kept in the store";
}

TEST_P(StoreTest, AFailedAddLeavesNothing) {
  add(source("a b c"));
  const std::string before = seen();
  const Source other = source("a b d");
  const auto failed = store_->add(other, analyse(other), [](const Analysed&) {
    return Result<std::vector<PairMatch>>(fail(ErrorKind::store, "no"));
  });
  EXPECT_EQ(failed.error().message, "no");
  EXPECT_EQ(seen(), before);
  EXPECT_EQ(add(other), Added::document);
}

TEST_P(StoreTest, AChangeIsKeptAsAWhole) {
  const Source first = source("a b c");
  const Source second = source("a b d");
  const std::string before = seen();
  std::string id;
  {
    const auto change = store_->change().value();
    ASSERT_TRUE(store_->add(first, analyse(first), matcher()));
    id = store_->document_ids().value().at(0);
    ASSERT_TRUE(store_->document(id));
  }
  EXPECT_EQ(seen(), before);
  EXPECT_FALSE(store_->document(id)) << "undone with all that was read inside";
  {
    const auto change = store_->change().value();
    ASSERT_TRUE(store_->add(first, analyse(first), matcher()));
    const auto failed = store_->add(second, analyse(second), [](const Analysed&) {
      return Result<std::vector<PairMatch>>(fail(ErrorKind::input, "no"));
    });
    EXPECT_EQ(failed.error().message, "no");
    ASSERT_TRUE(change->keep());
  }
  const std::string one = seen();
  EXPECT_NE(one, before);
  EXPECT_EQ(store_->document_ids().value().size(), 1U) << "one that fails leaves its neighbours";
  reopen();
  EXPECT_EQ(seen(), one);
  EXPECT_EQ(add(second), Added::document);
}

TEST_P(StoreTest, AnotherAnalysisAsksForARebuild) {
  add(source("forty pipes burst"));
  add(source("forty pipes leak"));
  const std::string before = seen();
  StoreOptions other = options_for_tests();
  other.analysis = "analysis 2";
  reopen(other);
  EXPECT_TRUE(store_->needs_rebuild());
  const Source third = source("more pipes");
  EXPECT_NE(store_->add(third, analyse(third), matcher()).error().message.find("rebuild"),
            std::string::npos);
  EXPECT_EQ(store_->document_ids().error().kind, ErrorKind::store);
  EXPECT_EQ(store_->search("pipes", 9).error().kind, ErrorKind::store);
  const std::vector<std::string> ids = store_->all_document_ids().value();
  ASSERT_TRUE(store_->begin_rebuild());
  ASSERT_TRUE(store_->replace_reading(ids[0], analyse(store_->stored(ids[0])->source), matcher()));
  reopen(other);
  EXPECT_TRUE(store_->needs_rebuild()) << "broken off half way";
  ASSERT_TRUE(store_->begin_rebuild());
  for (const std::string& id : ids) {
    ASSERT_TRUE(store_->replace_reading(id, analyse(store_->stored(id)->source), matcher()));
  }
  ASSERT_TRUE(store_->finish_rebuild());
  EXPECT_EQ(seen(), before);
  reopen(other);
  EXPECT_FALSE(store_->needs_rebuild());
  EXPECT_EQ(seen(), before);
}

/// A note on a document that the store holds or does not.
Decision note(std::size_t number, const std::string& hash = {}) {
  Decision made;
  made.number = number;
  made.verb = Verb::note;
  made.about = {{AnchorKind::document, hash, {{0, 4}}, "pipes \"burst\""}};
  made.value = "a note";
  made.by = "ann";
  made.at = "2020-02-03T04:05:06Z";
  return made;
}

Result<void> decide(Store& store, const Decision& decision) {
  return store.decide(decision, {}, [](const Analysed&) {
    return Result<std::vector<PairMatch>>(std::vector<PairMatch>{});
  });
}

TEST_P(StoreTest, ContentsAreNamedAnewByAllButNotes) {
  add(source("pipes burst"));
  const std::int64_t first = store_->contents().value();
  ASSERT_TRUE(decide(*store_, note(1)));
  EXPECT_EQ(store_->contents(), first);
  Decision undo = note(2);
  undo.verb = Verb::undo;
  undo.undoes = 1;
  ASSERT_TRUE(decide(*store_, undo));
  const std::int64_t second = store_->contents().value();
  EXPECT_GT(second, first);
  add(source("another one"));
  const std::int64_t third = store_->contents().value();
  EXPECT_GT(third, second);
  // Read anew, a store of as many documents would have the same number again.
  ASSERT_TRUE(store_->begin_rebuild());
  EXPECT_GT(store_->contents().value(), third);
  ASSERT_TRUE(store_->finish_rebuild());
  EXPECT_GT(store_->contents().value(), third);
}

TEST_P(StoreTest, OnlyWhatIsMergedOrSplitMovesGroups) {
  int made = 0;
  store_->set_grouper([&](const Store&, Regrouping& groups) -> Result<void> {
    ++made;
    if (auto units = groups.renew_units(); !units) return tl::unexpected<Error>(units.error());
    return {};
  });
  const Source from = source("pipes burst");
  add(from);
  ASSERT_TRUE(store_->settle());
  const int at_first = made;
  const std::string hash = identity_hash("", from.bytes);
  ASSERT_TRUE(decide(*store_, note(1, hash)));
  Decision link = note(2, hash);
  link.verb = Verb::link;
  ASSERT_TRUE(decide(*store_, link));
  ASSERT_TRUE(store_->settle());
  EXPECT_EQ(made, at_first);
  Decision merge = note(3, hash);
  merge.verb = Verb::merge;
  ASSERT_TRUE(decide(*store_, merge));
  ASSERT_TRUE(store_->settle());
  EXPECT_EQ(made, at_first + 1);
  Decision undo = note(4);
  undo.verb = Verb::undo;
  undo.undoes = 3;
  ASSERT_TRUE(decide(*store_, undo));
  ASSERT_TRUE(store_->settle());
  EXPECT_EQ(made, at_first + 2);
}

TEST_P(StoreTest, TheLogIsKept) {
  add(source("pipes burst"));
  EXPECT_TRUE(store_->decisions()->empty());
  Decision second = note(2, std::string(64, 'f'));
  second.verb = Verb::undo;
  second.undoes = 1;
  ASSERT_TRUE(decide(*store_, note(1)));
  ASSERT_TRUE(decide(*store_, second));
  const std::vector<Decision> log = {note(1), second};
  EXPECT_EQ(store_->decisions().value(), log);
  StoreOptions other = options_for_tests();
  other.analysis = "analysis 2";
  reopen(other);
  EXPECT_EQ(store_->decisions().value(), log) << "whatever the analysis";
  EXPECT_NE(decide(*store_, note(3)).error().message.find("rebuild"), std::string::npos);
  const std::string id = store_->all_document_ids().value().front();
  ASSERT_TRUE(store_->begin_rebuild());
  EXPECT_EQ(store_->decisions().value(), log) << "half way through";
  ASSERT_TRUE(store_->replace_reading(id, analyse(store_->stored(id)->source), matcher()));
  ASSERT_TRUE(store_->finish_rebuild());
  EXPECT_EQ(store_->decisions().value(), log);
}

TEST_P(StoreTest, TheLogIsWrittenByOneAtATime) {
  ASSERT_TRUE(decide(*store_, note(1)));
  for (const std::size_t number : {1U, 3U}) {
    const auto late = decide(*store_, note(number));
    ASSERT_FALSE(late);
    EXPECT_NE(late.error().message.find("try again"), std::string::npos);
  }
  EXPECT_EQ(store_->decisions()->size(), 1U);
}

TEST_P(StoreTest, ADecisionAndItsReadingsAreOneStep) {
  const Source from = source("forty pipes burst");
  add(from);
  add(source("forty pipes leak"));
  const std::string id = identity_hash("", from.bytes).substr(0, 16);
  EXPECT_EQ(store_->id_with_hash(identity_hash("", from.bytes)).value(), id);
  EXPECT_EQ(store_->id_with_hash(id).value(), std::nullopt) << "the beginning of a hash is none";
  const std::string before = seen();
  Analysed other = analyse(from);
  other.document.article.publisher = "The Mill Daily";
  const auto failed = store_->decide(note(1), {{id, other}}, [](const Analysed&) {
    return Result<std::vector<PairMatch>>(fail(ErrorKind::store, "no"));
  });
  EXPECT_EQ(failed.error().message, "no");
  EXPECT_TRUE(store_->decisions()->empty());
  EXPECT_EQ(seen(), before);
  ASSERT_TRUE(store_->decide(note(1), {{id, other}}, matcher()));
  EXPECT_EQ(store_->document(id).value()->article.publisher, "The Mill Daily");
  EXPECT_EQ(store_->documents({}).value()[0].publisher + store_->documents({}).value()[1].publisher,
            "The Mill Daily");
  EXPECT_EQ(seen(), before) << "matched anew with the same outcome";
}

TEST_P(StoreTest, TwoAtATimeSeeEachOther) {
  auto second = GetParam().open(folder_, options_for_tests()).value();
  add(source("forty pipes burst", "", "b"));
  const std::string id = second->document_ids().value().at(0);
  EXPECT_EQ(second->document(id).value()->article.path, "b");
  add(source("forty pipes burst", "", "a"));
  EXPECT_EQ(second->document(id).value()->article.path, "a") << "nothing stale is kept";
}

TEST_P(StoreTest, AMomentStands) {
  add(source("forty pipes burst"));
  auto reader = GetParam().open(folder_, options_for_tests()).value();
  const auto version = reader->version().value();
  EXPECT_EQ(reader->version(), version);
  auto moment = reader->moment();
  ASSERT_TRUE(moment) << moment.error().message;
  add(source("fifty pipes burst"));
  EXPECT_EQ(reader->document_ids()->size(), 1U);
  EXPECT_EQ(reader->totals()->documents, 1U);
  moment->reset();
  EXPECT_EQ(reader->document_ids()->size(), 2U);
  EXPECT_NE(reader->version(), version);
  ASSERT_TRUE(store_->begin_rebuild());
  EXPECT_EQ(reader->moment().error().kind, ErrorKind::store) << "half a rebuild is no moment";
  EXPECT_TRUE(reader->documents({})) << "and the refused one does not go on";
}

INSTANTIATE_TEST_SUITE_P(Stores, StoreTest, testing::Values(kSqlite),
                         [](const auto& row) { return std::string(row.param.name); });

// What follows is about SQLite's file alone.

std::string opening(const std::string& file, bool read_only = false) {
  StoreOptions options = options_for_tests();
  options.read_only = read_only;
  const auto opened = open_store(file, options);
  return opened ? "opened" : opened.error().message;
}

void execute(const std::string& file, const char* sql) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &database), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(database, sql, nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(database);
}

Result<Added> add_to(Store& store, const Source& from) {
  return store.add(from, analyse(from), [](const Analysed&) {
    return Result<std::vector<PairMatch>>(std::vector<PairMatch>{});
  });
}

TEST(SqliteFile, WhatCannotBeOpenedIsSaid) {
  const Folder folder;
  const auto contains = [](const std::string& message, const char* words) {
    EXPECT_NE(message.find(words), std::string::npos) << message;
  };
  contains(opening(folder.file("none/x.db")), "there is no folder");
  contains(opening(folder.file("")), "is a folder");
  contains(opening(folder.file("x.db"), true), "does not exist");
  std::ofstream(folder.file("text.db")) << std::string(5000, 'x');
  contains(opening(folder.file("text.db")), "is not a database");
  execute(folder.file("other.db"), "CREATE TABLE t(x)");
  contains(opening(folder.file("other.db")), "another program");
  std::ofstream(folder.file("empty.db")) << "";
  contains(opening(folder.file("empty.db"), true), "is empty");
  contains(opening(folder.file("empty.db")), "opened");
  execute(folder.file("empty.db"), "PRAGMA user_version = 99");
  contains(opening(folder.file("empty.db")), "newer hearsay (schema 99");
  contains(opening("postgresql://x/y"), "not built yet");
}

TEST(SqliteFile, OddNamesAreNames) {
  const Folder folder;
  for (const char* name : {"a b.db", "per%20cent.db", "ask?mode=memory.db", "#.db", "ü.db"}) {
    EXPECT_EQ(opening(folder.file(name)), "opened");
    EXPECT_TRUE(fs::exists(folder.file(name))) << name;
  }
}

TEST(SqliteFile, ALockIsWaitedForAndSaid) {
  const Folder folder;
  const auto store = open_store(folder.file("x.db"), options_for_tests()).value();
  sqlite3* other = nullptr;
  sqlite3_open(folder.file("x.db").c_str(), &other);
  sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
  const auto refused = add_to(*store, source("abc"));
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("another process"), std::string::npos);
  EXPECT_TRUE(store->document_ids()) << "reading goes on";
  sqlite3_exec(other, "COMMIT", nullptr, nullptr, nullptr);
  sqlite3_close(other);
  EXPECT_TRUE(add_to(*store, source("abc")));
}

// Schema 1 knew less of a sighting. The undone parts of migration 2 make such a store.
TEST(SqliteFile, AStoreOfTheFirstSchemaIsBroughtUpToDate) {
  const Folder folder;
  Source from = source("What was said.", "https://example.org/a", "feed.xml#1");
  from.title = "A title";
  from.published = "2020-02-03";
  from.captured = "2020-02-04T00:00:00Z";
  std::string id;
  {
    const auto store = open_store(folder.file("x.db"), options_for_tests()).value();
    ASSERT_TRUE(add_to(*store, from));
    id = store->all_document_ids().value().front();
  }
  execute(folder.file("x.db"),
          "CREATE TABLE first AS SELECT document, captured, path, input_id, media_type, charset,"
          " title, published, publisher FROM sightings;"
          "DROP TABLE sightings; ALTER TABLE first RENAME TO sightings; PRAGMA user_version = 1");
  EXPECT_NE(opening(folder.file("x.db"), true).find("older hearsay"), std::string::npos);
  const auto store = open_store(folder.file("x.db"), options_for_tests()).value();
  EXPECT_EQ(store->all_document_ids().value(), std::vector<std::string>{id});
  const Source kept = store->stored(id).value().source;
  EXPECT_EQ(kept.bytes, from.bytes);
  EXPECT_EQ(kept.path, from.path);
  EXPECT_EQ(kept.title, from.title);
  EXPECT_EQ(kept.published, from.published);
  EXPECT_EQ(kept.captured, from.captured);
  EXPECT_TRUE(kept.authors.empty());
  Source again = from;
  again.authors = {"Ann Lee"};
  EXPECT_TRUE(add_to(*store, again)) << "the new columns take what is new";
  EXPECT_EQ(opening(folder.file("x.db"), true), "opened");
}

TEST(SqliteFile, ADamagedReadingIsSaid) {
  const Folder folder;
  const std::string file = folder.file("x.db");
  {
    ASSERT_TRUE(add_to(*open_store(file, options_for_tests()).value(), source("abc")));
  }
  execute(file,
          "UPDATE packed_readings SET packed = x'00'; UPDATE originals SET packed = x'28b52ffd'");
  const auto store = open_store(file, options_for_tests()).value();
  const std::string id = store->document_ids().value().at(0);
  EXPECT_NE(store->document(id).error().message.find("damaged"), std::string::npos);
  EXPECT_NE(store->stored(id).error().message.find("damaged"), std::string::npos);
}

/// Runs `work` in a process of its own, which may be limited or lose its rights; its exit status.
template <typename Work>
int in_child(const Work& work) {
  const pid_t child = fork();
  if (child == 0) _exit(work());
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

TEST(SqliteFile, AFullDiskLosesNothing) {
  const Folder folder;
  const std::string file = folder.file("x.db");
  const auto text = [](int i) {
    std::string words;
    for (int k = 0; k < 2000; ++k) words += text::sha256_hex(std::to_string(i * 2000 + k)) + ' ';
    return words;
  };
  // The child reports how many documents it was told are kept; 100 and more: something was wrong.
  const int kept = in_child([&] {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{2'000'000, 2'000'000};
    setrlimit(RLIMIT_FSIZE, &limit);
    auto store = open_store(file, options_for_tests());
    if (!store) return 100;
    for (int i = 0; i < 90; ++i) {
      const auto added = add_to(**store, source(text(i)));
      if (added) continue;
      if (added.error().message.find("cannot grow") == std::string::npos) return 101;
      // The store can still be read.
      if ((*store)->document_ids()->size() != static_cast<std::size_t>(i)) return 102;
      return i;
    }
    return 103;
  });
  ASSERT_GT(kept, 0);
  ASSERT_LT(kept, 90);
  const auto store = open_store(file, options_for_tests());
  ASSERT_TRUE(store) << store.error().message;
  EXPECT_EQ((*store)->document_ids()->size(), static_cast<std::size_t>(kept));
  for (int i = 0; i < kept; ++i) {
    EXPECT_EQ((*store)->stored(identity_hash("", text(i)).substr(0, 16))->source.bytes, text(i));
  }
  EXPECT_TRUE(add_to(**store, source(text(kept)))) << "with room again, it goes on";
}

TEST(SqliteFile, AReadOnlyFolderCanBeReadAndSaysSo) {
  const Folder folder;
  const std::string file = folder.file("x.db");
  {
    ASSERT_TRUE(add_to(*open_store(file, options_for_tests()).value(), source("abc")));
  }
  constexpr auto kRead = fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read;
  constexpr auto kEnter = fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec;
  fs::permissions(file, kRead);
  fs::permissions(folder.file(""), kRead | kEnter);
  const int status = in_child([&] {
    // Root may write everywhere.
    if (geteuid() == 0 && setuid(65534) != 0) return 77;
    const std::string writing = opening(file);
    if (writing.find("read-only") == std::string::npos) return 1;
    if (opening(folder.file("new.db")).find("read-only") == std::string::npos) return 2;
    StoreOptions options = options_for_tests();
    options.read_only = true;
    const auto store = open_store(file, options);
    if (!store) return 3;
    if ((*store)->document_ids()->size() != 1) return 4;
    const auto added = add_to(**store, source("def"));
    if (added || added.error().message.find("read-only") == std::string::npos) return 5;
    return 0;
  });
  if (status == 77) GTEST_SKIP() << "rights cannot be given up here";
  EXPECT_EQ(status, 0);
}

TEST(Instant, SortsInUtc) {
  const std::pair<const char*, const char*> rows[] = {
      {"2015-05-06T11:30:00+02:00", "2015-05-06T09:30:00Z"},
      {"2015-05-06T11:30:00.123Z", "2015-05-06T11:30:00Z"},
      {"2015-05-06T23:30-0100", "2015-05-07T00:30:00Z"},
      {"2015-05-06 11:30", "2015-05-06T11:30:00Z"},
      {"2015-05-06", "2015-05-06"},
      {"2015-02-30T11:30:00Z", "2015-02-30T11:30:00Z"},
      {"yesterday", "yesterday"},
      {"", ""},
  };
  for (const auto& [instant, expected] : rows) EXPECT_EQ(store::sortable(instant), expected);
}

}  // namespace
}  // namespace hearsay
