// One line of what task_places.cpp prints.
#pragma once

#include <string>

#include "ground/ground.h"

namespace hearsay::train {

/// `line` is the text's record in its set; the rest is what has been read of it.
std::string places_record(const std::string& line, const Article& article,
                          const Segmentation& segmentation, const Annotation& annotation,
                          const Gazetteer& gazetteer);

}  // namespace hearsay::train
