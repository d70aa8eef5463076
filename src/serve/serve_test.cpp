// The server's parts by themselves; tests/serve_test.py asks the whole over HTTP.
#include "serve/serve.h"

#include <gtest/gtest.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "serve/cache.h"
#include "serve/connection.h"
#include "serve/embedded.h"
#include "serve/guard.h"
#include "serve/page.h"
#include "serve/parameters.h"
#include "serve/routes.h"

namespace hearsay::serve {
namespace {

using Kind = Parameter::Kind;

// What may be asked with.

const std::vector<Parameter> kParameters = {
    {"id", Kind::text, "", true, 0, 10},
    {"since", Kind::day, ""},
    {"until", Kind::day, ""},
    {"limit", Kind::number, "", false, 1, 500, {}, "50"},
    {"format", Kind::choice, "", false, 0, 0, {"json", "bibtex"}, "json"}};

TEST(Parameters, GiveCheckedValues) {
  struct Row {
    Given given;
    std::string name, value;
  };
  const std::vector<Row> rows = {
      {{{"id", "a"}}, "limit", "50"},
      {{{"id", "a"}, {"limit", "007"}}, "limit", "7"},
      {{{"id", "a"}, {"since", "2015"}}, "since", "2015-01-01"},
      {{{"id", "a"}, {"until", "2015"}}, "until", "2015-12-31"},
      {{{"id", "a"}, {"until", "2016-02"}}, "until", "2016-02-29"},
      {{{"id", "a"}, {"since", "2015-05-05"}}, "since", "2015-05-05"},
      {{{"id", "a"}, {"since", ""}}, "since", ""},
      {{{"id", "a"}, {"format", "bibtex"}}, "format", "bibtex"},
      {{{"id", "a"}}, "format", "json"},
      {{{"id", "<b>'--"}}, "id", "<b>'--"},
  };
  for (const Row& row : rows) {
    const auto values = checked(kParameters, row.given);
    ASSERT_TRUE(values) << values.error().message;
    EXPECT_EQ(values->text(row.name), row.value) << row.name;
  }
}

TEST(Parameters, RefuseWhatIsWrong) {
  const std::vector<std::pair<Given, std::string>> rows = {
      {{}, "id is missing"},
      {{{"id", ""}}, "id is missing"},
      {{{"id", "a"}, {"id", "b"}}, "id is given more than once"},
      {{{"id", "a"}, {"other", "b"}}, "there is no parameter \"other\" here"},
      {{{"id", "a"}, {"limit", "0"}}, "limit wants a number from 1 to 500, not \"0\""},
      {{{"id", "a"}, {"limit", "501"}}, "limit wants a number from 1 to 500, not \"501\""},
      {{{"id", "a"}, {"limit", "-1"}}, "limit wants a number from 1 to 500, not \"-1\""},
      {{{"id", "a"}, {"limit", "1e2"}}, "limit wants a number from 1 to 500, not \"1e2\""},
      {{{"id", "a"}, {"limit", "99999999999999999999"}},
       "limit wants a number from 1 to 500, not \"99999999999999999999\""},
      {{{"id", "12345678901"}}, "id has 11 bytes; 10 are the most"},
      {{{"id", "\xFF"}}, "id is not well-formed UTF-8"},
      {{{"id", std::string("a\0b", 3)}}, "id is not well-formed UTF-8"},
      {{{"id", "a"}, {"format", "pdf"}}, "format is one of json, bibtex, not \"pdf\""},
  };
  for (const auto& [given, message] : rows) {
    const auto values = checked(kParameters, given);
    ASSERT_FALSE(values) << message;
    EXPECT_EQ(values.error().message, message);
    EXPECT_EQ(values.error().kind, ErrorKind::usage);
  }
  for (const char* day : {"15", "2015-13", "2015-02-30", "2015-2-3", "2015-05-05x", "20155", "abcd",
                          "2015/05/05", "2015-05-0", "2015-00-01"}) {
    EXPECT_FALSE(checked(kParameters, {{"id", "a"}, {"since", day}})) << day;
  }
}

TEST(Parameters, TellRequestsApart) {
  const auto key = [](const Given& given) { return checked(kParameters, given)->key(); };
  EXPECT_EQ(key({{"id", "a"}}), key({{"limit", "50"}, {"id", "a"}}));
  EXPECT_NE(key({{"id", "a"}}), key({{"id", "b"}}));
  EXPECT_NE(key({{"id", "a;limi"}}), key({{"id", "a"}}));
}

// Who may ask.

TEST(Guard, KnowsItsNames) {
  const Gate local = gate_of("127.0.0.1", {"Desk.example"}, "");
  for (const char* host : {"localhost", "LocalHost:8350", "127.0.0.1:1", "[::1]", "[::1]:8350",
                           "desk.example", "DESK.example:80"}) {
    EXPECT_TRUE(knows_host(local, host)) << host;
  }
  for (const char* host : {"", ":8350", "evil.example", "127.0.0.1.evil.example",
                           "localhost:", "localhost:x", "localhost@evil.example", "[::1", "[::1]x",
                           "::1", "192.168.0.1", "localhost.", "localhost:1:2"}) {
    EXPECT_FALSE(knows_host(local, host)) << host;
  }
  const Gate all = gate_of("0.0.0.0", {}, "t");
  EXPECT_TRUE(knows_host(all, "192.168.0.1:8350"));
  EXPECT_TRUE(knows_host(all, "[fe80::1]"));
  EXPECT_FALSE(knows_host(all, "evil.example"));
  EXPECT_FALSE(knows_host(gate_of("192.168.0.7", {}, "t"), "192.168.0.1"));
}

TEST(Guard, TakesChangesFromItsOwnPageOnly) {
  const Gate gate = gate_of("127.0.0.1", {}, "");
  EXPECT_TRUE(is_own(gate, {"127.0.0.1:8350", "", "", "1"}));
  EXPECT_TRUE(is_own(gate, {"127.0.0.1:8350", "http://127.0.0.1:8350", "", "1"}));
  EXPECT_FALSE(is_own(gate, {"127.0.0.1:8350", "", "", ""}));
  EXPECT_FALSE(is_own(gate, {"127.0.0.1:8350", "", "", "yes"}));
  EXPECT_FALSE(is_own(gate, {"127.0.0.1:8350", "null", "", "1"}));
  EXPECT_FALSE(is_own(gate, {"127.0.0.1:8350", "https://evil.example", "", "1"}));
  EXPECT_FALSE(is_own(gate, {"127.0.0.1:8350", "http://127.0.0.1:9999", "", "1"}));
  EXPECT_FALSE(is_own(gate, {"127.0.0.1:8350", "http://127.0.0.1:8350.evil.example", "", "1"}));
  EXPECT_FALSE(is_own(gate, {"evil.example", "http://evil.example", "", "1"}));
}

TEST(Guard, WantsTheWholeToken) {
  const Gate gate = gate_of("0.0.0.0", {}, "0123456789abcdef");
  EXPECT_TRUE(has_token(gate, "Bearer 0123456789abcdef"));
  EXPECT_TRUE(has_token(gate, "bearer 0123456789abcdef"));
  for (const char* wrong : {"", "Bearer", "Bearer ", "Bearer 0123456789abcde", "0123456789abcdef",
                            "Bearer 0123456789abcdef ", "Basic 0123456789abcdef"}) {
    EXPECT_FALSE(has_token(gate, wrong)) << wrong;
  }
  EXPECT_TRUE(has_token(gate_of("127.0.0.1", {}, ""), ""));
}

TEST(Guard, KnowsLoopback) {
  for (const char* host : {"127.0.0.1", "127.1.2.3", "localhost", "::1"}) {
    EXPECT_TRUE(is_loopback(host)) << host;
  }
  for (const char* host : {"0.0.0.0", "::", "192.168.0.1", "127.evil.example", ""}) {
    EXPECT_FALSE(is_loopback(host)) << host;
  }
}

// The table of routes.

TEST(Routes, AreWholeAndDifferent) {
  std::set<std::string> seen;
  for (const Route& route : all_routes()) {
    const std::string name = std::string(name_of(route.method)) + ' ' + route.path;
    EXPECT_TRUE(seen.insert(name).second) << name;
    EXPECT_NE(static_cast<bool>(route.read), static_cast<bool>(route.act)) << name;
    EXPECT_FALSE(route.summary.empty()) << name;
    EXPECT_EQ(route.method == Method::post, !route.body.is_null()) << name;
    EXPECT_TRUE(!route.read || route.method == Method::get) << name;
    // Only what holds nothing of the store is open.
    EXPECT_EQ(route.is_open, route.path == "/health" || route.path == "/api/v1/openapi.json");
    for (std::size_t at = 0; (at = route.path.find('{', at)) != std::string::npos; ++at) {
      const std::string in_path = route.path.substr(at + 1, route.path.find('}', at) - at - 1);
      EXPECT_TRUE(
          std::any_of(route.parameters.begin(), route.parameters.end(),
                      [&](const Parameter& each) { return each.name == in_path && each.required; }))
          << name;
    }
  }
}

TEST(Routes, AreFoundByMethodAndPath) {
  const auto routes = all_routes();
  const Found one = find_route(routes, "GET", "/api/v1/documents/abc");
  ASSERT_NE(one.route, nullptr);
  EXPECT_EQ(one.route->path, "/api/v1/documents/{id}");
  EXPECT_EQ(one.given, (Given{{"id", "abc"}}));
  EXPECT_EQ(find_route(routes, "HEAD", "/health").route->path, "/health");
  EXPECT_EQ(find_route(routes, "POST", "/api/v1/jobs").route->method, Method::post);
  const Found none = find_route(routes, "DELETE", "/api/v1/decisions");
  EXPECT_EQ(none.route, nullptr);
  EXPECT_EQ(none.allow, "GET, POST");
  for (const char* path : {"", "/", "/api/v1/documents/", "/api/v1/documents//original",
                           "/api/v1/documents/a/b", "/API/v1/status", "/api/v1/status/"}) {
    const Found nothing = find_route(routes, "GET", path);
    EXPECT_TRUE(nothing.route == nullptr && nothing.allow.empty()) << path;
  }
}

void collect_references(const json::Json& value, std::set<std::string>& references) {
  for (const auto& [name, member] : value.items()) {
    if (name == "$ref" && member.is_string()) references.insert(member.get<std::string>());
    if (member.is_structured()) collect_references(member, references);
  }
}

TEST(Routes, DescribeThemselvesWithNothingMissing) {
  const json::Json description = openapi(all_routes());
  std::set<std::string> references;
  collect_references(description, references);
  EXPECT_GT(references.size(), 30U);
  for (const std::string& each : references) {
    ASSERT_TRUE(each.starts_with("#/")) << each;
    EXPECT_TRUE(description.contains(json::Json::json_pointer(each.substr(1)))) << each;
  }
}

// Files of the program.

TEST(Embedded, HoldsTheFilesByteForByte) {
  for (const char* name : {"schemas/trace.json", "schemas/api.json"}) {
    const EmbeddedFile* file = find_embedded(name);
    ASSERT_NE(file, nullptr) << name;
    std::ifstream stream(std::string(HEARSAY_SOURCE_DIR) + '/' + name, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    EXPECT_EQ(file->bytes, bytes) << name;
  }
  EXPECT_EQ(find_embedded("schemas/none.json"), nullptr);
  EXPECT_EQ(find_embedded("../schemas/trace.json"), nullptr);
}

TEST(Page, GivesFilesAndItselfForItsStates) {
  const Answer index = page("/");
  EXPECT_EQ(index.status, 200);
  EXPECT_EQ(index.type, "text/html; charset=utf-8");
  EXPECT_FALSE(index.is_immutable);
  EXPECT_EQ(page("/narratives/n12").body, index.body);
  for (const char* path : {"/none.js", "/assets/none.css", "/../schemas/trace.json", "/a/..%2f.x",
                           "/schemas/trace.json"}) {
    EXPECT_EQ(page(path).status, 404) << path;
  }
}

// Answers that are kept.

Answer text_answer(std::string body) {
  Answer made;
  made.body = std::move(body);
  return made;
}

TEST(AnswerCache, MakesAnAnswerOnceAVersion) {
  AnswerCache cache(1000);
  int made = 0;
  const auto ask = [&](std::int64_t version, const char* key) {
    return cache.get(version, key, [&] { return text_answer(key + std::to_string(++made)); })->body;
  };
  EXPECT_EQ(ask(1, "a"), "a1");
  EXPECT_EQ(ask(1, "a"), "a1");
  EXPECT_EQ(ask(1, "b"), "b2");
  EXPECT_EQ(ask(2, "a"), "a3");
  EXPECT_EQ(ask(1, "a"), "a4") << "who still reads the former store is answered from that";
  EXPECT_EQ(cache.find(2, "a")->body, "a3") << "and nobody else is";
  EXPECT_EQ(cache.find(1, "a"), nullptr);
  EXPECT_EQ(cache.find(2, "b"), nullptr);
  EXPECT_EQ(cache.find(3, "a"), nullptr);
}

TEST(AnswerCache, KeepsNoMoreThanItMay) {
  AnswerCache cache(1000);
  for (int i = 0; i < 100; ++i) {
    cache.get(1, "key" + std::to_string(i), [] { return text_answer(std::string(90, 'x')); });
    EXPECT_LE(cache.bytes(), 1000U);
  }
  EXPECT_NE(cache.find(1, "key99"), nullptr);
  EXPECT_EQ(cache.find(1, "key1"), nullptr);
  cache.get(1, "large", [] { return text_answer(std::string(500, 'x')); });
  EXPECT_EQ(cache.find(1, "large"), nullptr) << "one answer does not drive out all others";
  cache.get(1, "passing", [] {
    Answer made = text_answer("x");
    made.may_be_kept = false;
    return made;
  });
  EXPECT_EQ(cache.find(1, "passing"), nullptr);
}

TEST(AnswerCache, DropsWhatWasUsedLongestAgo) {
  AnswerCache cache(1000);
  const auto ask = [&](const std::string& key) {
    cache.get(1, key, [] { return text_answer(std::string(100, 'x')); });
  };
  ask("first");
  for (int i = 0; i < 30; ++i) {
    ask(std::to_string(i));
    ask("first");
  }
  EXPECT_NE(cache.find(1, "first"), nullptr);
}

TEST(AnswerCache, AnswersEqualRequestsAtOneTimeTogether) {
  AnswerCache cache(1000);
  std::atomic<int> made = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] {
        const auto answer = cache.get(1, "slow", [&] {
          ++made;
          std::this_thread::sleep_for(std::chrono::milliseconds(100));
          return text_answer("x");
        });
        EXPECT_EQ(answer->body, "x");
      });
    }
  }
  EXPECT_EQ(made, 1);
}

