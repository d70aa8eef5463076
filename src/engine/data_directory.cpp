#include "engine/data_directory.h"

#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "text/utf8.h"

namespace hearsay::engine {
namespace {

namespace fs = std::filesystem;

// A build folder inside the source tree (build/release/bin) is no deeper than this.
constexpr int kMostParents = 4;

bool holds_data(const fs::path& folder) {
  std::error_code ignored;
  return fs::is_directory(folder / "models", ignored) &&
         fs::is_regular_file(folder / "data" / "gazetteer.bin", ignored);
}

fs::path program_folder() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  return error ? fs::path() : program.parent_path();
}

}  // namespace

Result<std::string> find_data_directory(const std::string& asked_for) {
  if (!asked_for.empty()) {
    if (holds_data(asked_for)) return asked_for;
    return fail(ErrorKind::model, "There are no models and gazetteer in " +
                                      text::printable(asked_for) +
                                      ": it needs models/ and data/gazetteer.bin.");
  }
  const fs::path beside = program_folder();
  if (holds_data(beside)) return beside.string();
  const fs::path installed = beside.parent_path() / "share" / "hearsay";
  if (holds_data(installed)) return installed.string();
  fs::path parent = beside;
  for (int i = 0; i < kMostParents && parent.has_relative_path(); ++i) {
    parent = parent.parent_path();
    if (holds_data(parent)) return parent.string();
  }
  return fail(ErrorKind::model,
              "The models and the gazetteer were not found, neither beside the program nor in " +
                  text::printable(installed.string()) + ".");
}

std::string own_gazetteer_path() {
  const auto set = [](const char* name) {
    const char* value = std::getenv(name);
    return std::string(value == nullptr ? "" : value);
  };
  if (const std::string path = set("HEARSAY_GAZETTEER"); !path.empty()) return path;
  fs::path folder = set("XDG_DATA_HOME");
  if (folder.is_relative()) {  // such a one is to be passed over
    const std::string home = set("HOME");
    if (home.empty()) return {};
    folder = fs::path(home) / ".local" / "share";
  }
  return (folder / "hearsay" / "gazetteer.bin").string();
}

}  // namespace hearsay::engine
