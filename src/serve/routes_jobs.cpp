// Piles added from the page.
#include "serve/jobs.h"
#include "serve/routes.h"

namespace hearsay::serve {
namespace {

using json::Json;

constexpr std::size_t kMostInputs = 1000;
constexpr std::size_t kMostInputBytes = 4096;

Answer no_such_job() {
  return problem(404, "There is no such job; those that ended long ago are forgotten.");
}

/// Files, folders and addresses that a request names.
Result<std::vector<std::string>> inputs_in(const std::string& body) {
  const Json json = Json::parse(body, nullptr, false);
  const bool is_right = json.is_object() && json.size() == 1 && json.contains("inputs") &&
                        json["inputs"].is_array() && !json["inputs"].empty() &&
                        json["inputs"].size() <= kMostInputs;
  if (!is_right) {
    return fail(ErrorKind::usage,
                "The body is not {\"inputs\": [path or address, …]}, a thousand "
                "at most.");
  }
  std::vector<std::string> inputs;
  for (const Json& each : json["inputs"]) {
    const std::string input = each.is_string() ? each.get<std::string>() : std::string();
    // "-" would be the server's own standard input.
    if (input.empty() || input == "-" || input.size() > kMostInputBytes ||
        input.find('\0') != std::string::npos) {
      return fail(ErrorKind::usage, "An input is the path of a file or folder, or an address.");
    }
    inputs.push_back(input);
  }
  return inputs;
}

Answer add(Desk& desk, Sent& sent) {
  Result<std::string> id;
  if (sent.upload) {
    id = desk.jobs.add({}, std::move(sent.upload));
  } else if (!is_loopback(desk.options.host)) {
    return problem(403,
                   "Paths and addresses are only taken where nobody else can reach the "
                   "server: send the file itself.");
  } else {
    const auto inputs = inputs_in(sent.body);
    if (!inputs) return problem(inputs.error());
    id = desk.jobs.add(*inputs, nullptr);
  }
  if (!id) return problem(id.error());
  const auto job = desk.jobs.one(*id);
  return job ? answer(*job, 202) : no_such_job();
}

Answer one(Desk& desk, Sent& sent) {
  const auto job = desk.jobs.one(sent.values.text("id"));
  return job ? answer(*job) : no_such_job();
}

Answer cancel(Desk& desk, Sent& sent) {
  if (!desk.jobs.cancel(sent.values.text("id"))) return no_such_job();
  return one(desk, sent);
}

Answer events(Desk& desk, Sent& sent) {
  const std::string id = sent.values.text("id");
  if (!desk.jobs.one(id)) return no_such_job();
  Answer made;
  made.type = "text/event-stream";
  made.stream = [&jobs = desk.jobs, id](const Send& send) {
    jobs.follow(id, send);
    return true;
  };
  return made;
}

}  // namespace

std::vector<Route> job_routes() {
  const Parameter id{"id", Parameter::Kind::text, "a job", true};
  Route all{.path = "/api/v1/jobs", .summary = "Piles being added and added lately, newest first"};
  all.schema = schema_ref("api#jobs");
  all.act = [](Desk& desk, Sent&) { return answer(desk.jobs.list()); };
  Route start{.method = Method::post,
              .path = "/api/v1/jobs",
              .summary =
                  "Add a file that is sent, or what stands at paths and addresses (only "
                  "where the server listens on this machine alone)"};
  start.parameters = {{"name", Parameter::Kind::text, "of the file that is sent"}};
  start.body = schema_ref("api#job_request");
  start.takes_file = true;
  start.schema = schema_ref("api#job");
  start.status = 202;
  start.act = add;
  Route state{.path = "/api/v1/jobs/{id}", .summary = "How far a job is"};
  state.parameters = {id};
  state.schema = schema_ref("api#job");
  state.act = one;
  Route end{.method = Method::remove,
            .path = "/api/v1/jobs/{id}",
            .summary = "End a job after the document in hand; what was added stays"};
  end.parameters = {id};
  end.schema = schema_ref("api#job");
  end.act = cancel;
  Route follow{.path = "/api/v1/jobs/{id}/events",
               .summary =
                   "What happens to a job, as server-sent events: progress, failure, note, "
                   "done"};
  follow.parameters = {id};
  follow.type = "text/event-stream";
  follow.act = events;
  return {all, start, state, end, follow};
}

}  // namespace hearsay::serve
