// HTTP around the table of routes: httplib reads requests and writes answers; who may ask, bounds,
// headers and the page are seen to here.
#pragma once

#include <httplib.h>

#include <atomic>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "serve/cache.h"
#include "serve/connection.h"
#include "serve/guard.h"
#include "serve/routes.h"

namespace hearsay::serve {

class HttpServer final : public httplib::Server {
 public:
  HttpServer(Desk& desk, const ServeOptions& options);
  ~HttpServer() override;
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  /// Takes the port; gives its number.
  Result<int> take_port();
  /// Answers until `end` is called from another thread.
  bool run();
  void end();

  /// What a reader who asks for this path would get, with what its parts have in `given`. Kept as
  /// if somebody had asked. Safe from any thread.
  Answer ask(std::string_view path, const Given& given = {});

 private:
  bool process_and_close_socket(socket_t socket) override;
  static bool refuse(socket_t socket);

  HandlerResponse handle(const httplib::Request& request, httplib::Response& response);
  Answer respond(const httplib::Request& request, bool& wants_body);
  Answer act_on_body(const httplib::Request& request, const httplib::ContentReader& reader);
  Answer read(const Route& route, const Values& values);
  void deliver(const Answer& answer, const httplib::Request& request, httplib::Response& response);

  Desk& desk_;
  const ServeOptions& options_;
  const Gate gate_;
  const std::vector<Route> routes_;
  const ConnectionLimits limits_;
  AnswerCache answers_;
  AnswerCache parts_;
  const int wake_;  ///< an eventfd
  std::atomic<bool> ending_ = false;
  std::atomic<std::size_t> streams_ = 0;
  std::thread::id acceptor_;
};

}  // namespace hearsay::serve
