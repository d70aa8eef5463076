// Amounts in running text as closed intervals, with what is counted: "at least 40 leaks" is
// [40, open) leak, "dozens of people" [24, 99] person, "two thirds of the seats" 66.7 %.
#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <utility>

#include "ground/ground.h"
#include "ground/lexemes.h"
#include "ground/time_words.h"
#include "ground/unit_words.h"

namespace hearsay {
namespace {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// "dozens" and the like: what a reader would take them to mean.
struct Vague {
  std::string_view word;
  double low;
  double high;
};
constexpr std::array<Vague, 8> vague_plurals = {{{"dozens", 24, 99},
                                                 {"scores", 40, 199},
                                                 {"hundreds", 200, 999},
                                                 {"thousands", 2000, 9999},
                                                 {"millions", 2e6, 1e9 - 1},
                                                 {"billions", 2e9, 1e12 - 1},
                                                 {"trillions", 2e12, 1e15 - 1},
                                                 {"tens", 20, 99}}};

const Vague* vague_named(std::string_view word) {
  for (const Vague& vague : vague_plurals) {
    if (vague.word == word) return &vague;
  }
  return nullptr;
}

enum class Bound { exact, about, at_least, at_most };

struct Amount {
  std::size_t end = 0;
  std::optional<double> low;
  std::optional<double> high;
  bool approximate = false;
  std::string unit;
  bool needs_unit = false;  // too little by itself: "one", a bare figure
  const char* rule = "number";
};

class Rules {
 public:
  explicit Rules(const Lexemes& x) : x_(x) {}

  [[nodiscard]] std::optional<Amount> at(std::size_t i) const {
    std::size_t at = i;
    const Bound bound = bound_before(at);
    auto amount = core(at, at == i);
    if (!amount) return std::nullopt;
    apply(bound, *amount);
    trailing_bound(*amount);
    add_unit(*amount);
    trailing_bound(*amount);
    if (amount->needs_unit && amount->unit.empty()) return std::nullopt;
    return amount;
  }

 private:
  const Lexemes& x_;

  [[nodiscard]] bool word_is(std::size_t i, std::initializer_list<std::string_view> words) const {
    return is_one_of(x_.word(i), words);
  }

  // "at least", "nearly", "some", "an estimated"; moves i behind them.
  Bound bound_before(std::size_t& i) const {
    Bound bound = Bound::exact;
    for (int step = 0; step < 3; ++step) {
      const auto [found, end] = one_bound(i);
      if (end == i) break;
      if (bound == Bound::exact || bound == Bound::about) bound = found;
      i = end;
    }
    return bound;
  }

  [[nodiscard]] std::pair<Bound, std::size_t> one_bound(std::size_t i) const {
    if (word_is(i, {"about", "around", "some", "approximately", "roughly", "nearly", "almost",
                    "circa", "perhaps", "estimated", "virtually", "probably"})) {
      return {Bound::about, i + 1};
    }
    if (x_.word(i) == "an" && x_.word(i + 1) == "estimated") return {Bound::about, i + 2};
    if (x_.word(i) == "close" && x_.word(i + 1) == "to") return {Bound::about, i + 2};
    if (x_.word(i) == "at" && x_.word(i + 1) == "least") return {Bound::at_least, i + 2};
    if (x_.word(i) == "at" && x_.word(i + 1) == "most") return {Bound::at_most, i + 2};
    if (x_.word(i) == "upwards" && x_.word(i + 1) == "of") return {Bound::at_least, i + 2};
    if (x_.word(i) == "no" && word_is(i + 1, {"fewer", "less"}) && x_.word(i + 2) == "than") {
      return {Bound::at_least, i + 3};
    }
    if (x_.word(i) == "no" && x_.word(i + 1) == "more" && x_.word(i + 2) == "than") {
      return {Bound::at_most, i + 3};
    }
    if (word_is(i, {"more", "greater"}) && x_.word(i + 1) == "than")
      return {Bound::at_least, i + 2};
    if (word_is(i, {"fewer", "less"}) && x_.word(i + 1) == "than") return {Bound::at_most, i + 2};
    if (x_.word(i) == "as" && word_is(i + 1, {"many", "much"}) && x_.word(i + 2) == "as") {
      return {Bound::at_most, i + 3};
    }
    if (x_.word(i) == "up" && x_.word(i + 1) == "to") return {Bound::at_most, i + 2};
    if (word_is(i, {"over", "above", "exceeding"})) return {Bound::at_least, i + 1};
    if (word_is(i, {"under", "below"})) return {Bound::at_most, i + 1};
    if (word_is(i, {"only", "just", "exactly", "a"}) && x_.word(i) != "a")
      return {Bound::exact, i + 1};
    return {Bound::exact, i};
  }

