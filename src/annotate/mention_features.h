// What the name tagger looks at: the word, its shape, the run of capitalised words it stands in and
// what stands around that run, and how the same word is used elsewhere in the article.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hearsay/annotation.h"
#include "model/features.h"

namespace hearsay::annotate {

/// One sentence as the name tagger sees it.
struct TaggedSentence {
  std::vector<std::string_view> words;
  std::vector<PartOfSpeech> tags;
};

/// In a headline in Title Case, or all in capitals, a capital says little.
bool is_capitalised_throughout(const TaggedSentence& sentence);

/// How the words of an article are used in it. A surname alone is easier to read when the full name
/// stands elsewhere; a capitalised word that also stands in lower case is hardly a name.
class WordUses {
 public:
  explicit WordUses(std::span<const TaggedSentence> sentences);

  struct Uses {
    std::vector<std::string> contexts;  ///< features of its capitalised uses, at most a few
    std::uint32_t capitalised = 0;      ///< inside sentences, where case means something
    std::uint32_t lower = 0;
  };
  /// Null for words that are never capitalised.
  [[nodiscard]] const Uses* find(std::string_view word) const;

 private:
  std::map<std::string, Uses, std::less<>> uses_;  // by the word as written
  std::map<std::string, std::uint32_t, std::less<>> lower_;
};

/// Writes the features of each word of one sentence.
void mention_features(const TaggedSentence& sentence, const WordUses& uses,
                      model::FeatureSink& sink);

}  // namespace hearsay::annotate
