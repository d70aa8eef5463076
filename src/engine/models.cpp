#include "engine/models.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <vector>

#include "engine/data_directory.h"
#include "engine/model_files.h"
#include "text/hash.h"

namespace hearsay::engine {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& file) {
  std::error_code error;
  const auto size = fs::file_size(file, error);
  std::string bytes(error ? 0 : static_cast<std::size_t>(size), '\0');
  std::ifstream(file, std::ios::binary)
      .read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return bytes;
}

bool is_file(const fs::path& path) {
  std::error_code ignored;
  return !path.empty() && fs::is_regular_file(path, ignored);
}

Result<Gazetteer> load_gazetteers(const std::string& directory) {
  auto gazetteer = Gazetteer::load(directory + "/data/gazetteer.bin");
  const std::string own = own_gazetteer_path();
  if (!gazetteer || !is_file(own)) return gazetteer;
  auto more = Gazetteer::load(own);
  if (!more) {
    return fail(
        ErrorKind::model,
        more.error().message + " Make it anew with \"hearsay gazetteer import\", or remove it.");
  }
  gazetteer->extend(std::move(*more));
  return gazetteer;
}

/// Names and contents of the files in a folder, in the order of their names.
/// But for encoders that are not the one in use.
std::uint64_t hash_of_folder(const fs::path& folder, const fs::path& encoder, std::uint64_t hash) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const bool other_encoder =
        is_encoder(entry->path()) && entry->path().filename() != encoder.filename();
    if (entry->is_regular_file(error) && !error && !other_encoder) files.push_back(entry->path());
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    hash = text::mix(text::mix(hash, text::hash64(file.filename().string())),
                     text::hash64(bytes_of(file)));
  }
  return hash;
}

std::string analysis_of(const fs::path& directory, const fs::path& encoder) {
  std::uint64_t hash = text::hash64(program_hash());
  hash = hash_of_folder(directory / "models", encoder, hash);
  hash = hash_of_folder(directory / "data", encoder, hash);
  // The reader's own gazetteer is part of what records derive from; without one nothing changes.
  if (const fs::path own = own_gazetteer_path(); is_file(own)) {
    hash = text::mix(hash, text::hash64(bytes_of(own)));
  }
  char digits[17];
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(hash));
  return digits;
}

}  // namespace

Result<Models> load_models(const std::string& directory, const std::string& model) {
  const std::string models = directory + "/models";
  auto extractor = Extractor::load(models);
  if (!extractor) return tl::unexpected<Error>(extractor.error());
  const auto path = encoder_path(directory, model);
  if (!path) return tl::unexpected<Error>(path.error());
  const auto file = encode::open_model(*path);
  if (!file) return tl::unexpected<Error>(file.error());
  auto encoder = encode::Encoder::from_file(*file);
  if (!encoder) return tl::unexpected<Error>(encoder.error());
  auto segmenter = Segmenter::from_file(*file);
  if (!segmenter) return tl::unexpected<Error>(segmenter.error());
  auto annotator = Annotator::load(*file, models);
  if (!annotator) return tl::unexpected<Error>(annotator.error());
  auto attributor = Attributor::load(*file, models);
  if (!attributor) return tl::unexpected<Error>(attributor.error());
  auto gazetteer = load_gazetteers(directory);
  if (!gazetteer) return tl::unexpected<Error>(gazetteer.error());
  auto matcher = Matcher::load(directory);
  if (!matcher) return tl::unexpected<Error>(matcher.error());
  return Models{std::move(*extractor), std::move(*encoder),          std::move(*segmenter),
                std::move(*annotator), std::move(*attributor),       std::move(*gazetteer),
                std::move(*matcher),   analysis_of(directory, *path)};
}

}  // namespace hearsay::engine
