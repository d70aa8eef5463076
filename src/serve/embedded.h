// Files that are part of the program: the built page of web/dist, and schemas/.
#pragma once

#include <string_view>
#include <vector>

namespace hearsay::serve {

struct EmbeddedFile {
  std::string_view path;  ///< "page/assets/main-1a2b.js", "schemas/trace.json"
  std::string_view bytes;
};

/// Sorted by path.
const std::vector<EmbeddedFile>& embedded_files();

/// Null where there is none.
const EmbeddedFile* find_embedded(std::string_view path);

}  // namespace hearsay::serve
