#include "annotate/annotate.h"

#include <algorithm>
#include <utility>

#include "annotate/entities.h"
#include "annotate/names.h"
#include "annotate/tagging.h"

namespace hearsay {

struct Annotator::Models {
  annotate::PosTagger pos;
  annotate::NameTagger names;
};

namespace {

std::vector<Word> read_words(const Article& article, const Segmentation& segmentation,
                             const annotate::PosTagger& pos) {
  std::vector<Word> all(segmentation.tokens.size());
  for (const Sentence& sentence : segmentation.sentences) {
    const auto words = annotate::words_of(article, segmentation, sentence.begin, sentence.end);
    std::vector<Word> read = pos.read(words);
    std::ranges::move(read, all.begin() + sentence.begin);
  }
  return all;
}

void add_names(const annotate::Page& page, const annotate::NameTagger& tagger,
               Annotation& annotation) {
  const std::vector<annotate::Name> names = tagger.find(page);
  annotate::Joined joined = annotate::join_names(page, names);
  for (std::size_t i = 0; i < names.size(); ++i) {
    annotation.mentions.push_back(
        {page.span(names[i].begin, names[i].end),
         names[i].type,
         MentionForm::name,
         joined.of_name[i],
         {names[i].repeated ? "repeated-name" : "name-tagger", names[i].confidence}});
  }
  annotation.entities = std::move(joined.entities);
}

}  // namespace

Result<Annotator> Annotator::load(const std::string& directory) {
  auto pos = annotate::PosTagger::load(directory + "/pos.safetensors");
  if (!pos) return tl::unexpected(pos.error());
  auto names = annotate::NameTagger::load(directory + "/mentions.safetensors");
  if (!names) return tl::unexpected(names.error());
  Annotator annotator;
  annotator.models_ = std::make_shared<const Models>(Models{std::move(*pos), std::move(*names)});
  return annotator;
}

Annotation Annotator::annotate(const Article& article, const Segmentation& segmentation) const {
  Annotation annotation;
  annotation.words = read_words(article, segmentation, models_->pos);
  add_names({article, segmentation, annotation.words}, models_->names, annotation);
  return annotation;
}

}  // namespace hearsay
