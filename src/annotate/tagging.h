// Sentence -> words with tags, lemmas and features.
#pragma once

#include <vector>

#include "annotate/lemmas.h"
#include "hearsay/annotation.h"
#include "hearsay/article.h"
#include "hearsay/segmentation.h"
#include "model/linear_tagger.h"

namespace hearsay::annotate {

/// The part-of-speech tagger with its lemma table: pos.safetensors.
class PosTagger {
 public:
  static Result<PosTagger> load(const std::string& path);

  /// The tags of one sentence's words.
  [[nodiscard]] std::vector<PartOfSpeech> tag(std::span<const std::string_view> words) const;

  /// Tags, lemmas and features of one sentence's words.
  [[nodiscard]] std::vector<Word> read(std::span<const std::string_view> words) const;

 private:
  model::LinearTagger tagger_;
  std::vector<PartOfSpeech> tags_;  // of the tagger's labels
  Lemmas lemmas_;
};

/// The words of tokens [begin, end).
std::vector<std::string_view> words_of(const Article& article, const Segmentation& segmentation,
                                       std::uint32_t begin, std::uint32_t end);

}  // namespace hearsay::annotate