TEST(AnswerCache, SurvivesAMakerThatFails) {
  AnswerCache cache(1000);
  const auto answer =
      cache.get(1, "a", []() -> Answer { throw std::runtime_error("out of luck"); });
  EXPECT_EQ(answer->status, 500);
  EXPECT_EQ(cache.get(1, "a", [] { return text_answer("x"); })->body, "x");
}

// Connections.

class ConnectionTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, sockets_), 0);
    wake_ = ::eventfd(0, 0);
    limits_.idle = std::chrono::milliseconds(200);
    limits_.head = std::chrono::milliseconds(200);
    limits_.body = std::chrono::milliseconds(200);
    limits_.unread = std::chrono::milliseconds(200);
    limits_.head_bytes = 100;
  }
  void TearDown() override {
    ::close(sockets_[1]);
    ::close(wake_);
  }
  void say(std::string_view words) const {
    ASSERT_EQ(::send(sockets_[1], words.data(), words.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(words.size()));
  }

  int sockets_[2] = {-1, -1};
  int wake_ = -1;
  ConnectionLimits limits_;
};

TEST_F(ConnectionTest, ReadsWhatIsSaid) {
  Connection connection(sockets_[0], wake_, limits_);
  say("head-body-next");
  ASSERT_TRUE(connection.wait_for_request());
  char buffer[16] = {};
  EXPECT_EQ(connection.read(buffer, 5), 5);
  connection.begin_body(5);
  EXPECT_TRUE(connection.has_rest());
  EXPECT_EQ(connection.read(buffer, 16), 5) << "not into the next request";
  EXPECT_EQ(std::string_view(buffer, 5), "body-");
  EXPECT_FALSE(connection.has_rest());
  ASSERT_TRUE(connection.wait_for_request());
  EXPECT_EQ(connection.read(buffer, 16), 4);
}

