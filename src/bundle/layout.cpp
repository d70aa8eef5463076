#include "bundle/layout.h"

#include <algorithm>

namespace hearsay::bundle {
namespace {

using json::Json;

bool is_hex(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  });
}

/// What stands between two ends; empty where the path does not have both.
std::string_view between(std::string_view path, std::string_view begin, std::string_view end) {
  if (path.size() <= begin.size() + end.size()) return {};
  if (!path.starts_with(begin) || !path.ends_with(end)) return {};
  return path.substr(begin.size(), path.size() - begin.size() - end.size());
}

bool is_narrative(std::string_view id) {
  return id.size() <= 80 && id.starts_with('n') && is_hex(id.substr(1));
}

const std::pair<const char*, std::string Source::*> kTexts[] = {{"charset", &Source::charset},
                                                                {"path", &Source::path},
                                                                {"url", &Source::url},
                                                                {"input_id", &Source::input_id},
                                                                {"captured", &Source::captured},
                                                                {"title", &Source::title},
                                                                {"published", &Source::published},
                                                                {"publisher", &Source::publisher},
                                                                {"modified", &Source::modified}};

}  // namespace

std::string original_path(std::string_view sha256) { return "originals/" + std::string(sha256); }
std::string document_path(std::string_view id) { return "documents/" + std::string(id) + ".json"; }
std::string trace_path(std::string_view id) { return "traces/" + std::string(id) + ".json"; }
std::string report_path(std::string_view id) { return "reports/" + std::string(id) + ".html"; }

bool is_original(std::string_view path) {
  const std::string_view name = between(path, "originals/", "");
  return name.size() == 64 && is_hex(name);
}

bool is_document(std::string_view path) {
  const std::string_view name = between(path, "documents/", ".json");
  return name.size() >= 16 && name.size() <= 64 && is_hex(name);
}

bool is_trace(std::string_view path) { return is_narrative(between(path, "traces/", ".json")); }

bool is_path(std::string_view path) {
  return path == kManifest || path == "README.txt" || path == "report.html" ||
         path == "decisions.jsonl" || is_original(path) || is_document(path) || is_trace(path) ||
         is_narrative(between(path, "reports/", ".html"));
}

Json carrier_of(const Source& source) {
  Json out{{"media_type", json::name_of(source.media_type)}, {"from_feed", source.from_feed}};
  for (const auto& [name, member] : kTexts) out[name] = source.*member;
  out["authors"] = source.authors;
  return out;
}

std::optional<Source> source_of(const Json& carrier) {
  if (!carrier.is_object()) return std::nullopt;
  Source out;
  const auto text = [&](const char* name) -> std::string {
    const auto found = carrier.find(name);
    return found != carrier.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  const auto type = json::value_of<MediaType>(text("media_type"));
  if (!type) return std::nullopt;
  out.media_type = *type;
  for (const auto& [name, member] : kTexts) out.*member = text(name);
  return out;
}

}  // namespace hearsay::bundle
