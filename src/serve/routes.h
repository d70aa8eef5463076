// All that can be asked, in one table: the server answers from it, and describes itself by it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "hearsay/engine.h"
#include "serve/answer.h"
#include "serve/cache.h"
#include "serve/deciding.h"
#include "serve/engines.h"
#include "serve/jobs.h"
#include "serve/parameters.h"
#include "serve/serve.h"

namespace hearsay::serve {

enum class Method { get, post, remove };

/// What reading routes work with: a store of one moment.
struct Reading {
  const Engine& engine;
  const Values& values;
  AnswerCache& parts;     ///< pieces of answers that no note changes
  std::int64_t contents;  ///< of the moment: what the parts are of
  const ServeOptions& options;
};

/// What a request that acts brings.
struct Sent {
  Values values;
  std::string body;                ///< of JSON
  std::unique_ptr<Upload> upload;  ///< a body that is a file
};

/// What acting routes work with.
struct Desk {
  Engines& engines;
  Jobs& jobs;
  Deciding& deciding;
  const ServeOptions& options;
};

struct Route {
  Method method = Method::get;
  std::string path;  ///< "/api/v1/documents/{id}"
  std::string summary;
  std::vector<Parameter> parameters = {};
  json::Json schema = {};  ///< of the answer; null where that is no JSON
  std::string type = "application/json";
  std::vector<std::string> other_types = {};  ///< that a parameter can ask for
  int status = 200;                           ///< of an answer to a request that could be met
  json::Json body = {};                       ///< schema of what is sent; null: nothing is
  bool takes_file = false;                    ///< any bytes may be sent
  bool is_open = false;                       ///< asks for no token
  Work work = Work::brief;                    ///< of `read`
  bool shows_notes = true;                    ///< `read` gives something else after a note
  /// One of the two. What `read` gives depends on store and values alone.
  std::function<Answer(const Reading&)> read = {};
  std::function<Answer(Desk&, Sent&)> act = {};
};

const char* name_of(Method method);

/// The whole table.
std::vector<Route> all_routes();

// By subject, one file each.
std::vector<Route> program_routes();
std::vector<Route> listing_routes();
std::vector<Route> document_routes();
std::vector<Route> trace_routes();
std::vector<Route> export_routes();
std::vector<Route> decision_routes();
std::vector<Route> job_routes();

/// The route that a path leads to.
struct Found {
  const Route* route = nullptr;  ///< null: none
  Given given;                   ///< what stands in the path
  std::string allow;             ///< methods there are, where the path is right but not the method
};
Found find_route(const std::vector<Route>& routes, std::string_view method, std::string_view path);

/// A reference to a schema of schemas/, or to a part of one: "trace", "api#status".
json::Json schema_ref(const std::string& name);
/// Of a list whose items are such.
json::Json list_schema(const std::string& name);

/// OpenAPI 3.1 of the routes; the schemas they refer to are part of it.
json::Json openapi(const std::vector<Route>& routes);

}  // namespace hearsay::serve
