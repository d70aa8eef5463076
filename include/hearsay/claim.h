// What is said to have happened, in slots that compare.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hearsay/attribution.h"
#include "hearsay/grounding.h"

namespace hearsay {

enum class ClaimIndex : std::uint32_t {};

enum class Role { agent, patient, recipient, instrument, purpose };

/// Who or what fills a role: the words, and the mention that is their head where there is one.
struct RoleFiller {
  Role role = Role::agent;
  Span span;
  std::optional<MentionIndex> mention;
  friend bool operator==(const RoleFiller&, const RoleFiller&) = default;
};

enum class Polarity { positive, negative };
enum class ClaimModality { fact, plan, possible, conditional, ordered };

/// Who stands behind a claim. `carried`: without a source, but the text goes on with a speaker;
/// `own_voice`: author or newsroom says it saw, obtained, found out; `unspecified`: "media
/// reports".
enum class Voice { attributed, carried, own_voice, no_source_given, unspecified };

struct Claim {
  Span span;    ///< the clause that makes the claim; the first one where several say the same
  Spans spans;  ///< all clauses of the article that make it, in text order; begins with `span`
  std::optional<AttributionIndex> attribution;  ///< the innermost that asserts it
  std::vector<AttributionIndex> chain;          ///< all that it stands in, outermost first
  std::string predicate;                        ///< lemma
  Span predicate_span;
  std::vector<RoleFiller> roles;
  std::vector<PlaceIndex> places;
  Spans place_words;  ///< the phrases that say where, names or not: "the roof", "the Ilva river"
  std::vector<TimeIndex> times;
  std::vector<QuantityIndex> quantities;
  Polarity polarity = Polarity::positive;
  ClaimModality modality = ClaimModality::fact;
  Voice voice = Voice::no_source_given;
  Basis basis;
  friend bool operator==(const Claim&, const Claim&) = default;
};

/// In text order.
struct Claims {
  std::vector<Claim> claims;
  friend bool operator==(const Claims&, const Claims&) = default;
};

}  // namespace hearsay
