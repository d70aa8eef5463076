// Direct speech by its place: what each quotation stands in, what stands beside it, and how it
// begins and ends.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "attribute/speech_tokens.h"
#include "attribute/utterances.h"

namespace hearsay::attribute {

/// How an utterance ends inside its marks.
enum class Ending : std::uint8_t { bare, comma, full_stop, strong_stop };

/// An utterance with whom it belongs to.
struct SpeechUnit {
  Utterance utterance;
  std::vector<TokenRange> pieces;  ///< without a clause inserted in it
  std::size_t owner = none;        ///< index of an attribution
  bool is_speech = false;          ///< else a fragment of a sentence, a title, scare quotes
  TokenRange clause;               ///< behind it, if that says whose it is
};

/// Speech whose owner is known before the clauses beside it are read.
struct KnownSpeech {
  Utterance utterance;
  std::size_t owner = none;
  std::vector<TokenRange> pieces;
};

/// The utterances of a page, nested. Those within the same one are siblings and in text order; its
/// *level* is the one that it stands in (`none`: the page). A unit is named by its index. Borrows
/// the tokens. Not for several threads at once.
class SpeechUnits {
 public:
  /// `known`: in the order found; of those that begin at the same token the last counts.
  /// O(n log n) in the utterances, linear in the tokens (they nest eight deep at most).
  SpeechUnits(const SpeechTokens& tokens, std::vector<Utterance> utterances,
              const std::vector<KnownSpeech>& known);

  [[nodiscard]] std::size_t size() const { return units_.size(); }
  [[nodiscard]] SpeechUnit& operator[](std::size_t at) { return units_[at]; }
  [[nodiscard]] const SpeechUnit& operator[](std::size_t at) const { return units_[at]; }

  /// The innermost unit that a token stands in.
  [[nodiscard]] std::size_t level(std::uint32_t token) const {
    return token < level_.size() ? level_[token] : none;
  }
  /// The units of a level that overlap the range. O(log units).
  [[nodiscard]] std::span<const std::size_t> overlapping(std::size_t level, TokenRange range) const;
  /// Gives a unit its pieces; its other words belong to the level around it. O(its tokens).
  void cut(std::size_t at, std::vector<TokenRange> pieces);

  /// The sibling before or behind, or none.
  [[nodiscard]] std::size_t before(std::size_t at) const { return before_[at]; }
  [[nodiscard]] std::size_t behind(std::size_t at) const { return behind_[at]; }
  [[nodiscard]] std::uint32_t first_token(std::size_t at) const {
    return units_[at].utterance.whole.begin;
  }
  [[nodiscard]] std::uint32_t last_token(std::size_t at) const {
    return units_[at].utterance.whole.end - 1;
  }

  /// The words of its level up to the sibling before or behind, within the paragraph; before what
  /// heads its paragraph, also a paragraph that ends in a colon. O(1), as what follows, but for
  /// marks passed over.
  [[nodiscard]] TokenRange stretch_before(std::size_t at) const;
  [[nodiscard]] TokenRange stretch_behind(std::size_t at) const;

  [[nodiscard]] Ending ending(std::size_t at) const;
  /// Whether its first word has a capital.
  [[nodiscard]] bool begins_upper(std::size_t at) const;
  /// Whether a word of its own sentence stands directly before it: "the plan was “a disgrace”".
  [[nodiscard]] bool follows_word(std::size_t at) const;
  /// Whether nothing of its clause stands before it; `behind_stop`: nothing of its sentence.
  [[nodiscard]] bool begins_sentence(std::size_t at, bool behind_stop = false) const;
  /// Whether it ends as a sentence does.
  [[nodiscard]] bool is_whole(std::size_t at) const;
  /// A sentence by itself, to look at.
  [[nodiscard]] bool is_sentence(std::size_t at) const {
    return begins_sentence(at) && is_whole(at);
  }
  [[nodiscard]] bool fills_paragraph(std::size_t at) const;

 private:
  void add(const Utterance& utterance);
  [[nodiscard]] TokenRange room(std::size_t unit, std::uint32_t token) const;

  const SpeechTokens& tokens_;
  std::vector<SpeechUnit> units_;
  std::vector<std::size_t> level_;                  // by token
  std::vector<std::vector<std::size_t>> siblings_;  // by level + 1
  std::vector<std::size_t> before_, behind_;
};

}  // namespace hearsay::attribute
