#include "ingest/ingest.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <set>

#include "ingest/byte_stream.h"
#include "ingest/json_lines.h"
#include "ingest/sniff.h"
#include "text/utf8.h"

namespace hearsay {
namespace {

namespace fs = std::filesystem;
using ingest::ByteStream;
using ingest::Form;

constexpr std::size_t head_size = 16384;

/// Walks the inputs of one call. `false` from a member means: the handler wants no more.
class Walk {
 public:
  Walk(const IngestOptions& options, const SourceHandler& handler)
      : options_(options), handler_(handler) {}

  bool input(const std::string& name) {
    if (name == "-") return stream(name, options_.standard_input, false);
    if (name.starts_with("http://") || name.starts_with("https://")) {
      return failed(name,
                    "is an address, and hearsay does not fetch pages yet: save the page and "
                    "give the file");
    }
    return path(name);
  }

 private:
  bool failed(const std::string& name, std::string_view reason) {
    const std::string shown = text::printable(name);
    return handler_(fail(ErrorKind::input, fmt::format("\"{}\" {}", shown, reason)), name);
  }

  void note(const std::string& remark) const {
    if (options_.note) options_.note(text::printable(remark));
  }

  bool path(const std::string& name) {
    std::error_code error;
    const fs::file_status status = fs::status(name, error);
    if (status.type() == fs::file_type::not_found) {
      return failed(name, "does not exist: check the name");
    }
    if (error) return failed(name, "cannot be read: " + error.message());
    if (status.type() == fs::file_type::directory) return folder(name);
    return file(name, status.type() == fs::file_type::regular);
  }

  bool folder(const std::string& name) {
    const std::size_t before = handed_over_;
    skipped_ = 0;
    if (!walk(name, 0)) return false;
    if (skipped_ > 0) {
      note(
          fmt::format("{} file{} in \"{}\" skipped: not html, htm, xhtml, txt, md, markdown, jsonl "
                      "or ndjson (name a file itself to have it read)",
                      skipped_, skipped_ == 1 ? "" : "s", name));
    }
    if (handed_over_ == before) {
      return failed(name,
                    "is a folder without documents (html, htm, xhtml, txt, md, markdown, "
                    "jsonl, ndjson)");
    }
    return true;
  }

  /// Files and folders of a folder in the order of their names' bytes.
  bool walk(const std::string& name, std::size_t depth) {
    std::error_code error;
    const fs::path real = fs::canonical(name, error);
    if (error) return failed(name, "cannot be read: " + error.message());
    if (depth > options_.max_folder_depth) return failed(name, "lies too deep in folders");
    if (!visited_.insert(real.string()).second) {
      note(fmt::format("\"{}\" skipped: this folder was read already", name));
      return true;
    }
    std::vector<std::string> names;
    fs::directory_iterator entries(name, error);
    for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
      names.push_back(entries->path().filename().string());
    }
    if (error) return failed(name, "cannot be read: " + error.message());
    std::sort(names.begin(), names.end());
    for (const std::string& child : names) {
      if (child.starts_with('.')) continue;
      if (!entry((fs::path(name) / child).string(), depth)) return false;
    }
    return true;
  }

  bool entry(const std::string& name, std::size_t depth) {
    std::error_code error;
    const fs::file_status status = fs::status(name, error);
    if (status.type() == fs::file_type::directory) return walk(name, depth + 1);
    if (!ingest::is_document_name(name) || status.type() != fs::file_type::regular) {
      ++skipped_;
      return true;
    }
    return file(name, true);
  }

  bool file(const std::string& name, bool regular) {
    const int descriptor = ::open(name.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
      return failed(name, std::string("cannot be opened: ") + std::strerror(errno));
    }
    return stream(name, descriptor, true, regular);
  }

  bool stream(const std::string& name, int descriptor, bool owns, bool regular = false) {
    ++handed_over_;
    ByteStream bytes(descriptor, owns);
    const auto head = bytes.peek(head_size);
    if (!head) return failed(name, head.error());
    if (head->empty()) return failed(name, "is empty: there is nothing to read in it");
    const ingest::Sniffed sniffed = ingest::sniff(name, *head);
    if (sniffed.form == Form::unreadable) return failed(name, sniffed.reason);
    if (sniffed.form == Form::jsonl && !is_one_object(name, *head)) return lines(name, bytes);
    struct stat facts{};
    // Too large to be read: said without reading it.
    if (regular && !bytes.compressed() && ::fstat(descriptor, &facts) == 0 &&
        static_cast<std::uint64_t>(facts.st_size) > options_.max_document_bytes) {
      return failed(name, fmt::format("has {} MiB, more than the limit of {} MiB for one document: "
                                      "split it, or give the article alone",
                                      facts.st_size >> 20U, options_.max_document_bytes >> 20U));
    }
    auto all = bytes.read_all(options_.max_document_bytes);
    if (!all) return failed(name, all.error());
    return document(name, std::move(*all), sniffed.form);
  }

  /// A file that is one JSON object written over many lines, and is not named as JSONL.
  static bool is_one_object(std::string_view name, std::string_view head) {
    if (ingest::is_document_name(name)) return false;
    return text::trim(head.substr(0, head.find('\n'))) == "{";
  }

  bool document(const std::string& name, std::string bytes, Form form) {
    if (text::trim(bytes).empty()) {
      return failed(name, "holds white space only: there is nothing to read in it");
    }
    if (form == Form::jsonl) return object(name, std::move(bytes));
    Source source;
    source.bytes = std::move(bytes);
    source.path = name;
    source.media_type = form == Form::html       ? MediaType::html
                        : form == Form::markdown ? MediaType::markdown
                                                 : MediaType::plain_text;
    return handler_(std::move(source), name);
  }

  bool object(const std::string& name, std::string bytes) {
    auto source = ingest::source_of_line(std::move(bytes));
    if (!source) return failed(name, source.error());
    source->path = name;
    return handler_(std::move(*source), name);
  }

  bool lines(const std::string& name, ByteStream& bytes) {
    std::size_t documents = 0;
    for (std::size_t number = 1;; ++number) {
      auto line = bytes.read_line(options_.max_line_bytes);
      const std::string line_name = fmt::format("{}:{}", name, number);
      if (!line) return failed(line_name, line.error());
      if (line->end) break;
      if (number == 1 && line->bytes.starts_with("\xEF\xBB\xBF")) line->bytes.erase(0, 3);
      if (line->too_long) {
        ++documents;
        if (!failed(line_name, fmt::format("is longer than the limit of {} MiB for one line",
                                           options_.max_line_bytes >> 20U))) {
          return false;
        }
        continue;
      }
      if (line->bytes.find_first_not_of(" \t\r") == std::string::npos) continue;
      ++documents;
      if (!object(line_name, std::move(line->bytes))) return false;
    }
    return documents > 0 || failed(name, "holds no lines: there is nothing to read in it");
  }

  const IngestOptions& options_;
  const SourceHandler& handler_;
  std::set<std::string> visited_;  // folders, by their real path: symbolic links may go in circles
  std::size_t skipped_ = 0;
  std::size_t handed_over_ = 0;
};

}  // namespace

void for_each_source(const std::vector<std::string>& inputs, const IngestOptions& options,
                     const SourceHandler& handler) {
  for (const std::string& input : inputs) {
    // A walk of its own for each input: naming a folder twice reads it twice.
    if (!Walk(options, handler).input(input)) return;
  }
}

}  // namespace hearsay
