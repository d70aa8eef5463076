// Amounts in running text as closed intervals, with what is counted: "at least 40 leaks" is
// [40, open) leak, "dozens of people" [24, open) person, "two thirds of the seats" 66.67 %. The
// words stand in amounts.table.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <initializer_list>
#include <tuple>
#include <utility>

#include "ground/ground.h"
#include "ground/lexemes.h"
#include "ground/time_words.h"
#include "ground/unit_words.h"

namespace hearsay {
namespace {

using Phrase = AmountWords::Phrase;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

struct Bound {
  bool about = false;
  bool least = false;
  bool most = false;
};

struct Amount {
  std::size_t end = 0;
  std::optional<double> low;
  std::optional<double> high;
  bool approximate = false;
  std::string unit;
  bool needs_unit = false;  // too little by itself: "one", a bare figure
  bool counts = false;      // the unit is a noun that is counted
  const char* rule = "number";
};

struct Noun {
  std::size_t head = 0;
  std::size_t end = 0;
};

/// The lexemes of one sentence, and which of them belong to lengths of time.
class Rules {
 public:
  Rules(const Lexemes& x, const std::vector<bool>& in_length)
      : x_(x), in_length_(in_length), words_(AmountWords::standard()) {
    find_topic();
  }

  /// `before` is the unit of the last amount in the sentence that counts something.
  [[nodiscard]] std::optional<Amount> at(std::size_t i, const std::string& before) const {
    std::size_t at = i;
    const Bound bound = bounds_before(at);
    auto amount = core(at, at == i);
    if (!amount) return std::nullopt;
    apply(bound, *amount);
    bound_after(*amount);
    if (amount->rule != std::string_view("share")) add_unit(*amount);
    bound_after(*amount);
    if (amount->needs_unit && amount->unit.empty()) borrow_unit(at, before, *amount);
    if (amount->needs_unit && amount->unit.empty() && !is_toll(at, *amount)) return std::nullopt;
    return amount;
  }

 private:
  const Lexemes& x_;
  const std::vector<bool>& in_length_;
  const AmountWords& words_;
  std::string topic_;            // what the sentence measures: "the number of cases"
  std::size_t topic_begin_ = 0;  // where it is named

  [[nodiscard]] bool word_is(std::size_t i, std::initializer_list<std::string_view> words) const {
    return is_one_of(x_.word(i), words);
  }
  [[nodiscard]] std::optional<Phrase> phrase(AmountPart part, std::size_t i) const {
    return words_.at(part, x_, i);
  }
  [[nodiscard]] std::size_t skip_hyphen(std::size_t i) const {
    return x_.mark(i, "-") && x_.joined(i + 1) ? i + 1 : i;
  }

  // --- bounds -----------------------------------------------------------------------------------

  // "at least", "nearly", "some", "just over"; moves i behind them.
  Bound bounds_before(std::size_t& i) const {
    Bound bound;
    for (int step = 0; step < 3; ++step) {
      const auto found = phrase(AmountPart::bounds, i);
      if (!found) break;
      bound.about = bound.about || found->meaning.find("about") != std::string_view::npos;
      bound.least = bound.least || found->meaning.starts_with("least");
      bound.most = bound.most || found->meaning.starts_with("most");
      i = found->end;
    }
    return bound;
  }

  static void apply(const Bound& bound, Amount& amount) {
    amount.approximate = amount.approximate || bound.about;
    if (bound.least) amount.high.reset();
    if (bound.most && amount.high) amount.low.reset();
    // "more than a dozen", "over a couple of": the bound is what is said.
  }

  // "40 or more", "a dozen or so", "40-plus", "40+".
  void bound_after(Amount& amount) const {
    const auto found = phrase(AmountPart::bounds_after, amount.end);
    if (!found || (x_[amount.end].kind == LexemeKind::mark && !x_.joined(amount.end))) return;
    if (found->meaning == "least") amount.high.reset();
    if (found->meaning == "most") amount.low.reset();
    if (found->meaning == "about") amount.approximate = true;
    amount.end = found->end;
  }

  // --- the amount -------------------------------------------------------------------------------

