// Article + Segmentation -> Annotation: tags, lemmas and trees of the words, names with their
// types, and which of them are one. All of it is what heads of the encoder see, and what the
// article itself shows of its names: there is no list of names, so a name that nobody has seen
// before is found by the company it keeps.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "annotate/tags.h"
#include "encode/encode.h"
#include "hearsay/annotation.h"
#include "hearsay/article.h"
#include "hearsay/result.h"
#include "hearsay/segmentation.h"
#include "model/model_file.h"

namespace hearsay {

/// Words that stand for somebody or something, named or not.
struct LinkedMention {
  Span span;
  EntityType type = EntityType::other;
  std::size_t group = 0;  ///< the same number: the same entity
};

/// Words that name or describe a person, an organisation or a place: "the army", "Dr X".
struct Designation {
  Span span;
  EntityType type = EntityType::other;
};

/// Immutable after loading, so safe to share between threads.
class Annotator {
 public:
  /// Takes its heads from the encoder's file, and lemmas.tsv from `directory`. Fails where one is
  /// missing.
  static Result<Annotator> load(const model::ModelFile& file, const std::string& directory);

  /// Total: any segmentation of any article gives an annotation with one word per token.
  /// Precondition: `encoding` is of the article's text. O(size of the text).
  [[nodiscard]] Annotation annotate(const Article& article, const Segmentation& segmentation,
                                    encode::Encoding& encoding) const;

  /// Mentions of all kinds as the heads see them, in the order of their heads, in groups: what
  /// `annotate` makes its entities' mentions of. Preconditions and cost as there.
  [[nodiscard]] std::vector<LinkedMention> link(const Article& article,
                                                const Segmentation& segmentation,
                                                encode::Encoding& encoding) const;

  /// Names and descriptions of persons, organisations and places as re3d marks them, in the
  /// order of the text; spans of two types may overlap. O(size of the text).
  [[nodiscard]] std::vector<Designation> designations(encode::Encoding& encoding) const;

 private:
  struct Heads;
  std::shared_ptr<const Heads> heads_;
};

}  // namespace hearsay
