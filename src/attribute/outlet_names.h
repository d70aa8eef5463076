// Which names are outlets: by generic words in or beside them, their shape, the page's own words;
// never from a list of outlets.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "attribute/lexicon.h"
#include "attribute/page.h"
#include "hearsay/attribution.h"
#include "text/fold.h"

namespace hearsay::attribute {

class OutletNames {
 public:
  OutletNames(const Page& page, const Lexicon& lexicon);

  /// "the Meadow Wire news agency's" -> "Meadow Wire"; empty where nothing of a name is left.
  [[nodiscard]] std::string cleaned(std::string_view raw) const;
  /// What the words of the name make of it: none where nothing in it speaks of an outlet, `either`
  /// where only words do that outlets and agencies have alike ("press").
  [[nodiscard]] std::optional<RelayKind> kind(std::string_view name,
                                              RelayKind either = RelayKind::outlet) const;
  [[nodiscard]] bool is_outlet(std::string_view name) const { return kind(name).has_value(); }
  /// Whether it is one even where nothing around says so: "agency" alone is not enough, nor are
  /// small letters.
  [[nodiscard]] bool is_plainly_outlet(std::string_view name) const;
  /// From now on `name` is an outlet: the page says so.
  void declare(std::string_view name, RelayKind kind);
  /// Whether a generic word for an outlet stands in, begins (and which), or ends lower-cased text.
  [[nodiscard]] bool has_generic(std::string_view lower) const;
  [[nodiscard]] std::string generic_start(std::string_view text) const;
  [[nodiscard]] bool ends_generic(std::string_view lower) const;
  /// Whether a word of the name makes it an institution of another kind ("Ministry").
  [[nodiscard]] bool is_institution(std::string_view name) const;
  /// Whether it begins with a day or month.
  [[nodiscard]] bool is_calendar(std::string_view name) const {
    return lexicon_.is_calendar(text::lower(name.substr(0, name.find(' '))));
  }
  /// Whether it is the outlet that publishes this article, or one of its authors.
  [[nodiscard]] bool is_own(std::string_view name) const;

 private:
  [[nodiscard]] bool is_body(std::string_view fold) const;
  [[nodiscard]] bool ends_in_service(std::string_view fold) const;
  [[nodiscard]] bool is_own_acronym(std::string_view name) const;

  const Lexicon& lexicon_;
  std::set<std::string, std::less<>> own_;                       // folded
  std::map<std::string, RelayKind, std::less<>> declared_ = {};  // folded
};

/// Whether one folded name is the other, shortened: "Ledger" for "Danube Ledger", "Northline" for
/// "Northline Agency".
bool is_short_for(std::string_view shorter, std::string_view longer);
/// A name or address of an outlet, for comparing.
struct OutletKey {
  explicit OutletKey(std::string_view name);
  std::string fold;      ///< without "the"
  std::string tight;     ///< without blanks; of an address its first label
  std::string initials;  ///< of the words, small letters
  bool is_address = false;
};
/// Whether `key` is the outlet `known`: the same words, its short form, or one of the two the
/// other's address or initials.
bool is_same_outlet(const OutletKey& key, const OutletKey& known);
/// "AFP": two to six capitals, maybe with digits or "-".
bool is_acronym(std::string_view name);
/// "millgazette.example".
bool is_domain(std::string_view name);
/// The host of an address without "www." and the like, lower case; empty for what is no address.
std::string site_of(std::string_view address);

}  // namespace hearsay::attribute
