#include "serve/parameters.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>

#include "text/utf8.h"

namespace hearsay::serve {
namespace {

/// What somebody sent, made fit to be quoted.
std::string shown(std::string_view text) {
  constexpr std::size_t kLongest = 80;
  if (text.size() <= kLongest) return text::printable(text);
  std::size_t end = kLongest;
  while (!text::is_boundary(text, end)) --end;
  return text::printable(text.substr(0, end)) + "…";
}

tl::unexpected<Error> wrong(const Parameter& parameter, std::string_view what) {
  return fail(ErrorKind::usage, fmt::format("{} {}", parameter.name, what));
}

bool parse(std::string_view digits, std::size_t& number) {
  const char* end = digits.data() + digits.size();
  const auto [last, error] = std::from_chars(digits.data(), end, number);
  return !digits.empty() && error == std::errc() && last == end;
}

Result<std::string> checked_number(const Parameter& parameter, const std::string& value) {
  std::size_t number = 0;
  if (parse(value, number) && number >= parameter.least && number <= parameter.most) {
    return std::to_string(number);
  }
  return wrong(parameter, fmt::format("wants a number from {} to {}, not \"{}\"", parameter.least,
                                      parameter.most, shown(value)));
}

/// A day from "2015", "2015-05" or "2015-05-05": the first that is meant, or the last.
Result<std::string> checked_day(const Parameter& parameter, const std::string& value) {
  const auto not_a_day = [&] {
    return wrong(parameter, fmt::format("wants a day such as 2015-05-05, a month or a year, not "
                                        "\"{}\"",
                                        shown(value)));
  };
  const std::string_view text = value;
  const bool has_month = text.size() >= 7, has_day = text.size() == 10;
  if (text.size() != 4 && text.size() != 7 && !has_day) return not_a_day();
  std::size_t year = 0, month = 1, day = 1;
  if (!parse(text.substr(0, 4), year)) return not_a_day();
  if (has_month && (text[4] != '-' || !parse(text.substr(5, 2), month))) return not_a_day();
  if (has_day && (text[7] != '-' || !parse(text.substr(8, 2), day))) return not_a_day();
  const bool last = parameter.name == "until";
  if (last && !has_month) month = 12;
  const auto of_month =
      std::chrono::year(static_cast<int>(year)) / std::chrono::month(static_cast<unsigned>(month));
  if (!of_month.ok()) return not_a_day();
  const auto end = static_cast<unsigned>((of_month / std::chrono::last).day());
  if (last && !has_day) day = end;
  if (day < 1 || day > end) return not_a_day();
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

Result<std::string> checked_value(const Parameter& parameter, const std::string& value) {
  if (!text::is_valid(value) || value.find('\0') != std::string::npos) {
    return wrong(parameter, "is not well-formed UTF-8");
  }
  switch (parameter.kind) {
    case Parameter::Kind::number:
      return checked_number(parameter, value);
    case Parameter::Kind::day:
      return checked_day(parameter, value);
    case Parameter::Kind::choice: {
      const auto& known = parameter.choices;
      if (std::find(known.begin(), known.end(), value) != known.end()) return value;
      return wrong(parameter,
                   fmt::format("is one of {}, not \"{}\"", fmt::join(known, ", "), shown(value)));
    }
    case Parameter::Kind::text:
      break;
  }
  if (value.size() <= parameter.most) return value;
  return wrong(parameter,
               fmt::format("has {} bytes; {} are the most", value.size(), parameter.most));
}

}  // namespace

std::string Values::text(const std::string& name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::string() : found->second;
}

std::size_t Values::number(const std::string& name) const {
  std::size_t number = 0;
  parse(text(name), number);
  return number;
}

std::string Values::key() const {
  std::string all;
  // The length tells where a value ends, whatever it holds.
  for (const auto& [name, value] : values_)
    all += fmt::format("{}={}:{};", name, value.size(), value);
  return all;
}

Result<Values> checked(const std::vector<Parameter>& parameters, const Given& given) {
  Values values;
  for (const auto& [name, value] : given) {
    const auto known = std::find_if(parameters.begin(), parameters.end(),
                                    [&](const Parameter& each) { return each.name == name; });
    if (known == parameters.end()) {
      return fail(ErrorKind::usage, fmt::format("there is no parameter \"{}\" here", shown(name)));
    }
    if (std::count_if(given.begin(), given.end(),
                      [&](const auto& each) { return each.first == name; }) > 1) {
      return wrong(*known, "is given more than once");
    }
    // "since=" is what an empty field of a form sends.
    if (value.empty()) continue;
    auto good = checked_value(*known, value);
    if (!good) return tl::unexpected(good.error());
    values.set(name, *std::move(good));
  }
  for (const Parameter& each : parameters) {
    if (values.has(each.name)) continue;
    if (each.required) return wrong(each, "is missing");
    if (!each.standard.empty()) values.set(each.name, each.standard);
  }
  return values;
}

json::Json schema_of(const Parameter& parameter) {
  json::Json schema;
  switch (parameter.kind) {
    case Parameter::Kind::number: {
      schema = {{"type", "integer"}, {"minimum", parameter.least}, {"maximum", parameter.most}};
      std::size_t standard = 0;
      if (parse(parameter.standard, standard)) schema["default"] = standard;
      return schema;
    }
    case Parameter::Kind::day:
      return {{"type", "string"}, {"pattern", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}};
    case Parameter::Kind::choice:
      schema = {{"type", "string"}, {"enum", parameter.choices}};
      break;
    case Parameter::Kind::text:
      schema = {{"type", "string"}, {"maxLength", parameter.most}};
      break;
  }
  if (!parameter.standard.empty()) schema["default"] = parameter.standard;
  return schema;
}

}  // namespace hearsay::serve
