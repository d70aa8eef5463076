#include "serve/serve.h"

#include <fmt/format.h>
#include <poll.h>
#include <pthread.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <fstream>
#include <thread>

#include "serve/ahead.h"
#include "serve/http_server.h"
#include "text/utf8.h"

namespace hearsay::serve {
namespace {

constexpr std::size_t kMostEngines = 16;
constexpr std::size_t kShortestToken = 16;

/// SIGINT and SIGTERM as something to wait for, for as long as it lives.
class Signals {
 public:
  Signals() {
    sigemptyset(&set_);
    sigaddset(&set_, SIGINT);
    sigaddset(&set_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set_, &before_);
    file_ = ::signalfd(-1, &set_, SFD_CLOEXEC);
  }
  ~Signals() {
    ::close(file_);
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  void wait() const {
    pollfd signalled{file_, POLLIN, 0};
    while (::poll(&signalled, 1, -1) < 0 && errno == EINTR) {
    }
    signalfd_siginfo taken{};
    static_cast<void>(!::read(file_, &taken, sizeof taken));
  }

  /// From here on another one ends the program at once.
  void unblock() const { pthread_sigmask(SIG_UNBLOCK, &set_, nullptr); }

 private:
  sigset_t set_{}, before_{};
  int file_ = -1;
};

std::string address_of(const std::string& host, int port) {
  std::string name = host;
  if (host == "0.0.0.0" || host == "::") name = "localhost";
  if (name.find(':') != std::string::npos) name = '[' + name + ']';
  return fmt::format("http://{}:{}/", name, port);
}

/// Groups that nobody has asked for since documents came are made once, and not by each reader. A
/// store that cannot be written to is read all the same.
void settle(Engines& engines) {
  if (const auto writer = engines.writer()) {
    static_cast<void>((*writer)->collection().largest(0));
  }
}

}  // namespace

Result<std::string> read_token(const std::string& file) {
  std::ifstream stream(file);
  std::string token, more;
  std::getline(stream, token);
  if (!stream && token.empty()) {
    return fail(ErrorKind::usage, "there is no token in " + text::printable(file));
  }
  while (!token.empty() && (token.back() == '\r' || token.back() == ' ')) token.pop_back();
  const bool is_plain =
      std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < 0x7F; });
  if (!is_plain || token.size() < kShortestToken || std::getline(stream, more)) {
    return fail(ErrorKind::usage,
                fmt::format("a token is one line of at least {} characters without blanks; make "
                            "one with: openssl rand -hex 24 > {}",
                            kShortestToken, text::printable(file)));
  }
  return token;
}

Result<void> serve(std::unique_ptr<Engine> engine, const ServeOptions& options,
                   const std::function<void(const std::string& address)>& ready) {
  if (!is_loopback(options.host) && options.token.empty()) {
    return fail(ErrorKind::usage, "on " + text::printable(options.host) +
                                      " others could read the store: give a --token-file, or "
                                      "stay on 127.0.0.1");
  }
  const Signals signals;
  // Two more than there are processors: a long trace leaves room for what is quick.
  Engines engines(std::move(engine),
                  std::min<std::size_t>(std::thread::hardware_concurrency() + 2, kMostEngines));
  Jobs jobs(engines);
  Deciding deciding(engines);
  Desk desk{engines, jobs, deciding, options};
  HttpServer server(desk, options);
  const auto port = server.take_port();
  if (!port) return tl::unexpected(port.error());
  settle(engines);
  std::jthread listening([&] { server.run(); });
  std::jthread ahead([&](const std::stop_token& stop) { make_ready(server, engines, stop); });
  ready(address_of(options.host, *port));
  signals.wait();
  signals.unblock();
  ahead.request_stop();
  jobs.stop();
  server.end();
  return {};
}

}  // namespace hearsay::serve
