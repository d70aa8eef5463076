#include "ground/time_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "text/fold.h"

namespace hearsay::time_table {
namespace {

constexpr auto word_names = std::to_array<std::pair<std::string_view, Word>>({
    {"{weekday}", Word::weekday},
    {"{month}", Word::month},
    {"{year}", Word::year},
    {"{n}", Word::number},
    {"{nth}", Word::ordinal},
    {"{weekdays}", Word::weekdays},
    {"{parts}", Word::parts},
    {"{unit}", Word::unit},
    {"{units}", Word::units},
    {"{season}", Word::season},
    {"{part}", Word::part},
    {"{noun}", Word::noun},
    {"{verb}", Word::verb},
    {"{mark}", Word::mark},
    {"{word}", Word::any_word},
});

constexpr auto type_names = std::to_array<std::pair<std::string_view, TimexType>>({
    {"date", TimexType::date},
    {"time", TimexType::time},
    {"duration", TimexType::duration},
    {"set", TimexType::set},
});

template <typename Names>
auto named(const Names& names, std::string_view name)
    -> std::optional<typename Names::value_type::second_type> {
  for (const auto& [each, value] : names) {
    if (each == name) return value;
  }
  return std::nullopt;
}

using Choices = std::map<std::string, std::vector<std::string>, std::less<>>;

// "in|on", "{month}|{season}?"
std::optional<Element> element(std::string_view text, const Choices& choices) {
  Element out;
  if (text.size() > 1 && text.ends_with('?')) {
    out.optional = true;
    text.remove_suffix(1);
  }
  for (const std::string_view word : text::split(text, '|')) {
    if (word.empty()) return std::nullopt;
    if (const auto choice = choices.find(word); choice != choices.end()) {
      out.words.insert(out.words.end(), choice->second.begin(), choice->second.end());
    } else if (!word.starts_with('{')) {
      out.words.emplace_back(word);
    } else if (const auto known = named(word_names, word)) {
      out.classes.push_back(*known);
    } else {
      return std::nullopt;
    }
  }
  return out;
}

// "[in|on]" or "[!in|on]": a neighbour.
bool neighbour(std::string_view text, const Choices& choices, std::optional<Element>& out,
               bool& negated) {
  text = text.substr(1, text.size() - 2);
  negated = text.starts_with('!');
  if (negated) text.remove_prefix(1);
  out = element(text, choices);
  return out.has_value();
}

bool pattern(std::string_view text, const Choices& choices, Row& row) {
  for (const std::string_view word : text::split(text)) {
    if (word.empty()) continue;
    if (word.starts_with('[') && word.ends_with(']') && word.size() > 2) {
      const bool first = row.pattern.empty();
      if (!neighbour(word, choices, first ? row.before : row.after,
                     first ? row.not_before : row.not_after)) {
        return false;
      }
      continue;
    }
    auto one = element(word, choices);
    if (!one || row.after) return false;
    row.pattern.push_back(std::move(*one));
  }
  return std::any_of(row.pattern.begin(), row.pattern.end(),
                     [](const Element& each) { return !each.optional; });
}

std::optional<Row> row(std::string_view line, const Choices& choices) {
  std::vector<std::string_view> cells;
  for (const std::string_view cell : text::split(line, '\t')) {
    if (!cell.empty()) cells.push_back(cell);
  }
  if (cells.size() != 3) return std::nullopt;
  Row out;
  const auto type = named(type_names, cells[1]);
  if (!type || !pattern(cells[0], choices, out)) return std::nullopt;
  out.type = *type;
  out.value = cells[2];
  return out;
}

// --- finding
// --------------------------------------------------------------------------------------

std::size_t matched_word(const Lexemes& x, std::size_t i, std::string_view word) {
  if (word == "'s") return x.mark(i, "'") && x.joined(i + 1) && x.word(i + 1) == "s" ? i + 2 : 0;
  if (word == "-") return x.mark(i, "-") && x.joined(i) ? i + 1 : 0;
  if (x.word(i) == word || x.mark(i, word)) return i + 1;
  return 0;
}

bool is_full_weekday(std::string_view word) { return word.size() >= 6 && !word.ends_with("days"); }

// The lexeme after what the class takes at i; 0 for none.
std::size_t matched_class(const Lexemes& x, std::size_t i, Word kind, Found& found) {
  const std::string_view word = x.word(i);
  switch (kind) {
    case Word::weekday:
      if (!x[i].capital || !is_full_weekday(word)) return 0;
      if (const auto day = weekday_named(word)) return found.weekday = *day, i + 1;
      return 0;
    case Word::weekdays:
      if (!x[i].capital || !word.ends_with("days")) return 0;
      if (const auto day = weekday_named(word)) return found.weekday = *day, i + 1;
      return 0;
    case Word::month:
      if (!x[i].capital) return 0;
      if (const auto month = month_named(word)) return found.month = *month, i + 1;
      return 0;
    case Word::year:
      if (!x.number(i) || x[i].span.size() != 4 || x[i].lower.size() != 4) return 0;
      if (x[i].value < 1000 || x[i].value > 2099) return 0;
      found.year = static_cast<int>(x[i].value);
      return i + 1;
    case Word::number:
      if (word == "couple") return found.n = 2, x.word(i + 1) == "of" ? i + 2 : i + 1;
      if (word == "half" && x.word(i + 1) == "dozen") return found.n = 6, i + 2;
      if (const auto number = number_at(x, i)) return found.n = number->value, number->end;
      return 0;
    case Word::ordinal:
      if (const auto number = ordinal_at(x, i); number && number->value < 1000) {
        found.nth = static_cast<int>(number->value);
        return number->end;
      }
      return 0;
    case Word::unit:
    case Word::units:
      if (const auto unit = unit_named(word); unit && unit->plural == (kind == Word::units)) {
        found.unit = *unit;
        return i + 1;
      }
      return 0;
    case Word::season:
      if (const auto season = season_named(word)) return found.season = *season, i + 1;
      return 0;
    case Word::part:
    case Word::parts:
      if (word == "overnight" || word.ends_with('s') != (kind == Word::parts)) return 0;
      if (const auto part = part_of_day_named(word)) return found.part = *part, i + 1;
      return 0;
    case Word::noun:
      return x[i].tag == PartOfSpeech::NOUN ? i + 1 : 0;
    case Word::verb:
      return x[i].tag == PartOfSpeech::VERB || x[i].tag == PartOfSpeech::AUX ? i + 1 : 0;
    case Word::mark:
      return i >= x.size() || x[i].kind == LexemeKind::mark ? i + 1 : 0;
    case Word::any_word:
      return word.empty() ? 0 : i + 1;
  }
  return 0;
}

/// A sentence from one lexeme on; remembers which classes its next words are not of, for many rows
/// ask the same.
class Place {
 public:
  Place(const Lexemes& x, std::size_t begin) : x_(x), begin_(begin) {}
  [[nodiscard]] const Lexemes& lexemes() const { return x_; }
  [[nodiscard]] std::size_t begin() const { return begin_; }

