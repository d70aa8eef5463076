// A bundle says which words stand where; its originals are asked whether they do. Nothing that it
// says is believed: not the hashes, not the maps, not the sizes.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "bundle/bundle.h"
#include "bundle/layout.h"
#include "bundle/zip.h"
#include "text/hash.h"
#include "text/units.h"
#include "text/utf8.h"

namespace hearsay {
namespace {

using json::Json;

constexpr std::size_t kDeepest = 32;       // of JSON that is walked
constexpr std::size_t kMostProblems = 10;  // told of one document
constexpr std::size_t kMostInAll = 10'000;
constexpr std::size_t kMostRuns = 50'000'000;

/// Words that a trace quotes, in code points.
struct Quoted {
  std::string where;
  std::uint32_t begin = 0, end = 0;
  std::optional<std::string> text;  ///< none: only the place is said
};

std::optional<std::uint32_t> small(const Json& value) {
  if (!value.is_number_integer() && !value.is_number_unsigned()) return std::nullopt;
  if (value.is_number_integer() && !value.is_number_unsigned() && value.get<std::int64_t>() < 0) {
    return std::nullopt;
  }
  const auto number = value.get<std::uint64_t>();
  if (number > 0xFFFFFFFFU) return std::nullopt;
  return static_cast<std::uint32_t>(number);
}

/// [begin, end], both in code points.
struct Points {
  std::uint32_t begin = 0, end = 0;
};

std::optional<Points> points_of(const Json& value) {
  if (!value.is_array() || value.size() != 2) return std::nullopt;
  const auto begin = small(value[0]);
  const auto end = small(value[1]);
  if (!begin || !end) return std::nullopt;
  return Points{*begin, *end};
}

std::string text_of(const Json& object, const char* name) {
  if (!object.is_object()) return {};
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// Members of a document's record that hold numbers in pairs and are no spans.
bool is_no_span(std::string_view name) {
  return name == "source_map" || name == "time" || name == "quantity" || name == "carrier";
}

template <typename Visit>
void each_span(const Json& value, const std::string& where, std::size_t depth, const Visit& visit) {
  if (depth > kDeepest) return;
  if (const auto points = points_of(value)) {
    visit(where, *points);
  } else if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (value[i].is_structured()) {
        each_span(value[i], fmt::format("{}/{}", where, i + 1), depth + 1, visit);
      }
    }
  } else if (value.is_object()) {
    for (const auto& [name, member] : value.items()) {
      if (!is_no_span(name) && member.is_structured()) {
        each_span(member, fmt::format("{}/{}", where, name), depth + 1, visit);
      }
    }
  }
}

class Auditing {
 public:
  explicit Auditing(const BundleBounds& bounds) : bounds_(bounds) {}

  Result<AuditReport> run(const bundle::ZipInput& input) {
    const auto read = bundle::read_zip(input, bounds_, bundle::is_path,
                                       [this](const std::string& path, std::string bytes) {
                                         return entry(path, std::move(bytes));
                                       });
    if (!read) return tl::unexpected(read.error());
    if (!manifest_) return fail(ErrorKind::input, "it has no manifest.json: this is no bundle");
    compare_manifest();
    for (const auto& [id, quotations] : quoted_) {
      blame(fmt::format("{} quotations are of document {}, which is not in the bundle.",
                        quotations.size(), text::printable(id)));
    }
    if (untold_ > 0) report_.problems.push_back(fmt::format("{} more like these.", untold_));
    return std::move(report_);
  }

 private:
  Result<void> entry(const std::string& path, std::string bytes) {
    if (path == bundle::kManifest) {
      manifest_ = Json::parse(bytes, nullptr, false);
      if (!manifest_->is_object() || text_of(*manifest_, "kind") != "hearsay bundle") {
        return fail(ErrorKind::input, "its manifest.json is not that of a bundle");
      }
      const auto schema = manifest_->find("schema");
      if (schema == manifest_->end() || *schema != 1) {
        return fail(ErrorKind::input, "it is of a later program: its schema is not 1");
      }
      return {};
    }
    files_[path] = {bytes.size(), text::sha256_hex(bytes)};
    if (bundle::is_original(path)) return original(path, std::move(bytes));
    const bool is_record = bundle::is_document(path) || bundle::is_trace(path);
    if (!is_record) return {};
    if (bytes.size() > bounds_.line_bytes) {
      return fail(ErrorKind::input,
                  fmt::format("\"{}\" in it is larger than {} bytes", path, bounds_.line_bytes));
    }
    const Json record = Json::parse(bytes, nullptr, false);
    if (!record.is_object()) {
      blame(path + " is no JSON.");
    } else if (bundle::is_trace(path)) {
      collect(record, path, 0);
    } else {
      document(record, path);
    }
    return {};
  }

