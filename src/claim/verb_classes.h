// Short closed classes of verbs behind the rules, by lemma. Private to this stage.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "hearsay/claim.h"

namespace hearsay::claiming {

/// What a verb (or noun, or adjective) says of the clause that it governs: "failed to repair",
/// "the plan to close", "due to open" (Karttunen 1971 and 2012 on implicative verbs).
struct Governor {
  std::string_view lemma;
  std::optional<ClaimModality> modality = std::nullopt;  ///< none: meant as it is
  bool negative = false;                                 ///< what it governs did not happen
  bool claims = false;  ///< it is an act of its own: "ordered", "told"
};

/// The row of a lemma, or nullptr.
const Governor* governor(std::string_view lemma);

/// "promised the town to repair": who does it is the subject, whatever objects stand there.
bool subject_controls(std::string_view lemma);
/// "accused the firm of hiding", "fined for speeding": who did it is the object.
bool object_answers(std::string_view lemma);

/// "said", "claimed": words that only give other words to a source.
bool only_says(std::string_view lemma);
/// Verbs of communication; others that bring a source along are acts of their own.
bool utters(std::string_view lemma);
/// "Kolev's arrest": whose it is undergoes it, where nobody else is named.
bool affects(std::string_view lemma);
/// "is said to", "is believed to": somebody says so, nobody is named.
bool is_hearsay_verb(std::string_view lemma);

/// Intransitive, the subject undergoes it: "died", "sank" (Levin 1993, chapters 40.7, 45, 47, 48).
bool is_undergone(std::string_view lemma);
/// "arrived", "agreed": more often without an object than with one (counted in news and treebanks).
bool stands_alone(std::string_view lemma);
/// The past of most verbs, and of those irregular ones that are often passive: "closed", "shot".
bool is_participle(std::string_view word);
/// "gave", "sold": something passes to a recipient.
bool transfers(std::string_view lemma);
/// "received": the subject is the recipient.
bool receives(std::string_view lemma);
/// "supplied the convoy with fuel": "with" brings what passes, the object gets it.
bool provides(std::string_view lemma);

/// Verbs that lend a noun their grammar and little more: "carried out an attack" is attack.
enum class Lightness : std::uint8_t {
  none,
  common,     ///< "make", "have": light before nouns that are acts
  performing  ///< "carry out", "launch": light before any noun with a verb of its own
};
Lightness lightness(std::string_view lemma);

/// "set fire to", "open fire on": the verb that is meant; empty for none.
std::string_view idiom(std::string_view verb, std::string_view noun);

}  // namespace hearsay::claiming