  [[nodiscard]] std::optional<Amount> core(std::size_t i, bool first) const {
    if (auto range = between(i)) return range;
    if (auto one_in = one_in_many(i)) return one_in;
    if (auto part = share_at(i)) return part;
    if (auto half = half_a_measure(i)) return half;
    if (auto money = money_at(i)) return money;
    if (auto vague = vague_at(i)) return vague;
    if (auto none = none_at(i)) return none;
    return number_or_range(i, first);
  }

  static Amount interval(std::size_t end, double low, double high, bool approximate = false) {
    Amount out;
    out.end = end;
    out.low = std::min(low, high);
    out.high = std::max(low, high);
    out.approximate = approximate;
    return out;
  }

  // "between 30 and 40", "from 30 to 40", "between a quarter and a third".
  [[nodiscard]] std::optional<Amount> between(std::size_t i) const {
    const bool and_range = x_.word(i) == "between";
    if (!and_range && x_.word(i) != "from") return std::nullopt;
    if (!and_range && is_change(i)) return std::nullopt;
    const std::string_view link = and_range ? "and" : "to";
    if (auto shares = between_shares(i + 1, link)) return shares;
    std::optional<std::string_view> unit;
    const auto low = amount_of(i + 1, unit);
    if (!low) return std::nullopt;
    const std::size_t after = after_repeated_unit(low->end, link);
    if (x_.word(after) != link) return std::nullopt;
    const auto high = amount_of(after + 1, unit);
    if (!high) return std::nullopt;
    Amount out = interval(high->end, scaled_like(*low, *high), high->value);
    out.rule = "range";
    if (unit) out.unit = *unit;
    out.needs_unit = !unit && !and_range;
    return out;
  }

  // "between 8% and 11%": the sign that is said twice.
  [[nodiscard]] std::size_t after_repeated_unit(std::size_t i, std::string_view link) const {
    const auto measure = phrase(AmountPart::measures, i);
    return measure && x_.word(measure->end) == link ? measure->end : i;
  }

  [[nodiscard]] std::optional<Amount> between_shares(std::size_t i, std::string_view link) const {
    const auto low = fraction(i);
    if (!low || x_.word(low->end) != link) return std::nullopt;
    const auto high = fraction(low->end + 1);
    if (!high) return std::nullopt;
    Amount out = interval(high->end, percent(low->value), percent(high->value));
    return as_share(out);
  }

  // "rose from 8 to 11" gives two amounts, not one between them.
  [[nodiscard]] bool is_change(std::size_t i) const {
    constexpr std::size_t reach = 8;
    for (std::size_t back = 1; back <= reach && back <= i; ++back) {
      if (phrase(AmountPart::change_verbs, i - back)) return true;
    }
    return false;
  }

  // A number, perhaps with a sign of money before it.
  [[nodiscard]] std::optional<Number> amount_of(std::size_t i,
                                                std::optional<std::string_view>& unit) const {
    if (const auto sign = sign_at(i)) {
      unit = sign->meaning;
      i = sign->end;
    }
    return number_at(x_, i);
  }

  // "2 to 3 million": the scale belongs to both.
  static double scaled_like(const Number& low, const Number& high) {
    if (low.value >= 1000 || high.value < 1e6 || low.in_words != high.in_words) return low.value;
    for (const double scale : {1e12, 1e9, 1e6}) {
      const double rest = high.value / scale;
      if (high.value >= scale && rest >= low.value && rest < 1000 && low.value < 100) {
        return low.value * scale;
      }
    }
    return low.value;
  }

  // --- money ------------------------------------------------------------------------------------

  [[nodiscard]] std::optional<Phrase> sign_at(std::size_t i) const {
    auto sign = phrase(AmountPart::signs, i);
    if (!sign || !(x_.number(sign->end) || number_at(x_, sign->end))) return std::nullopt;
    return sign;
  }

