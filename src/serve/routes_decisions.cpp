// The analyst's log.
#include <set>
#include <utility>

#include "serve/deciding.h"
#include "serve/routes.h"

namespace hearsay::serve {
namespace {

using json::Json;

constexpr std::size_t kMostAbout = 100;
constexpr std::size_t kMostText = 20'000;  // bytes

Answer decisions(const Reading& reading) {
  const auto rows = reading.engine.decisions();
  if (!rows) return problem(rows.error());
  Json items = Json::array();
  for (const DecisionRow& row : *rows) items.push_back(json::row(row));
  const std::size_t total = items.size();
  return answer({{"schema", 1}, {"items", std::move(items)}, {"total", total}});
}

/// Reads the members of a body one by one; the first that is wrong is what `error` names.
class Body {
 public:
  explicit Body(const std::string& text) : json_(Json::parse(text, nullptr, false)) {
    if (!json_.is_object()) error = "The body is not a JSON object.";
  }

  std::string text(const char* name) {
    const Json* found = take(name);
    if (found == nullptr || found->is_null()) return {};
    if (!found->is_string()) {
      blame(std::string(name) + " is not a text.");
      return {};
    }
    auto value = found->get<std::string>();
    if (value.size() > kMostText) blame(std::string(name) + " is too long.");
    return value;
  }

  std::vector<std::string> texts(const char* name) {
    std::vector<std::string> all;
    const Json* found = take(name);
    if (found == nullptr) return all;
    if (!found->is_array() || found->size() > kMostAbout) {
      blame(std::string(name) + " is not a list of at most " + std::to_string(kMostAbout) +
            " ids.");
      return all;
    }
    for (const Json& each : *found) {
      if (!each.is_string()) {
        blame(std::string(name) + " holds what is no text.");
        return all;
      }
      all.push_back(each.get<std::string>());
    }
    return all;
  }

  /// Nothing may stand in a body that would be passed over.
  void end() {
    if (!json_.is_object()) return;
    for (const auto& [name, value] : json_.items()) {
      if (taken_.count(name) == 0) blame("There is no member \"" + name + "\".");
    }
  }

  std::string error;

 private:
  const Json* take(const char* name) {
    taken_.insert(name);
    if (!json_.is_object()) return nullptr;
    const auto found = json_.find(name);
    return found == json_.end() ? nullptr : &*found;
  }

  void blame(std::string what) {
    if (error.empty()) error = std::move(what);
  }

  const Json json_;
  std::set<std::string> taken_;
};

Answer take(Desk& desk, DecisionRequest request) {
  if (request.by.empty()) request.by = desk.options.by;
  const auto row = desk.deciding.decide(request);
  return row ? answer(json::row(*row), 201) : problem(row.error());
}

Answer decide(Desk& desk, Sent& sent) {
  Body body(sent.body);
  DecisionRequest request;
  const std::string verb = body.text("verb");
  request.about = body.texts("about");
  request.field = body.text("field");
  request.value = body.text("value");
  request.reason = body.text("reason");
  request.by = body.text("by");
  body.end();
  if (!body.error.empty()) return problem(400, body.error);
  const auto known = json::verb_of(verb);
  if (!known || *known == Verb::undo) {
    return problem(400, "verb is one of set, link, reject, merge, split, note.");
  }
  request.verb = *known;
  // The kind of a hop may be given as the value that it is.
  if (request.verb == Verb::link && request.field.empty()) std::swap(request.field, request.value);
  return take(desk, std::move(request));
}

Answer undo(Desk& desk, Sent& sent) {
  Body body(sent.body);
  DecisionRequest request;
  request.verb = Verb::undo;
  request.undoes = sent.values.number("number");
  request.reason = body.text("reason");
  request.by = body.text("by");
  body.end();
  if (!body.error.empty()) return problem(400, body.error);
  return take(desk, std::move(request));
}

}  // namespace

std::vector<Route> decision_routes() {
  Route log{.path = "/api/v1/decisions", .summary = "What was decided, oldest first"};
  log.schema = schema_ref("api#decisions");
  log.read = decisions;
  Route take{.method = Method::post, .path = "/api/v1/decisions", .summary = "Take a decision"};
  take.body = schema_ref("api#decision_request");
  take.schema = schema_ref("decision-line");
  take.status = 201;
  take.act = decide;
  Route back{.method = Method::post,
             .path = "/api/v1/decisions/{number}/undo",
             .summary = "Take a decision back; the log keeps both"};
  back.parameters = {
      {"number", Parameter::Kind::number, "of the decision", true, 1, 1'000'000'000}};
  back.body = schema_ref("api#undo_request");
  back.schema = schema_ref("decision-line");
  back.status = 201;
  back.act = undo;
  return {log, take, back};
}

}  // namespace hearsay::serve
