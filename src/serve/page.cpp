#include "serve/page.h"

#include <array>
#include <string>
#include <utility>

#include "serve/embedded.h"

namespace hearsay::serve {
namespace {

std::string type_of(std::string_view path) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kTypes = {{
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".txt", "text/plain; charset=utf-8"},
      {".webmanifest", "application/manifest+json"},
  }};
  for (const auto& [ending, type] : kTypes) {
    if (path.ends_with(ending)) return std::string(type);
  }
  return "application/octet-stream";
}

}  // namespace

Answer page(std::string_view path) {
  const EmbeddedFile* file = path == "/" ? nullptr : find_embedded("page" + std::string(path));
  const bool has_ending = path.substr(path.rfind('/') + 1).find('.') != std::string_view::npos;
  if (file == nullptr && !has_ending) file = find_embedded("page/index.html");
  if (file == nullptr) return problem(404, "The page has no such file.");
  Answer made;
  made.type = type_of(file->path);
  made.body = file->bytes;
  made.is_immutable = file->path.starts_with("page/assets/");  // named by their content
  return with_etag(std::move(made));
}

}  // namespace hearsay::serve
