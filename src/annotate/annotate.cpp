#include "annotate/annotate.h"

#include <algorithm>
#include <utility>

#include "annotate/descriptions.h"
#include "annotate/entities.h"
#include "annotate/names.h"
#include "annotate/references.h"
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

std::vector<bool> tokens_inside(const std::vector<annotate::Name>& names, std::size_t count) {
  std::vector<bool> inside(count, false);
  for (const annotate::Name& name : names) {
    std::fill(inside.begin() + name.begin, inside.begin() + name.end, true);
  }
  return inside;
}

void add_mentions(const annotate::Page& page, const std::vector<annotate::Name>& names,
                  Annotation& annotation) {
  annotate::Joined joined = annotate::join_names(page, names);
  annotation.entities = std::move(joined.entities);
  const std::vector<bool> inside = tokens_inside(names, annotation.words.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    Entity& entity = annotation.entities[static_cast<std::size_t>(joined.of_name[i])];
    if (entity.description.empty()) {
      entity.description = annotate::description_of(page, names[i], inside);
    }
    annotation.mentions.push_back(
        {page.span(names[i].begin, names[i].end),
         entity.type,
         MentionForm::name,
         joined.of_name[i],
         {names[i].repeated ? "repeated-name" : "name-tagger", names[i].confidence}});
  }
  const auto references =
      annotate::find_references(page, names, joined.of_name, annotation.entities, inside);
  annotation.mentions.insert(annotation.mentions.end(), references.begin(), references.end());
  std::ranges::sort(annotation.mentions, [](const Mention& a, const Mention& b) {
    return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
  });
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
  const annotate::Page page{article, segmentation, annotation.words};
  add_mentions(page, models_->names.find(page), annotation);
  return annotation;
}

}  // namespace hearsay
