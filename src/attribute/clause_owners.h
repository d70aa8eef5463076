// Whose a quotation is by the clause beside it: "“…,” said Weiss.", "Weiss told the court: “…”".
#pragma once

#include "attribute/speech_cues.h"

namespace hearsay::attribute {

/// By what is told whose an utterance is: a cue in the clause whose content the heads let overlap
/// it; any cue there, or a clause in plain sight; a clause that only the tree shows.
enum class By : std::uint8_t { claim, cue, tree };

/// Each answers with the attribution that a unit belongs to, or none, and may add attributions for
/// clauses or correct sources. Linear in the words beside the unit. Borrows all it is given; not
/// for several threads at once.
class ClauseOwners {
 public:
  ClauseOwners(const SpeechTokens& tokens, SpeechUnits& units, SpeechCues& cues,
               const SpeechClaims& claims)
      : tokens_(tokens),
        page_(tokens.page()),
        units_(units),
        cues_(cues),
        found_(cues.found()),
        claims_(claims) {}

  /// "said the plan was “a disgrace” for the town": marks within a content that the heads see begin
  /// before them or go on behind them in the same sentence part nothing.
  [[nodiscard]] std::size_t around(std::size_t at) const;
  /// "Weiss told the court: “…”", "Weiss said, “…”".
  std::size_t before(std::size_t at, By by);
  /// "She said “no” and left": a verb with nothing but its object before the marks.
  std::size_t directly_before(std::size_t at);
  /// "“…,” said Weiss."; notes the clause in the unit.
  std::size_t behind(std::size_t at, By by);
  /// "“One,” Weiss said, “two.”": that of the sibling before, where the clause leads on.
  [[nodiscard]] std::size_t across(std::size_t at) const;

 private:
  [[nodiscard]] const std::vector<Row>& rows() const { return tokens_.rows(); }
  [[nodiscard]] std::size_t cue_in(TokenRange range, std::size_t unit, bool first,
                                   bool only_claiming) const;
  /// "wrote “The food is good” and [left]": a sentence in marks, and the one who tells goes on.
  [[nodiscard]] bool is_left_behind(std::size_t at) const;
  [[nodiscard]] bool begins_content(std::size_t attribution, std::size_t at) const;

  const SpeechTokens& tokens_;
  const Page& page_;
  SpeechUnits& units_;
  SpeechCues& cues_;
  std::vector<Found>& found_;
  const SpeechClaims& claims_;
};

}  // namespace hearsay::attribute
