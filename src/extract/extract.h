// From fetched bytes to an article: its words, each with its place in the bytes, what of them is
// article and what is furniture, and what the page says about itself.
#pragma once

#include <memory>
#include <string>

#include "hearsay/article.h"
#include "hearsay/result.h"
#include "hearsay/source.h"
#include "model/boosted_trees.h"

namespace hearsay {

struct ExtractOptions {
  bool raw = false;  ///< all of the text is body, nothing is boilerplate, text is unchanged
};

/// The block classifier with all that is done around it. Immutable, so safe to share between
/// threads.
class Extractor {
 public:
  /// Opens `blocks.safetensors` in the folder of the models.
  static Result<Extractor> load(const std::string& models);

  /// Extracts the article of a source. Any bytes give an article, perhaps an empty one; errors are
  /// a JSONL line that is none and a document beyond 2^31 bytes. Linear in the bytes;
  /// deterministic. `id`, `sha256` are left to the caller.
  [[nodiscard]] Result<Article> extract(const Source& source,
                                        const ExtractOptions& options = {}) const;

 private:
  model::BoostedTrees blocks_;
};

/// Reads words again from the original bytes alone: decodes charset, JSON escapes, references and
/// white space anew. For many spans of one source; `source` must outlive it.
class SourceReader {
 public:
  explicit SourceReader(const Source& source);
  ~SourceReader();
  SourceReader(const SourceReader&) = delete;
  SourceReader& operator=(const SourceReader&) = delete;

  /// The words of `span` of the text that `origin` maps. An error where the bytes that the map
  /// names cannot be read as so much text.
  [[nodiscard]] Result<std::string> words(const OriginMap& origin, Span span) const;

 private:
  struct State;
  std::unique_ptr<const State> state_;
};

/// The same for one span.
Result<std::string> source_words(const Source& source, const OriginMap& origin, Span span);

}  // namespace hearsay
