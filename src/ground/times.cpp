#include "ground/ground.h"

namespace hearsay {

std::vector<Time> resolve_times(const Article& /*article*/, const Segmentation& /*segmentation*/,
                                const Annotation& /*annotation*/) {
  return {};
}

}  // namespace hearsay