  std::size_t matched(std::size_t i, Word kind, Found& found) {
    const bool near = i >= begin_ && i - begin_ < kReach;
    bool* const known = near ? &not_of_[i - begin_][static_cast<std::size_t>(kind)] : nullptr;
    if (known != nullptr && *known) return 0;
    const std::size_t end = matched_class(x_, i, kind, found);
    if (end == 0 && known != nullptr) *known = true;
    return end;
  }

 private:
  static constexpr std::size_t kReach = 4;
  const Lexemes& x_;
  std::size_t begin_;
  std::array<std::array<bool, 16>, kReach> not_of_{};
};

// The longest that one element takes at i; 0 for none.
std::size_t matched(Place& place, std::size_t i, const Element& element, Found& found) {
  for (const std::string& word : element.words) {
    if (const std::size_t end = matched_word(place.lexemes(), i, word); end != 0) return end;
  }
  for (const Word kind : element.classes) {
    if (const std::size_t end = place.matched(i, kind, found); end != 0) return end;
  }
  return 0;
}

// Optional elements are taken where they can be, and left out where the rest asks for it.
bool match_from(Place& place, std::size_t i, const Row& row, std::size_t at, Found& found) {
  if (at == row.pattern.size()) {
    found.end = i;
    if (!row.after) return true;
    Found ignored;
    return (matched(place, i, *row.after, ignored) != 0) != row.not_after;
  }
  const Element& element = row.pattern[at];
  Found with = found;
  if (const std::size_t end = matched(place, i, element, with); end != 0) {
    if (match_from(place, end, row, at + 1, with)) {
      found = with;
      return true;
    }
  }
  return element.optional && match_from(place, i, row, at + 1, found);
}

bool stands_after(Place& place, const Row& row) {
  if (!row.before) return true;
  Found ignored;
  const std::size_t begin = place.begin();
  const bool there = begin > 0 && matched(place, begin - 1, *row.before, ignored) != 0;
  return there != row.not_before;
}

}  // namespace

Result<std::vector<Row>> parse(std::string_view text) {
  std::vector<Row> out;
  std::string rule;
  Choices choices;
  std::size_t number = 0;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    ++number;
    if (line.empty() || line.starts_with('#')) continue;
    if (line.starts_with("== ")) {
      rule = line.substr(3);
      continue;
    }
    if (const std::size_t equals = line.find(" = "); equals != std::string_view::npos) {
      auto& words = choices[std::string(line.substr(0, equals))];
      for (const auto word : text::split(line.substr(equals + 3), '|')) words.emplace_back(word);
      continue;
    }
    auto one = row(line, choices);
    if (!one) {
      return fail(ErrorKind::input,
                  fmt::format("Line {} of the table of times has no meaning: {}.", number, line));
    }
    one->rule = rule;
    out.push_back(std::move(*one));
  }
  return out;
}

