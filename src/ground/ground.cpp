#include "ground/ground.h"

#include <utility>

namespace hearsay {
namespace {

std::vector<Place> places_of(const Article& article, const Segmentation& segmentation,
                             const Annotation& annotation, const Gazetteer& gazetteer) {
  Spans spans;
  std::vector<MentionIndex> mentions;
  for (std::uint32_t i = 0; i < annotation.mentions.size(); ++i) {
    const Mention& mention = annotation.mentions[i];
    if (mention.type != EntityType::place || mention.form != MentionForm::name) continue;
    spans.push_back(mention.span);
    mentions.push_back(MentionIndex{i});
  }
  auto places = places_at(article, segmentation, annotation, spans, gazetteer);
  for (Place& place : places) place.mention = mentions[static_cast<std::size_t>(place.mention)];
  return places;
}

}  // namespace

Groundings ground(const Article& article, const Segmentation& segmentation,
                  const Annotation& annotation, const Gazetteer& gazetteer) {
  Groundings groundings;
  groundings.places = places_of(article, segmentation, annotation, gazetteer);
  groundings.times = resolve_times(article, segmentation, annotation);
  groundings.quantities = read_quantities(article, segmentation, annotation, groundings.times);
  return groundings;
}

}  // namespace hearsay