  static void apply(Bound bound, Amount& amount) {
    switch (bound) {
      case Bound::exact:
        break;
      case Bound::about:
        amount.approximate = true;
        break;
      case Bound::at_least:
        amount.high.reset();
        break;
      case Bound::at_most:
        if (amount.high) amount.low.reset();
        break;
    }
  }

  // "40 or more", "a dozen or so", "40-plus", "40+".
  void trailing_bound(Amount& amount) const {
    std::size_t i = amount.end;
    if (x_.word(i) == "or" && x_.word(i + 1) == "more") {
      amount.high.reset();
      amount.end += 2;
    } else if (x_.word(i) == "or" && word_is(i + 1, {"fewer", "less"})) {
      amount.low.reset();
      amount.end += 2;
    } else if (x_.word(i) == "or" && x_.word(i + 1) == "so") {
      amount.approximate = true;
      amount.end += 2;
    }
  }

  [[nodiscard]] std::optional<Amount> core(std::size_t i, bool first) const {
    if (auto range = between(i)) return range;
    if (auto money = money_at(i)) return money;
    if (auto vague = vague_at(i)) return vague;
    if (auto part = fraction_at(i)) return part;
    if (word_is(i, {"a", "an"}) && x_.word(i + 1) == "couple" && x_.word(i + 2) == "of") {
      return interval(i + 3, 2, 2, true);
    }
    if (x_.word(i) == "several")
      return needing_unit(Amount{i + 1, 3.0, 9.0, true, {}, true, "vague"});
    if (x_.word(i) == "a" && x_.word(i + 1) == "few") {
      return needing_unit(Amount{i + 2, 3.0, 9.0, true, {}, true, "vague"});
    }
    if (x_.word(i) == "half" && word_is(i + 1, {"a"}) &&
        word_is(i + 2, {"dozen", "million", "billion"})) {
      const double scale = x_.word(i + 2) == "dozen" ? 12 : x_.word(i + 2) == "million" ? 1e6 : 1e9;
      return interval(i + 3, scale / 2, scale / 2, x_.word(i + 2) != "dozen");
    }
    if (x_.word(i) == "a" && x_.word(i + 1) == "half" && x_.word(i + 2) == "dozen") {
      return interval(i + 3, 6, 6, false);
    }
    return number_or_range(i, first);
  }

  static std::optional<Amount> needing_unit(Amount amount) { return amount; }

  static Amount interval(std::size_t end, double low, double high, bool approximate) {
    Amount out;
    out.end = end;
    out.low = std::min(low, high);
    out.high = std::max(low, high);
    out.approximate = approximate;
    return out;
  }

  // "between 30 and 40", "from 30 to 40".
  [[nodiscard]] std::optional<Amount> between(std::size_t i) const {
    const bool and_range = x_.word(i) == "between";
    const bool to_range = x_.word(i) == "from";
    if (!and_range && !to_range) return std::nullopt;
    std::optional<std::string_view> unit;
    const auto low = amount_of(i + 1, unit);
    if (!low || x_.word(low->end) != (and_range ? "and" : "to")) return std::nullopt;
    const auto high = amount_of(low->end + 1, unit);
    if (!high) return std::nullopt;
    Amount out = interval(high->end, scaled_like(*low, *high), high->value, false);
    out.rule = "range";
    if (unit) out.unit = *unit;
    // "from 40 to 60" is a change as often as a range: not one amount.
    if (to_range && !unit && x_.word(i) == "from") out.needs_unit = true;
    return out;
  }

  // A number, perhaps with a sign of money before it.
  [[nodiscard]] std::optional<Number> amount_of(std::size_t i,
                                                std::optional<std::string_view>& unit) const {
    if (i < x_.size() && x_[i].kind == LexemeKind::mark) {
      const auto sign = currency_sign(x_[i].lower);
      if (!sign) return std::nullopt;
      unit = sign;
      ++i;
    }
    return number_at(x_, i);
  }

