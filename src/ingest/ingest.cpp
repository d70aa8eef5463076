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
#include "ingest/dates.h"
#include "ingest/feed.h"
#include "ingest/fetch.h"
#include "ingest/headers.h"
#include "ingest/http.h"
#include "ingest/json_lines.h"
#include "ingest/mhtml.h"
#include "ingest/sniff.h"
#include "ingest/warc.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay {
namespace {

namespace fs = std::filesystem;
using ingest::ByteStream;
using ingest::Form;

constexpr std::size_t head_size = 16384;
constexpr std::string_view kinds = "html, txt, md, jsonl, warc, mhtml, rss, atom and the like";

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

/// What is known of some bytes before they are looked at.
struct Carrier {
  std::string name;      ///< what the user gave, or where it stands in that
  std::string as = {};   ///< a file name that has the form the server says; empty for files: `name`
  std::string url = {};  ///< after redirects
  std::string captured = {};  ///< when they were fetched
  std::string charset = {};   ///< as the server declares it
  int regular_file = -1;      ///< descriptor of a file whose size can be asked
};

/// A file name whose ending says what the server says; empty where content decides.
std::string name_as_served(const std::string& content_type) {
  switch (ingest::media_type_for(content_type).value_or(MediaType::unknown)) {
    case MediaType::html:
      return "page.html";
    case MediaType::plain_text:
      return "page.txt";
    case MediaType::markdown:
      return "page.md";
    case MediaType::unknown:
    case MediaType::json_line:
      break;
  }
  return "page";
}

/// Walks the inputs of one call. `false` from a member means: the handler wants no more.
class Walk {
 public:
  Walk(const IngestOptions& options, const SourceHandler& handler)
      : options_(options), handler_(handler) {}

