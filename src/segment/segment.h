// Article -> Segmentation: paragraphs, sentences, tokens as Universal Dependencies counts them, and
// what stands between quotation marks. Words and sentences are what heads of the encoder see;
// paragraphs and quotations follow from the page and its marks.
#pragma once

#include <memory>

#include "encode/encode.h"
#include "hearsay/article.h"
#include "hearsay/result.h"
#include "hearsay/segmentation.h"
#include "model/model_file.h"

namespace hearsay {

/// Immutable after loading, so safe to share between threads.
class Segmenter {
 public:
  /// Takes its heads from the encoder's file. Fails where one is missing.
  static Result<Segmenter> from_file(const model::ModelFile& file);

  /// Total: any article with valid UTF-8 gives a segmentation whose tokens cover all characters
  /// that are not white space. Precondition: `encoding` is of the article's text. O(size of the
  /// text).
  [[nodiscard]] Segmentation segment(const Article& article, encode::Encoding& encoding) const;

 private:
  struct Heads;
  std::shared_ptr<const Heads> heads_;
};

}  // namespace hearsay
