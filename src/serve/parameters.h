// What a request may ask with: names, kinds and bounds, checked in one place.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hearsay/result.h"
#include "json/json.h"

namespace hearsay::serve {

/// A parameter of a route, in its path where that names it, else in the query.
struct Parameter {
  enum class Kind { text, number, day, choice };
  std::string name;
  Kind kind = Kind::text;
  std::string description;
  bool required = false;
  std::size_t least = 0;   ///< of a number
  std::size_t most = 200;  ///< of a number; of a text in bytes
  std::vector<std::string> choices = {};
  std::string standard = {};  ///< what it is where it is not given
};

/// Checked values by name.
class Values {
 public:
  void set(const std::string& name, std::string value) { values_[name] = std::move(value); }
  /// Empty where it is not given and has no standard.
  [[nodiscard]] std::string text(const std::string& name) const;
  [[nodiscard]] std::size_t number(const std::string& name) const;
  [[nodiscard]] bool has(const std::string& name) const { return !text(name).empty(); }
  /// All of them in one line: equal ones ask for the same.
  [[nodiscard]] std::string key() const;

 private:
  std::map<std::string, std::string> values_;
};

using Given = std::vector<std::pair<std::string, std::string>>;

/// Holds what is given against what there is; what is not given gets its standard. Days are made
/// whole ("2015" as `until` is 2015-12-31). The error says what is wrong with which.
Result<Values> checked(const std::vector<Parameter>& parameters, const Given& given);

/// Its JSON Schema.
json::Json schema_of(const Parameter& parameter);

}  // namespace hearsay::serve
