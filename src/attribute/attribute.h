// Who says it, by which words, what is said, and through whom the text came.
//
// Heads of the encoder see spans (sources, cues, contents, contents within contents) and which of
// them belong together: each cue takes a source, each content a cue. So attributions can share a
// source, nest, and have contents in several pieces. The rest (kinds, names, modality, relays) are
// rules over closed-class words and the shapes of names; docs/attribution.md tells them.
#pragma once

#include <memory>
#include <string>

#include "encode/encode.h"
#include "hearsay/annotation.h"
#include "hearsay/article.h"
#include "hearsay/attribution.h"
#include "hearsay/result.h"
#include "hearsay/segmentation.h"
#include "model/model_file.h"

namespace hearsay {

/// The heads and tables; immutable, cheap to copy, safe to share between threads.
class Attributor {
 public:
  struct Parts;

  /// Takes its heads from the encoder's file, and attribution.tsv from `directory`. Fails where
  /// one is missing.
  static Result<Attributor> load(const model::ModelFile& file, const std::string& directory);

  /// Attributions of headline and body, all levels; relays of the document. Total: any text in, a
  /// layer out, perhaps empty. Precondition: `encoding` is of the article's text. O(size of the
  /// text).
  [[nodiscard]] Attributions attribute(const Article& article, const Segmentation& segmentation,
                                       const Annotation& annotation,
                                       encode::Encoding& encoding) const;

 private:
  explicit Attributor(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}
  std::shared_ptr<const Parts> parts_;
};

/// Only the attributions that stand in no other's content, as PolNeAR annotates; relays are kept.
Attributions outermost(const Attributions& attributions);

}  // namespace hearsay
