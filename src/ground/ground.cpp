#include "ground/ground.h"

#include <utility>

namespace hearsay {
namespace {

// A village that no gazetteer has: its words, and no point.
Place unknown_place(const Article& article, const Mention& mention, MentionIndex index) {
  Place place;
  place.mention = index;
  place.span = mention.span;
  place.name = words(article, mention.span);
  place.basis = {"not in gazetteer", mention.basis.confidence};
  return place;
}

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
  std::vector<Place> places;
  auto known = places_at(article, segmentation, annotation, spans, gazetteer);
  auto next = known.begin();
  for (std::uint32_t i = 0; i < mentions.size(); ++i) {
    if (next != known.end() && next->mention == MentionIndex{i}) {
      next->mention = mentions[i];
      places.push_back(std::move(*next++));
    } else {
      const auto index = static_cast<std::size_t>(mentions[i]);
      places.push_back(unknown_place(article, annotation.mentions[index], mentions[i]));
    }
  }
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