  // "$40 million", "US$5m", "€3.5bn", "$2-3 million".
  [[nodiscard]] std::optional<Amount> money_at(std::size_t i) const {
    const auto sign = sign_at(i);
    if (!sign) return std::nullopt;
    const auto low = number_at(x_, sign->end);
    if (!low) return std::nullopt;
    Amount out = interval(low->end, low->value, low->value);
    if (is_range_mark(low->end) && !is_change(i)) {
      std::optional<std::string_view> again;
      const auto high = amount_of(low->end + 1, again);
      if (high && high->value >= low->value) {
        out = interval(high->end, scaled_like(*low, *high), high->value);
      }
    }
    out.unit = sign->meaning;
    out.rule = "money";
    return out;
  }

  [[nodiscard]] bool is_range_mark(std::size_t i) const {
    return x_.mark(i, "-") || x_.word(i) == "to";
  }

  // --- words for amounts ------------------------------------------------------------------------

  static double number_in(std::string_view meaning) {
    return std::strtod(std::string(meaning).c_str(), nullptr);
  }

  // "dozens of", "tens of thousands of", "several hundred", "a few", "a pair of".
  [[nodiscard]] std::optional<Amount> vague_at(std::size_t i) const {
    if (const auto exact = phrase(AmountPart::exact, i)) return few(*exact, false);
    if (const auto roughly = phrase(AmountPart::roughly, i)) return few(*roughly, true);
    if (const auto vague = phrase(AmountPart::vague, i)) return at_least(i, *vague);
    const auto some = phrase(AmountPart::uncounted, i);
    if (!some || (i > 0 && x_.word(i - 1) == "as")) return std::nullopt;  // "as many women as men"
    Amount out;
    out.end = some->end;
    out.approximate = true;
    out.needs_unit = true;
    out.rule = "vague";
    return out;
  }

  static Amount few(const Phrase& words, bool approximate) {
    Amount out =
        interval(words.end, number_in(words.meaning), number_in(words.meaning), approximate);
    out.needs_unit = true;
    return out;
  }

  [[nodiscard]] std::optional<Amount> at_least(std::size_t i, const Phrase& words) const {
    double low = number_in(words.meaning);
    std::size_t end = words.end;
    const auto times = x_.word(end) == "of" ? phrase(AmountPart::vague, end + 1) : std::nullopt;
    if (times && number_in(times->meaning) >= 2000) {  // "tens of thousands": two times a thousand
      low *= number_in(times->meaning) / 2;
      end = times->end;
    } else if (x_.word(i) == "tens" || (x_.word(i) == "scores" && x_.word(end) != "of")) {
      return std::nullopt;  // "he scores"
    }
    Amount out;
    out.end = end;
    out.low = low;
    out.approximate = true;
    out.rule = "vague";
    return out;
  }

  // "no survivors": none of what would be counted.
  [[nodiscard]] std::optional<Amount> none_at(std::size_t i) const {
    if (x_.word(i) != "no") return std::nullopt;
    const auto noun = noun_at(i + 1, false);
    if (!noun || !is_plural(noun->head)) return std::nullopt;
    Amount out = interval(i + 1, 0, 0);
    out.needs_unit = true;
    out.rule = "none";
    return out;
  }

  [[nodiscard]] bool is_plural(std::size_t i) const {
    const Word* word = x_[i].word;
    if (word != nullptr && word->features.find("Number=") != std::string::npos) {
      return word->features.find("Number=Plur") != std::string::npos;
    }
    return x_.word(i) != words_.singular(x_.word(i), nullptr);
  }

  // --- shares -----------------------------------------------------------------------------------

  static double percent(double share) { return std::round(share * 10000) / 100; }

  // "a third", "two-thirds", "half"; the value is the share.
  [[nodiscard]] std::optional<Number> fraction(std::size_t i) const {
    std::size_t at = i;
    double count = 1;
    if (word_is(at, {"a", "an"})) {
      ++at;
    } else if (const auto number = number_at(x_, at);
               number && number->in_words && number->value < 100) {
      count = number->value;
      at = skip_hyphen(number->end);
    } else if (x_.word(at) != "half") {
      return std::nullopt;
    }
    const auto share = phrase(AmountPart::shares, at);
    if (!share) return std::nullopt;
    const double value = count * number_in(share->meaning);
    if (value > 1) return std::nullopt;
    return Number{share->end, value, true};
  }

