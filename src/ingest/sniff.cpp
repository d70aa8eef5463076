// Magic bytes come first: a PDF named page.html is a PDF. Then the extension, because a user who
// writes "notes.txt" means text even where it quotes HTML. Content decides the rest.
#include "ingest/sniff.h"

#include <algorithm>
#include <array>

#include "ingest/ascii.h"
#include "ingest/headers.h"

namespace hearsay::ingest {
namespace {

using namespace std::string_view_literals;

struct Magic {
  std::string_view bytes;
  std::string_view what;
  std::string_view advice;
};

constexpr std::string_view to_text = "convert it to text";
constexpr std::string_view unpack = "unpack it and give the files in it";
constexpr std::string_view give_text = "give the words as text";

// `what` names the thing with its article.
constexpr std::array<Magic, 25> magics{{
    {"%PDF-", "a PDF", to_text},
    {"PK\x03\x04", "a zip archive or an office document", "unpack it, or save it as HTML or text"},
    {"PK\x05\x06", "an empty zip archive", unpack},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old office document", "save it as HTML or text"},
    {"{\\rtf", "a rich-text document", "save it as HTML or text"},
    {"\x89PNG", "an image (PNG)", give_text},
    {"\xFF\xD8\xFF", "an image (JPEG)", give_text},
    {"GIF8", "an image (GIF)", give_text},
    {"RIFF", "a picture, sound or film (RIFF)", give_text},
    {"II*\x00"sv, "an image (TIFF)", give_text},
    {"MM\x00*"sv, "an image (TIFF)", give_text},
    {"ID3", "a sound file", give_text},
    {"OggS", "a sound or film file (Ogg)", give_text},
    {"fLaC", "a sound file (FLAC)", give_text},
    {"\x1A\x45\xDF\xA3", "a film (Matroska)", give_text},
    {"\x28\xB5\x2F\xFD", "zstd inside another packing", "decompress it once"},
    {"\xFD"
     "7zXZ",
     "xz-compressed", "decompress it first"},
    {"BZh", "bzip2-compressed", "decompress it first"},
    {"7z\xBC\xAF", "a 7z archive", unpack},
    {"Rar!", "a RAR archive", unpack},
    {"SQLite format 3", "an SQLite database", "name it with --store if it is hearsay's"},
    {"\x7F"
     "ELF",
     "a program", "give documents only"},
    {"wOFF", "a font", "give documents only"},
    {"wOF2", "a font", "give documents only"},
    {"\x1F\x8B", "gzip inside another packing", "decompress it once"},
}};

bool has_nul(std::string_view head) { return head.find('\0') != std::string_view::npos; }

bool has_utf16_mark(std::string_view head) {
  return head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF");
}

/// More than one in fifty bytes is a control character that no text has.
bool is_mostly_control(std::string_view head) {
  const auto controls = std::count_if(head.begin(), head.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && byte != 0x1B) ||
           byte == 0x7F;
  });
  return static_cast<std::size_t>(controls) * 50 > head.size();
}

std::string not_yet(std::string_view what, std::string_view advice) {
  return "is " + std::string(what) + ", which hearsay does not read yet: " + std::string(advice);
}

/// The reason why the bytes are no text; empty for text.
std::string binary_reason(std::string_view head) {
  for (const Magic& magic : magics) {
    if (head.starts_with(magic.bytes)) return not_yet(magic.what, magic.advice);
  }
  if (head.size() > 12 && head.substr(4, 4) == "ftyp") return not_yet("a film or sound", give_text);
  if (has_utf16_mark(head)) return {};
  if (has_nul(head) || is_mostly_control(head)) {
    return "is a binary file, not text or HTML: convert it to text";
  }
  return {};
}

std::string extension_of(std::string_view name) {
  for (const std::string_view packed : {".gz", ".zst"}) {
    if (name.size() <= packed.size()) continue;
    if (lower_ascii(name.substr(name.size() - packed.size())) != packed) continue;
    name.remove_suffix(packed.size());
    break;
  }
  const auto slash = name.find_last_of('/');
  if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
  const auto dot = name.find_last_of('.');
  return dot == std::string_view::npos || dot == 0 ? std::string()
                                                   : lower_ascii(name.substr(dot + 1));
}

