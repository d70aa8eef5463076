// Which names are outlets: by generic words in or beside them, their shape, the page's own words;
// never from a list of outlets.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "attribute/lexicon.h"
#include "attribute/page.h"
#include "hearsay/attribution.h"

namespace hearsay::attribute {

class OutletNames {
 public:
  OutletNames(const Page& page, const Lexicon& lexicon);

  /// "the Meadow Wire news agency's" -> "Meadow Wire"; empty where nothing of a name is left.
  [[nodiscard]] std::string cleaned(std::string_view raw) const;
  /// What the words of the name make of it: none where nothing in it speaks of an outlet.
  [[nodiscard]] std::optional<RelayKind> kind(std::string_view name) const;
  [[nodiscard]] bool is_outlet(std::string_view name) const { return kind(name).has_value(); }
  /// Whether a generic word for an outlet stands in, begins (and which), or ends lower-cased text.
  [[nodiscard]] bool has_generic(std::string_view lower) const;
  [[nodiscard]] std::string generic_start(std::string_view text) const;
  [[nodiscard]] bool ends_generic(std::string_view lower) const;
  /// Whether a word of the name makes it an institution of another kind ("Ministry").
  [[nodiscard]] bool is_institution(std::string_view name) const;
  /// Whether it is the outlet that publishes this article, or one of its authors.
  [[nodiscard]] bool is_own(std::string_view name) const;

 private:
  const Lexicon& lexicon_;
  std::set<std::string, std::less<>> own_;  // folded
};

/// Whether one folded name is the other, shortened: "Ledger" for "Danube Ledger", "Northline" for
/// "Northline Agency".
bool is_short_for(std::string_view shorter, std::string_view longer);
/// "AFP": two to six capitals, maybe with digits or "-".
bool is_acronym(std::string_view name);
/// "millgazette.example".
bool is_domain(std::string_view name);
/// The host of an address without "www." and the like, lower case; empty for what is no address.
std::string site_of(std::string_view address);

}  // namespace hearsay::attribute
