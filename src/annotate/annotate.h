// Article + Segmentation -> Annotation: tags and lemmas of the words, names with their types, and
// which of them are one. Everything is learned from openly licensed text (the models' cards say
// which) and looks at context and word form only: there is no list of names, so a name that nobody
// has seen before is found by the company it keeps.
#pragma once

#include <memory>
#include <string>

#include "hearsay/annotation.h"
#include "hearsay/article.h"
#include "hearsay/result.h"
#include "hearsay/segmentation.h"

namespace hearsay {

/// Immutable after loading, so safe to share between threads.
class Annotator {
 public:
  /// Opens pos.safetensors and mentions.safetensors in `directory`.
  static Result<Annotator> load(const std::string& directory);

  /// Total: any segmentation of any article gives an annotation with one word per token. Heads and
  /// relations stay empty (no parser yet). O(size of the text).
  [[nodiscard]] Annotation annotate(const Article& article, const Segmentation& segmentation) const;

 private:
  struct Models;
  std::shared_ptr<const Models> models_;
};

}  // namespace hearsay
