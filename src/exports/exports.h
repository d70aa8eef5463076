// All that a store holds, in forms that other programs read. Each format is written as it is read
// from the store, a document or a narrative at a time; the same store gives the same bytes.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "hearsay/engine.h"

namespace hearsay {

/// Takes bytes; returns false to stop.
using ByteSink = std::function<bool(std::string_view bytes)>;

struct ExportFormat {
  std::string name;        ///< "geojson"
  std::string ending;      ///< of a file's name, with its dot
  std::string media_type;  ///< as in Content-Type
  std::string what;        ///< in a few words
};

/// All there are but `bundle`, which has a room of its own.
const std::vector<ExportFormat>& export_formats();

/// Writes the store as `format`; an error of kind `usage` where there is none of that name.
/// docs/takeaway.md tells what stands in each. Nothing in any says what is true.
Result<void> export_as(const Engine& engine, std::string_view format, const ByteSink& sink);

}  // namespace hearsay
