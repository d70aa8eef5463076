#include <zlib.h>
#include <zstd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "bench.h"

namespace hearsay::bench {
namespace {

std::string gunzip(const std::string& packed, const std::string& path) {
  z_stream stream{};
  if (inflateInit2(&stream, 15 + 32) != Z_OK) throw std::runtime_error("zlib does not start");
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  std::string out;
  std::string buffer(1U << 20U, '\0');
  int state = Z_OK;
  while (state != Z_STREAM_END) {
    stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream.avail_out = static_cast<uInt>(buffer.size());
    state = inflate(&stream, Z_NO_FLUSH);
    if (state != Z_OK && state != Z_STREAM_END) {
      inflateEnd(&stream);
      throw std::runtime_error(path + " is damaged gzip");
    }
    out.append(buffer, 0, buffer.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  return out;
}

std::string unzstd(const std::string& packed, const std::string& path) {
  ZSTD_DCtx* context = ZSTD_createDCtx();
  ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, 27);
  ZSTD_inBuffer in{packed.data(), packed.size(), 0};
  std::string out;
  std::string buffer(1U << 20U, '\0');
  while (in.pos < in.size) {
    ZSTD_outBuffer part{buffer.data(), buffer.size(), 0};
    const std::size_t state = ZSTD_decompressStream(context, &part, &in);
    if (ZSTD_isError(state) != 0U) {
      ZSTD_freeDCtx(context);
      throw std::runtime_error(path + " is damaged zstd");
    }
    out.append(buffer, 0, part.pos);
  }
  ZSTD_freeDCtx(context);
  return out;
}

}  // namespace

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  if (ends_with(path, ".gz")) return gunzip(bytes.str(), path);
  if (ends_with(path, ".zst")) return unzstd(bytes.str(), path);
  return bytes.str();
}

std::string read_any(const std::string& folder, const std::string& name) {
  for (const char* ending : {"", ".gz", ".zst"}) {
    const std::string path = folder + "/" + name + ending;
    if (std::filesystem::exists(path)) return read_file(path);
  }
  throw std::runtime_error("there is no " + name + " in " + folder);
}

std::vector<Json> parse_jsonl(const std::string& text) {
  std::vector<Json> records;
  std::istringstream lines(text);
  for (std::string row; std::getline(lines, row);) {
    if (row.find_first_not_of(" \t\r") != std::string::npos) records.push_back(Json::parse(row));
  }
  return records;
}

std::vector<Json> read_jsonl(const std::string& path) { return parse_jsonl(read_file(path)); }

std::vector<std::vector<std::string>> parse_tsv(const std::string& text) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines(text);
  for (std::string row; std::getline(lines, row);) {
    if (!row.empty() && row.back() == '\r') row.pop_back();
    std::vector<std::string> cells;
    std::size_t begin = 0;
    for (std::size_t end = row.find('\t'); end != std::string::npos; end = row.find('\t', begin)) {
      cells.push_back(row.substr(begin, end - begin));
      begin = end + 1;
    }
    cells.push_back(row.substr(begin));
    rows.push_back(std::move(cells));
  }
  return rows;
}

std::vector<std::vector<std::string>> parse_csv(const std::string& text) {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> row;
  std::string cell;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      const bool twice = c == '"' && i + 1 < text.size() && text[i + 1] == '"';
      if (twice) ++i;
      if (c == '"' && !twice) {
        quoted = false;
      } else {
        cell += c;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == ',' || c == '\n') {
      row.push_back(std::move(cell));
      cell.clear();
      if (c == '\n') rows.push_back(std::exchange(row, {}));
    } else if (c != '\r') {
      cell += c;
    }
  }
  if (!cell.empty() || !row.empty()) {
    row.push_back(std::move(cell));
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string text_at(const Json& record, const std::string& member) {
  const auto found = record.find(member);
  return found != record.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string line(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::size_t jobs_of(const Options& options) {
  return options.jobs > 0 ? options.jobs
                          : std::max<std::size_t>(1, std::thread::hardware_concurrency());
}

}  // namespace hearsay::bench