  // "half of the seats", "half the houses", "two thirds".
  [[nodiscard]] std::optional<Amount> share_at(std::size_t i) const {
    const auto found = fraction(i);
    if (!found) return std::nullopt;
    // "the last half of 1989" is a time, or a part of a game.
    if (i > 0 && word_is(i - 1, {"first", "second", "last", "latter", "other"}))
      return std::nullopt;
    const std::string_view last = x_.word(found->end - 1);
    const bool of = x_.word(found->end) == "of";
    // "a third attack": an ordinal. A share is of something, or stands in the plural.
    if (last == "half") {
      if (!of && !word_is(found->end, {"the", "its", "their", "his", "her", "all", "our", "those"}))
        return std::nullopt;
    } else if (!of && !last.ends_with("s")) {
      return std::nullopt;
    }
    return as_share(interval(found->end, percent(found->value), percent(found->value)));
  }

  // A share reaches to what it is a share of: "of the houses".
  [[nodiscard]] Amount as_share(Amount amount) const {
    amount.unit = "%";
    amount.rule = "share";
    const std::size_t noun = x_.word(amount.end) == "of" ? amount.end + 1 : amount.end;
    const bool of = noun != amount.end;
    if (const auto whole = noun_at(noun, true); whole && (of || is_determiner(noun))) {
      amount.end = whole->end;
    }
    return amount;
  }

  // "1 in 5 pensioners", "nine out of ten drivers".
  [[nodiscard]] std::optional<Amount> one_in_many(std::size_t i) const {
    const auto part = number_at(x_, i);
    if (!part) return std::nullopt;
    std::size_t at = part->end;
    if (x_.word(at) == "out" && x_.word(at + 1) == "of") {
      at += 2;
    } else if (word_is(at, {"in", "of"}) && part->value <= 10) {
      if (x_.word(at) == "of" && x_.word(at - 1) != "one") return std::nullopt;
      ++at;
    } else {
      return std::nullopt;
    }
    if (word_is(at, {"every", "the"})) ++at;
    const auto whole = number_at(x_, at);
    if (!whole || whole->value < part->value || whole->value > 1e6 || part->value <= 0) {
      return std::nullopt;
    }
    if (x_.word(part->end) == "of" || word_is(at - 1, {"the"})) return std::nullopt;
    const auto noun = noun_at(whole->end, false);
    if (!noun || unit_named(x_.word(noun->head))) return std::nullopt;
    Amount out = interval(noun->end, percent(part->value / whole->value),
                          percent(part->value / whole->value));
    out.unit = "%";
    out.rule = "share";
    return out;
  }

  // "half a tonne", "half an hour", "an hour and a half".
  [[nodiscard]] std::optional<Amount> half_a_measure(std::size_t i) const {
    if (x_.word(i) == "half" && word_is(i + 1, {"a", "an"})) {
      if (phrase(AmountPart::measures, i + 2) || is_length(i + 2)) {
        return interval(i + 2, 0.5, 0.5);
      }
      const auto number = number_at(x_, i + 1);
      if (number && number->value >= 1000) {
        return interval(number->end, number->value / 2, number->value / 2);
      }
    }
    if (word_is(i, {"a", "an"}) && is_length(i + 1) && x_.word(i + 2) == "and" &&
        x_.word(i + 3) == "a" && x_.word(i + 4) == "half") {
      Amount out = interval(i + 5, 1.5, 1.5);
      out.unit = x_.word(i + 1);
      return out;
    }
    return std::nullopt;
  }

  // --- figures ----------------------------------------------------------------------------------

  [[nodiscard]] bool is_ordinal(std::size_t end) const {
    return x_.joined(end) && word_is(end, {"st", "nd", "rd", "th", "s"});
  }