TEST_F(ConnectionTest, GivesUpWhoIsTooSlow) {
  Connection connection(sockets_[0], wake_, limits_);
  say("x");
  ASSERT_TRUE(connection.wait_for_request());
  const auto begin = std::chrono::steady_clock::now();
  char byte = 0;
  std::jthread slow([&](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      ::send(sockets_[1], "x", 1, MSG_NOSIGNAL);
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  });
  while (connection.read(&byte, 1) == 1) {
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(2));
  EXPECT_TRUE(connection.is_broken());
}

TEST_F(ConnectionTest, GivesUpWhoSaysTooMuch) {
  Connection connection(sockets_[0], wake_, limits_);
  say(std::string(200, 'x'));
  ASSERT_TRUE(connection.wait_for_request());
  std::size_t read = 0;
  char byte = 0;
  while (connection.read(&byte, 1) == 1) ++read;
  EXPECT_EQ(read, 100U);
}

TEST_F(ConnectionTest, GivesUpWhoDoesNotListen) {
  Connection connection(sockets_[0], wake_, limits_);
  const std::string much(std::size_t{8} << 20, 'x');
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(connection.write(much.data(), much.size()), -1);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
  EXPECT_TRUE(connection.is_broken());
}

TEST_F(ConnectionTest, WaitsForNobodyWhenTheServerStops) {
  limits_.idle = std::chrono::minutes(1);
  Connection connection(sockets_[0], wake_, limits_);
  const std::uint64_t one = 1;
  ASSERT_EQ(::write(wake_, &one, sizeof one), static_cast<ssize_t>(sizeof one));
  EXPECT_FALSE(connection.wait_for_request());
}

// Uploads and tokens.

TEST(Upload, IsGoneWithItsFolder) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"page.html", "page.html"}, {"../../etc/passwd", "passwd"},     {"", "upload"},
      {"..", "upload"},           {"C:\\pile\\a b.html", "a_b.html"}, {"-rf", "rf"},
      {".hidden", "hidden"},      {"a\nb<c>.txt", "a_b_c_.txt"}};
  for (const auto& [name, file] : rows) {
    std::filesystem::path where;
    {
      const auto upload = Upload::make(name);
      ASSERT_TRUE(upload);
      where = (*upload)->file();
      EXPECT_EQ(where.filename(), file) << name;
      std::ofstream(where) << "x";
      EXPECT_TRUE(std::filesystem::exists(where));
    }
    EXPECT_FALSE(std::filesystem::exists(where.parent_path())) << name;
  }
  const auto long_one = Upload::make(std::string(500, 'x') + ".jsonl");
  ASSERT_TRUE(long_one);
  EXPECT_TRUE((*long_one)->file().filename().string().ends_with("x.jsonl"));
}

}  // namespace
}  // namespace hearsay::serve
