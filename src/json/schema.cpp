// As much of JSON Schema 2020-12 as the files in schemas/ use, for tests that hold real output
// against them: type, const, enum, required, properties, additionalProperties (as a schema or
// false), items, prefixItems, minItems, maxItems, minimum, maximum, pattern, minLength, anyOf,
// oneOf, $ref to "#/$defs/x" or "file.json#/$defs/x".
#include <map>
#include <memory>
#include <regex>
#include <string>
#include <vector>

#include "json/json.h"

namespace hearsay::json {
namespace {

bool has_type(const Json& value, const std::string& type) {
  if (type == "null") return value.is_null();
  if (type == "boolean") return value.is_boolean();
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "number") return value.is_number();
  if (type == "integer") return value.is_number_integer();
  return false;
}

class SchemaChecker {
 public:
  explicit SchemaChecker(const SchemaLoader& load) : load_(load) {}

  /// `root` is the file in which `schema` stands; references without a file mean it.
  void check(const Json& schema, const Json& value, const Json& root, const std::string& where) {
    if (schema.is_boolean()) {
      if (!schema.get<bool>()) blame(where, "is not allowed");
      return;
    }
    if (const auto ref = schema.find("$ref"); ref != schema.end()) {
      check_reference(ref->get<std::string>(), value, root, where);
    }
    check_kind(schema, value, where);
    if (value.is_object()) check_object(schema, value, root, where);
    if (value.is_array()) check_array(schema, value, root, where);
    if (value.is_string()) check_string(schema, value.get<std::string>(), where);
    if (value.is_number()) check_number(schema, value.get<double>(), where);
    check_choices(schema, value, root, where);
  }

  std::vector<std::string> problems;

 private:
  void check_reference(const std::string& reference, const Json& value, const Json& root,
                       const std::string& where) {
    const std::size_t hash = reference.find('#');
    const std::string file = reference.substr(0, hash);
    const Json& other = file.empty() ? root : loaded(file);
    const std::string path = hash == std::string::npos ? "" : reference.substr(hash + 1);
    check(other.at(Json::json_pointer(path)), value, other, where);
  }

  const Json& loaded(const std::string& file) {
    auto& entry = files_[file];
    if (!entry) entry = std::make_unique<Json>(load_(file));
    return *entry;
  }

  void check_kind(const Json& schema, const Json& value, const std::string& where) {
    if (const auto type = schema.find("type"); type != schema.end()) {
      bool fits = false;
      for (const Json& each : type->is_array() ? *type : Json::array({*type})) {
        fits = fits || has_type(value, each.get<std::string>());
      }
      if (!fits) blame(where, "has the wrong type");
    }
    if (const auto constant = schema.find("const");
        constant != schema.end() && *constant != value) {
      blame(where, "is not " + constant->dump());
    }
    if (const auto allowed = schema.find("enum"); allowed != schema.end()) {
      bool fits = false;
      for (const Json& each : *allowed) fits = fits || each == value;
      if (!fits) blame(where, "has an unknown value");
    }
  }

  void check_object(const Json& schema, const Json& value, const Json& root,
                    const std::string& where) {
    for (const Json& name : schema.value("required", Json::array())) {
      if (!value.contains(name.get<std::string>())) blame(where, "lacks " + name.dump());
    }
    const Json properties = schema.value("properties", Json::object());
    const auto others = schema.find("additionalProperties");
    for (const auto& [name, member] : value.items()) {
      const auto property = properties.find(name);
      if (property != properties.end()) {
        check(*property, member, root, where + '/' + name);
      } else if (others != schema.end()) {
        check(*others, member, root, where + '/' + name);
      }
    }
  }

  void check_array(const Json& schema, const Json& value, const Json& root,
                   const std::string& where) {
    if (value.size() < schema.value("minItems", std::size_t{0})) blame(where, "has too few items");
    if (value.size() > schema.value("maxItems", value.size())) blame(where, "has too many items");
    const Json first = schema.value("prefixItems", Json::array());
    const auto rest = schema.find("items");
    for (std::size_t i = 0; i < value.size(); ++i) {
      const std::string place = where + '/' + std::to_string(i);
      if (i < first.size()) {
        check(first[i], value[i], root, place);
      } else if (rest != schema.end()) {
        check(*rest, value[i], root, place);
      }
    }
  }

  void check_string(const Json& schema, const std::string& value, const std::string& where) {
    if (value.size() < schema.value("minLength", std::size_t{0})) blame(where, "is too short");
    const auto pattern = schema.find("pattern");
    if (pattern == schema.end()) return;
    if (!std::regex_search(value, std::regex(pattern->get<std::string>()))) {
      blame(where, "does not look like " + pattern->get<std::string>());
    }
  }

  void check_number(const Json& schema, double value, const std::string& where) {
    if (value < schema.value("minimum", value)) blame(where, "is too small");
    if (value > schema.value("maximum", value)) blame(where, "is too large");
  }

  void check_choices(const Json& schema, const Json& value, const Json& root,
                     const std::string& where) {
    if (const auto any = schema.find("anyOf"); any != schema.end()) {
      if (fitting(*any, value, root, where) == 0) blame(where, "fits none of the forms");
    }
    if (const auto one = schema.find("oneOf"); one != schema.end()) {
      if (fitting(*one, value, root, where) != 1) blame(where, "does not fit exactly one form");
    }
  }

  std::size_t fitting(const Json& schemas, const Json& value, const Json& root,
                      const std::string& where) {
    std::size_t count = 0;
    for (const Json& schema : schemas) {
      SchemaChecker attempt(load_);
      attempt.check(schema, value, root, where);
      count += attempt.problems.empty() ? 1 : 0;
    }
    return count;
  }

  void blame(const std::string& where, const std::string& what) {
    problems.push_back((where.empty() ? "/" : where) + ' ' + what);
  }

  const SchemaLoader& load_;
  std::map<std::string, std::unique_ptr<Json>> files_;
};

}  // namespace

std::vector<std::string> schema_problems(const Json& schema, const Json& value,
                                         const SchemaLoader& load) {
  SchemaChecker checker(load);
  checker.check(schema, value, schema, "");
  return std::move(checker.problems);
}

}  // namespace hearsay::json