  [[nodiscard]] std::optional<Amount> number_or_range(std::size_t i, bool alone) const {
    const bool minus = x_.word(i) == "minus" ||
                       (x_.mark(i, "-") && !x_.joined(i) && x_.joined(i + 1) && x_.number(i + 1));
    const std::size_t begin = minus ? i + 1 : i;
    const auto low = number_at(x_, begin);
    if (!low || is_ordinal(low->end)) return std::nullopt;
    if (alone && !minus && is_name_part(begin)) return std::nullopt;
    // "the two sides" are both of them; "three times as many" is a comparison.
    if (x_.word(i) == "two" && i > 0 && x_.word(i - 1) == "the") return std::nullopt;
    if (x_.word(low->end) == "times") return std::nullopt;
    if (const auto metres = metres_at(*low)) return metres;
    Amount out = interval(low->end, low->value, low->value);
    if (!range_from(*low, i, out)) return std::nullopt;
    if (minus) std::tie(out.low, out.high) = std::pair(-*out.high, -*out.low);
    out.needs_unit = true;
    if (!low->in_words && x_.joined(out.end) && (x_.mark(out.end, ":") || x_.mark(out.end, "/"))) {
      return std::nullopt;
    }
    return out;
  }

  // "30 to 40", "two or three"; false for scores ("3-1").
  bool range_from(const Number& low, std::size_t begin, Amount& out) const {
    const bool hyphen = x_.mark(low.end, "-");
    if (hyphen || word_is(low.end, {"to", "or"})) {
      if (x_.word(low.end) == "to" && begin > 0 && x_.word(begin - 1) == "from") return true;
      const auto high = number_at(x_, low.end + 1);
      if (high && high->value > low.value && !is_ordinal(high->end)) {
        const bool or_range = x_.word(low.end) == "or";
        out = interval(high->end, or_range ? low.value : scaled_like(low, *high), high->value);
        out.rule = "range";
      } else if (high && hyphen && !low.in_words) {
        return false;
      }
    }
    return true;
  }

  // "300m deep", unlike "3m users": millions are of something.
  [[nodiscard]] std::optional<Amount> metres_at(const Number& number) const {
    const std::size_t last = number.end - 1;
    if (x_.word(last) != "m" || !x_.joined(last) || !x_.number(last - 1)) return std::nullopt;
    const bool counts =
        !phrase(AmountPart::dimensions, number.end) &&
        (x_[number.end].tag == PartOfSpeech::NOUN || x_.word(number.end).ends_with("s"));
    if (counts || x_[last - 1].value > 9999) return std::nullopt;
    Amount out = interval(number.end, x_[last - 1].value, x_[last - 1].value);
    out.unit = "metre";
    return out;
  }

  // "Boeing 747", "Article 5", "No. 10", "B-52": the number is part of a name or a label.
  [[nodiscard]] bool is_name_part(std::size_t i) const {
    if (i == 0) return false;
    if (x_.joined(i) && !x_.mark(i - 1, "(") && !x_.mark(i - 1, "\"") && !x_.mark(i - 1, "“") &&
        !x_.mark(i - 1, "'") && !x_.mark(i - 1, "—") && !x_.mark(i - 1, "[")) {
      return true;
    }
    if (phrase(AmountPart::labels, i - 1) && x_.number(i)) return true;
    if (x_.mark(i - 1, ".") && i >= 2 && word_is(i - 2, {"no", "art", "p", "pp", "sec", "nos"})) {
      return true;
    }
    const Lexeme& before = x_[i - 1];
    return before.kind == LexemeKind::word && before.capital && i >= 2 && x_.number(i) &&
           before.tag == PartOfSpeech::PROPN;
  }

  // --- units ------------------------------------------------------------------------------------

  // A unit of time within an expression of a length: "six years in prison", no age, no date.
  [[nodiscard]] bool is_length(std::size_t i) const {
    return i < in_length_.size() && in_length_[i] && unit_named(x_.word(i)).has_value();
  }

  void add_unit(Amount& amount) const {
    if (!amount.unit.empty()) {
      // "$40 million dollars" says it twice.
      const auto again = phrase(AmountPart::currencies, amount.end);
      if (again && again->meaning == amount.unit) amount.end = again->end;
      return;
    }
    const std::size_t of = x_.word(amount.end) == "of" && amount.rule == std::string_view("vague")
                               ? amount.end + 1
                               : amount.end;
    const std::size_t i = skip_hyphen(of);
    if (add_money(i, amount) || add_measure(i, amount)) return;
    if (is_length(i)) {
      amount.unit = words_.singular(x_.word(i), nullptr);
      amount.end = i + 1;
      return;
    }
    counted_noun(amount, amount.end);
  }

