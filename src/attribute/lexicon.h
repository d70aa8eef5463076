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

class Lexicon {
 public:
  /// Fails where the file is missing or a line of it has no meaning; names file and line.
  static Result<Lexicon> load(const std::string& path);
  static Result<Lexicon> from_text(std::string_view text, const std::string& name);

  /// What is done with the content, by the lower-cased words of a cue; phrases before words.
  [[nodiscard]] std::optional<Modality> modality(const std::vector<std::string>& words) const;
  /// Whether "not" before it makes a refusal of it: "did not comment".
  [[nodiscard]] bool is_silent(const std::string& word) const { return silent_.contains(word); }
  /// What a source with this head is; `plural` tells which form it has.
  struct Noun {
    SourceKind kind = SourceKind::unnamed;
    bool plural = false;
    bool single = false;  ///< uncounted ones of it are a collective
  };
  [[nodiscard]] std::optional<Noun> noun(const std::string& word) const;
  [[nodiscard]] bool is_vague(const std::string& word) const { return vague_.contains(word); }
  [[nodiscard]] bool is_empty_adjective(const std::string& word) const {
    return adjective_.contains(word);
  }
  /// Days, months, time zones.
  [[nodiscard]] bool is_calendar(const std::string& word) const { return calendar_.contains(word); }
  /// Whether a word makes an outlet of a name, and of which kind.
  [[nodiscard]] std::optional<RelayKind> outlet(const std::string& word) const;
  /// "news agency", "newspaper": longest first.
  [[nodiscard]] const std::vector<std::string>& generic() const { return generic_; }
  /// The strongest access that lower-cased text gives as whole words; `not_stated` for none.
  [[nodiscard]] Access access(std::string_view lower) const;

 private:
  bool take(std::string_view line);
  bool take_access(const std::string& phrase, std::string_view value);

  std::map<std::string, std::string, std::less<>> lemma_;  // of forms of cue words
  std::map<std::string, Modality, std::less<>> modality_;  // by lemmas joined by blanks
  std::set<std::string, std::less<>> silent_;              // all forms
  std::map<std::string, Noun, std::less<>> nouns_;         // all forms
  std::set<std::string, std::less<>> vague_;
  std::set<std::string, std::less<>> adjective_;
  std::set<std::string, std::less<>> calendar_;
  std::map<std::string, RelayKind, std::less<>> outlets_;
  std::vector<std::string> generic_;
  std::vector<std::pair<std::string, Access>> access_;
};

/// Whether `phrase` stands in `text` as whole words.
bool has_phrase(std::string_view text, std::string_view phrase);

}  // namespace hearsay::attribute
