#include "attribute/attribute.h"

#include <utility>

namespace hearsay {

struct Attributor::Parts {};

Result<Attributor> Attributor::load(const std::string& /*directory*/) {
  return Attributor(std::make_shared<const Parts>());
}

Attributions Attributor::attribute(const Article& /*article*/, const Segmentation& /*segmentation*/,
                                   const Annotation& /*annotation*/) const {
  return {};
}

Attributions outermost(const Attributions& attributions) {
  Attributions kept;
  kept.relays = attributions.relays;
  for (const Attribution& attribution : attributions.attributions) {
    if (!attribution.parent) kept.attributions.push_back(attribution);
  }
  return kept;
}

}  // namespace hearsay
