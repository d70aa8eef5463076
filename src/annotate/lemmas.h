// Words to lemmas.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hearsay/annotation.h"
#include "hearsay/result.h"

namespace hearsay::annotate {

/// Learned from treebanks (tools/train/lemmas.py): endings with what to drop and add, and the words
/// that do not follow them. What a word's letters tell, which its pieces hide from the encoder.
/// Immutable after loading, so safe to share between threads.
class Lemmas {
 public:
  /// Opens the table `path`. Fails where it is missing or out of order.
  static Result<Lemmas> load(const std::string& path);
  static Result<Lemmas> from_text(std::string text, const std::string& name);

  /// In lower case, of nouns, verbs, adjectives and adverbs; none for other words, whose lemma the
  /// encoder tells better ("'s" is "be" or "have").
  [[nodiscard]] std::optional<std::string> lemma(std::string_view word, PartOfSpeech tag) const;

 private:
  [[nodiscard]] std::string_view find(std::string_view key) const;

  std::vector<std::string> lines_;  // sorted by bytes
};

}  // namespace hearsay::annotate
