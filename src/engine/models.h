// Everything that reading needs and that is loaded once.
#pragma once

#include <string>

#include "annotate/annotate.h"
#include "attribute/attribute.h"
#include "extract/extract.h"
#include "ground/ground.h"
#include "hearsay/result.h"
#include "match/match.h"

namespace hearsay::engine {

/// Immutable, shared by all threads.
struct Models {
  Extractor extractor;
  Annotator annotator;
  Attributor attributor;
  Gazetteer gazetteer;
  Matcher matcher;
  std::string analysis;  ///< hash of the program's stages and of all data files: 16 hex digits
};

/// Loads all from a folder that holds `models/` and `data/`.
Result<Models> load_models(const std::string& directory);

/// Hash of the sources of everything that derived records depend on, fixed at build time.
const char* program_hash();

}  // namespace hearsay::engine