  // "2 to 3 million": the scale belongs to both.
  static double scaled_like(const Number& low, const Number& high) {
    if (low.value >= 1000 || high.value < 1000 || low.in_words != high.in_words) return low.value;
    for (const double scale : {1e12, 1e9, 1e6, 1e3, 1e2}) {
      const double rest = high.value / scale;
      if (rest >= low.value && rest < 1000 && high.value >= scale && low.value < rest + 1e-9 &&
          low.value * scale <= high.value && !(low.value >= 100)) {
        return high.value >= 1e6 ? low.value * scale : low.value;
      }
    }
    return low.value;
  }

  // "$40 million", "US$5m", "€3.5bn", "$2-3 million".
  [[nodiscard]] std::optional<Amount> money_at(std::size_t i) const {
    std::size_t at = i;
    std::optional<std::string_view> unit;
    if (word_is(at, {"us", "a", "c", "usd", "eur", "gbp", "au", "nz", "hk", "dlrs"})) {
      const bool letters = x_.joined(at + 1) && x_.mark(at + 1, "$");
      if (letters) {
        unit = x_.word(at) == "us"        ? "USD"
               : word_is(at, {"a", "au"}) ? "AUD"
               : x_.word(at) == "c"       ? "CAD"
               : x_.word(at) == "nz"      ? "NZD"
               : x_.word(at) == "hk"      ? "HKD"
                                          : "USD";
        at += 2;
      } else if (currency_named(x_.word(at)) && x_.number(at + 1)) {
        unit = currency_named(x_.word(at));
        ++at;
      } else {
        return std::nullopt;
      }
    } else if (at < x_.size() && x_[at].kind == LexemeKind::mark) {
      unit = currency_sign(x_[at].lower);
      if (!unit) return std::nullopt;
      ++at;
    } else {
      return std::nullopt;
    }
    const auto low = number_at(x_, at);
    if (!low) return std::nullopt;
    Amount out = interval(low->end, low->value, low->value, false);
    out.unit = *unit;
    out.rule = "money";
    if (is_range_mark(low->end)) {
      std::optional<std::string_view> again;
      if (const auto high = amount_of(low->end + 1, again); high && high->value >= low->value) {
        out = interval(high->end, scaled_like(*low, *high), high->value, false);
        out.unit = *unit;
        out.rule = "money";
      }
    }
    return out;
  }

  [[nodiscard]] bool is_range_mark(std::size_t i) const {
    return x_.mark(i, "-") || x_.word(i) == "to";
  }

  // "dozens of", "tens of thousands of", "hundreds".
  [[nodiscard]] std::optional<Amount> vague_at(std::size_t i) const {
    const Vague* vague = vague_named(x_.word(i));
    if (vague == nullptr) return std::nullopt;
    double low = vague->low;
    double high = vague->high;
    std::size_t end = i + 1;
    if (x_.word(end) == "of") {
      const Vague* of = vague_named(x_.word(end + 1));
      if (of != nullptr && of->low >= 2000) {
        const double scale = of->low / 2;  // "tens of thousands": 20 … 99 thousand
        low *= scale;
        high = (high + 1) * scale - 1;
        end += 2;
      } else if (vague->word == "tens") {
        return std::nullopt;
      }
    } else if (vague->word == "tens" || vague->word == "scores") {
      return std::nullopt;  // "he scores"
    }
    if (vague->word == "scores" && x_.word(i + 1) != "of") return std::nullopt;
    Amount out = interval(end, low, high, true);
    out.rule = "vague";
    return out;
  }

