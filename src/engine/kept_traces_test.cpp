// Traces are made once for a state of the store, and no more of them are kept than there is room.
#include "engine/kept_traces.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace hearsay::engine {
namespace {

/// Counts what it makes; a trace tells which one it is.
class Maker {
 public:
  KeptTraces::Make of(const std::string& narrative, std::size_t documents = 2) {
    return [this, narrative, documents]() -> Result<Trace> {
      Trace trace;
      trace.narrative.id = narrative;
      trace.narrative.documents.resize(documents);
      trace.query = std::to_string(++made_);
      return trace;
    };
  }
  [[nodiscard]] int made() const { return made_; }

 private:
  std::atomic<int> made_ = 0;
};

TEST(KeptTracesTest, OnePerNarrativeAndContents) {
  KeptTraces traces(1000);
  Maker maker;
  EXPECT_EQ((*traces.get(7, "n1", maker.of("n1")))->query, "1");
  EXPECT_EQ((*traces.get(7, "n1", maker.of("n1")))->query, "1");
  EXPECT_EQ((*traces.get(7, "n2", maker.of("n2")))->query, "2");
  EXPECT_EQ((*traces.get(8, "n1", maker.of("n1")))->query, "3") << "the store is another one";
  EXPECT_EQ((*traces.get(7, "n1", maker.of("n1")))->query, "4") << "asked for at a moment before";
  EXPECT_EQ((*traces.get(8, "n1", maker.of("n1")))->query, "3");
}

TEST(KeptTracesTest, AnErrorIsNotKept) {
  KeptTraces traces(1000);
  Maker maker;
  const auto fails = []() -> Result<Trace> { return fail(ErrorKind::store, "busy"); };
  EXPECT_EQ(traces.get(1, "n1", fails).error().message, "busy");
  EXPECT_EQ((*traces.get(1, "n1", maker.of("n1")))->query, "1");
}

TEST(KeptTracesTest, WhatWasAskedForLongestAgoGoes) {
  KeptTraces traces(250);
  Maker maker;
  const auto ask = [&](const std::string& id, std::size_t documents) {
    return (*traces.get(1, id, maker.of(id, documents)))->narrative.id;
  };
  ask("n1", 100);
  ask("n2", 100);
  ask("n1", 100);
  ask("n3", 100);
  EXPECT_EQ(maker.made(), 3);
  ask("n1", 100);
  EXPECT_EQ(maker.made(), 3);
  ask("n2", 100);
  EXPECT_EQ(maker.made(), 4);
  EXPECT_EQ(ask("n9", 1000), "n9") << "too large to keep, and given all the same";
}

TEST(KeptTracesTest, ManyMayAskAtOnce) {
  KeptTraces traces(100);
  Maker maker;
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 2000; ++i) {
        const std::string id = "n" + std::to_string((i * 7 + thread) % 23);
        ASSERT_EQ((*traces.get(i / 500, id, maker.of(id)))->narrative.id, id);
      }
    });
  }
}

}  // namespace
}  // namespace hearsay::engine
