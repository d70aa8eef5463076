// A sentence cut into clauses by its tags alone: noun phrases, verb groups, and which phrases stand
// around which verb. Private to this stage. Where a dependency tree is there (Word::head), a reader
// of it can fill the same records; the rest of the stage does not know the difference.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hearsay/annotation.h"
#include "hearsay/article.h"
#include "hearsay/claim.h"
#include "hearsay/segmentation.h"

namespace hearsay {

/// One token as the rules see it.
struct Item {
  Span span;
  PartOfSpeech tag = PartOfSpeech::X;
  std::string lower;
  std::string lemma;
  std::string features;
};

/// Items [begin, end) of one sentence.
struct Range {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  [[nodiscard]] bool empty() const { return begin >= end; }
  friend bool operator==(const Range&, const Range&) = default;
};

struct NounPhrase {
  Range range;
  std::uint32_t head = 0;
  std::optional<std::uint32_t> preposition;  ///< the item right before it
  bool relative = false;                     ///< "who", "which", "that"
  bool pronoun = false;
};

enum class VerbForm { finite, infinitive, gerund, participle };

struct VerbGroup {
  Range range;
  std::uint32_t verb = 0;  ///< the main verb, or the copula
  VerbForm form = VerbForm::finite;
  bool passive = false;
  bool negative = false;
  bool copula = false;
  std::string predicate;  ///< lemma
  ClaimModality modality = ClaimModality::fact;
};

struct RolePhrase {
  Role role = Role::agent;
  Range range;
  std::uint32_t head = 0;
};

struct Clause {
  Range range;
  VerbGroup verbs;
  std::vector<RolePhrase> roles;
  bool conditional = false;      ///< opened by "if", "unless"
  bool has_own_subject = false;  ///< else it goes on with the clause before
};

/// The items of a sentence.
std::vector<Item> items_of(const Article& article, const Segmentation& segmentation,
                           const Annotation& annotation, const Sentence& sentence);

/// Its clauses, in text order, each around one verb group. `is_cue[i]` marks verbs that only give
/// words to a source: a non-finite verb right after one makes a clause of its own ("promised to
/// repair"). `headline`: words like "is" are left out there. Linear in the sentence.
std::vector<Clause> clauses_of(const std::vector<Item>& items, const std::vector<bool>& is_cue,
                               bool headline);

}  // namespace hearsay
