// Who a source is: what kind of speaker, under which name, and whom it speaks for.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "attribute/finder.h"
#include "attribute/lexicon.h"
#include "attribute/page.h"
#include "hearsay/attribution.h"

namespace hearsay::attribute {

/// What is known of a speaker.
struct Speaker {
  SourceKind kind = SourceKind::unspecified;
  std::optional<EntityIndex> entity;
  std::string name;
  std::string affiliation;
};

/// Reads sources in text order and remembers who spoke last, for pronouns and elided sources.
class SpeakerReader {
 public:
  SpeakerReader(const Page& page, const Lexicon& lexicon);

  /// `parent`: the speaker in whose content this one stands, if any.
  Speaker read(const Found& found, const Speaker* parent);

  /// Whoever spoke last in this paragraph or the two before it.
  [[nodiscard]] std::optional<Speaker> last(std::uint32_t paragraph) const;

 private:
  [[nodiscard]] Speaker elided(const Found& found, const Speaker* parent) const;
  [[nodiscard]] std::optional<Speaker> pronoun(TokenRange source, const Speaker* parent) const;
  [[nodiscard]] Speaker phrase(TokenRange source) const;
  [[nodiscard]] std::optional<Speaker> named(TokenRange head, TokenRange source) const;
  [[nodiscard]] Speaker common(TokenRange head, TokenRange source) const;
  [[nodiscard]] std::string affiliation(TokenRange head, TokenRange source) const;
  [[nodiscard]] std::string issuer(TokenRange head) const;
  [[nodiscard]] std::string plain_name(TokenRange source) const;
  [[nodiscard]] Speaker author() const;
  [[nodiscard]] const Mention* mention_ending(TokenRange head,
                                              std::optional<MentionForm> form) const;
  [[nodiscard]] bool is_common_word(const Row& row) const;
  [[nodiscard]] Speaker of_entity(EntityIndex entity) const;
  [[nodiscard]] bool has_name(EntityIndex entity) const;

  const Page& page_;
  const Lexicon& lexicon_;
  std::vector<std::vector<const Mention*>> ending_;  // mentions by their last token
  std::vector<bool> has_name_;                       // by entity
  std::set<std::string, std::less<>> small_;         // words that stand lower-cased somewhere
  std::optional<Speaker> last_;
  std::uint32_t last_paragraph_ = 0;
};

}  // namespace hearsay::attribute
