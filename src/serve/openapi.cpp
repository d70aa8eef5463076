// The description that the server gives of itself.
#include <string>

#include "serve/embedded.h"
#include "serve/routes.h"

namespace hearsay::serve {
namespace {

using json::Json;

/// A schema file as a component: "common.json#/$defs/span" is
/// "#/components/schemas/common/$defs/span" there.
void rewrite_references(Json& schema, const std::string& name) {
  if (schema.is_array()) {
    for (Json& each : schema) rewrite_references(each, name);
  }
  if (!schema.is_object()) return;
  for (auto& [key, value] : schema.items()) {
    if (key != "$ref" || !value.is_string()) {
      rewrite_references(value, name);
      continue;
    }
    const std::string reference = value.get<std::string>();
    const std::size_t mark = reference.find('#');
    std::string file = reference.substr(0, mark);
    if (file.ends_with(".json")) file.resize(file.size() - 5);
    value = "#/components/schemas/" + (file.empty() ? name : file) +
            (mark == std::string::npos ? "" : reference.substr(mark + 1));
  }
}

Json components() {
  constexpr std::string_view kFolder = "schemas/", kEnd = ".json";
  Json schemas = Json::object();
  for (const EmbeddedFile& file : embedded_files()) {
    if (!file.path.starts_with(kFolder) || !file.path.ends_with(kEnd)) continue;
    const std::string name(
        file.path.substr(kFolder.size(), file.path.size() - kFolder.size() - kEnd.size()));
    Json schema = Json::parse(file.bytes);
    schema.erase("$schema");
    rewrite_references(schema, name);
    schemas[name] = std::move(schema);
  }
  return {{"schemas", std::move(schemas)},
          {"securitySchemes",
           {{"token",
             {{"type", "http"},
              {"scheme", "bearer"},
              {"description", "Only where the server was started with --token-file."}}}}}};
}

Json parameters_of(const Route& route) {
  Json all = Json::array();
  for (const Parameter& each : route.parameters) {
    const bool in_path = route.path.find('{' + each.name + '}') != std::string::npos;
    all.push_back({{"name", each.name},
                   {"in", in_path ? "path" : "query"},
                   {"required", in_path || each.required},
                   {"description", each.description},
                   {"schema", schema_of(each)}});
  }
  if (route.method != Method::get) {
    all.push_back({{"name", "X-Hearsay"},
                   {"in", "header"},
                   {"required", true},
                   {"description", "1: what a page of another site cannot send"},
                   {"schema", {{"const", "1"}}}});
  }
  return all;
}

Json operation(const Route& route) {
  Json content = Json::object();
  if (!route.type.empty()) {
    content[route.type] = route.schema.is_null() ? Json::object() : Json{{"schema", route.schema}};
  }
  for (const std::string& type : route.other_types) content[type] = Json::object();
  Json out{{"summary", route.summary}, {"parameters", parameters_of(route)}};
  if (!route.body.is_null()) {
    out["requestBody"] = {{"required", true},
                          {"content", {{"application/json", {{"schema", route.body}}}}}};
    if (route.takes_file)
      out["requestBody"]["content"]["application/octet-stream"] = Json::object();
  }
  out["responses"] = {
      {std::to_string(route.status), {{"description", "as asked"}, {"content", content}}},
      {"default",
       {{"description", "a problem (RFC 9457)"},
        {"content", {{"application/problem+json", {{"schema", schema_ref("api#problem")}}}}}}}};
  if (route.read) out["responses"]["304"] = {{"description", "as it was, by If-None-Match"}};
  out["security"] = route.is_open ? Json::array() : Json::array({Json{{"token", Json::array()}}});
  return out;
}

std::string method_key(Method method) {
  switch (method) {
    case Method::get:
      return "get";
    case Method::post:
      return "post";
    case Method::remove:
      break;
  }
  return "delete";
}

}  // namespace

Json openapi(const std::vector<Route>& routes) {
  Json paths = Json::object();
  for (const Route& route : routes) paths[route.path][method_key(route.method)] = operation(route);
  return {{"openapi", "3.1.0"},
          {"info",
           {{"title", "hearsay"},
            {"version", HEARSAY_VERSION},
            {"summary", "Follow a claim back to where it came from."},
            {"description",
             "Spans count Unicode code points of a document's text. Nothing here "
             "says whether a claim is true."},
            {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}}},
          {"jsonSchemaDialect", "https://json-schema.org/draft/2020-12/schema"},
          {"paths", std::move(paths)},
          {"components", components()}};
}

}  // namespace hearsay::serve