  bool add_money(std::size_t i, Amount& amount) const {
    std::optional<Phrase> money = phrase(AmountPart::currencies, i);
    if (!money && x_[i].kind == LexemeKind::mark) money = phrase(AmountPart::signs, i);
    // "Of ten, 4 won": no Korean money.
    const PartOfSpeech tag = x_[i].tag;
    const bool other = tag == PartOfSpeech::VERB || tag == PartOfSpeech::ADJ;
    if (!money || (other && money->end == i + 1)) return false;
    amount.unit = money->meaning;
    amount.end = money->end;
    if (x_.word(i) != "pounds" || money->end != i + 1) return true;
    // "20 pounds of nails" are weighed.
    const auto stuff = stuff_after(money->end);
    if (stuff) amount.end = *stuff;
    if (stuff || is_weighed(i)) amount.unit = "pound";
    return true;
  }

  [[nodiscard]] bool is_weighed(std::size_t i) const {
    constexpr std::size_t reach = 8;
    for (std::size_t back = 1; back <= reach && back <= i; ++back) {
      if (x_.word(i - back).starts_with("weigh")) return true;
    }
    return false;
  }

  bool add_measure(std::size_t i, Amount& amount) const {
    const auto measure = phrase(AmountPart::measures, i);
    if (!measure) {
      if (!x_.mark(i, "°")) return false;
      amount.unit = "degree Celsius";
      amount.end = i + 1;
      return true;
    }
    // Letters that are words too stand close to their figure: "750g".
    if (x_.word(i).size() == 1 && !x_.joined(i)) return false;
    amount.unit = measure->meaning;
    amount.end = measure->end;
    if (amount.unit == "%") {
      if (x_.word(amount.end) == "points") amount.unit = "percentage point";
      return true;
    }
    if (const auto stuff = stuff_after(amount.end)) amount.end = *stuff;
    return true;
  }

  // "(tonnes) of flour": where it ends.
  [[nodiscard]] std::optional<std::size_t> stuff_after(std::size_t i) const {
    if (x_.word(i) != "of") return std::nullopt;
    const auto noun = noun_at(i + 1, true);
    if (!noun) return std::nullopt;
    return noun->end;
  }

  [[nodiscard]] bool is_determiner(std::size_t i) const {
    return word_is(i, {"the", "these", "those", "its", "his", "her", "their", "our", "all", "this",
                       "that", "my", "your"});
  }

  // The head of the noun phrase after the number: "40 large roof leaks" counts leaks, "40 of the
  // leaks" too.
  void counted_noun(Amount& amount, std::size_t begin) const {
    std::size_t i = begin;
    if (x_.word(i) == "of" && (is_determiner(i + 1) || amount.rule == std::string_view("vague"))) {
      i += is_determiner(i + 1) ? 2 : 1;
    }
    if (word_is(i, {"more", "other", "further", "additional", "new", "such"}) &&
        x_[i + 1].kind == LexemeKind::word && !is_function_word(i + 1)) {
      ++i;
    }
    if (word_is(i, {"am", "pm"})) return;
    const std::size_t joined = skip_hyphen(i);
    if (const auto noun = joined != i ? joined_noun(joined) : noun_at(i, false)) {
      if (unit_named(x_.word(noun->head))) return;  // times have rules of their own
      amount.unit = words_.singular(x_.word(noun->head), x_[noun->head].word);
      amount.end = noun->end;
      amount.counts = true;
      const auto stuff =
          phrase(AmountPart::containers, noun->head) ? stuff_after(noun->end) : std::nullopt;
      if (stuff) amount.end = *stuff;
      return;
    }
    const auto people = phrase(AmountPart::people, i);
    if (people && x_[people->end].tag != PartOfSpeech::NOUN) {
      amount.unit = x_.word(i);
      amount.end = people->end;
      amount.counts = true;
    }
  }

