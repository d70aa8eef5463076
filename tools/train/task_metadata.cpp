// Candidates for title, authors and date of pages, for fit_metadata.py: a JSON object a page,
// {"page": file, "title": [[value, [sign, …]], …], "authors": …, "date": …}.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "extract/decode.h"
#include "extract/html_tree.h"
#include "extract/metadata.h"
#include "tasks.h"

namespace hearsay::train {
namespace {

using nlohmann::json;

json written(const std::vector<extraction::Candidate>& candidates) {
  json out = json::array();
  for (const extraction::Candidate& candidate : candidates) {
    out.push_back(json::array({candidate.value, candidate.signs}));
  }
  return out;
}

}  // namespace

int dump_metadata(const std::vector<std::string>& files, std::ostream& out) {
  for (const std::string& name : files) {
    std::ifstream file(name, std::ios::binary);
    if (!file) {
      std::cerr << "hearsay-features: cannot read " << name << '\n';
      return 1;
    }
    std::ostringstream bytes;
    bytes << file.rdbuf();
    Source source;
    source.bytes = bytes.str();
    source.media_type = MediaType::html;
    const auto decoded = extraction::decode_source(source);
    if (!decoded) continue;
    const auto tree = extraction::HtmlTree::parse(decoded->decoded.text);
    const extraction::Page page = extraction::page_of(tree, decoded->decoded);
    const extraction::MetadataCandidates found = extraction::metadata_candidates(page, source);
    out << json{{"page", std::filesystem::path(name).filename().string()},
                {"title", written(found.titles)},
                {"authors", written(found.authors)},
                {"date", written(found.dates)}}
               .dump(-1, ' ', false, json::error_handler_t::replace)
        << '\n';
  }
  return 0;
}

}  // namespace hearsay::train
