// The grammar of times as a table (times.table, compiled in): a line is an expression, its type and
// its value, so that a new expression is a new line. After HeidelTime (Strötgen and Gertz 2013).
// This file reads the table and finds its lines in a text; what their values come to is for
// time_rules.cpp. Private to this stage.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ground/lexemes.h"
#include "ground/time_words.h"
#include "hearsay/grounding.h"
#include "hearsay/result.h"

namespace hearsay::time_table {

/// Kinds of words that a pattern names in braces.
enum class Word : std::uint8_t {
  weekday,   ///< {weekday}: "Tuesday", in upper case
  weekdays,  ///< {weekdays}: "Tuesdays"
  month,     ///< {month}: "May", in upper case
  year,      ///< {year}: four figures
  number,    ///< {n}: in figures or words
  ordinal,   ///< {nth}
  unit,      ///< {unit}: "week"
  units,     ///< {units}: "weeks"
  season,    ///< {season}
  part,      ///< {part}: "morning"
  parts,     ///< {parts}: "mornings"
  noun,      ///< {noun}: by its tag
  verb,      ///< {verb}: by its tag
  mark,      ///< {mark}: anything but a word or a number, or the sentence's end
  any_word,  ///< {word}
};

/// What the words of a pattern's classes were.
struct Found {
  std::size_t end = 0;
  int weekday = 0;
  int month = 0;
  int year = 0;
  int nth = 0;
  double n = 1;  ///< one where the pattern asks for no number
  std::optional<TimeUnit> unit;
  std::string_view season;
  std::string_view part;
};

/// One word of a pattern: any of these words or classes.
struct Element {
  std::vector<std::string>
      words;  ///< lower case; a mark ("-", "'s") stands close to what is before
  std::vector<Word> classes;
  bool optional = false;
};

struct Row {
  std::string rule;  ///< heading of its part of the table
  std::vector<Element> pattern;
  std::optional<Element> before;  ///< word that must stand before, or must not
  std::optional<Element> after;
  bool not_before = false;
  bool not_after = false;
  TimexType type = TimexType::date;
  std::string value;
};

/// Reads a table; the error names its line.
Result<std::vector<Row>> parse(std::string_view text);

/// The rows, and which of them can begin with a word. Immutable.
class Table {
 public:
  explicit Table(std::vector<Row> rows);

  struct Match {
    const Row* row = nullptr;
    Found found;
  };
  /// The longest that begins at lexeme `begin`, the first of equals. O(rows that begin so).
  [[nodiscard]] std::optional<Match> longest(const Lexemes& x, std::size_t begin) const;
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }

 private:
  std::vector<Row> rows_;
  std::vector<std::pair<std::string, std::vector<std::uint16_t>>> by_word_;  // sorted
  std::vector<std::pair<Word, std::vector<std::uint16_t>>> by_class_;
};

/// The table that is compiled in.
const Table& standard();

/// Its text.
std::string_view standard_text();

}  // namespace hearsay::time_table