Table::Table(std::vector<Row> rows) : rows_(std::move(rows)) {
  std::map<std::string, std::vector<std::uint16_t>> by_word;
  std::map<Word, std::vector<std::uint16_t>> by_class;
  for (std::uint16_t i = 0; i < rows_.size(); ++i) {
    for (const Element& element : rows_[i].pattern) {
      for (const std::string& word : element.words) {
        auto& list = by_word[word];
        if (list.empty() || list.back() != i) list.push_back(i);
      }
      for (const Word kind : element.classes) by_class[kind].push_back(i);
      if (!element.optional) break;
    }
  }
  by_word_.assign(by_word.begin(), by_word.end());
  by_class_.assign(by_class.begin(), by_class.end());
}

std::optional<Table::Match> Table::longest(const Lexemes& x, std::size_t begin) const {
  std::optional<Match> best;
  Place place(x, begin);
  const auto offer = [&](std::uint16_t index) {
    const Row& row = rows_[index];
    Found found;
    if (!match_from(place, begin, row, 0, found) || !stands_after(place, row)) return;
    const bool better =
        !best || found.end > best->found.end || (found.end == best->found.end && &row < best->row);
    if (better) best = Match{&row, found};
  };
  const std::string& word = x[begin].lower;
  const auto listed = std::lower_bound(
      by_word_.begin(), by_word_.end(), word,
      [](const auto& each, const std::string& wanted) { return each.first < wanted; });
  if (listed != by_word_.end() && listed->first == word) {
    for (const std::uint16_t index : listed->second) offer(index);
  }
  for (const auto& [kind, rows] : by_class_) {
    Found ignored;
    if (place.matched(begin, kind, ignored) == 0) continue;
    for (const std::uint16_t index : rows) offer(index);
  }
  return best;
}

const Table& standard() {
  static const Table table(parse(standard_text()).value_or(std::vector<Row>{}));
  return table;
}

}  // namespace hearsay::time_table
