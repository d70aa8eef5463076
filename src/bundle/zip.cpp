#include "bundle/zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <filesystem>
#include <set>

#include "text/utf8.h"

namespace hearsay::bundle {
namespace {

using Reader = std::unique_ptr<archive, decltype(&archive_read_free)>;
using Entry = std::unique_ptr<archive_entry, decltype(&archive_entry_free)>;

std::string message_of(archive* from) {
  const char* words = archive_error_string(from);
  return text::printable(words == nullptr ? "unknown error" : words);
}

tl::unexpected<Error> refuse(std::string message) {
  return fail(ErrorKind::input, std::move(message));
}

}  // namespace

struct ZipWriter::State {
  const ByteSink& sink;
  archive* out = archive_write_new();
  bool stopped = false;   ///< the sink wants no more
  bool discards = false;  ///< nothing goes to the sink any more

  static la_ssize_t write(archive* /*out*/, void* data, const void* bytes, std::size_t size) {
    auto* state = static_cast<State*>(data);
    // Never a failure: an archive that failed is not closed, and libarchive then forgets to free
    // it.
    if (!state->discards && !state->sink({static_cast<const char*>(bytes), size})) {
      state->stopped = state->discards = true;
    }
    return static_cast<la_ssize_t>(size);
  }

  [[nodiscard]] Result<void> check(int code) const {
    // Whoever listens has had enough: what was written is no zip, and that is his affair.
    if (stopped) return fail(ErrorKind::input, "writing the bundle was stopped");
    if (code >= ARCHIVE_WARN) return {};
    return fail(ErrorKind::input, "the bundle cannot be written: " + message_of(out));
  }
};

ZipWriter::ZipWriter(const ByteSink& sink) : state_(new State{sink}) {
  archive_write_set_format_zip(state_->out);
  archive_write_zip_set_compression_deflate(state_->out);
  archive_write_set_bytes_in_last_block(state_->out, 1);  // no padding
  archive_write_open(state_->out, state_.get(), nullptr, State::write, nullptr);
}

ZipWriter::~ZipWriter() {
  state_->discards = true;  // the end of one that is not finished
  archive_write_free(state_->out);
}

Result<void> ZipWriter::add(const std::string& path, std::string_view bytes) {
  if (path.empty() || path.find('\0') != std::string::npos) {
    return fail(ErrorKind::input, "the bundle cannot be written: a file in it has no name");
  }
  const Entry entry(archive_entry_new(), archive_entry_free);
  archive_entry_set_pathname(entry.get(), path.c_str());
  archive_entry_set_size(entry.get(), static_cast<la_int64_t>(bytes.size()));
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  archive_entry_set_perm(entry.get(), 0644);
  if (auto done = state_->check(archive_write_header(state_->out, entry.get())); !done) return done;
  for (std::size_t at = 0; at < bytes.size();) {
    const la_ssize_t written =
        archive_write_data(state_->out, bytes.data() + at, bytes.size() - at);
    if (written <= 0 || state_->stopped) return state_->check(ARCHIVE_FATAL);
    at += static_cast<std::size_t>(written);
  }
  return state_->check(archive_write_finish_entry(state_->out));
}

Result<void> ZipWriter::finish() { return state_->check(archive_write_close(state_->out)); }

namespace {

class ZipReading {
 public:
  ZipReading(const BundleBounds& bounds, std::uint64_t packed)
      : bounds_(bounds), packed_(packed), in_(archive_read_new(), archive_read_free) {
    // The directory at the end is what counts; a zip whose end is cut off is none.
    archive_read_support_format_zip_seekable(in_.get());
  }

  Result<void> open(const ZipInput& input) {
    const int code =
        input.path.empty()
            ? archive_read_open_memory(in_.get(), input.bytes.data(), input.bytes.size())
            : archive_read_open_filename(in_.get(), input.path.c_str(), std::size_t{1} << 16);
    if (code == ARCHIVE_OK) return {};
    return refuse("this is no zip file, or its end is missing: " + message_of(in_.get()));
  }

  Result<void> run(const std::function<bool(std::string_view)>& takes,
                   const EntryHandler& handler) {
    while (true) {
      archive_entry* entry = nullptr;
      const int code = archive_read_next_header(in_.get(), &entry);
      if (code == ARCHIVE_EOF) return {};
      if (code < ARCHIVE_WARN) return refuse("the zip file is damaged: " + message_of(in_.get()));
      auto path = path_of(entry, takes);
      if (!path) return tl::unexpected(path.error());
      auto bytes = bytes_of(*path);
      if (!bytes) return tl::unexpected(bytes.error());
      if (auto done = handler(*path, *std::move(bytes)); !done) return done;
    }
  }

 private:
  Result<std::string> path_of(archive_entry* entry,
                              const std::function<bool(std::string_view)>& takes) {
    const char* words = archive_entry_pathname(entry);
    std::string path = words == nullptr ? "" : words;
    const std::string shown = text::printable(path.substr(0, 200));
    if (++files_ > bounds_.files) {
      return refuse(fmt::format("it holds more than {} files", bounds_.files));
    }
    if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_symlink(entry) != nullptr ||
        archive_entry_hardlink(entry) != nullptr) {
      return refuse(fmt::format("\"{}\" in it is a link or a folder, no file", shown));
    }
    if (!takes(path)) return refuse(fmt::format("it holds \"{}\", which no bundle has", shown));
    if (archive_entry_is_data_encrypted(entry) != 0) {
      return refuse(fmt::format("\"{}\" in it is encrypted", shown));
    }
    if (!seen_.insert(path).second) return refuse(fmt::format("it holds \"{}\" twice", shown));
    return path;
  }

  Result<std::string> bytes_of(const std::string& path) {
    std::string bytes;
    char buffer[1 << 16];
    while (true) {
      const la_ssize_t size = archive_read_data(in_.get(), buffer, sizeof buffer);
      if (size == 0) return bytes;
      if (size < 0) {
        return refuse(fmt::format("\"{}\" in it cannot be read: {}", path, message_of(in_.get())));
      }
      bytes.append(buffer, static_cast<std::size_t>(size));
      unpacked_ += static_cast<std::uint64_t>(size);
      if (bytes.size() > bounds_.file_bytes) {
        return refuse(
            fmt::format("\"{}\" in it is larger than {} bytes", path, bounds_.file_bytes));
      }
      if (unpacked_ > bounds_.bytes) {
        return refuse(fmt::format("it holds more than {} bytes", bounds_.bytes));
      }
      if (unpacked_ > bounds_.free_bytes && unpacked_ / bounds_.ratio > packed_) {
        return refuse(fmt::format("it unpacks to more than {} times its size", bounds_.ratio));
      }
    }
  }

  const BundleBounds& bounds_;
  std::uint64_t packed_;
  Reader in_;
  std::set<std::string> seen_;
  std::size_t files_ = 0;
  std::uint64_t unpacked_ = 0;
};

}  // namespace

Result<void> read_zip(const ZipInput& input, const BundleBounds& bounds,
                      const std::function<bool(std::string_view path)>& takes,
                      const EntryHandler& handler) {
  std::uint64_t packed = input.bytes.size();
  if (!input.path.empty()) {
    std::error_code failed;
    if (!std::filesystem::is_regular_file(input.path, failed))
      return refuse("there is no such file");
    packed = std::filesystem::file_size(input.path, failed);
    if (failed) return refuse("its size cannot be read");
  }
  ZipReading reading(bounds, packed);
  if (auto opened = reading.open(input); !opened) return opened;
  return reading.run(takes, handler);
}

}  // namespace hearsay::bundle