  // "half of the seats", "two thirds", "a quarter of".
  [[nodiscard]] std::optional<Amount> fraction_at(std::size_t i) const {
    std::size_t at = i;
    double count = 1;
    if (word_is(at, {"a", "an"})) {
      ++at;
    } else if (const auto number = number_at(x_, at);
               number && number->in_words && number->value < 20) {
      count = number->value;
      at = number->end;
      if (x_.mark(at, "-")) ++at;
    } else if (x_.word(at) != "half") {
      return std::nullopt;
    }
    double share = 0;
    if (x_.word(at) == "half" && (at > i || word_is(at + 1, {"of", "the"}))) {
      share = 0.5;
    } else if (word_is(at, {"third", "thirds"})) {
      share = 1.0 / 3;
    } else if (word_is(at, {"quarter", "quarters"})) {
      share = 0.25;
    } else if (word_is(at, {"fifth", "fifths"})) {
      share = 0.2;
    } else if (word_is(at, {"tenth", "tenths"})) {
      share = 0.1;
    } else {
      return std::nullopt;
    }
    // "a third attack": an ordinal. A share is of something, or stands in the plural.
    const bool plural = x_.word(at).ends_with("s");
    if (!plural && x_.word(at + 1) != "of" && x_.word(at) != "half") return std::nullopt;
    if (count * share > 1) return std::nullopt;
    if (x_.word(at) == "half" && !word_is(at + 1, {"of", "the"})) return std::nullopt;
    const double percent = std::round(count * share * 1000) / 10;
    Amount out = interval(at + 1, percent, percent, false);
    out.unit = "%";
    out.rule = "share";
    return out;
  }

  [[nodiscard]] bool is_ordinal(std::size_t end) const {
    return x_.joined(end) && word_is(end, {"st", "nd", "rd", "th", "s"});
  }

  [[nodiscard]] std::optional<Amount> number_or_range(std::size_t i, bool alone) const {
    const auto low = number_at(x_, i);
    if (!low || is_ordinal(low->end)) return std::nullopt;
    if (alone && is_name_part(i, low->end)) return std::nullopt;
    Amount out = interval(low->end, low->value, low->value, false);
    out.needs_unit = true;
    if (const auto metres = metres_at(*low)) return metres;
    if (is_range_mark(low->end)) {
      const auto high = number_at(x_, low->end + 1);
      const bool hyphen = x_.mark(low->end, "-");
      if (high && high->value > low->value && !is_ordinal(high->end)) {
        out = interval(high->end, scaled_like(*low, *high), high->value, false);
        out.needs_unit = true;
        out.rule = "range";
      } else if (high && hyphen && !low->in_words) {
        return std::nullopt;  // a score: "3-1"
      }
    } else if (x_.word(low->end) == "or") {
      const auto high = number_at(x_, low->end + 1);  // "two or three"
      if (high && high->value > low->value) {
        out = interval(high->end, low->value, high->value, false);
        out.needs_unit = true;
        out.rule = "range";
      }
    }
    if (x_.mark(out.end, "+") && x_.joined(out.end)) {
      out.high.reset();
      ++out.end;
    } else if (x_.mark(out.end, "-") && x_.word(out.end + 1) == "plus") {
      out.high.reset();
      out.end += 2;
    } else if (x_.mark(out.end, "-") && x_.word(out.end + 1) == "odd") {
      out.approximate = true;
      out.end += 2;
    }
    if (!low->in_words && x_.joined(out.end) && (x_.mark(out.end, ":") || x_.mark(out.end, "/"))) {
      return std::nullopt;
    }
    return out;
  }

  // "300m deep", unlike "3m users": millions are of something.
  [[nodiscard]] std::optional<Amount> metres_at(const Number& number) const {
    const std::size_t last = number.end - 1;
    if (x_.word(last) != "m" || !x_.joined(last) || !x_.number(last - 1)) return std::nullopt;
    const bool counts =
        x_[number.end].tag == PartOfSpeech::NOUN || x_.word(number.end).ends_with("s");
    if (counts || x_[last - 1].value > 9999) return std::nullopt;
    Amount out = interval(number.end, x_[last - 1].value, x_[last - 1].value, false);
    out.unit = "m";
    return out;
  }

  // "Boeing 747", "Article 5", "No. 10", "B-52": the number is part of a name or a label.
  [[nodiscard]] bool is_name_part(std::size_t i, std::size_t) const {
    if (i == 0) return false;
    if (x_.joined(i) && !x_.mark(i - 1, "(") && !x_.mark(i - 1, "\"") && !x_.mark(i - 1, "“") &&
        !x_.mark(i - 1, "'") && !x_.mark(i - 1, "—") && !x_.mark(i - 1, "[")) {
      return true;
    }
    if (word_is(i - 1, {"article", "section", "flight", "number", "chapter", "page", "phase",
                        "type", "no", "category", "level", "version", "route", "highway", "room",
                        "grade", "resolution", "aged"})) {
      return true;
    }
    if (x_.mark(i - 1, ".") && i >= 2 && word_is(i - 2, {"no", "art", "p", "pp", "sec", "nos"})) {
      return true;
    }
    const Lexeme& before = x_[i - 1];
    return before.kind == LexemeKind::word && before.capital && i >= 2 && x_.number(i) &&
           before.tag == PartOfSpeech::PROPN;
  }

