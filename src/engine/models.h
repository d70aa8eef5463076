// Everything that reading needs and that is loaded once.
#pragma once

#include <string>

#include "annotate/annotate.h"
#include "attribute/attribute.h"
#include "encode/encode.h"
#include "extract/extract.h"
#include "ground/ground.h"
#include "hearsay/result.h"
#include "match/match.h"
#include "segment/segment.h"

namespace hearsay::engine {

/// Immutable, shared by all threads.
struct Models {
  Extractor extractor;
  encode::Encoder encoder;
  Segmenter segmenter;
  Annotator annotator;
  Attributor attributor;
  Gazetteer gazetteer;
  Matcher matcher;
  std::string analysis;  ///< hash of the program's stages and of all data files: 16 hex digits
};

/// Loads all from a folder that holds `models/` and `data/`; `model` names the encoder (empty: the
/// standard one).
Result<Models> load_models(const std::string& directory, const std::string& model = {});

/// Hash of the sources of everything that derived records depend on, fixed at build time.
const char* program_hash();

}  // namespace hearsay::engine
