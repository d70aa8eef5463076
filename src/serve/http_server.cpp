#include "serve/http_server.h"

#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <condition_variable>
#include <deque>
#include <exception>
#include <fstream>
#include <mutex>
#include <utility>

#include "serve/page.h"
#include "text/utf8.h"

namespace hearsay::serve {
namespace {

constexpr std::size_t kMostConnections = 512;
constexpr std::size_t kMostRequests = 10'000;  // on one connection
constexpr std::size_t kMostStreams = 64;
constexpr std::size_t kMostPath = 1024;
constexpr std::size_t kMostJson = std::size_t{1} << 20;
constexpr std::size_t kAnswerBytes = std::size_t{64} << 20;
constexpr std::size_t kPartBytes = std::size_t{64} << 20;
constexpr int kBacklog = 512;

const httplib::Headers kEveryAnswer = {
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src "
     "'self'; font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
};

/// A thread for each connection, for they mostly wait. What comes beyond the bound is run on the
/// thread that hands it over.
class ConnectionThreads final : public httplib::TaskQueue {
 public:
  void enqueue(std::function<void()> task) override {
    std::unique_lock lock(mutex_);
    const bool is_awaited = waiting_ > tasks_.size();
    if (!is_awaited && threads_.size() == kMostConnections) {
      lock.unlock();
      task();
      return;
    }
    tasks_.push_back(std::move(task));
    if (!is_awaited) threads_.emplace_back([this] { work(); });
    changed_.notify_one();
  }

  void shutdown() override {
    {
      const std::scoped_lock lock(mutex_);
      is_over_ = true;
      changed_.notify_all();
    }
    threads_.clear();  // joins
  }