  // --- what is counted --------------------------------------------------------------------------

  void add_unit(Amount& amount) const {
    std::size_t i = amount.end;
    if (x_.mark(i, "%")) {
      amount.unit = "%";
      amount.end = i + 1;
      if (word_is(amount.end, {"points"})) amount.unit = "percentage point";
      return;
    }
    if (word_is(i, {"percent", "pct"}) || (x_.word(i) == "per" && x_.word(i + 1) == "cent")) {
      amount.unit = "%";
      amount.end = x_.word(i) == "per" ? i + 2 : i + 1;
      return;
    }
    if (word_is(i, {"percentage"}) && word_is(i + 1, {"point", "points"})) {
      amount.unit = "percentage point";
      amount.end = i + 2;
      return;
    }
    if (x_.mark(i, "°")) {
      amount.unit = x_.word(i + 1) == "f" ? "°F" : "°C";
      amount.end = word_is(i + 1, {"c", "f"}) ? i + 2 : i + 1;
      return;
    }
    if (!amount.unit.empty()) {
      // "$40 million dollars" and "$5 US" say it twice.
      if (currency_named(x_.word(i)) && amount.unit != "%") amount.end = i + 1;
      return;
    }
    if (x_.word(i) == "us" && word_is(i + 1, {"dollars", "dollar"})) {
      amount.unit = "USD";
      amount.end = i + 2;
      return;
    }
    if (x_.mark(i, "€") || x_.mark(i, "£") || x_.mark(i, "$")) {
      amount.unit = *currency_sign(x_[i].lower);
      amount.end = i + 1;
      return;
    }
    const std::size_t hyphen = x_.mark(i, "-") && x_.joined(i + 1) ? i + 1 : i;
    if (const auto measure = measure_at(x_.word(hyphen), x_.word(hyphen + 1));
        measure && !(measure->unit == "m" && x_.word(hyphen) == "m" && !x_.joined(hyphen))) {
      const bool pounds = x_.word(hyphen) == "pounds";
      if (!pounds) {
        amount.unit = measure->unit;
        amount.end = hyphen + measure->words;
        per_hour(amount);
        return;
      }
    }
    if (const auto currency = currency_named(x_.word(hyphen))) {
      amount.unit = *currency;
      amount.end = hyphen + 1;
      return;
    }
    counted_noun(amount, hyphen);
  }

  void per_hour(Amount& amount) const {
    const std::size_t i = amount.end;
    if (!word_is(i, {"per", "an"}) || x_.word(i + 1) != "hour") return;
    if (amount.unit == "km") amount.unit = "km/h";
    if (amount.unit == "mile") amount.unit = "mph";
    amount.end = i + 2;
  }

  [[nodiscard]] bool is_noun(std::size_t i) const {
    const PartOfSpeech tag = x_[i].tag;
    if (tag == PartOfSpeech::NOUN) return true;
    if (tag == PartOfSpeech::PROPN) return false;
    if (tag != PartOfSpeech::X) return false;
    return x_[i].kind == LexemeKind::word && x_.word(i).size() > 2 && !is_function_word(i);
  }

  [[nodiscard]] bool is_describing(std::size_t i) const {
    const PartOfSpeech tag = x_[i].tag;
    return tag == PartOfSpeech::ADJ || tag == PartOfSpeech::NOUN || tag == PartOfSpeech::PROPN ||
           (tag == PartOfSpeech::VERB &&
            (x_.word(i).ends_with("ed") || x_.word(i).ends_with("ing")));
  }

  [[nodiscard]] bool is_function_word(std::size_t i) const {
    return word_is(
        i,
        {"of",    "the",   "and",     "or",      "in",     "on",      "at",      "to",     "for",
         "from",  "with",  "by",      "as",      "that",   "who",     "which",   "were",   "was",
         "are",   "is",    "have",    "had",     "has",    "more",    "than",    "others", "other",
         "but",   "after", "before",  "when",    "while",  "since",   "into",    "over",   "under",
         "a",     "an",    "not",     "if",      "so",     "he",      "she",     "they",   "it",
         "we",    "i",     "you",     "his",     "her",    "their",   "its",     "our",    "this",
         "these", "those", "them",    "us",      "points", "said",    "says",    "will",   "would",
         "could", "may",   "against", "between", "during", "through", "because", "then",   "there",
         "also",  "each",  "per",     "did",     "do"});
  }