  // "12-member": the joined word alone.
  [[nodiscard]] std::optional<Noun> joined_noun(std::size_t i) const {
    if (x_[i].kind != LexemeKind::word || is_function_word(i)) return std::nullopt;
    if (x_[i].tag != PartOfSpeech::X && x_[i].tag != PartOfSpeech::NOUN) return std::nullopt;
    return Noun{i, i + 1};
  }

  // A noun phrase without relative clauses: its head is its last noun.
  [[nodiscard]] std::optional<Noun> noun_at(std::size_t i, bool with_determiner) const {
    if (with_determiner && is_determiner(i)) ++i;
    if (with_determiner && word_is(i, {"the", "its", "his", "her", "their", "our"})) ++i;
    return x_[i].tag != PartOfSpeech::X ? tagged_noun(i) : bare_noun(i);
  }

  [[nodiscard]] std::optional<Noun> tagged_noun(std::size_t i) const {
    std::optional<Noun> out;
    for (std::size_t step = 0, at = i; step < 8 && at < x_.size(); ++step, ++at) {
      if (x_.mark(at, "-") && x_.joined(at) && x_.joined(at + 1)) continue;  // "oil-stained"
      if (x_[at].kind != LexemeKind::word) break;
      if (is_noun(at) || (!out && is_people_name(at))) {
        out = Noun{at, at + 1};
      } else if (out && !(at > 0 && x_.mark(at - 1, "-"))) {
        break;  // what describes stands before
      } else if (!is_describing(at)) {
        break;
      }
    }
    return out;
  }

  // "thousands of Rumanians": counted by a name that stands in the plural, where no noun follows.
  [[nodiscard]] bool is_people_name(std::size_t i) const {
    return x_[i].tag == PartOfSpeech::PROPN && is_plural(i) &&
           x_[i + 1].tag != PartOfSpeech::NOUN && x_[i + 1].tag != PartOfSpeech::PROPN &&
           x_.word(i).ends_with("s");
  }

  // Without tags the first plural is the best guess: "40 large roof leaks".
  [[nodiscard]] std::optional<Noun> bare_noun(std::size_t i) const {
    std::optional<Noun> out;
    for (std::size_t at = i; at < i + 4 && at < x_.size(); ++at) {
      if (x_[at].kind != LexemeKind::word || is_function_word(at)) break;
      out = Noun{at, at + 1};
      const std::string_view word = x_.word(at);
      if (word.ends_with("s") || words_.singular(word, nullptr) != word || word == "police") break;
    }
    return out;
  }

  [[nodiscard]] bool is_noun(std::size_t i) const {
    const PartOfSpeech tag = x_[i].tag;
    if (tag != PartOfSpeech::X) return tag == PartOfSpeech::NOUN;
    return x_[i].kind == LexemeKind::word && x_.word(i).size() > 2 && !is_function_word(i);
  }

