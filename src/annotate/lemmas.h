// Words to lemmas, and to the little grammar that can be read off a word: number, person, tense.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hearsay/annotation.h"
#include "hearsay/result.h"
#include "model/model_file.h"

namespace hearsay::annotate {

/// "NOUN" and back.
std::string_view name_of(PartOfSpeech tag);
/// X for names that are none.
PartOfSpeech tag_named(std::string_view name);

/// Learned from treebanks (tools/train/lemmas.py): endings with what to drop and add, and the words
/// that do not follow them. Views into the model file, which it keeps open.
class Lemmas {
 public:
  static Result<Lemmas> from_file(const model::ModelFile& file);

  /// In lower case, except that names keep their case.
  [[nodiscard]] std::string lemma(std::string_view word, PartOfSpeech tag) const;

  /// UD features of words of closed classes ("Case=Nom|Number=Sing|Person=3"); empty for others.
  [[nodiscard]] std::string_view features(std::string_view word, PartOfSpeech tag) const;

 private:
  [[nodiscard]] std::string_view find(std::string_view key) const;

  model::ModelFile file_;
  std::vector<std::string_view> lines_;  // sorted by bytes
};

}  // namespace hearsay::annotate