  Result<void> original(const std::string& path, std::string bytes) {
    original_sha256_ = files_[path].second;
    if (path != bundle::original_path(original_sha256_)) {
      blame(fmt::format("{} has changed: its SHA-256 is {}.", path, original_sha256_));
    }
    original_path_ = path;
    original_ = std::move(bytes);
    return {};
  }

  /// Quotations of a trace, by document. A trace stands before the documents.
  void collect(const Json& value, const std::string& where, std::size_t depth) {
    if (depth > kDeepest) return;
    if (value.is_object()) {
      const std::string id = text_of(value, "document");
      const auto span = value.find("span");
      const auto text = value.find("text");
      const auto points = span == value.end() ? std::nullopt : points_of(*span);
      if (!id.empty() && points && text != value.end() && text->is_string()) {
        quoted_[id].push_back({where, points->begin, points->end, text->get<std::string>()});
        return;
      }
      if (reuse(value, where)) return;
      for (const auto& [name, member] : value.items()) {
        if (member.is_structured()) collect(member, fmt::format("{}/{}", where, name), depth + 1);
      }
    } else if (value.is_array()) {
      for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i].is_structured()) {
          collect(value[i], fmt::format("{}/{}", where, i + 1), depth + 1);
        }
      }
    }
  }

  /// {"from":document,"to":document,"spans":[{"from":span,"to":span},…]}
  bool reuse(const Json& value, const std::string& where) {
    const auto spans = value.find("spans");
    const std::string from = text_of(value, "from"), to = text_of(value, "to");
    if (from.empty() || to.empty() || spans == value.end() || !spans->is_array()) return false;
    for (const Json& each : *spans) {
      if (!each.is_object()) continue;
      for (const auto& [name, id] : {std::pair{"from", &from}, {"to", &to}}) {
        const auto span = each.find(name);
        const auto points = span == each.end() ? std::nullopt : points_of(*span);
        if (!points) continue;
        quoted_[*id].push_back({where, points->begin, points->end, std::nullopt});
      }
    }
    return true;
  }

  void document(const Json& record, const std::string& path) {
    ++report_.documents;
    told_ = 0;
    name_ = "Document " + text::printable(text_of(record, "id"));
    const std::string id = text_of(record, "id");
    if (path != bundle::document_path(id)) return blame_here("is not called as its file is.");
    std::vector<Quoted> quotations;
    if (const auto found = quoted_.find(id); found != quoted_.end()) {
      quotations = std::move(found->second);
      quoted_.erase(found);
    }
    const auto source =
        record.contains("carrier") ? bundle::source_of(record["carrier"]) : std::optional<Source>();
    if (!source) return blame_here("does not say what its original is.");
    if (original_path_.empty() || text_of(record, "sha256") != original_sha256_) {
      return blame_here("does not stand behind its original, " +
                        text::printable(text_of(record, "sha256")) + ".");
    }
    if (!text::sha256_hex(source->url + original_).starts_with(id)) {
      blame_here("has an id that does not fit its address and bytes.");
    }
    compare(record, *source, std::move(quotations));
  }

  void compare(const Json& record, Source source, std::vector<Quoted> quotations) {
    const std::string text = text_of(record, "text");
    const text::CodePoints points(text);
    const auto map = map_of(record, points);
    if (!map) return blame_here("has a map to its original that cannot be read.");
    quotations.push_back({"text", 0, points.size(), std::nullopt});
    each_span(record, "", 0, [&](const std::string& where, Points each) {
      quotations.push_back({where.substr(1), each.begin, each.end, std::nullopt});
    });
    Spans spans;
    std::vector<const Quoted*> checked;
    for (const Quoted& each : quotations) {
      ++report_.spans;
      if (each.begin > each.end || each.end > points.size()) {
        blame_here(
            fmt::format("{} at {}-{} lies outside the text.", each.where, each.begin, each.end));
        continue;
      }
      spans.push_back({points.to_byte(each.begin), points.to_byte(each.end)});
      checked.push_back(&each);
    }
    source.bytes = original_;
    const auto found = words_in_original(source, *map, spans);
    for (std::size_t i = 0; i < spans.size(); ++i) {
      const std::string_view said = std::string_view(text).substr(spans[i].begin, spans[i].size());
      compare(*checked[i], said, found[i]);
    }
  }

  void compare(const Quoted& each, std::string_view said, const Result<std::string>& found) {
    const std::string where = fmt::format("{} at {}-{}", each.where, each.begin, each.end);
    if (!found)
      return blame_here(where + " cannot be read in the original: " + found.error().message);
    if (*found != said) return blame_here(where + " is not what the original says there.");
    if (each.text && *each.text != said) {
      blame_here(where + " is quoted in other words than stand there.");
    }
  }

  /// Code points become bytes of the text.
  static std::optional<OriginMap> map_of(const Json& record, const text::CodePoints& points) {
    const auto rows = record.find("source_map");
    if (rows == record.end() || !rows->is_array() || rows->size() > kMostRuns) return std::nullopt;
    OriginMap map;
    map.reserve(rows->size());
    std::uint32_t end = 0;
    for (const Json& row : *rows) {
      if (!row.is_array() || row.size() != 4) return std::nullopt;
      const auto text_begin = small(row[0]);
      const auto text_length = small(row[2]);
      if (!text_begin || !text_length) return std::nullopt;
      if (!row[1].is_number_unsigned() || !row[3].is_number_unsigned()) return std::nullopt;
      const std::uint64_t stop = std::uint64_t{*text_begin} + *text_length;
      if (*text_begin < end || stop > points.size()) return std::nullopt;
      end = static_cast<std::uint32_t>(stop);
      const std::uint32_t from = points.to_byte(*text_begin);
      map.push_back({from, row[1].get<std::uint64_t>(), points.to_byte(end) - from,
                     row[3].get<std::uint64_t>()});
      // Two numbers that run over would look like a small place.
      if (map.back().byte_begin > (std::uint64_t{1} << 40) ||
          map.back().byte_length > (std::uint64_t{1} << 40)) {
        return std::nullopt;
      }
    }
    return map;
  }

  void compare_manifest() {
    const auto listed = manifest_->find("files");
    if (listed == manifest_->end() || !listed->is_array()) {
      return blame("manifest.json does not list the files.");
    }
    std::map<std::string, std::pair<std::size_t, std::string>> left = files_;
    for (const Json& each : *listed) {
      const std::string path = text_of(each, "path");
      const auto found = left.find(path);
      if (found == left.end()) {
        blame(fmt::format("\"{}\" is missing.", text::printable(path)));
        continue;
      }
      if (text_of(each, "sha256") != found->second.second) {
        blame(fmt::format("{} is not as the manifest has it: its SHA-256 is {}.", path,
                          found->second.second));
      }
      left.erase(found);
    }
    for (const auto& [path, what] : left) blame(path + " is not in the manifest.");
  }

  void blame_here(const std::string& sentence) {
    if (++told_ <= kMostProblems) return blame(name_ + ": " + sentence);
    ++untold_;
  }

  void blame(std::string sentence) {
    if (report_.problems.size() < kMostInAll) {
      report_.problems.push_back(std::move(sentence));
    } else {
      ++untold_;
    }
  }

  const BundleBounds& bounds_;
  AuditReport report_;
  std::optional<Json> manifest_;
  std::map<std::string, std::pair<std::size_t, std::string>> files_;  ///< size and hash
  std::map<std::string, std::vector<Quoted>> quoted_;                 ///< by document, to be found
  std::string original_, original_path_, original_sha256_;            ///< the last one
  std::string name_;                                                  ///< of the document looked at
  std::size_t told_ = 0, untold_ = 0;
};

Result<AuditReport> audit(const bundle::ZipInput& input, const BundleBounds& bounds,
                          const std::string& name) {
  auto report = Auditing(bounds).run(input);
  if (report) return report;
  return fail(report.error().kind, fmt::format("{} cannot be audited: {}", text::printable(name),
                                               report.error().message));
}

}  // namespace

Result<AuditReport> audit_bundle(const std::string& path, const BundleBounds& bounds) {
  return audit({path, {}}, bounds, path);
}

Result<AuditReport> audit_bundle_bytes(std::string_view zip, const BundleBounds& bounds) {
  return audit({{}, zip}, bounds, "the bundle");
}

}  // namespace hearsay
