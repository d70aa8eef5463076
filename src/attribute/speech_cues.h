// Attributions by where their cues stand, while direct speech is read and adds to them.
#pragma once

#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "attribute/finder.h"
#include "attribute/speech_clauses.h"
#include "attribute/speech_tokens.h"
#include "attribute/speech_units.h"

namespace hearsay::attribute {

/// Looks cues up and adds attributions. Attributions are named by their index, which stays.
/// Borrows the list. Not for several threads at once.
class SpeechCues {
 public:
  explicit SpeechCues(std::vector<Found>& found) : found_(found) { index(); }

  [[nodiscard]] std::vector<Found>& found() const { return found_; }

  /// Takes in the cues of all attributions. O(n log n).
  void index();

  /// The attributions whose cues begin in the range, as (token, attribution), in text order.
  /// O(log n + their number).
  [[nodiscard]] std::vector<std::pair<std::uint32_t, std::size_t>> in(TokenRange range) const;
  /// The first attribution whose cue begins at the token, or none. O(log n).
  [[nodiscard]] std::size_t at(std::uint32_t token) const;

  /// Adds one that is not to be looked up by its cue. Its confidence is set, here and below.
  std::size_t add(Found each);
  /// Adds one that is. O(log n).
  std::size_t add_indexed(Found each);
  /// That of the clause's cue, which is added if there is none. O(log n).
  std::size_t attribution_of(const SpeechClause& clause);

 private:
  using Cue = std::pair<std::uint32_t, std::size_t>;  // first token, attribution

  std::vector<Found>& found_;
  std::set<Cue> cues_;
};

/// What the heads give of an utterance to an attribution.
struct SpeechClaim {
  std::size_t attribution = none;
  std::uint32_t tokens = 0;  ///< that both have
  TokenRange piece;          ///< of the content
};

/// The claims on each unit by attributions of its level. Immutable, so safe to read from several
/// threads.
class SpeechClaims {
 public:
  /// O(attributions log units + claims).
  SpeechClaims(const SpeechUnits& units, const std::vector<Found>& found);

  [[nodiscard]] const std::vector<SpeechClaim>& on(std::size_t unit) const { return claims_[unit]; }
  /// Whether the attribution claims the unit. O(claims on it), as below.
  [[nodiscard]] bool holds(std::size_t attribution, std::size_t unit) const;
  /// The attribution with the greatest claim, or none.
  [[nodiscard]] std::size_t best(std::size_t unit) const;

 private:
  std::vector<std::vector<SpeechClaim>> claims_;  // by unit
};

/// Whether the cue or source is what the clause begins with.
bool begins_clause(const Found& found, TokenRange clause);

/// "“Yes?” Weiss asked.": else a new sentence may follow what ends like one.
bool is_short(const SpeechClause& read, TokenRange clause);

}  // namespace hearsay::attribute
