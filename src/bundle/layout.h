// What stands where in a bundle.
//   README.txt              what this is
//   report.html             the page to open; of a whole store it leads to reports/n….html
//   decisions.jsonl         the analyst's, a line each
//   traces/n….json          before the documents, so that one reading of the file is enough
//   originals/<sha256>      bytes as fetched, each once, followed by
//   documents/<id>.json     what was read in them, and what their carrier said of them
//   manifest.json           size and hash of each of these
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "hearsay/source.h"
#include "json/json.h"

namespace hearsay::bundle {

inline constexpr std::string_view kManifest = "manifest.json";

std::string original_path(std::string_view sha256);
std::string document_path(std::string_view id);
std::string trace_path(std::string_view narrative);
std::string report_path(std::string_view narrative);

/// Whether a bundle may have a file of that name: these and no others, so no "..", no other folder.
bool is_path(std::string_view path);
bool is_original(std::string_view path);
bool is_document(std::string_view path);
bool is_trace(std::string_view path);

/// What is known of an original from outside: all of a Source but its bytes.
json::Json carrier_of(const Source& source);
/// nullopt where it is not of that form.
std::optional<Source> source_of(const json::Json& carrier);

}  // namespace hearsay::bundle