 private:
  void work() {
    std::unique_lock lock(mutex_);
    while (true) {
      ++waiting_;
      changed_.wait(lock, [this] { return is_over_ || !tasks_.empty(); });
      --waiting_;
      if (tasks_.empty()) return;
      const auto task = std::move(tasks_.front());
      tasks_.pop_front();
      lock.unlock();
      task();
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> tasks_;
  std::size_t waiting_ = 0;
  bool is_over_ = false;
  std::vector<std::jthread> threads_;
};

/// The number in Content-Length; none: it is missing or is no number.
std::optional<std::size_t> body_size(const httplib::Request& request) {
  const std::string digits = request.get_header_value("Content-Length");
  std::size_t size = 0;
  const char* end = digits.data() + digits.size();
  const auto [last, error] = std::from_chars(digits.data(), end, size);
  if (request.get_header_value_count("Content-Length") != 1 || digits.empty() ||
      error != std::errc() || last != end) {
    return std::nullopt;
  }
  return size;
}

/// "application/json" of "application/json; charset=utf-8".
std::string media_type(const httplib::Request& request) {
  std::string type = request.get_header_value("Content-Type");
  type.resize(std::min(type.find(';'), type.size()));
  while (!type.empty() && type.back() == ' ') type.pop_back();
  return type;
}

/// Bodies come with their length, plain, of a kind that the route takes.
std::optional<Answer> body_problem(const Route& route, const httplib::Request& request) {
  if (request.has_header("Transfer-Encoding")) {
    return problem(411, "Send the body in one piece, with its Content-Length.");
  }
  const auto size = body_size(request);
  if (!size) return problem(411, "The body's Content-Length is missing.");
  if (request.has_header("Content-Encoding")) return problem(415, "Send the body uncompressed.");
  const std::string type = media_type(request);
  const bool is_json = type == "application/json";
  if (!is_json && !(route.takes_file && type == "application/octet-stream")) {
    return problem(415, route.takes_file
                            ? "The body is application/json, or application/octet-stream."
                            : "The body is application/json.");
  }
  const std::size_t most = is_json ? kMostJson : kMostUploadBytes;
  if (*size > most) return problem(413, fmt::format("A body has at most {} bytes here.", most));
  return std::nullopt;
}

/// What path and query give.
Given given_in(const httplib::Request& request, const Found& found) {
  Given given = found.given;
  for (const auto& [name, value] : request.params) given.emplace_back(name, value);
  return given;
}

bool is_known(std::string_view if_none_match, const std::string& etag) {
  return !etag.empty() && (if_none_match == "*" || if_none_match.find(etag) != if_none_match.npos);
}

}  // namespace

HttpServer::HttpServer(Desk& desk, const ServeOptions& options)
    : desk_(desk),
      options_(options),
      gate_(gate_of(options.host, options.allow_hosts, options.token)),
      routes_(all_routes()),
      answers_(kAnswerBytes),
      parts_(kPartBytes),
      wake_(::eventfd(0, EFD_CLOEXEC)) {
  new_task_queue = [] { return new ConnectionThreads(); };  // httplib owns it
  set_tcp_nodelay(true);
  // Not SO_REUSEPORT, httplib's own choice: two servers would share a port unnoticed.
  set_socket_options([](socket_t socket) {
    const int yes = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  });
  set_default_headers(kEveryAnswer);
  set_keep_alive_max_count(kMostRequests);
  set_keep_alive_timeout(std::chrono::duration_cast<std::chrono::seconds>(limits_.idle).count());
  set_payload_max_length(kMostUploadBytes);
  set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
    return handle(request, response);
  });
  // Only what `handle` has let through gets here.
  Post("/api/.*", [this](const httplib::Request& request, httplib::Response& response,
                         const httplib::ContentReader& reader) {
    deliver(act_on_body(request, reader), request, response);
  });
  set_error_handler([this](const httplib::Request& request, httplib::Response& response) {
    if (!response.body.empty()) return;
    deliver(problem(response.status, "The request could not be understood, or is too long."),
            request, response);
  });
  set_exception_handler([this](const httplib::Request& request, httplib::Response& response,
                               const std::exception_ptr& thrown) {
    std::string what = "unknown";
    try {
      std::rethrow_exception(thrown);
    } catch (const std::exception& fault) {
      what = text::printable(fault.what());
    }
    deliver(problem(500, "A fault of hearsay (please report it): " + what), request, response);
  });
}

HttpServer::~HttpServer() { ::close(wake_); }

Result<int> HttpServer::take_port() {
  const auto taken = [&]() -> int {
    if (options_.port == 0) return bind_to_any_port(options_.host);
    return bind_to_port(options_.host, options_.port) ? options_.port : -1;
  }();
  if (taken < 0) {
    return fail(ErrorKind::usage,
                fmt::format("cannot listen on {} port {}: the port is taken by another program, "
                            "or may not be used, or the address is not one of this machine; "
                            "choose another with --port",
                            options_.host, options_.port));
  }
  // httplib lets five wait; a page opens more connections at once than that.
  ::listen(svr_sock_, kBacklog);
  return taken;
}

bool HttpServer::run() {
  acceptor_ = std::this_thread::get_id();
  return listen_after_bind();
}

void HttpServer::end() {
  ending_ = true;
  const std::uint64_t one = 1;
  static_cast<void>(!::write(wake_, &one, sizeof one));
  stop();
}

bool HttpServer::refuse(socket_t socket) {
  const std::string body = problem(503, "Too many connections are open.").body;
  const std::string busy = fmt::format(
      "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nConnection: close\r\n"
      "Content-Type: application/problem+json\r\nX-Content-Type-Options: nosniff\r\n"
      "Content-Length: {}\r\n\r\n{}",
      body.size(), body);
  static_cast<void>(!::send(socket, busy.data(), busy.size(), MSG_NOSIGNAL | MSG_DONTWAIT));
  ::shutdown(socket, SHUT_RDWR);
  ::close(socket);
  return false;
}

bool HttpServer::process_and_close_socket(socket_t socket) {
  if (std::this_thread::get_id() == acceptor_) return refuse(socket);
  Connection connection(socket, wake_, limits_);
  bool is_last = false, is_good = true;
  for (std::size_t count = 1; !is_last && is_good && !ending_ && count <= kMostRequests; ++count) {
    if (!connection.wait_for_request()) break;
    is_good = process_request(connection, count == kMostRequests, is_last,
                              [&](httplib::Request& request) {
                                connection.begin_body(body_size(request).value_or(0));
                                // Answers are neither cut nor compressed on the way.
                                request.headers.erase("Accept-Encoding");
                                request.ranges.clear();
                              });
    is_good = is_good && !connection.is_broken() && !connection.has_rest();
  }
  connection.say_goodbye();
  return is_good;
}

httplib::Server::HandlerResponse HttpServer::handle(const httplib::Request& request,
                                                    httplib::Response& response) {
  bool wants_body = false;
  const Answer answer = respond(request, wants_body);
  if (wants_body) return HandlerResponse::Unhandled;
  if (request.method != "GET" && request.method != "HEAD") {
    response.set_header("Connection", "close");  // the body is left unread
  }
  deliver(answer, request, response);
  return HandlerResponse::Handled;
}

/// The answer to all that needs no body; `wants_body` where the request is good so far.
Answer HttpServer::respond(const httplib::Request& request, bool& wants_body) {
  if (request.get_header_value_count("Host") != 1) {
    return problem(400, "The request names no host, or several.");
  }
  if (!knows_host(gate_, request.get_header_value("Host"))) {
    return problem(421, "This server does not go by that name; --allow-host gives it others.");
  }
  if (request.path.size() > kMostPath) return problem(414, "The path is too long.");
  const bool reads = request.method == "GET" || request.method == "HEAD";
  const bool is_ours =
      request.path.starts_with("/api/") || request.path == "/api" || request.path == "/health";
  if (!is_ours && reads) return page(request.path);
  const Found found = find_route(routes_, request.method, request.path);
  if (found.route == nullptr) {
    const bool is_there = !found.allow.empty() || !is_ours;
    Answer none = problem(is_there ? 405 : 404, "There is nothing here.");
    if (is_there) none.allow = is_ours ? found.allow : "GET";
    return none;
  }
  const Route& route = *found.route;
  if (!route.is_open && !has_token(gate_, request.get_header_value("Authorization"))) {
    return problem(401, "This server wants its token: Authorization: Bearer …");
  }
  if (!reads &&
      !is_own(gate_,
              {request.get_header_value("Host"), request.get_header_value("Origin"),
               request.get_header_value("Authorization"), request.get_header_value("X-Hearsay")})) {
    return problem(403,
                   "What changes something needs the header X-Hearsay: 1, and comes from "
                   "no other site's page.");
  }
  auto values = checked(route.parameters, given_in(request, found));
  if (!values) return problem(values.error());
  if (route.read) return read(route, *values);
  if (route.method == Method::post) {
    if (auto wrong = body_problem(route, request)) return *wrong;
    wants_body = true;
    return {};
  }
  Sent sent{*std::move(values), {}, nullptr};
  return route.act(desk_, sent);
}

Answer HttpServer::act_on_body(const httplib::Request& request,
                               const httplib::ContentReader& reader) {
  const Found found = find_route(routes_, request.method, request.path);
  if (found.route == nullptr) return problem(404, "There is nothing here.");
  auto values = checked(found.route->parameters, given_in(request, found));
  if (!values) return problem(values.error());
  Sent sent{*std::move(values), {}, nullptr};
  if (media_type(request) == "application/json") {
    const bool is_whole = reader([&](const char* data, std::size_t size) {
      sent.body.append(data, size);
      return sent.body.size() <= kMostJson;
    });
    if (!is_whole) return problem(400, "The body did not come whole.");
    if (!text::is_valid(sent.body)) return problem(400, "The body is not UTF-8.");
    return found.route->act(desk_, sent);
  }
  auto upload = Upload::make(sent.values.text("name"));
  if (!upload) return problem(upload.error());
  std::ofstream file((*upload)->file(), std::ios::binary);
  const bool is_whole = reader([&](const char* data, std::size_t size) {
    file.write(data, static_cast<std::streamsize>(size));
    return file.good();
  });
  file.close();
  if (!is_whole || !file) return problem(400, "The file did not come whole, or has no room here.");
  sent.upload = std::move(*upload);
  return found.route->act(desk_, sent);
}

Answer HttpServer::ask(std::string_view path, const Given& given) {
  const Found found = find_route(routes_, "GET", path);
  if (found.route == nullptr || !found.route->read) return problem(404, "There is nothing here.");
  const auto values = checked(found.route->parameters, given);
  return values ? read(*found.route, *values) : problem(values.error());
}

Answer HttpServer::read(const Route& route, const Values& values) {
  const auto state = desk_.engines.state();
  if (!state) return problem(state.error());
  std::string key = route.path + '?' + values.key();
  if (route.shows_notes) key += fmt::format("&version={}", state->version);
  const auto kept = answers_.get(state->contents, key, [&] {
    const auto lease = desk_.engines.lease(route.work);
    if (!lease) return problem(lease.error());
    // The state was asked for before the moment was taken: only the moment itself tells its own.
    const auto contents = lease->engine().contents();
    if (!contents) return problem(contents.error());
    return route.read({lease->engine(), values, parts_, *contents, options_});
  });
  return *kept;
}

void HttpServer::deliver(const Answer& answer, const httplib::Request& request,
                         httplib::Response& response) {
  response.status = answer.status;
  if (!answer.etag.empty()) response.set_header("ETag", answer.etag);
  response.set_header("Cache-Control", answer.is_immutable   ? "public, max-age=31536000, immutable"
                                       : answer.etag.empty() ? "no-store"
                                                             : "no-cache");
  if (answer.retry_after > 0) {
    response.set_header("Retry-After", std::to_string(answer.retry_after));
  }
  if (!answer.allow.empty()) response.set_header("Allow", answer.allow);
  if (answer.status == 401) response.set_header("WWW-Authenticate", "Bearer");
  if (!answer.file_name.empty()) {
    response.set_header("Content-Disposition",
                        fmt::format("attachment; filename=\"{}\"", answer.file_name));
  }
  if (answer.status == 200 && is_known(request.get_header_value("If-None-Match"), answer.etag)) {
    response.status = 304;
    return;
  }
  if (!answer.stream) {
    response.set_content(answer.body, answer.type);
    return;
  }
  response.set_chunked_content_provider(
      answer.type, [this, stream = answer.stream](std::size_t /*offset*/, httplib::DataSink& sink) {
        // What fails on the way is shown by a connection that ends before the answer does.
        bool is_whole = false;
        if (++streams_ <= kMostStreams) {
          is_whole = stream([&](std::string_view piece) {
            return !ending_ && (piece.empty() || sink.write(piece.data(), piece.size()));
          });
        }
        --streams_;
        if (is_whole) sink.done();
        return is_whole;
      });
}

}  // namespace hearsay::serve
