// Who says it, by which words, what is said, and through whom the text came.
//
// Two linear taggers, as a chain of questions: which words are a cue ("told", "according to")?
// And then, for each cue by itself: which words around it are its source, which its content? Asking
// anew for each cue lets attributions nest, share a source, and have contents in several pieces.
// What a flat pass over the words cannot do (Pareti 2015; Scheible, Klinger and Padó 2016) comes
// for nothing this way. The rest (kinds, names, modality, relays) are rules over closed-class words
// and the shapes of names; docs/attribution.md tells them.
#pragma once

#include <memory>
#include <string>

#include "hearsay/annotation.h"
#include "hearsay/article.h"
#include "hearsay/attribution.h"
#include "hearsay/result.h"
#include "hearsay/segmentation.h"

namespace hearsay {

/// The opened model and tables; immutable, cheap to copy, safe to share between threads.
class Attributor {
 public:
  struct Parts;

  /// Reads attribution-cues.safetensors, attribution-roles.safetensors and attribution.tsv in
  /// `directory`.
  static Result<Attributor> load(const std::string& directory);

  /// Attributions of headline and body, all levels; relays of the document. Total: any text in, a
  /// layer out, perhaps empty. Linear in the text for texts of any length.
  [[nodiscard]] Attributions attribute(const Article& article, const Segmentation& segmentation,
                                       const Annotation& annotation) const;

 private:
  explicit Attributor(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}
  std::shared_ptr<const Parts> parts_;
};

/// Only the attributions that stand in no other's content, as PolNeAR annotates; relays are kept.
Attributions outermost(const Attributions& attributions);

}  // namespace hearsay
