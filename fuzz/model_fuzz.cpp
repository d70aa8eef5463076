// Model files come from outside: whatever the bytes, opening gives a model whose every part can be
// read, or a message.
#include <cstddef>
#include <cstdint>
#include <string>

#include "model/linear_tagger.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hearsay::model;
  auto file = ModelFile::from_bytes(std::string(reinterpret_cast<const char*>(data), size), "fuzz",
                                    {"test", 1, 1});
  if (!file) return 0;
  const auto tagger = LinearTagger::from_file(*file);
  if (!tagger) return 0;
  HashedFeatures features;
  for (const char* word : {"the", "mill", "daily", "said"}) {
    features.next();
    features.add({"w=", word});
  }
  const Tagging tagging = tagger->tag(features.features());
  for (const std::uint32_t label : tagging.labels) {
    if (label >= tagger->labels().size()) __builtin_trap();
  }
  return 0;
}
