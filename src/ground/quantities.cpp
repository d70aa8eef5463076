#include "ground/ground.h"

namespace hearsay {

std::vector<Quantity> read_quantities(const Article& /*article*/,
                                      const Segmentation& /*segmentation*/,
                                      const Annotation& /*annotation*/,
                                      const std::vector<Time>& /*times*/) {
  return {};
}

}  // namespace hearsay
