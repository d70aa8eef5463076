// The gazetteers that places are looked up in: what they are, and how a reader's own is made.
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/data_directory.h"
#include "ground/ground.h"
#include "hearsay/engine.h"
#include "text/utf8.h"

namespace hearsay {
namespace {

namespace fs = std::filesystem;

constexpr const char* kCard =
    R"({"kind": "gazetteer", "made_by": "hearsay gazetteer import",
 "sources": [{"name": "dumps of GeoNames", "licence": "CC BY 4.0", "for": "the reader's own places"}]})";

std::string sources_of(const std::string& card) {
  std::string out;
  const auto parsed = nlohmann::json::parse(card, nullptr, false);
  if (!parsed.is_object() || !parsed.contains("sources")) return out;
  for (const auto& source : parsed["sources"]) {
    if (!source.is_object()) continue;
    out += fmt::format("{}{}: {} ({})", out.empty() ? "" : "\n", source.value("name", ""),
                       source.value("for", ""), source.value("licence", ""));
  }
  return out;
}

GazetteerInfo info_of(const std::string& path, const Gazetteer& gazetteer, bool own) {
  return {path, sources_of(gazetteer.card()), gazetteer.size(), gazetteer.name_count(), own};
}

Error cannot(std::string_view verb, const std::string& path, std::string_view why) {
  return {ErrorKind::input, fmt::format("Cannot {} {}: {}", verb, text::printable(path), why)};
}

template <typename Add>
Result<void> add_file(const std::string& path, const Add& add) {
  std::error_code ignored;
  if (fs::is_directory(path, ignored))
    return tl::unexpected(cannot("read", path, "it is a folder."));
  std::ifstream in(path, std::ios::binary);
  if (!in) return tl::unexpected(cannot("read", path, "it cannot be opened."));
  return add(in);
}

// Beside its place first, so that there is never half a gazetteer.
Result<void> write_whole(const std::string& path, const std::string& bytes) {
  std::error_code error;
  fs::create_directories(fs::path(path).parent_path(), error);
  const std::string beside = fmt::format("{}.{}.part", path, ::getpid());
  std::ofstream out(beside, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (out) fs::rename(beside, path, error);
  if (out && !error) return {};
  fs::remove(beside, error);
  return tl::unexpected(cannot("write", path, "the folder may be missing, read-only or full."));
}

}  // namespace

Result<std::vector<GazetteerInfo>> gazetteer_files(const EngineOptions& options) {
  const auto directory = engine::find_data_directory(options.data_directory);
  if (!directory) return tl::unexpected<Error>(directory.error());
  const std::string shipped = *directory + "/data/gazetteer.bin";
  const auto gazetteer = Gazetteer::load(shipped);
  if (!gazetteer) return tl::unexpected<Error>(gazetteer.error());
  std::vector<GazetteerInfo> out = {info_of(shipped, *gazetteer, false)};
  const std::string own = engine::own_gazetteer_path();
  std::error_code ignored;
  if (own.empty() || !fs::is_regular_file(own, ignored)) return out;
  const auto more = Gazetteer::load(own);
  if (!more) return tl::unexpected<Error>(more.error());
  out.push_back(info_of(own, *more, true));
  return out;
}

Result<GazetteerImport> import_gazetteer(const EngineOptions& options,
                                         const std::vector<std::string>& files,
                                         const std::vector<std::string>& names) {
  const auto directory = engine::find_data_directory(options.data_directory);
  if (!directory) return tl::unexpected<Error>(directory.error());
  const std::string target = engine::own_gazetteer_path();
  if (target.empty()) {
    return fail(ErrorKind::usage,
                "There is no place for a gazetteer of your own: set HEARSAY_GAZETTEER or HOME.");
  }
  const auto known = Gazetteer::load(*directory + "/data/gazetteer.bin");
  if (!known) return tl::unexpected<Error>(known.error());
  GeonamesReader reader(*known);
  for (const std::string& file : files) {
    const auto read = add_file(file, [&](std::istream& in) { return reader.add_places(in, file); });
    if (!read) return tl::unexpected<Error>(read.error());
  }
  for (const std::string& file : names) {
    const auto read = add_file(file, [&](std::istream& in) { return reader.add_names(in, file); });
    if (!read) return tl::unexpected<Error>(read.error());
  }
  GeonamesTable table = reader.table();
  if (table.places == 0) {
    return fail(ErrorKind::input, fmt::format("{} holds no place that could be added.",
                                              text::printable(files.front())));
  }
  const auto packed = pack_gazetteer(table.table, kCard);
  if (!packed) return tl::unexpected<Error>(packed.error());
  table.table = std::string();  // may be gigabytes
  const auto made = Gazetteer::read(*packed, target);
  if (!made) return tl::unexpected<Error>(made.error());
  const auto written = write_whole(target, *packed);
  if (!written) return tl::unexpected<Error>(written.error());
  return GazetteerImport{target, made->size(), made->name_count(), table.left_out};
}

}  // namespace hearsay
