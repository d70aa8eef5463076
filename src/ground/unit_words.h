// Words for amounts, as amounts.table lists them (compiled in), and currencies by the names that
// CLDR gives them. Private to this stage.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ground/lexemes.h"
#include "hearsay/annotation.h"
#include "hearsay/result.h"

namespace hearsay {

/// The table's parts.
enum class AmountPart {
  measures,
  containers,
  currencies,
  signs,
  bounds,
  bounds_after,
  vague,
  uncounted,
  exact,
  roughly,
  shares,
  people,
  toll_verbs,
  change_verbs,
  measuring,
  tolls,
  dimensions,
  labels,
  singulars,
};

/// Immutable.
class AmountWords {
 public:
  /// The error names the line.
  static Result<AmountWords> parse(std::string_view text);
  /// The table that is compiled in, with CLDR's names of currencies.
  static const AmountWords& standard();

  struct Phrase {
    std::size_t end = 0;       ///< index of the lexeme after it
    std::string_view meaning;  ///< the line's first cell
  };
  /// The longest of a part that stands at lexeme i. The words of a sign ("US$") stand close.
  [[nodiscard]] std::optional<Phrase> at(AmountPart part, const Lexemes& x, std::size_t i) const;
  /// The word in the singular; by the analysis where there is one, else by the rules of English.
  [[nodiscard]] std::string singular(std::string_view word, const Word* analysis) const;

 private:
  struct Row {
    AmountPart part;
    std::vector<std::string> words;
    std::string meaning;
  };
  void add(AmountPart part, std::string_view words, std::string_view meaning);
  void add_currencies();

  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  std::unordered_map<std::string, std::vector<Row>, Hash, std::equal_to<>> by_first_word_;
};

/// The table's text.
std::string_view amounts_table();

}  // namespace hearsay
