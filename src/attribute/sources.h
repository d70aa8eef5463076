// Who a source is: what kind of speaker, under which name, and whom it speaks for.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "attribute/finder.h"
#include "attribute/lexicon.h"
#include "attribute/page.h"
#include "attribute/source_names.h"
#include "hearsay/attribution.h"

namespace hearsay::attribute {

/// Reads sources in text order and remembers who spoke last, for pronouns and elided sources.
/// Linear in the words of the sources; looks no more than a fixed number of tokens around them.
/// Borrows page and lexicon; not for several threads at once.
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
  [[nodiscard]] std::optional<Speaker> spokesperson(TokenRange source) const;
  [[nodiscard]] std::optional<Speaker> spoke_for_body(TokenRange source) const;
  [[nodiscard]] Speaker common(TokenRange head, TokenRange source) const;
  [[nodiscard]] std::string affiliation(TokenRange head, TokenRange source) const;
  [[nodiscard]] std::string issuer(TokenRange head) const;
  [[nodiscard]] std::string plain_name(TokenRange source) const;
  [[nodiscard]] Speaker author() const;
  [[nodiscard]] std::optional<Speaker> named_in_part(TokenRange head, TokenRange source) const;
  [[nodiscard]] std::optional<Speaker> named_behind(TokenRange head, TokenRange source) const;
  [[nodiscard]] TokenRange proper_nouns_behind(std::uint32_t at, std::uint32_t end) const;
  void note_role(const Speaker& speaker, const Found& found);
  [[nodiscard]] std::optional<Speaker> subject_above(std::uint32_t pronoun) const;
  [[nodiscard]] bool has_other_name(TokenRange head, const Speaker& known) const;
  [[nodiscard]] std::optional<Speaker> described(TokenRange head, TokenRange source) const;
  [[nodiscard]] std::optional<Speaker> described_before(TokenRange head, TokenRange source) const;
  [[nodiscard]] bool is_state(std::string_view words) const;
  [[nodiscard]] bool is_the_page(TokenRange head) const;
  [[nodiscard]] bool is_own_outlet(std::string_view name) const;
  [[nodiscard]] bool is_page_author(const Speaker& speaker) const;
  [[nodiscard]] SourceKind kind_of_noun(TokenRange head, bool counted) const;
  [[nodiscard]] TokenRange head_range(TokenRange source) const;

  const Page& page_;
  const Lexicon& lexicon_;
  SourceNames names_;
  std::map<std::string, Speaker, std::less<>>
      spoken_;  // by the noun that a source has beside its name
  std::map<std::string, Speaker, std::less<>> spokespeople_;  // by their names' last words
  std::map<std::string, Speaker, std::less<>> unnamed_;       // by the noun that describes them
  std::optional<Speaker> last_unnamed_;
  std::optional<Speaker> last_;
  std::uint32_t last_paragraph_ = 0;
  std::optional<Speaker> last_many_;  // whom "they" may mean
  std::uint32_t many_paragraph_ = 0;
};

}  // namespace hearsay::attribute
