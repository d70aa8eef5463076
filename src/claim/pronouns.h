// Whom "she" and "they" mean where the annotation links them to no name: who took part in what was
// said just before, as far as number and kind agree. Private to this stage.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "claim/roles.h"
#include "claim/tree.h"
#include "hearsay/annotation.h"
#include "hearsay/claim.h"

namespace hearsay::claiming {

/// Reads an article's sentences in their order. Looks back one sentence at most, nearest clause
/// first, in it the agent before the patient (Grosz, Joshi and Weinstein 1995); what lies further
/// back stays a pronoun. Lends the annotation.
class Pronouns {
 public:
  explicit Pronouns(const Annotation& annotation) : annotation_(annotation) {}

  /// `goes_on`: the text runs on from the sentence before; what a headline named is not meant.
  void begin_sentence(bool goes_on);

  /// Puts antecedents in the place of the pronouns among `fillers`, which has one for each of
  /// `roles`, and remembers the participants. Whether it found any. Linear in those of two
  /// sentences.
  bool resolve(const Tree& tree, const std::vector<Filler>& roles,
               std::vector<RoleFiller>& fillers);

 private:
  enum class Kind : std::uint8_t { unknown, person, thing, group };
  struct Participant {
    RoleFiller filler;
    bool plural = false;
    Kind kind = Kind::unknown;
  };
  using Clause = std::vector<Participant>;

  [[nodiscard]] Participant participant(const Tree& tree, const Filler& role,
                                        const RoleFiller& filler) const;
  [[nodiscard]] Clause antecedent(std::string_view pronoun, Span at, const Clause& own,
                                  std::optional<Span> doer) const;

  const Annotation& annotation_;
  std::vector<Clause> before_;  ///< of the sentence before
  std::vector<Clause> here_;    ///< of this one, so far
};

}  // namespace hearsay::claiming
