// What a file is, by its name and by its first bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace hearsay::ingest {

enum class Form { html, plain_text, markdown, jsonl, warc, mhtml, feed, unreadable };

/// What a file is. For `unreadable`, `reason` says what it is and what to do, to stand after the
/// file's name ("is a PDF, which hearsay does not read yet: convert it to text").
struct Sniffed {
  Form form = Form::plain_text;
  std::string reason;
};

/// Decides by magic bytes, then by extension, then by content. `head`: the first bytes (some
/// thousands), decompressed.
Sniffed sniff(std::string_view name, std::string_view head);

/// Whether a file of this name counts as a document when a folder is walked (".gz" and ".zst"
/// are looked through).
bool is_document_name(std::string_view name);

/// Whether a file of this name counts as one where its content is a feed (".xml").
bool may_be_feed_name(std::string_view name);

/// The bytes with which every gzip file begins.
constexpr std::string_view gzip_magic = "\x1F\x8B";

}  // namespace hearsay::ingest
