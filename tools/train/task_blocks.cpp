// Pages as blocks: for each page a line of JSON with its name, the names of the features, and for
// each block its words, the rules' choice and its features. What of it is article is known only to
// train_blocks.py, which has the sets' own texts.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "extract/block_features.h"
#include "tasks.h"

namespace hearsay::train {
namespace {

using namespace extraction;

nlohmann::json record_of(const Page& page, const Metadata& metadata) {
  const BodyGuess guess = guess_body(page, metadata);
  BlockFeatures features(page, guess, metadata);
  nlohmann::json texts = nlohmann::json::array();
  nlohmann::json roles = nlohmann::json::array();
  nlohmann::json rows = nlohmann::json::array();
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    texts.push_back(page.blocks[i].text.text());
    roles.push_back(static_cast<int>(guess.choices[i].role));
    const auto row = features.row(i);
    rows.push_back(std::vector<float>(row.begin(), row.end()));
  }
  return {{"title", metadata.title},
          {"stated", metadata.stated_body},
          {"texts", texts},
          {"roles", roles},
          {"rows", rows}};
}

void print(nlohmann::json record, const std::string& name, std::ostream& out) {
  record["name"] = name;
  out << record.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

/// A page whose metadata has the article's text is printed once more as if it had not ("name#").
void print_page(const std::string& bytes, const std::string& name, std::ostream& out) {
  Source source;
  source.bytes = bytes;
  source.media_type = MediaType::html;
  const Decoded decoded = decode_bytes(bytes, {}, true);
  const HtmlTree tree = HtmlTree::parse(decoded.text);
  const Page page = page_of(tree, decoded);
  Metadata metadata = read_metadata(page, source);
  print(record_of(page, metadata), name, out);
  if (metadata.stated_body.empty()) return;
  const std::string stated = std::move(metadata.stated_body);
  metadata.stated_body.clear();
  nlohmann::json record = record_of(page, metadata);
  record["stated"] = stated;
  print(std::move(record), name + "#", out);
}

}  // namespace

int dump_blocks(const std::vector<std::string>& files, std::ostream& out) {
  out << nlohmann::json(BlockFeatures::names()).dump() << '\n';
  for (const std::string& path : files) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
      std::cerr << "hearsay-features: cannot read " << path << '\n';
      return 1;
    }
    print_page({std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()},
               std::filesystem::path(path).filename().string(), out);
  }
  return 0;
}

}  // namespace hearsay::train
