// Decisions: the line that listings and exports print, and the form in which the log keeps what
// they are about.
#include <limits>
#include <string>

#include "json/json.h"
#include "json/write.h"

namespace hearsay::json {
namespace {

Json or_null(std::size_t number) { return number == 0 ? Json() : Json(number); }

Json anchor(const Anchor& each) {
  return Json{
      {"kind", name_of(each.kind)},
      {"document", each.document},
      {"spans", list(each.spans, [](Span span) { return Json::array({span.begin, span.end}); })},
      {"words", each.words}};
}

tl::unexpected<Error> refuse() {
  return fail(ErrorKind::store, "A decision in the store's log cannot be read: it is damaged.");
}

Result<Span> span_of(const Json& json) {
  const auto is_offset = [](const Json& each) {
    return each.is_number_unsigned() &&
           each.get<std::uint64_t>() <= std::numeric_limits<std::uint32_t>::max();
  };
  if (!json.is_array() || json.size() != 2 || !is_offset(json[0]) || !is_offset(json[1])) {
    return refuse();
  }
  const Span span{json[0].get<std::uint32_t>(), json[1].get<std::uint32_t>()};
  if (span.end < span.begin) return refuse();
  return span;
}

Result<Anchor> anchor_of(const Json& json) {
  const auto text = [&](const char* name) {
    const auto found = json.find(name);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  if (!json.is_object()) return refuse();
  const auto kind = value_of<AnchorKind>(text("kind"));
  if (!kind) return refuse();
  Anchor out{*kind, text("document"), {}, text("words")};
  const auto spans = json.find("spans");
  if (spans == json.end() || !spans->is_array()) return refuse();
  for (const Json& each : *spans) {
    const auto span = span_of(each);
    if (!span) return tl::unexpected<Error>(span.error());
    out.spans.push_back(*span);
  }
  return out;
}

}  // namespace

Json row(const DecisionRow& row) {
  const Decision& decision = row.decision;
  Json about = Json::array();
  for (std::size_t i = 0; i < decision.about.size(); ++i) {
    const Anchor& each = decision.about[i];
    const bool is_found = i < row.ids.size() && !row.ids[i].empty();
    about.push_back(Json{{"kind", name_of(each.kind)},
                         {"id", is_found ? Json(row.ids[i]) : Json()},
                         {"words", each.words}});
  }
  const bool has_value = decision.verb == Verb::set || decision.verb == Verb::note;
  return Json{{"number", decision.number},
              {"verb", name_of(decision.verb)},
              {"about", std::move(about)},
              {"field", json::or_null(decision.field)},
              {"value", has_value ? json::or_null(decision.value) : Json()},
              {"reason", json::or_null(decision.reason)},
              {"by", decision.by},
              {"at", decision.at},
              {"undoes", or_null(decision.undoes)},
              {"undone_by", or_null(row.undone_by)},
              {"overruled_by", or_null(row.overruled_by)}};
}

std::string encode_anchors(const std::vector<Anchor>& anchors) {
  return dump(list(anchors, anchor));
}

Result<std::vector<Anchor>> decode_anchors(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_array()) return refuse();
  std::vector<Anchor> anchors;
  for (const Json& each : json) {
    auto found = anchor_of(each);
    if (!found) return tl::unexpected<Error>(found.error());
    anchors.push_back(std::move(*found));
  }
  return anchors;
}

std::string text_of(Verb verb) { return std::string(name_of(verb)); }

std::optional<Verb> verb_of(std::string_view text) { return value_of<Verb>(text); }

}  // namespace hearsay::json