  // The head of the noun phrase after the number: "40 large roof leaks" counts leaks, "40 of the
  // leaks" too.
  void counted_noun(Amount& amount, std::size_t begin) const {
    std::size_t i = begin;
    if (x_.word(i) == "of" &&
        (word_is(i + 1, {"the", "these", "those", "its", "his", "her", "their", "our", "all"}) ||
         amount.rule == std::string_view("vague"))) {
      i += word_is(i + 1, {"the", "these", "those", "its", "his", "her", "their", "our", "all"})
               ? 2
               : 1;
    }
    if (word_is(i, {"more", "other", "further", "additional", "new", "such"}) &&
        x_[i + 1].kind == LexemeKind::word && !is_function_word(i + 1)) {
      ++i;
    }
    if (word_is(i, {"am", "pm"})) return;
    // "one-time": a compound, no count; "a 12-member panel" counts members.
    const bool tagged = x_[i].tag != PartOfSpeech::X;
    std::optional<std::size_t> head;
    for (std::size_t step = 0; step < 6; ++step) {
      const std::size_t at = i + step;
      if (at >= x_.size() || x_[at].kind != LexemeKind::word) break;
      if (tagged) {
        if (is_noun(at)) {
          head = at;
        } else if (!is_describing(at)) {
          break;
        }
      } else {
        if (is_function_word(at)) break;
        head = at;
        // Without tags the first plural is the best guess: "40 large roof leaks".
        const std::string_view word = x_.word(at);
        if (word.ends_with("s") || word == "people" || word == "men" || word == "women" ||
            word == "children" || word == "police") {
          break;
        }
        if (step >= 3) break;
      }
      if (begin > amount.end) break;  // "12-member": the joined word alone
    }
    if (!head) return;
    if (unit_named(x_.word(*head))) return;  // times have rules of their own
    amount.unit = singular(x_.word(*head), x_[*head].word);
    amount.end = *head + 1;
  }
};

bool is_read(const Segmentation& segmentation, const Sentence& sentence) {
  const auto paragraph = static_cast<std::size_t>(sentence.paragraph);
  if (paragraph >= segmentation.paragraphs.size()) return true;
  const ParagraphRole role = segmentation.paragraphs[paragraph].role;
  return role == ParagraphRole::headline || role == ParagraphRole::body;
}

float confidence_of(const Amount& amount) {
  return amount.unit.empty() ? 0.5F : amount.approximate ? 0.8F : 0.9F;
}

}  // namespace

std::vector<Quantity> read_quantities(const Article& article, const Segmentation& segmentation,
                                      const Annotation& annotation,
                                      const std::vector<Time>& times) {
  std::vector<Quantity> out;
  std::size_t time = 0;
  for (const Sentence& sentence : segmentation.sentences) {
    if (!is_read(segmentation, sentence)) continue;
    const auto all = lexemes(article, segmentation, annotation, sentence);
    const Lexemes x(all);
    const Rules rules(x);
    for (std::size_t i = 0; i < all.size();) {
      while (time < times.size() && times[time].span.end <= all[i].span.begin) ++time;
      if (time < times.size() && times[time].span.contains(all[i].span.begin)) {
        ++i;
        continue;
      }
      const auto amount = rules.at(i);
      if (!amount || amount->end <= i || amount->end > all.size()) {
        ++i;
        continue;
      }
      const Span span{all[i].span.begin, all[amount->end - 1].span.end};
      if (time < times.size() && times[time].span.overlaps(span)) {
        ++i;
        continue;
      }
      Quantity quantity;
      quantity.span = span;
      quantity.low = amount->low;
      quantity.high = amount->high;
      quantity.unit = amount->unit;
      quantity.approximate = amount->approximate;
      quantity.basis = {amount->rule, confidence_of(*amount)};
      out.push_back(std::move(quantity));
      i = amount->end;
    }
  }
  return out;
}

}  // namespace hearsay
