#include "serve/ahead.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace hearsay::serve {
namespace {

constexpr std::size_t kNarratives = 200;         // four pages of their list
constexpr std::size_t kPage = 50;                // rows, as the page asks for them
constexpr std::chrono::milliseconds kLook{500};  // between looks at the store
constexpr std::chrono::milliseconds kPause{20};  // where somebody else waits

class Ahead {
 public:
  Ahead(HttpServer& server, Engines& engines, const std::stop_token& stop)
      : server_(server), engines_(engines), stop_(stop) {}

  void run() {
    std::optional<std::int64_t> done, seen;
    while (!stop_.stop_requested()) {
      const auto state = engines_.state();
      if (state && done != state->contents) {
        // Twice the same: nobody is writing.
        if (seen == state->contents || !done) {
          make(state->contents);
          done = state->contents;
        }
        seen = state->contents;
      }
      sleep(kLook);
    }
  }

 private:
  /// All of it, unless the store has become another one on the way.
  void make(std::int64_t contents) {
    for (const char* list : {"narratives", "documents", "sources", "claims"}) ask(list, {});
    for (const std::string& id : largest()) {
      const auto state = engines_.state();
      if (!state || state->contents != contents || stop_.stop_requested()) return;
      ask("trace", {{"id", id}});
    }
    // Origins have been counted meanwhile.
    for (std::size_t offset = 0; offset < kNarratives; offset += kPage) {
      ask("narratives", {{"limit", std::to_string(kPage)}, {"offset", std::to_string(offset)}});
    }
  }

  std::vector<std::string> largest() {
    std::vector<std::string> ids;
    const auto lease = engines_.lease(Work::brief);
    if (!lease) return ids;
    Filter filter;
    filter.limit = kNarratives;
    const auto narratives = lease->engine().narratives(filter);
    if (!narratives) return ids;
    for (const Narrative& each : *narratives) ids.push_back(each.id);
    return ids;
  }

  void ask(const std::string& what, const Given& given) {
    while (engines_.is_awaited() && !stop_.stop_requested()) sleep(kPause);
    if (!stop_.stop_requested()) static_cast<void>(server_.ask("/api/v1/" + what, given));
  }

  /// Not longer than until it is asked to stop.
  void sleep(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    woken_.wait_for(lock, stop_, time, [] { return false; });
  }

  HttpServer& server_;
  Engines& engines_;
  const std::stop_token& stop_;
  std::mutex mutex_;
  std::condition_variable_any woken_;
};

}  // namespace

void make_ready(HttpServer& server, Engines& engines, const std::stop_token& stop) {
  Ahead(server, engines, stop).run();
}

}  // namespace hearsay::serve
