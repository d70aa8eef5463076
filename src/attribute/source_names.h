// Whom the article names, as sources refer to it: by a name, a role, a noun.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

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
  std::optional<Span> kind_words = std::nullopt;  ///< what tells the kind, where words do
};

/// Looks up the mentions and entities of a page. Borrows page and lexicon; immutable, so safe to
/// read from several threads. Made in O(n log n) in tokens and mentions.
class SourceNames {
 public:
  SourceNames(const Page& page, const Lexicon& lexicon);

  /// The longest mention that ends with the range, of that form if one is given; none: null.
  [[nodiscard]] const Mention* mention_ending(TokenRange head,
                                              std::optional<MentionForm> form) const;
  /// The name that a token stands in, or null.
  [[nodiscard]] const Mention* name_at(std::uint32_t token) const { return name_at_[token]; }
  /// Whether the article names the entity anywhere.
  [[nodiscard]] bool has_name(EntityIndex entity) const;
  /// Whether a capital that a headline or the start of a quotation gives makes no name of a word,
  /// since the article writes it small elsewhere.
  [[nodiscard]] bool is_common_word(const Row& row) const;

  /// "the environment agency": whether its words make it a body of a state.
  [[nodiscard]] bool is_public(TokenRange phrase) const;

  /// Whether most pronouns of the entity are of the other gender ("he") than this one ("she").
  [[nodiscard]] bool is_usually_other(std::string_view pronoun, EntityIndex entity) const;

  [[nodiscard]] Speaker of_entity(EntityIndex entity) const;
  /// `head`: the words up to the head of the phrase that the mention is part of.
  [[nodiscard]] Speaker of_mention(const Mention& mention, TokenRange head) const;
  /// The same, where the mention is only a part of the name.
  [[nodiscard]] Speaker of_name(const Mention& seen, TokenRange name, TokenRange head) const;

  /// Somebody of that role ("mayor", in lower case): the one named last before the token, else the
  /// first behind. O(log n).
  [[nodiscard]] std::optional<Speaker> with_role(std::string_view role, std::uint32_t token) const;
  /// "the 34-year-old", "the old man": the person named last, in the token's paragraph or the two
  /// before, who may be a `word` ("woman"). Looks some thousand tokens back at most.
  [[nodiscard]] std::optional<Speaker> person_in_focus(std::uint32_t token,
                                                       std::string_view word) const;
  /// "the group", "the firm": the one body of the headline that is named in the token's paragraph
  /// or the three before, else the one named in this or the one before; nobody where there are two.
  [[nodiscard]] std::optional<Speaker> body_in_focus(std::uint32_t token) const;

 private:
  /// Where somebody with a role is named.
  struct Role {
    std::uint32_t token;
    EntityIndex entity;
  };

  void note_roles();
  [[nodiscard]] std::set<std::string> body_nouns(TokenRange name) const;
  void note_pronoun(const Mention& mention);
  [[nodiscard]] static std::string role_of(const Entity& entity);
  [[nodiscard]] SourceKind kind_of_named(SourceKind kind, TokenRange name, TokenRange head) const;
  /// Whether a body is named between the two tokens.
  [[nodiscard]] bool names_body(std::uint32_t begin, std::uint32_t end) const;

  const Page& page_;
  const Lexicon& lexicon_;
  std::vector<std::vector<const Mention*>> ending_;                // mentions by their last token
  std::vector<const Mention*> name_at_;                            // by token
  std::vector<bool> has_name_;                                     // by entity
  std::vector<bool> in_headline_;                                  // by entity
  std::vector<int> shes_;                                          // by entity: "she"s less "he"s
  std::map<std::string, std::vector<Role>, std::less<>> by_role_;  // in text order
  std::set<std::string, std::less<>> small_;  // words that stand lower-cased somewhere
};

}  // namespace hearsay::attribute
