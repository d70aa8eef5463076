#include "serve/routes.h"

#include <algorithm>
#include <iterator>

namespace hearsay::serve {
namespace {

std::vector<std::string_view> segments(std::string_view path) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    parts.push_back(path.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

bool is_named(std::string_view segment) { return !segment.empty() && segment.front() == '{'; }

bool leads_to(std::string_view route, std::string_view path, Given& given) {
  const auto wanted = segments(route), got = segments(path);
  if (wanted.size() != got.size()) return false;
  given.clear();
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (is_named(wanted[i]) && !got[i].empty()) {
      given.emplace_back(wanted[i].substr(1, wanted[i].size() - 2), got[i]);
    } else if (wanted[i] != got[i]) {
      return false;
    }
  }
  return true;
}

}  // namespace

const char* name_of(Method method) {
  switch (method) {
    case Method::get:
      return "GET";
    case Method::post:
      return "POST";
    case Method::remove:
      break;
  }
  return "DELETE";
}

std::vector<Route> all_routes() {
  std::vector<Route> all;
  for (const auto& subject : {program_routes, listing_routes, document_routes, trace_routes,
                              export_routes, decision_routes, job_routes}) {
    std::vector<Route> some = subject();
    std::move(some.begin(), some.end(), std::back_inserter(all));
  }
  return all;
}

Found find_route(const std::vector<Route>& routes, std::string_view method, std::string_view path) {
  Found found;
  if (method == "HEAD") method = "GET";
  Given given;
  for (const Route& route : routes) {
    if (!leads_to(route.path, path, given)) continue;
    if (name_of(route.method) == method) return {&route, std::move(given), {}};
    found.allow += (found.allow.empty() ? "" : ", ") + std::string(name_of(route.method));
  }
  return found;
}

json::Json schema_ref(const std::string& name) {
  const std::size_t mark = name.find('#');
  std::string path = "#/components/schemas/" + name.substr(0, mark);
  if (mark != std::string::npos) path += "/$defs/" + name.substr(mark + 1);
  return {{"$ref", path}};
}

json::Json list_schema(const std::string& name) {
  return {{"allOf", json::Json::array({schema_ref("api#list")})},
          {"properties", {{"items", {{"type", "array"}, {"items", schema_ref(name)}}}}}};
}

}  // namespace hearsay::serve