  [[nodiscard]] bool is_describing(std::size_t i) const {
    const PartOfSpeech tag = x_[i].tag;
    return tag == PartOfSpeech::ADJ || tag == PartOfSpeech::PROPN ||
           (tag == PartOfSpeech::ADV && x_.word(i).ends_with("ly")) ||
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

  // --- units from elsewhere in the sentence -----------------------------------------------------

  // "The number of cases", "the death toll".
  void find_topic() {
    for (std::size_t i = 0; i < x_.size() && topic_.empty(); ++i) {
      if (const auto toll = phrase(AmountPart::tolls, i)) {
        topic_ = toll->meaning;
        topic_begin_ = i;
      } else if (x_.word(i) == "number" && x_.word(i + 1) == "of" && i > 0 &&
                 x_.word(i - 1) == "the") {
        Amount counted;
        counted.end = i + 2;
        counted_noun(counted, i + 2);
        topic_ = phrase(AmountPart::people, i + 2) ? std::string(x_.word(i + 2)) : counted.unit;
        topic_begin_ = i;
      }
    }
  }

  void borrow_unit(std::size_t i, const std::string& before, Amount& amount) const {
    if (i == 0 || x_[amount.end].tag == PartOfSpeech::NOUN) return;
    const bool goes_on = x_[amount.end].kind == LexemeKind::word &&
                         !word_is(amount.end, {"to", "and", "by", "in", "on", "from", "or", "at"});
    if (!topic_.empty() && i > topic_begin_ && !goes_on && phrase(AmountPart::measuring, i - 1)) {
      amount.unit = topic_;
      return;
    }
    const bool verb =
        x_[amount.end].tag == PartOfSpeech::AUX || x_[amount.end].tag == PartOfSpeech::VERB;
    const bool parallel = word_is(i - 1, {"to", "and", "only", "another"}) && (verb || !goes_on);
    if (!before.empty() && parallel) amount.unit = before;
  }

  // "Blast kills 12": people, as headlines have it.
  [[nodiscard]] bool is_toll(std::size_t i, const Amount& amount) const {
    if (i == 0 || !phrase(AmountPart::toll_verbs, i - 1)) return false;
    return x_[amount.end].kind != LexemeKind::word ||
           word_is(amount.end, {"in", "at", "on", "near"});
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

// "six years" is an amount as well as a time; "the past six years" is when.
bool is_length(const Time& time) {
  return time.type == TimexType::duration && time.basis.rule == "amount";
}

Quantity record(const Amount& amount, Span span) {
  Quantity quantity;
  quantity.span = span;
  quantity.low = amount.low;
  quantity.high = amount.high;
  quantity.unit = amount.unit;
  quantity.approximate = amount.approximate;
  quantity.basis = {amount.rule, confidence_of(amount)};
  return quantity;
}

/// Reads one sentence after the other, beside its times.
class Reader {
 public:
  explicit Reader(const std::vector<Time>& times) : times_(times) {}

  void read(const std::vector<Lexeme>& all, std::vector<Quantity>& out) {
    if (all.empty()) return;
    while (time_ < times_.size() && times_[time_].span.end <= all.front().span.begin) ++time_;
    std::vector<bool> dated(all.size());
    std::vector<bool> lengths(all.size());
    mark(all, dated, lengths);
    const Lexemes x(all);
    const Rules rules(x, lengths);
    std::string counted;
    for (std::size_t i = 0; i < all.size();) {
      const auto amount = dated[i] ? std::nullopt : rules.at(i, counted);
      const bool sound =
          amount && amount->end > i && amount->end <= all.size() &&
          std::find(dated.begin() + static_cast<std::ptrdiff_t>(i),
                    dated.begin() + static_cast<std::ptrdiff_t>(amount->end),
                    true) == dated.begin() + static_cast<std::ptrdiff_t>(amount->end);
      if (!sound) {
        ++i;
        continue;
      }
      if (amount->counts) counted = amount->unit;
      out.push_back(record(*amount, {all[i].span.begin, all[amount->end - 1].span.end}));
      i = amount->end;
    }
  }

 private:
  // Which lexemes belong to dates and the like, and which to lengths of time.
  void mark(const std::vector<Lexeme>& all, std::vector<bool>& dated, std::vector<bool>& lengths) {
    std::size_t time = time_;
    for (std::size_t i = 0; i < all.size() && time < times_.size(); ++i) {
      while (time < times_.size() && times_[time].span.end <= all[i].span.begin) ++time;
      if (time == times_.size() || !times_[time].span.overlaps(all[i].span)) continue;
      (is_length(times_[time]) ? lengths : dated)[i] = true;
    }
  }

  const std::vector<Time>& times_;
  std::size_t time_ = 0;
};

}  // namespace

std::vector<Quantity> read_quantities(const Article& article, const Segmentation& segmentation,
                                      const Annotation& annotation,
                                      const std::vector<Time>& times) {
  std::vector<Quantity> out;
  Reader reader(times);
  for (const Sentence& sentence : segmentation.sentences) {
    if (!is_read(segmentation, sentence)) continue;
    reader.read(lexemes(article, segmentation, annotation, sentence), out);
  }
  return out;
}

}  // namespace hearsay
