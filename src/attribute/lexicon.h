// The small tables of words behind the rules, read from models/attribution.tsv.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "hearsay/attribution.h"
#include "hearsay/result.h"

namespace hearsay::attribute {

/// Where lower-cased text tells an access; empty and `not_stated` where it does not.
struct AccessPhrase {
  Access access = Access::not_stated;
  std::string_view before, words;  ///< the text up to the phrase, and the phrase
};

class Lexicon {
 public:
  /// Fails where the file is missing or a line of it has no meaning; names file and line.
  static Result<Lexicon> load(const std::string& path);
  static Result<Lexicon> from_text(std::string_view text, const std::string& name);

  /// What is done with the content, by the lower-cased words of a cue; phrases before words.
  [[nodiscard]] std::optional<Modality> modality(const std::vector<std::string>& words) const;
  /// Whether "not" before it makes a refusal of it: "did not comment".
  [[nodiscard]] bool is_silent(const std::string& word) const { return silent_.contains(word); }
  /// "untrue", and "true" where it is negated: "It is untrue that …".
  [[nodiscard]] bool is_untrue(const std::string& word, bool negated) const {
    const auto known = untrue_.find(word);
    return known != untrue_.end() && known->second == negated;
  }
  /// Whether "would not" before it declines even as what is said: "would not comment".
  [[nodiscard]] bool is_no_comment(const std::string& word) const {
    return no_comment_.contains(word);
  }
  /// What a source with this head is; `plural` tells which form it has.
  struct Noun {
    SourceKind kind = SourceKind::unnamed;
    bool plural = false;
    bool single = false;  ///< uncounted ones of it are a collective
  };
  [[nodiscard]] std::optional<Noun> noun(const std::string& word) const;
  /// Whether who bears this name speaks for a body: "spokesman".
  [[nodiscard]] bool speaks(const std::string& word) const { return speaks_.contains(word); }
  /// Whether it may be said of whoever is not named: "the source", "the insider".
  [[nodiscard]] bool is_anyone(const std::string& word) const { return anyone_.contains(word); }
  /// Whether "this …" means the page's own: "newspaper", "columnist".
  [[nodiscard]] bool writes(const std::string& word) const { return writes_.contains(word); }
  /// What a title before a name is as a noun, itself where it is one for a person ("dr": "doctor");
  /// empty for other words.
  [[nodiscard]] std::string title(const std::string& word) const;
  [[nodiscard]] bool is_vague(const std::string& word) const { return vague_.contains(word); }
  [[nodiscard]] bool is_empty_adjective(const std::string& word) const {
    return adjective_.contains(word);
  }
  /// Days, months, time zones.
  [[nodiscard]] bool is_calendar(const std::string& word) const { return calendar_.contains(word); }
  /// Whether a body is a public one by the words of its name: "the environment agency", "the state
  /// tea board".
  [[nodiscard]] bool is_public(const std::string& before, const std::string& noun) const {
    return public_.contains(before) && offices_.contains(noun);
  }
  /// Whether a word makes an outlet of a name, and of which kind.
  [[nodiscard]] std::optional<RelayKind> outlet(const std::string& word) const;
  /// Whether outlets and agencies alike are named with it: "press".
  [[nodiscard]] bool is_of_either_kind(const std::string& word) const {
    return either_kind_.contains(word);
  }
  /// "news agency", "newspaper": longest first.
  [[nodiscard]] const std::vector<std::string>& generic() const { return generic_; }
  /// Whether a source so called was there: "witness".
  [[nodiscard]] bool sees(const std::string& word) const { return sees_.contains(word); }
  /// By lemma: "watch", "count"; "read", "study".
  [[nodiscard]] bool perceives(const std::string& lemma) const {
    return perceives_.contains(lemma);
  }
  [[nodiscard]] bool consults(const std::string& lemma) const { return consults_.contains(lemma); }
  /// Whether a ground may follow: "citing", "from".
  [[nodiscard]] bool grounds(const std::string& word) const { return grounds_.contains(word); }
  /// What a thing shows when somebody goes by it: pictures, papers, somebody's word.
  [[nodiscard]] Access proof(const std::string& word) const;
  /// The first, in the table's order, that lower-cased text gives as whole words.
  [[nodiscard]] AccessPhrase access(std::string_view lower) const;

 private:
  bool take(std::string_view line);
  bool take_access(const std::string& phrase, std::string_view value);

  std::map<std::string, std::string, std::less<>> lemma_;  // of forms of cue words
  std::map<std::string, Modality, std::less<>> modality_;  // by lemmas joined by blanks
  std::set<std::string, std::less<>> silent_;              // all forms
  std::map<std::string, bool, std::less<>> untrue_;        // whether only where negated
  std::set<std::string, std::less<>> no_comment_;          // of the silent ones
  std::map<std::string, Noun, std::less<>> nouns_;         // all forms
  std::map<std::string, std::string, std::less<>> titles_;
  std::set<std::string, std::less<>> speaks_;
  std::set<std::string, std::less<>> anyone_;
  std::set<std::string, std::less<>> writes_;
  std::set<std::string, std::less<>> vague_;
  std::set<std::string, std::less<>> adjective_;
  std::set<std::string, std::less<>> calendar_;
  std::set<std::string, std::less<>> public_;   // what bodies of a state see to
  std::set<std::string, std::less<>> offices_;  // nouns of bodies, public or not
  std::map<std::string, RelayKind, std::less<>> outlets_;
  std::set<std::string, std::less<>> either_kind_;  // of the outlets
  std::vector<std::string> generic_;
  std::vector<std::pair<std::string, Access>> access_;
  std::set<std::string, std::less<>> sees_, perceives_, consults_, grounds_;
  std::map<std::string, Access, std::less<>> proofs_;  // all forms
};

/// Whether `phrase` stands in `text` as whole words.
bool has_phrase(std::string_view text, std::string_view phrase);
/// Where the phrase begins in the text, as whole words.
std::optional<std::size_t> find_phrase(std::string_view text, std::string_view phrase);

}  // namespace hearsay::attribute
