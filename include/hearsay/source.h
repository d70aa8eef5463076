// What comes in: the bytes of one document, as fetched, and what is known of them from outside.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace hearsay {

/// What the bytes are. `json_line` is one line of a JSONL file, an object with `text` or `html`.
enum class MediaType { unknown, html, plain_text, markdown, json_line };

/// An earlier fetch whose content came again (a WARC's revisit record).
struct Revisit {
  std::string url;
  std::string captured;   ///< the time of that fetch
  bool is_exact = false;  ///< else: the last fetch until then

  friend bool operator==(const Revisit&, const Revisit&) = default;
};

/// One document before anything has been read in it. `bytes` is what gets stored and hashed, and
/// what `Article::origin` leads back to; it is never changed.
struct Source {
  std::string bytes;
  MediaType media_type = MediaType::unknown;
  std::string charset;   ///< as the transport declares it (HTTP header), lower case; else empty
  std::string path;      ///< how the user named it: "pile/a.html", "pile.jsonl:12", "-"
  std::string url;       ///< the address it was fetched from, where that is known; else empty
  std::string input_id;  ///< `id` of a JSONL line; comes back as `input_id`
  std::string captured;  ///< when it was fetched, ISO 8601; empty where not known

  // What the carrier (a JSONL line, a feed item) states about the document; empty: nothing.
  std::string title;
  std::string published;
  std::string publisher;
  std::string modified;
  std::vector<std::string> authors;
  bool from_feed = false;  ///< the carrier is a feed

  /// The bytes are those of another fetch, and are not here.
  std::optional<Revisit> revisit = {};

  friend bool operator==(const Source&, const Source&) = default;
};

}  // namespace hearsay