bool is_html_extension(std::string_view extension) {
  return extension == "html" || extension == "htm" || extension == "xhtml";
}

bool is_markdown_extension(std::string_view extension) {
  return extension == "md" || extension == "markdown";
}

bool is_jsonl_extension(std::string_view extension) {
  return extension == "jsonl" || extension == "ndjson";
}

bool is_mhtml_extension(std::string_view extension) {
  return extension == "mht" || extension == "mhtml";
}

bool is_feed_extension(std::string_view extension) {
  return extension == "rss" || extension == "atom";
}

std::string_view without_leading_space(std::string_view head) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  const auto first = head.find_first_not_of(" \t\r\n\f");
  return first == std::string_view::npos ? std::string_view() : head.substr(first);
}

bool is_feed(std::string_view start) {
  const std::string lower = lower_ascii(start.substr(0, 1024));
  return lower.starts_with("<rss") || lower.starts_with("<feed") || lower.starts_with("<rdf:rdf") ||
         (lower.starts_with("<?xml") &&
          (lower.find("<rss") != std::string::npos || lower.find("<feed") != std::string::npos ||
           lower.find("<rdf:rdf") != std::string::npos));
}

/// A mail-like header that announces parts which belong together.
bool looks_like_mhtml(std::string_view start) {
  const Headers headers = Headers::parse(start.substr(0, 8192));
  return headers.has("mime-version") &&
         media_type_of(headers.value("content-type")).starts_with("multipart/");
}

bool looks_like_html(std::string_view start) {
  if (!start.starts_with('<')) return false;
  const std::string lower = lower_ascii(start.substr(0, 8192));
  for (const std::string_view mark : {"<!doctype html", "<html", "<head", "<body", "<title",
                                      "<meta", "<article", "<div", "<p>", "<p ", "<h1"}) {
    if (lower.find(mark) != std::string::npos) return true;
  }
  return false;
}

Form form_by_content(std::string_view start) {
  if (is_feed(start)) return Form::feed;
  if (looks_like_html(start)) return Form::html;
  if (start.starts_with('{')) {
    const auto quote = start.find_first_not_of(" \t\r\n", 1);
    if (quote != std::string_view::npos && start[quote] == '"') return Form::jsonl;
  }
  return Form::plain_text;
}

}  // namespace

bool may_be_feed_name(std::string_view name) { return extension_of(name) == "xml"; }

bool is_document_name(std::string_view name) {
  const std::string extension = extension_of(name);
  return is_html_extension(extension) || is_markdown_extension(extension) ||
         is_jsonl_extension(extension) || is_mhtml_extension(extension) ||
         is_feed_extension(extension) || extension == "warc" || extension == "txt";
}

Sniffed sniff(std::string_view name, std::string_view head) {
  // These two may hold any bytes behind their first header.
  if (head.starts_with("WARC/")) return {Form::warc, {}};
  if (looks_like_mhtml(head)) return {Form::mhtml, {}};
  if (std::string reason = binary_reason(head); !reason.empty()) {
    return {Form::unreadable, std::move(reason)};
  }
  const std::string extension = extension_of(name);
  if (extension == "warc") {
    return {Form::unreadable, "is named as a WARC and does not begin like one: fetch it again"};
  }
  if (is_html_extension(extension)) return {Form::html, {}};
  if (is_mhtml_extension(extension)) return {Form::mhtml, {}};
  if (is_markdown_extension(extension)) return {Form::markdown, {}};
  if (is_jsonl_extension(extension)) return {Form::jsonl, {}};
  if (extension == "txt") return {Form::plain_text, {}};
  const std::string_view start = without_leading_space(head);
  const Form form = form_by_content(start);
  if (is_feed_extension(extension) && form != Form::feed) {
    return {Form::unreadable, "is named as a feed and is neither RSS nor Atom"};
  }
  return {form, {}};
}

}  // namespace hearsay::ingest
