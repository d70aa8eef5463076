#include "engine/model_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "annotate/annotate.h"
#include "encode/encode.h"
#include "engine/data_directory.h"
#include "hearsay/engine.h"
#include "model/model_file.h"
#include "text/utf8.h"

namespace hearsay::engine {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kStandardEncoder = "base";
constexpr std::string_view kEncoderPrefix = "encoder-";
constexpr std::string_view kModelEnding = ".safetensors";

std::vector<fs::path> model_paths(const std::string& directory) {
  std::vector<fs::path> paths;
  std::error_code error;
  for (fs::directory_iterator entry(fs::path(directory) / "models", error), end;
       !error && entry != end; entry.increment(error)) {
    if (entry->path().extension() == kModelEnding) paths.push_back(entry->path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

/// "base" of "encoder-base.safetensors"; empty for other files.
std::string encoder_name(const fs::path& path) {
  const std::string stem = path.stem().string();
  return stem.starts_with(kEncoderPrefix) ? stem.substr(kEncoderPrefix.size()) : std::string();
}

using Json = nlohmann::json;

/// What the examples of a card are compared with: words, tags and heads.
std::vector<std::string> reading_of(const Document& document) {
  const Segmentation& segmentation = document.reading.segmentation;
  std::vector<std::string> out;
  for (std::size_t i = 0; i < segmentation.tokens.size(); ++i) {
    const Word& word = document.reading.annotation.words[i];
    out.push_back(fmt::format(
        "{} {} {}", text::printable(words(document.article, segmentation.tokens[i].span)),
        annotate::name_of(word.tag), word.head ? static_cast<int>(*word.head) : -1));
  }
  return out;
}

std::vector<std::string> expected_of(const Json& example) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < example.at("words").size(); ++i) {
    out.push_back(fmt::format("{} {} {}", example.at("words").at(i).get<std::string>(),
                              example.at("upos").at(i).get<std::string>(),
                              example.at("heads").at(i).get<int>()));
  }
  return out;
}

/// A sentence about the first difference; empty where there is none.
std::string difference(const std::vector<std::string>& expected,
                       const std::vector<std::string>& found, const std::string& text) {
  if (expected == found) return {};
  std::size_t i = 0;
  while (i < expected.size() && i < found.size() && expected[i] == found[i]) ++i;
  return fmt::format("\"{}\" is read differently from word {} on: \"{}\", and should be \"{}\"",
                     text, i + 1, i < found.size() ? found[i] : "(end)",
                     i < expected.size() ? expected[i] : "(end)");
}

}  // namespace

bool is_encoder(const fs::path& path) { return !encoder_name(path).empty(); }

Result<std::string> encoder_path(const std::string& directory, const std::string& name) {
  const std::string wanted = name.empty() ? std::string(kStandardEncoder) : name;
  std::string there;
  for (const fs::path& path : model_paths(directory)) {
    const std::string found = encoder_name(path);
    if (found == wanted) return path.string();
    if (!found.empty()) there += (there.empty() ? "" : ", ") + found;
  }
  return fail(ErrorKind::model,
              fmt::format("There is no model \"{}\" in {}/models; there is {}.",
                          text::printable(wanted), directory, there.empty() ? "none" : there));
}

}  // namespace hearsay::engine

namespace hearsay {

Result<std::vector<ModelInfo>> model_files(const EngineOptions& options) {
  const auto directory = engine::find_data_directory(options.data_directory);
  if (!directory) return tl::unexpected<Error>(directory.error());
  const auto used = engine::encoder_path(*directory, options.model);
  if (!used) return tl::unexpected<Error>(used.error());
  std::vector<ModelInfo> out;
  for (const auto& path : engine::model_paths(*directory)) {
    const auto file = model::ModelFile::open(path.string(), {});
    if (!file) return tl::unexpected<Error>(file.error());
    const model::Card& card = file->card();
    out.push_back({path.string(), card.kind, card.name, card.version, card.training_data,
                   card.licences, card.scores,
                   !engine::is_encoder(path) || path.string() == *used});
  }
  return out;
}

Result<std::vector<std::string>> check_model(const EngineOptions& options) {
  const auto directory = engine::find_data_directory(options.data_directory);
  if (!directory) return tl::unexpected<Error>(directory.error());
  const auto path = engine::encoder_path(*directory, options.model);
  if (!path) return tl::unexpected<Error>(path.error());
  const auto file = encode::open_model(*path);
  if (!file) return tl::unexpected<Error>(file.error());
  const auto engine = Engine::open(options);
  if (!engine) return tl::unexpected<Error>(engine.error());
  std::vector<std::string> problems;
  const auto examples = file->card().more.find("examples");
  if (examples == file->card().more.end()) return tl::unexpected(file->broken("has no examples"));
  try {
    for (const auto& example : nlohmann::json::parse(examples->second)) {
      Source source;
      source.bytes = example.at("text").get<std::string>();
      source.media_type = MediaType::plain_text;
      source.charset = "utf-8";
      ReadOptions whole;
      whole.raw = true;
      const auto document = (*engine)->read(source, whole);
      if (!document) return tl::unexpected<Error>(document.error());
      std::string problem = engine::difference(engine::expected_of(example),
                                               engine::reading_of(*document), source.bytes);
      if (!problem.empty()) problems.push_back(std::move(problem));
    }
  } catch (const nlohmann::json::exception&) {
    return tl::unexpected(file->broken("has examples that cannot be read"));
  }
  return problems;
}

}  // namespace hearsay
