#include "annotate/annotate.h"

#include <algorithm>
#include <utility>

#include "annotate/tagging.h"

namespace hearsay {

struct Annotator::Models {
  annotate::PosTagger pos;
};

Result<Annotator> Annotator::load(const std::string& directory) {
  auto pos = annotate::PosTagger::load(directory + "/pos.safetensors");
  if (!pos) return tl::unexpected(pos.error());
  Annotator annotator;
  annotator.models_ = std::make_shared<const Models>(Models{std::move(*pos)});
  return annotator;
}

Annotation Annotator::annotate(const Article& article, const Segmentation& segmentation) const {
  Annotation annotation;
  annotation.words.resize(segmentation.tokens.size());
  for (const Sentence& sentence : segmentation.sentences) {
    const auto words = annotate::words_of(article, segmentation, sentence.begin, sentence.end);
    std::vector<Word> read = models_->pos.read(words);
    std::ranges::move(read, annotation.words.begin() + sentence.begin);
  }
  return annotation;
}

}  // namespace hearsay