  bool input(const std::string& name) {
    if (name == "-") {
      ByteStream bytes(options_.standard_input, false);
      return stream(Carrier{.name = name}, bytes);
    }
    if (name.starts_with("http://") || name.starts_with("https://")) return address(name);
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

  bool address(const std::string& name) {
    ingest::FetchOptions fetching;
    fetching.max_bytes = options_.max_document_bytes;
    fetching.allow_private = options_.allow_private;
    auto fetched = ingest::fetch(name, fetching);
    if (!fetched) return failed(name, fetched.error());
    ByteStream bytes(std::move(fetched->bytes));
    return stream(
        Carrier{.name = name,
                .as = name_as_served(fetched->content_type),
                .url = fetched->url,
                .captured = ingest::now(),
                .charset = text::lower(ingest::parameter(fetched->content_type, "charset"))},
        bytes);
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
      note(fmt::format("{} in \"{}\" skipped: not {} (name a file itself to have it read)",
                       counted(skipped_, "file"), name, kinds));
    }
    if (handed_over_ == before) {
      return failed(name, fmt::format("is a folder without documents ({})", kinds));
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
    const bool regular = status.type() == fs::file_type::regular;
    if (regular && (ingest::is_document_name(name) || is_feed_file(name))) return file(name, true);
    ++skipped_;
    return true;
  }

  static bool is_feed_file(const std::string& name) {
    if (!ingest::may_be_feed_name(name)) return false;
    const int descriptor = ::open(name.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return true;  // to be told why
    ByteStream bytes(descriptor, true);
    const auto head = bytes.peek(head_size);
    return !head || ingest::sniff(name, *head).form == Form::feed;
  }

  bool file(const std::string& name, bool regular) {
    const int descriptor = ::open(name.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
      return failed(name, std::string("cannot be opened: ") + std::strerror(errno));
    }
    ByteStream bytes(descriptor, true);
    return stream(Carrier{.name = name, .regular_file = regular ? descriptor : -1}, bytes);
  }

  bool stream(const Carrier& carrier, ByteStream& bytes) {
    ++handed_over_;
    const std::string& name = carrier.name;
    const std::string& as = carrier.as.empty() ? name : carrier.as;
    const auto head = bytes.peek(head_size);
    if (!head) return failed(name, head.error());
    if (head->empty()) return failed(name, "is empty: there is nothing to read in it");
    const ingest::Sniffed sniffed = ingest::sniff(as, *head);
    if (sniffed.form == Form::unreadable) return failed(name, sniffed.reason);
    if (sniffed.form == Form::warc) return archive(carrier, bytes);
    if (sniffed.form == Form::jsonl && !is_one_object(as, *head)) return lines(carrier, bytes);
    struct stat facts{};
    // Too large to be read: said without reading it.
    if (carrier.regular_file >= 0 && bytes.packing() == nullptr &&
        ::fstat(carrier.regular_file, &facts) == 0 &&
        static_cast<std::uint64_t>(facts.st_size) > options_.max_document_bytes) {
      return failed(name, fmt::format("has {} MiB, more than the limit of {} MiB for one document: "
                                      "split it, or give the article alone",
                                      facts.st_size >> 20U, options_.max_document_bytes >> 20U));
    }
    auto all = bytes.read_all(options_.max_document_bytes);
    if (!all) return failed(name, all.error());
    return whole(carrier, std::move(*all), sniffed.form);
  }

  /// A file that is one JSON object written over many lines, and is not named as JSONL.
  static bool is_one_object(std::string_view name, std::string_view head) {
    if (ingest::is_document_name(name)) return false;
    return text::trim(head.substr(0, head.find('\n'))) == "{";
  }

  bool whole(const Carrier& carrier, std::string bytes, Form form) {
    if (text::trim(bytes).empty()) {
      return failed(carrier.name, "holds white space only: there is nothing to read in it");
    }
    if (form == Form::jsonl) return object(carrier, carrier.name, std::move(bytes));
    if (form == Form::feed) return feed(carrier, bytes);
    if (form == Form::mhtml) return found(carrier, carrier.name, ingest::source_of_mhtml(bytes));
    Source source;
    source.bytes = std::move(bytes);
    source.charset = carrier.charset;
    source.media_type = form == Form::html       ? MediaType::html
                        : form == Form::markdown ? MediaType::markdown
                                                 : MediaType::plain_text;
    return found(carrier, carrier.name, std::move(source));
  }

  /// Hands over what was found at `place`, with what the carrier knows and the source does not say.
  bool found(const Carrier& carrier, const std::string& place,
             tl::expected<Source, std::string> source) {
    if (!source) return failed(place, source.error());
    source->path = place;
    if (source->url.empty() && place == carrier.name) source->url = carrier.url;
    if (source->captured.empty()) source->captured = carrier.captured;
    return handler_(std::move(*source), place);
  }

  bool feed(const Carrier& carrier, const std::string& bytes) {
    bool any = false;
    const bool more = ingest::for_each_feed_item(
        bytes, carrier.charset, [&](std::size_t number, tl::expected<Source, std::string> source) {
          any = true;
          return found(carrier, fmt::format("{}:{}", carrier.name, number), std::move(source));
        });
    return any ? more : failed(carrier.name, "is a feed without items");
  }

  bool archive(const Carrier& carrier, ByteStream& bytes) {
    ingest::WarcReader reader(bytes, options_.max_document_bytes);
    bool any = false;
    std::size_t revisits = 0;
    std::size_t stubs = 0;
    while (auto item = reader.next()) {
      any = true;
      const std::string place = fmt::format("{}:{}", carrier.name, item->place);
      if (item->is_feed && item->source) {
        if (!archived_feed(place, *item->source, stubs)) return false;
        continue;
      }
      if (item->source && item->source->revisit && !options_.revisits) {
        ++revisits;
        continue;
      }
      if (!found(carrier, place, std::move(item->source))) return false;
    }
    if (reader.skipped() > 0) {
      note(
          fmt::format("{} in \"{}\" skipped: requests, redirects, pictures and what else is no "
                      "page",
                      counted(reader.skipped(), "record"), carrier.name));
    }
    if (stubs > 0) {
      note(fmt::format("{} in \"{}\" skipped: summaries of pages", counted(stubs, "feed item"),
                       carrier.name));
    }
    if (revisits > 0) {
      note(
          fmt::format("{} in \"{}\" skipped: what they repeat is looked up by \"hearsay add\" only",
                      counted(revisits, "revisit record"), carrier.name));
    }
    return any || failed(carrier.name, "is a WARC without pages");
  }

  /// Items with their full text; a summary would pass for a new version of the page itself.
  bool archived_feed(const std::string& place, const Source& feed, std::size_t& stubs) {
    const Carrier carrier{.name = place, .captured = feed.captured};
    return ingest::for_each_feed_item(
        feed.bytes, feed.charset,
        [&](std::size_t number, tl::expected<Source, std::string> source) {
          return found(carrier, fmt::format("{}:{}", place, number), std::move(source));
        },
        &stubs);
  }

  bool object(const Carrier& carrier, const std::string& place, std::string bytes) {
    return found(carrier, place, ingest::source_of_line(std::move(bytes)));
  }

  bool lines(const Carrier& carrier, ByteStream& bytes) {
    const std::string& name = carrier.name;
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
      if (!object(carrier, line_name, std::move(line->bytes))) return false;
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
