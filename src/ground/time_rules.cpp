#include "ground/time_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>

#include "ground/time_words.h"

namespace hearsay {
namespace {

using calendar::Day;
using calendar::Interval;
using std::chrono::days;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

enum class Tense { unknown, past, future };

// What one expression consists of so far.
struct Piece {
  std::size_t end = 0;
  std::string value;
};

class Rules {
 public:
  Rules(const Lexemes& x, const TimeContext& context) : x_(x), context_(context) {}

  std::optional<FoundTime> at(std::size_t i) const {
    std::optional<FoundTime> best;
    const auto offer = [&](std::optional<FoundTime> found) {
      if (found && (!best || found->end > best->end)) best = std::move(found);
    };
    offer(numeric_date(i));
    offer(date_with_clock(i));
    offer(modified(i));
    offer(deictic(i));
    offer(part_of_year(i));
    offer(amount(i));
    offer(every(i));
    offer(single_word(i));
    return best;
  }

 private:
  const Lexemes& x_;
  const TimeContext& context_;

  static FoundTime date(std::size_t end, std::string value, const char* rule) {
    return {end, TimexType::date, std::move(value), std::nullopt, TimePart::whole, rule};
  }
  static FoundTime found(std::size_t end, TimexType type, std::string value, const char* rule) {
    return {end, type, std::move(value), std::nullopt, TimePart::whole, rule};
  }

  [[nodiscard]] bool word_is(std::size_t i, std::initializer_list<std::string_view> words) const {
    return is_one_of(x_.word(i), words);
  }
  [[nodiscard]] std::size_t skip(std::size_t i, std::string_view mark) const {
    return x_.mark(i, mark) ? i + 1 : i;
  }
  [[nodiscard]] std::size_t skip_hyphen(std::size_t i) const {
    return x_.mark(i, "-") && x_.joined(i) ? i + 1 : i;
  }
  [[nodiscard]] std::string_view before(std::size_t i) const {
    return i == 0 ? std::string_view() : x_.word(i - 1);
  }
  // "'s" after a word.
  [[nodiscard]] bool possessive(std::size_t i) const {
    return x_.mark(i, "'") && x_.word(i + 1) == "s" && x_.joined(i + 1);
  }

  // --- tense ------------------------------------------------------------------------------------

  [[nodiscard]] bool is_verb(std::size_t i) const {
    if (x_[i].word != nullptr && x_[i].tag != PartOfSpeech::X) {
      return x_[i].tag == PartOfSpeech::VERB || x_[i].tag == PartOfSpeech::AUX;
    }
    return word_is(i, {"is", "are", "was", "were", "will", "has", "have", "had", "said", "says",
                       "would", "be", "to", "may", "plans", "plan", "expected", "scheduled"}) ||
           (x_.word(i).size() > 4 && x_.word(i).ends_with("ed"));
  }

  [[nodiscard]] bool is_future_word(std::size_t i) const {
    return word_is(
        i, {"will", "ll", "shall", "wo", "plans", "plan", "planning", "expected", "expects",
            "expect", "scheduled", "due", "going", "slated", "intends", "upcoming", "hopes"});
  }

  [[nodiscard]] bool is_past(std::size_t i) const {
    const Lexeme& lexeme = x_[i];
    if (lexeme.word != nullptr && lexeme.word->features.find("Tense=Past") != std::string::npos) {
      return true;
    }
    return word_is(i, {"was",   "were", "had",    "said", "told",  "did",  "went",   "came",
                       "began", "fell", "rose",   "took", "made",  "got",  "met",    "found",
                       "left",  "held", "saw",    "won",  "lost",  "gave", "became", "ran",
                       "led",   "shot", "struck", "hit",  "killed"}) ||
           (lexeme.lower.size() > 4 && lexeme.lower.ends_with("ed"));
  }

  // Of the verb that is nearest, within the clause as marks show it.
  [[nodiscard]] Tense tense_of_verb(std::size_t i) const {
    for (std::size_t back = 0; back <= 4 && back <= i; ++back) {
      if (is_future_word(i - back)) return Tense::future;
      if (back > 0 && !is_verb(i - back) && !word_is(i - back, {"to", "not", "t", "be", "also"})) {
        break;
      }
    }
    return is_past(i) ? Tense::past : Tense::unknown;
  }

  [[nodiscard]] Tense tense(std::size_t begin, std::size_t end) const {
    if (before(begin) == "as" && begin >= 2 && word_is(begin - 2, {"soon", "early"})) {
      return Tense::future;
    }
    constexpr std::size_t reach = 14;
    for (std::size_t step = 1; step <= reach; ++step) {
      if (step > begin) break;
      const std::size_t i = begin - step;
      if (x_.mark(i, ";") || x_.mark(i, "\"")) break;
      if (is_verb(i)) {
        const Tense found = tense_of_verb(i);
        if (found != Tense::unknown) return found;
      }
    }
    for (std::size_t i = end; i < end + reach && i < x_.size(); ++i) {
      if (x_.mark(i, ";")) break;
      if (is_future_word(i)) return Tense::future;
      if (is_verb(i) && is_past(i)) return Tense::past;
    }
    return Tense::unknown;
  }

  // --- counting from a day ----------------------------------------------------------------------

  [[nodiscard]] std::string weekday_value(int weekday, Tense tense, bool strictly) const {
    if (!context_.published) return fmt::format("XXXX-WXX-{}", weekday);
    const Day day = *context_.published;
    const int today = calendar::weekday_of(day);
    if (tense == Tense::future) {
      int ahead = (weekday - today + 7) % 7;
      if (strictly && ahead == 0) ahead = 7;
      return calendar::iso(day + days(ahead));
    }
    int back = (today - weekday + 7) % 7;
    if (strictly && back == 0) back = 7;
    return calendar::iso(day - days(back));
  }

  [[nodiscard]] std::string month_value(int month, Tense tense, bool strictly) const {
    if (!context_.published) return fmt::format("XXXX-{:02}", month);
    const int year = calendar::year_of(*context_.published);
    const int now = calendar::month_of(*context_.published);
    int at = year;
    if (strictly) {
      if (tense == Tense::future && month <= now) ++at;
      if (tense == Tense::past && month >= now) --at;
      return calendar::iso_month(at, month);
    }
    int least = 100;
    for (const int candidate : {year - 1, year, year + 1}) {
      const int ahead = (candidate - year) * 12 + month - now;
      const bool against = tense == Tense::past ? ahead > 0 : tense == Tense::future && ahead < 0;
      const int distance = std::abs(ahead) + (against ? 7 : 0);
      if (distance < least) {
        least = distance;
        at = candidate;
      }
    }
    return calendar::iso_month(at, month);
  }

  [[nodiscard]] std::string month_day_value(int month, int day, Tense tense) const {
    if (!context_.published) return fmt::format("XXXX-{:02}-{:02}", month, day);
    const Day from = *context_.published;
    std::optional<Day> best;
    for (int year = calendar::year_of(from) - 1; year <= calendar::year_of(from) + 1; ++year) {
      const auto candidate = calendar::day_of(year, month, day);
      if (!candidate) continue;
      // The nearest; the tense of the verb nearby may be another's, so it only weighs.
      const auto distance = [&](Day of) {
        const auto ahead = (of - from).count();
        const bool against =
            tense == Tense::past ? ahead > 2 : tense == Tense::future && ahead < -2;
        return std::abs(ahead) + (against ? 200 : 0);
      };
      if (!best || distance(*candidate) < distance(*best)) best = candidate;
    }
    return best ? calendar::iso(*best) : fmt::format("XXXX-{:02}-{:02}", month, day);
  }

  [[nodiscard]] std::string season_value(std::string_view season, Tense tense,
                                         int year_shift) const {
    if (!context_.published) return fmt::format("XXXX-{}", season);
    const Day from = *context_.published;
    int year = calendar::year_of(from);
    const auto of = [&](int y) {
      return *calendar::interval_of(fmt::format("{:04}-{}", y, season));
    };
    if (season == "WI" && calendar::month_of(from) <= 2) --year;  // the winter that began last year
    if (year_shift < 0) {
      while (of(year).last >= from) --year;
    } else if (year_shift > 0) {
      while (of(year).first <= from) ++year;
    } else if (tense == Tense::past && of(year).first > from) {
      --year;
    } else if (tense == Tense::future && of(year).last < from) {
      ++year;
    }
    return fmt::format("{:04}-{}", year, season);
  }

  static std::string quarter_of(Day day) {
    return fmt::format("{:04}-Q{}", calendar::year_of(day), (calendar::month_of(day) + 2) / 3);
  }

  // "this week", "last year": the unit that the day lies in, moved by `shift`.
  static std::optional<std::string> unit_value(const TimeUnit& unit, Day day, int shift) {
    switch (unit.code) {
      case 'D':
        return calendar::iso(day + days(shift));
      case 'W':
        return calendar::iso_week(day + days(7 * shift * unit.times));
      case 'M': {
        const Day moved = calendar::add_months(day, shift);
        return calendar::iso_month(calendar::year_of(moved), calendar::month_of(moved));
      }
      case 'Q':
        return quarter_of(calendar::add_months(day, 3 * shift));
      case 'Y': {
        const int year = calendar::year_of(day);
        if (unit.times == 1) return calendar::iso_year(year + shift);
        if (unit.times == 10) return fmt::format("{:03}", year / 10 + shift);
        return fmt::format("{:02}", year / 100 + shift);
      }
      default:
        return std::nullopt;
    }
  }

  static std::string unknown_unit(const TimeUnit& unit) {
    switch (unit.code) {
      case 'D':
        return "XXXX-XX-XX";
      case 'W':
        return "XXXX-WXX";
      case 'M':
        return "XXXX-XX";
      case 'Q':
        return "XXXX-QX";
      default:
        return "XXXX";
    }
  }

  static std::string duration(const TimeUnit& unit, double count) {
    const double number = count * unit.times;
    std::string value = number == std::floor(number) && number < 1e15
                            ? fmt::format("{}", static_cast<long long>(number))
                            : fmt::format("{:g}", number);
    switch (unit.code) {
      case 'H':
      case 'm':
        if (number != std::floor(number)) {  // 18 1/2 hours
          const auto whole = static_cast<long long>(number);
          const auto rest = std::llround((number - static_cast<double>(whole)) * 60);
          value = whole > 0 ? fmt::format("PT{}{}", whole, unit.code == 'H' ? 'H' : 'M') : "PT";
          return value + fmt::format("{}{}", rest, unit.code == 'H' ? 'M' : 'S');
        }
        return "PT" + value + (unit.code == 'H' ? "H" : "M");
      case 'S':
        return "PT" + value + "S";
      case 'Q':
        return "P" + value + "Q";
      default:
        return "P" + value + unit.code;
    }
  }

  static std::string vague_duration(const TimeUnit& unit) {
    const bool time = unit.code == 'H' || unit.code == 'm' || unit.code == 'S';
    return (time ? "PTX" : "PX") + std::string(unit.vague);
  }

  // The days of "the past 24 hours", "the next two weeks".
  [[nodiscard]] std::optional<Interval> stretch(const TimeUnit& unit, double count,
                                                bool ahead) const {
    if (!context_.published || count > 5000) return std::nullopt;
    const Day from = *context_.published;
    const Day to = moved(from, unit, ahead ? count : -count);
    return ahead ? Interval{from, to} : Interval{to, from};
  }

  static Day moved(Day from, const TimeUnit& unit, double count) {
    const double number = std::clamp(count * unit.times, -20000.0, 20000.0);
    const auto whole = static_cast<int>(std::lround(number));
    switch (unit.code) {
      case 'S':
      case 'm':
        return from;
      case 'H':
        return from + days(std::lround(number / 24));
      case 'D':
        return from + days(whole);
      case 'W':
        return from + days(7 * whole);
      case 'M':
        return calendar::add_months(from, whole);
      case 'Q':
        return calendar::add_months(from, 3 * whole);
      default:  // years beyond the calendar's are dropped where the time is written down
        return calendar::add_months(from, 12 * whole);
    }
  }

  // --- written dates ----------------------------------------------------------------------------

  [[nodiscard]] bool whole_number(std::size_t i, double low, double high, std::size_t size) const {
    return x_.number(i) && x_[i].lower.size() <= size && x_[i].value >= low &&
           x_[i].value <= high && x_[i].lower.find('.') == std::string::npos &&
           x_[i].span.size() == x_[i].lower.size();
  }
  [[nodiscard]] bool is_year(std::size_t i, double low = 1000) const {
    return whole_number(i, low, 2099, 4) && x_[i].lower.size() == 4;
  }

  [[nodiscard]] std::optional<FoundTime> numeric_date(std::size_t i) const {
    if (!x_.number(i)) return std::nullopt;
    const auto made = [&](std::size_t end, int year, int month,
                          int day) -> std::optional<FoundTime> {
      if (year < 100) year += year < 50 ? 2000 : 1900;
      const auto at = calendar::day_of(year, month, day);
      if (!at || x_[end - 1].span.size() > 9) return std::nullopt;
      return date(end, calendar::iso(*at), "numeric");
    };
    const auto number = [&](std::size_t j) { return static_cast<int>(x_[j].value); };
    for (const std::string_view mark : {"-", "/"}) {
      if (!x_.mark(i + 1, mark) || !x_.mark(i + 3, mark) || !x_.joined(i + 1) ||
          !x_.joined(i + 2) || !x_.joined(i + 3) || !x_.joined(i + 4) || !x_.number(i + 2) ||
          !x_.number(i + 4)) {
        continue;
      }
      if (is_year(i) && whole_number(i + 2, 1, 12, 2) && whole_number(i + 4, 1, 31, 2)) {
        auto out = made(i + 5, number(i), number(i + 2), number(i + 4));
        if (out && x_.word(i + 5) == "t" && x_.joined(i + 5)) add_iso_clock(*out);
        return out;
      }
      if (!whole_number(i, 1, 31, 2) || !whole_number(i + 2, 1, 31, 2) ||
          !(is_year(i + 4) || (whole_number(i + 4, 0, 99, 2) && mark == "/"))) {
        continue;
      }
      int month = number(i);
      int day = number(i + 2);
      if (month > 12 || (context_.day_first && day <= 12)) std::swap(month, day);
      return made(i + 5, number(i + 4), month, day);
    }
    // 12.05.2015: the lexer reads the last two as one number.
    if (x_.mark(i + 1, ".") && x_.joined(i + 1) && x_.joined(i + 2) && x_.number(i + 2)) {
      const std::string& rest = x_[i + 2].lower;
      const std::size_t dot = rest.find('.');
      if (dot != std::string::npos && dot <= 2 && rest.size() - dot == 5 &&
          whole_number(i, 1, 31, 2)) {
        return made(i + 3, std::atoi(rest.c_str() + dot + 1), std::atoi(rest.c_str()), number(i));
      }
    }
    return std::nullopt;
  }

  void add_iso_clock(FoundTime& out) const {
    const std::size_t i = out.end + 1;
    if (!whole_number(i, 0, 24, 2) || !x_.mark(i + 1, ":") || !whole_number(i + 2, 0, 59, 2))
      return;
    out.type = TimexType::time;
    out.value += fmt::format("T{:02}:{:02}", static_cast<int>(x_[i].value),
                             static_cast<int>(x_[i + 2].value));
    out.end = i + 3;
    if (x_.mark(out.end, ":") && x_.number(out.end + 1)) out.end += 2;
    if (x_.word(out.end) == "z" && x_.joined(out.end)) ++out.end;
  }

  [[nodiscard]] std::size_t skip_zone(std::size_t i) const {
    if (word_is(i, {"gmt", "utc", "est", "edt", "et", "pst", "pdt", "pt", "cst", "cdt", "cet",
                    "bst", "cest", "ist", "msk", "eet"})) {
      return i + 1;
    }
    if (x_.word(i) == "local" && x_.word(i + 1) == "time") return i + 2;
    return i;
  }

  // "10:30 a.m.", "10am", "noon", "nine o'clock".
  [[nodiscard]] std::optional<Piece> clock(std::size_t i) const {
    if (word_is(i, {"noon", "midday"})) return Piece{i + 1, "T12:00"};
    if (word_is(i, {"midnight"})) return Piece{i + 1, "T24:00"};
    const auto number = number_at(x_, i);
    if (!number || number->value >= 25) return std::nullopt;
    const bool pointed = number->value != std::floor(number->value);
    if (pointed && !(x_.number(i) && word_is(i + 1, {"am", "pm"}))) return std::nullopt;
    int hour = static_cast<int>(number->value);
    int minute = 0;
    std::size_t end = i + 1;
    bool sure = false;
    if (x_.number(i) && x_.mark(i + 1, ":") && x_.joined(i + 1) && x_.joined(i + 2) &&
        whole_number(i + 2, 0, 59, 2) && x_[i + 2].lower.size() == 2) {
      minute = static_cast<int>(x_[i + 2].value);
      end = i + 3;
      sure = true;
      if (x_.mark(end, ":") && x_.joined(end) && x_.number(end + 1)) end += 2;
    } else if (x_.number(i) && word_is(i + 1, {"am", "pm"}) && x_[i].lower.size() >= 4 &&
               x_[i].lower[x_[i].lower.size() - 3] == '.') {  // 2.20 a.m.
      minute = std::atoi(x_[i].lower.c_str() + x_[i].lower.size() - 2);
      if (minute > 59) return std::nullopt;
    } else if (!x_.number(i)) {
      end = number->end;
    }
    if (x_.word(end) == "o" && x_.mark(end + 1, "'") && x_.word(end + 2) == "clock") {
      end += 3;
      sure = true;
    }
    if (word_is(end, {"am", "pm"}) && hour <= 12 && (x_[end].dotted || x_.number(i))) {
      if (x_.word(end) == "pm" && hour < 12) hour += 12;
      if (x_.word(end) == "am" && hour == 12) hour = 0;
      ++end;
      sure = true;
    }
    if (!sure) return std::nullopt;
    // "a 3:2 win" and ratios have no two figures after the colon; "4:15" alone is a clock time.
    return Piece{skip_zone(end), fmt::format("T{:02}:{:02}", hour, minute)};
  }

  // A day's or month's name and what belongs to it: "Tuesday, 5 May 2015", "May 5", "May 2015".
  [[nodiscard]] std::optional<Piece> written_date(std::size_t i) const {
    std::size_t at = i;
    std::optional<int> weekday;
    if (x_[i].capital) weekday = weekday_named(x_.word(i));
    if (weekday) {
      at = i + 1;
      at = skip(at, ".");
      const std::size_t after = skip(at, ",");
      if (x_.word(after) == "the" && ordinal_at(x_, after + 1)) at = after;
      if (const auto rest = month_and_day(after)) return rest;
      return weekday_alone(i, *weekday);
    }
    return month_and_day(at);
  }

  [[nodiscard]] std::optional<Piece> weekday_alone(std::size_t i, int weekday) const {
    const std::string_view word = x_.word(i);
    // "Sat", "Sun", "Wed" are words as well; alone they need their full stop.
    if (word.size() < 6 && !x_.mark(i + 1, ".")) return std::nullopt;
    if (word.ends_with("days")) return std::nullopt;  // a set, see every()
    return Piece{word.size() < 6 ? i + 2 : i + 1, weekday_value(weekday, tense(i, i + 1), false)};
  }

  [[nodiscard]] std::optional<Piece> year_after(std::size_t i) const {
    std::size_t at = skip(i, ",");
    if (x_.word(at) == "of" && at == i) ++at;
    if (is_year(at)) return Piece{at + 1, x_[at].lower};
    if (at == i) return year_in_words(i);
    return std::nullopt;
  }

  // "nineteen ninety-six", "two thousand and five".
  [[nodiscard]] std::optional<Piece> year_in_words(std::size_t i) const {
    const bool century = word_is(i, {"nineteen", "eighteen", "seventeen", "twenty"});
    if (!century) return std::nullopt;
    const auto first = number_at(x_, i);
    // "twenty fifteen" is read apart, "nineteen ninety-six" too: tens follow a teen.
    if (!first || first->end != i + 1) return std::nullopt;
    const auto second = number_at(x_, i + 1);
    if (!second || !second->in_words || second->value < 10 || second->value > 99) {
      return std::nullopt;
    }
    return Piece{second->end,
                 fmt::format("{:04}", static_cast<int>(first->value * 100 + second->value))};
  }

  [[nodiscard]] std::optional<Piece> month_and_day(std::size_t i) const {
    std::size_t at = i;
    std::optional<int> day;
    // "the 5th of May", "5 May", "5th May"
    const std::size_t number = x_.word(i) == "the" ? i + 1 : i;
    if (const auto ordinal = ordinal_at(x_, number); ordinal && ordinal->value <= 31) {
      day = static_cast<int>(ordinal->value);
      at = x_.word(ordinal->end) == "of" ? ordinal->end + 1 : ordinal->end;
    } else if (number == i && whole_number(i, 1, 31, 2)) {
      day = static_cast<int>(x_[i].value);
      at = i + 1;
    }
    const auto month = x_[at].capital ? month_named(x_.word(at)) : std::nullopt;
    if (!month) return std::nullopt;
    const std::size_t after_month = x_.word(at).size() <= 4 && x_.word(at) != "may" &&
                                            x_.word(at) != "june" && x_.word(at) != "july"
                                        ? skip(at + 1, ".")
                                        : at + 1;
    if (day) return with_year(after_month, *month, *day, i);
    return after_month_name(i, *month, after_month);
  }

  [[nodiscard]] std::optional<Piece> with_year(std::size_t end, int month, int day,
                                               std::size_t begin) const {
    if (const auto year = year_after(end)) {
      const auto at = calendar::day_of(std::atoi(year->value.c_str()), month, day);
      if (at) return Piece{year->end, calendar::iso(*at)};
    }
    if (!calendar::day_of(2024, month, day)) return std::nullopt;
    return Piece{end, month_day_value(month, day, tense(begin, end))};
  }

  [[nodiscard]] std::optional<Piece> after_month_name(std::size_t begin, int month,
                                                      std::size_t i) const {
    // "May 5", "May 5th", "May fifth", "May the 5th"
    const std::size_t number = x_.word(i) == "the" ? i + 1 : i;
    if (const auto ordinal = ordinal_at(x_, number); ordinal && ordinal->value <= 31) {
      return with_year(ordinal->end, month, static_cast<int>(ordinal->value), begin);
    }
    if (whole_number(i, 1, 31, 2) && !x_.mark(i + 1, ":") && !is_counted(i + 1)) {
      return with_year(i + 1, month, static_cast<int>(x_[i].value), begin);
    }
    if (const auto year = year_after(i)) {
      return Piece{year->end, calendar::iso_month(std::atoi(year->value.c_str()), month)};
    }
    if (!month_alone_is_sure(begin)) return std::nullopt;
    return Piece{i, month_value(month, tense(begin, i), false)};
  }

  // "May 40 people …": a number that counts something is no day.
  [[nodiscard]] bool is_counted(std::size_t i) const {
    if (x_.joined(i) && x_.mark(i, "%")) return true;
    return word_is(i, {"percent", "people", "million", "billion", "thousand", "hundred"});
  }

  [[nodiscard]] bool month_alone_is_sure(std::size_t i) const {
    const bool led =
        is_one_of(before(i), {"in",      "since",   "until",    "till",  "by",      "of",   "last",
                              "next",    "this",    "early",    "late",  "mid",     "from", "to",
                              "through", "during",  "before",   "after", "between", "each", "every",
                              "for",     "earlier", "previous", "s"}) ||
        (i > 0 && x_.mark(i - 1, "-"));
    if (led) return true;
    if (is_doubtful_month(x_.word(i))) return false;
    // "August Wilson", "June Carter": a name goes on in capitals.
    return !(x_[i + 1].kind == LexemeKind::word && x_[i + 1].capital);
  }

  [[nodiscard]] std::optional<FoundTime> date_with_clock(std::size_t i) const {
    std::size_t at = i;
    std::optional<Piece> time;
    const bool about = word_is(i, {"around", "about"}) && clock(i + 1);
    time = clock(about ? i + 1 : i);
    if (time) {
      at = time->end;
      std::size_t next = skip(at, ",");
      if (x_.word(next) == "on" || x_.word(next) == "in") ++next;
      auto day = day_expression(next);
      if (!day && x_.word(next) == "the") day = std::nullopt;
      if (day && x_.word(next - 1) != "on" && x_.word(next - 1) != "in") {
        return found(day->end, TimexType::time, day->value + time->value, "clock-and-day");
      }
      return found(time->end, TimexType::time, day_near(i) + time->value, "clock");
    }
    auto day = written_date(i);
    if (!day) return std::nullopt;
    if (const auto part = part_of_day_named(x_.word(day->end));
        part && day->value.size() == 10 && x_.word(day->end) != "overnight") {
      return found(day->end + 1, TimexType::time, day->value + std::string(*part), "part-of-day");
    }
    if (day->value.size() == 10) {
      if (const auto then = clock(day->end); then && x_.number(day->end)) {
        return found(then->end, TimexType::time, day->value + then->value, "day-and-clock");
      }
    }
    return date(day->end, day->value, "written");
  }

  // A day that may follow a clock time: written, or "today", "yesterday".
  [[nodiscard]] std::optional<Piece> day_expression(std::size_t i) const {
    if (auto written = written_date(i); written && written->value.size() >= 10) return written;
    if (const auto day = named_day(i)) return Piece{i + 1, *day};
    return std::nullopt;
  }

  // The day that a clock time without one most likely belongs to.
  [[nodiscard]] std::string day_near(std::size_t) const {
    if (context_.last_day) return calendar::iso(*context_.last_day);
    if (context_.published) return calendar::iso(*context_.published);
    return "XXXX-XX-XX";
  }

  [[nodiscard]] std::optional<std::string> named_day(std::size_t i) const {
    int shift = 0;
    if (word_is(i, {"yesterday"})) {
      shift = -1;
    } else if (word_is(i, {"tomorrow"})) {
      shift = 1;
    } else if (!word_is(i, {"today"})) {
      return std::nullopt;
    }
    if (!context_.published) return "XXXX-XX-XX";
    return calendar::iso(*context_.published + days(shift));
  }

  // --- single words -----------------------------------------------------------------------------

  [[nodiscard]] std::optional<FoundTime> single_word(std::size_t i) const {
    if (x_.number(i) || x_.mark(i, "'")) return year_or_decade(i);
    const std::string_view word = x_.word(i);
    if (word.empty()) return std::nullopt;
    if (const auto day = named_day(i)) {
      const auto part = part_of_day_named(x_.word(i + 1));
      if (part && x_.word(i + 1) != "overnight") {
        return found(i + 2, TimexType::time, *day + std::string(*part), "named-day");
      }
      return date(i + 1, *day, "named-day");
    }
    if (word == "tonight") {
      return found(i + 1, TimexType::time, today() + "TNI", "named-day");
    }
    if (word == "overnight" && x_[i].tag != PartOfSpeech::ADJ) {
      return found(i + 1, TimexType::time, today() + "TNI", "named-day");
    }
    if (word == "now" && before(i) != "until") return date(i + 1, "PRESENT_REF", "reference");
    if (is_one_of(word, {"currently", "nowadays", "presently"})) {
      return date(i + 1, "PRESENT_REF", "reference");
    }
    if (word == "current" && !unit_named(x_.word(i + 1))) {
      return date(i + 1, "PRESENT_REF", "reference");
    }
    if (is_one_of(word, {"recently", "lately"})) {
      return date(i + 1, "PAST_REF", "reference");
    }
    if (word == "soon" && before(i) != "as") return date(i + 1, "FUTURE_REF", "reference");
    if (word == "the" && word_is(i + 1, {"future", "past"}) && !unit_named(x_.word(i + 2)) &&
        !number_at(x_, i + 2) && !word_is(i + 2, {"few", "several", "couple", "half"})) {
      return date(i + 2, x_.word(i + 1) == "past" ? "PAST_REF" : "FUTURE_REF", "reference");
    }
    if (word == "the" && word_is(i + 1, {"near", "foreseeable", "distant", "recent"}) &&
        word_is(i + 2, {"future", "past"})) {
      return date(i + 3, x_.word(i + 2) == "past" ? "PAST_REF" : "FUTURE_REF", "reference");
    }
    if (word == "at" && x_.word(i + 1) == "the" && word_is(i + 2, {"moment"})) {
      return date(i + 3, "PRESENT_REF", "reference");
    }
    if (is_one_of(word,
                  {"daily", "weekly", "monthly", "yearly", "annually", "hourly", "nightly"})) {
      return found(i + 1, TimexType::set, set_value(word), "frequency");
    }
    if (x_[i].capital) return holiday(i);
    return year_words(i);
  }

  [[nodiscard]] std::string today() const {
    return context_.published ? calendar::iso(*context_.published) : "XXXX-XX-XX";
  }

  static std::string set_value(std::string_view word) {
    if (word == "daily" || word == "nightly") return "P1D";
    if (word == "weekly") return "P1W";
    if (word == "monthly") return "P1M";
    if (word == "hourly") return "PT1H";
    return "P1Y";
  }

  [[nodiscard]] std::optional<FoundTime> year_words(std::size_t i) const {
    if (x_.word(i) == "the" && x_.word(i + 1) == "year" && x_.word(i + 2) == "two" &&
        x_.word(i + 3) == "thousand") {
      return date(i + 4, "2000", "year");
    }
    if (const auto year = year_in_words(i)) return date(year->end, year->value, "year");
    if (x_.word(i) == "fiscal" && is_year(i + 1)) return date(i + 2, x_[i + 1].lower, "year");
    if (word_is(i, {"mid", "post", "pre"}) && x_.mark(i + 1, "-") && x_.joined(i + 2) &&
        (is_year(i + 2) || x_.mark(i + 2, "'"))) {
      if (auto rest = year_or_decade(i + 2)) {
        if (x_.word(i) == "mid") rest->part = TimePart::middle;
        return rest;
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<FoundTime> holiday(std::size_t i) const {
    std::string second(x_.word(i + 1));
    std::string third(x_.word(i + 2));
    std::size_t extra = 0;
    if (second == "year" && possessive(i + 2)) {  // New Year's Eve
      second = "years";
      third = x_.word(i + 4);
      extra = 2;
    }
    const auto holiday = holiday_at(x_.word(i), second, third);
    if (!holiday) return std::nullopt;
    std::size_t end = i + holiday->words + extra;
    if (holiday->words == 1 && x_[i + 1].capital && !is_year(i + 1)) return std::nullopt;
    if (const auto year = year_after(end)) {
      const auto day = day_of(*holiday, std::atoi(year->value.c_str()));
      if (day) return date(year->end, calendar::iso(*day), "holiday");
    }
    if (!context_.published) return std::nullopt;
    const Tense when = tense(i, end);
    std::optional<Day> best;
    const int now = calendar::year_of(*context_.published);
    for (int year = now - 1; year <= now + 1; ++year) {
      const auto day = day_of(*holiday, year);
      if (!day) continue;
      if (before(i) == "last" && *day >= *context_.published) continue;
      if ((before(i) == "next" || when == Tense::future) && *day < *context_.published) continue;
      if (when == Tense::past && *day > *context_.published) continue;
      const auto far = [&](Day d) { return std::abs((d - *context_.published).count()); };
      if (!best || far(*day) < far(*best)) best = day;
    }
    if (!best) return std::nullopt;
    return date(end, calendar::iso(*best), "holiday");
  }

  [[nodiscard]] std::optional<FoundTime> year_or_decade(std::size_t i) const {
    // "'90s"
    if (x_.mark(i, "'") && whole_number(i + 1, 10, 99, 2) && x_.joined(i + 1)) {
      if (x_.word(i + 2) == "s" && x_.joined(i + 2) &&
          static_cast<int>(x_[i + 1].value) % 10 == 0) {
        return date(i + 3, fmt::format("19{}", static_cast<int>(x_[i + 1].value) / 10), "decade");
      }
      return std::nullopt;
    }
    if (!is_year(i)) return std::nullopt;
    const int year = static_cast<int>(x_[i].value);
    const std::size_t next = x_.mark(i + 1, "'") && x_.word(i + 2) == "s" ? i + 2 : i + 1;
    if (x_.word(next) == "s" && x_.joined(next)) {
      if (year % 10 != 0) return std::nullopt;
      if (next == i + 1) return date(i + 2, fmt::format("{}", year / 10), "decade");
    }
    if (!year_is_sure(i)) return std::nullopt;
    return date(i + 1, x_[i].lower, "year");
  }

  [[nodiscard]] bool year_is_sure(std::size_t i) const {
    const int year = static_cast<int>(x_[i].value);
    if (x_.joined(i) && i > 0 &&
        !(x_.mark(i - 1, "(") || x_.mark(i - 1, "-") || x_.mark(i - 1, "\"") ||
          x_.mark(i - 1, "/") || x_.mark(i - 1, "'"))) {
      return false;  // "$1999", "B2015"
    }
    if (x_[i + 1].kind == LexemeKind::word && x_.joined(i + 1)) return false;
    if (x_.mark(i + 1, "%") || x_.mark(i + 1, ":") || is_counted(i + 1)) return false;
    const bool led =
        is_one_of(before(i), {"in",      "since",   "of",     "by",    "until", "till",  "from",
                              "to",      "during",  "before", "after", "late",  "early", "mid",
                              "through", "between", "year",   "for",   "than",  "and"});
    const bool strongly = is_one_of(before(i), {"in", "since", "during", "year", "until", "by"});
    // "2000 soldiers", but "the 1998 elections".
    const PartOfSpeech next = x_[i + 1].tag;
    const bool noun = next == PartOfSpeech::NOUN || next == PartOfSpeech::X;
    if (noun && x_.word(i + 1).ends_with("s") && !strongly && before(i) != "the" &&
        !word_is(i + 1, {"olympics", "was", "is", "has", "as"})) {
      return false;
    }
    if (unit_named(x_.word(i + 1)) && x_.word(i + 1) != "quarter") return false;
    if (year >= 1900) return true;
    return led && year >= 1500 && x_[i + 1].kind != LexemeKind::number && strongly;
  }

  // --- parts of years ---------------------------------------------------------------------------

  // "the third quarter of 1990", "third-quarter", "the first half of last year", "summer 2015",
  // "the 20th century", "the 1988 second quarter".
  [[nodiscard]] std::optional<FoundTime> part_of_year(std::size_t i) const {
    std::size_t at = i;
    if (x_.word(at) == "the") ++at;
    std::optional<int> year;
    if (is_year(at)) year = static_cast<int>(x_[at++].value);
    if (word_is(at, {"this", "last", "next"}) && x_.word(at + 1) == "year" && possessive(at + 2) &&
        context_.published) {
      const int shift = x_.word(at) == "last" ? -1 : x_.word(at) == "next" ? 1 : 0;
      year = calendar::year_of(*context_.published) + shift;
      at += 4;
    }
    const bool before_fiscal = x_.word(at) == "fiscal";
    if (before_fiscal) at = skip_hyphen(at + 1);
    if (word_is(at, {"latest", "current", "previous", "same"})) return std::nullopt;
    auto ordinal = ordinal_at(x_, at);
    if (x_.word(at) == "last" && x_.word(at + 1) == "half") ordinal = Number{at + 1, 2, true};
    if (ordinal) return numbered_part(i, *ordinal, year);
    if (const auto season = season_named(x_.word(at)); season && !year)
      return season_at(i, at, *season);
    if (year && word_is(at, {"quarter", "period"})) {
      const int quarter = context_.last_quarter.empty() ? 0 : context_.last_quarter.back() - '0';
      if (quarter == 0) return std::nullopt;
      return date(at + 1, fmt::format("{:04}-Q{}", *year, quarter), "quarter");
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<FoundTime> numbered_part(std::size_t i, const Number& ordinal,
                                                       std::optional<int> year) const {
    const int number = static_cast<int>(ordinal.value);
    std::size_t at = skip_hyphen(ordinal.end);
    // "the third-quarter loss": an adjective, which "the" does not belong to.
    if (at != ordinal.end && x_.word(i) == "the") return std::nullopt;
    if (x_.word(at) == "fiscal") ++at;
    const std::string_view unit = x_.word(at);
    if (unit == "century" && ordinal.value <= 30) {
      return date(at + 1, fmt::format("{:02}", number - 1), "century");
    }
    const bool quarter = (unit == "quarter") && number >= 1 && number <= 4;
    const bool half = (unit == "half") && number >= 1 && number <= 2;
    if (!quarter && !half) return std::nullopt;
    std::size_t end = at + 1;
    if (!year) year = year_of_part(end);
    if (half && !year) return std::nullopt;  // "the first half" of a game
    if (!year) year = nearest_quarter_year(number, tense(i, end));
    if (!year) return date(end, fmt::format("XXXX-Q{}", number), "quarter");
    return date(end, fmt::format("{:04}-{}{}", *year, quarter ? 'Q' : 'H', number), "quarter");
  }

  // "of 1990", "of last year", ", 1990"; moves `end` behind it.
  std::optional<int> year_of_part(std::size_t& end) const {
    std::size_t at = end;
    if (word_is(at, {"of", "in"})) ++at;
    if (x_.word(at) == "fiscal") ++at;
    if (is_year(at)) {
      end = at + 1;
      return static_cast<int>(x_[at].value);
    }
    if (!context_.published) return std::nullopt;
    const int now = calendar::year_of(*context_.published);
    if (x_.word(at) == "the" && x_.word(at + 1) == "year" && at > end) {
      end = at + 2;
      return now;
    }
    if (word_is(at, {"last", "this", "next"}) && x_.word(at + 1) == "year") {
      const int shift = x_.word(at) == "last" ? -1 : x_.word(at) == "next" ? 1 : 0;
      end = at + 2;
      return now + shift;
    }
    return std::nullopt;
  }

  // Reports on a quarter come out after it: the last one of that number that has begun.
  [[nodiscard]] std::optional<int> nearest_quarter_year(int quarter, Tense when) const {
    if (!context_.published) return std::nullopt;
    const int year = calendar::year_of(*context_.published);
    const int now = (calendar::month_of(*context_.published) + 2) / 3;
    if (when == Tense::future) return quarter < now ? year + 1 : year;
    return quarter > now ? year - 1 : year;
  }

  [[nodiscard]] std::optional<FoundTime> season_at(std::size_t begin, std::size_t at,
                                                   std::string_view season) const {
    std::size_t end = at + 1;
    const auto year = year_of_part(end);
    if (year) return date(end, fmt::format("{:04}-{}", *year, season), "season");
    const bool led = begin < at || is_one_of(before(at), {"in", "this", "last", "next", "since"});
    if (!led || x_.word(at) == "fall" || x_[at].tag == PartOfSpeech::VERB) return std::nullopt;
    if (begin == at && is_one_of(before(at), {"this", "last", "next"})) return std::nullopt;
    return date(end, season_value(season, tense(begin, end), 0), "season");
  }

  // --- "this", "last", "next", "the" ------------------------------------------------------------

  [[nodiscard]] std::optional<FoundTime> deictic(std::size_t i) const {
    std::size_t at = i;
    const bool the = x_.word(at) == "the" || word_is(at, {"his", "her", "their", "its", "our"});
    if (the) ++at;
    const std::string_view word = x_.word(at);
    if (is_one_of(word, {"last", "past", "previous", "preceding"})) return shifted(i, at, -1, the);
    if (is_one_of(word, {"next", "coming", "following", "upcoming"})) return shifted(i, at, 1, the);
    if (word == "this" && !the) return this_one(at);
    if (is_one_of(word, {"current"})) return in_unit(at + 1, 0);
    if (is_one_of(word, {"recent"})) {
      const auto unit = unit_named(x_.word(at + 1));
      if (unit && unit->plural) return date(at + 2, "PAST_REF", "reference");
      return std::nullopt;
    }
    if (word == "same" || (word == "that" && !the)) return that_one(at);
    if (is_one_of(word, {"latest", "year"})) return business_period(at);
    if (the) return the_one(i, at);
    return std::nullopt;
  }

  [[nodiscard]] std::optional<FoundTime> in_unit(std::size_t i, int shift) const {
    std::size_t at = i;
    if (x_.word(at) == "fiscal") ++at;
    const auto unit = unit_named(x_.word(at));
    if (!unit || unit->plural) return std::nullopt;
    if (unit->code == 'H' || unit->code == 'm' || unit->code == 'S') return std::nullopt;
    if (!context_.published) return date(at + 1, unknown_unit(*unit), "unit");
    const auto value = unit_value(*unit, *context_.published, shift);
    if (!value) return std::nullopt;
    return date(at + 1, *value, "unit");
  }

  // "last week", "the past 24 hours", "next Friday", "the previous day".
  [[nodiscard]] std::optional<FoundTime> shifted(std::size_t begin, std::size_t i, int shift,
                                                 bool the) const {
    const std::size_t at = i + 1;
    const std::string_view word = x_.word(i);
    const std::string_view next = x_.word(at);
    if (auto counted = counted_stretch(at, shift)) return counted;
    if (word_is(at, {"night", "evening"}) && shift < 0) {
      const std::string day =
          context_.published ? calendar::iso(*context_.published - days(1)) : "XXXX-XX-XX";
      return found(at + 1, TimexType::time, day + (next == "night" ? "TNI" : "TEV"), "unit");
    }
    const Tense direction = shift < 0 ? Tense::past : Tense::future;
    if (x_[at].capital) {
      if (const auto weekday = weekday_named(next); weekday && next.size() >= 6) {
        return with_part_of_day(at + 1, weekday_value(*weekday, direction, true), "weekday");
      }
      if (const auto month = month_named(next); month && !is_year(at + 1)) {
        if (is_doubtful_month(next) && x_[at + 1].capital) return std::nullopt;
        if (whole_number(at + 1, 1, 31, 2)) {
          return date(at + 2,
                      month_day_value(*month, static_cast<int>(x_[at + 1].value), direction),
                      "written");
        }
        return date(at + 1, month_value(*month, direction, true), "month");
      }
      if (auto at_holiday = holiday(at)) return at_holiday;
    }
    if (const auto season = season_named(next)) {
      return date(at + 1, season_value(*season, direction, shift), "season");
    }
    if (next == "weekend") return weekend(at + 1, shift);
    // "the next day", "the previous week" count from the day before in the text.
    const bool from_text =
        is_one_of(word, {"following", "previous", "preceding"}) || (word == "next" && the);
    const auto unit = unit_named(next);
    if (unit && !unit->plural && from_text && unit->code != 'H' && unit->code != 'm') {
      const auto from = context_.last_day ? context_.last_day : context_.published;
      if (!from) return date(at + 1, unknown_unit(*unit), "unit");
      const auto value = unit_value(*unit, *from, shift);
      if (value) return date(at + 1, *value, "from-text");
    }
    if (unit && !unit->plural && (word == "past" || (the && word == "last"))) {
      return span_of(begin, at + 1, *unit, 1, shift);
    }
    if (unit && !unit->plural && word == "coming") return span_of(begin, at + 1, *unit, 1, shift);
    if (unit && unit->plural) {
      if (x_.word(at + 1) == "of") return std::nullopt;  // "the last days of April"
      if (shift > 0) return date(at + 1, "FUTURE_REF", "reference");
      return date(at + 1, "PAST_REF", "reference");
    }
    return in_unit(at, shift);
  }

  [[nodiscard]] FoundTime with_part_of_day(std::size_t end, std::string value,
                                           const char* rule) const {
    const auto part = part_of_day_named(x_.word(end));
    if (part && x_.word(end) != "overnight" && value.size() == 10) {
      return found(end + 1, TimexType::time, value + std::string(*part), rule);
    }
    return date(end, std::move(value), rule);
  }

  [[nodiscard]] FoundTime span_of(std::size_t, std::size_t end, const TimeUnit& unit, double count,
                                  int shift) const {
    FoundTime out = found(end, TimexType::duration, duration(unit, count), "stretch");
    out.interval = stretch(unit, count, shift > 0);
    return out;
  }

  // "(the past) 24 hours", "few weeks", "couple of years", "several days".
  [[nodiscard]] std::optional<FoundTime> counted_stretch(std::size_t i, int shift) const {
    std::size_t at = i;
    std::optional<double> count;
    if (word_is(at, {"few", "several", "many"})) {
      ++at;
    } else if (x_.word(at) == "couple") {
      count = 2;
      at = x_.word(at + 1) == "of" ? at + 2 : at + 1;
    } else if (x_.word(at) == "half" && word_is(at + 1, {"dozen"})) {
      count = 6;
      at += 2;
    } else if (const auto number = number_at(x_, at)) {
      count = number->value;
      at = number->end;
    } else {
      return std::nullopt;
    }
    const auto unit = unit_named(x_.word(at));
    if (!unit) return std::nullopt;
    if (!count) return found(at + 1, TimexType::duration, vague_duration(*unit), "stretch");
    std::size_t end = at + 1;
    if (x_.word(end) == "or" && x_.word(end + 1) == "so") end += 2;
    return span_of(i, end, *unit, *count, shift);
  }

  [[nodiscard]] std::optional<FoundTime> weekend(std::size_t end, int shift) const {
    if (!context_.published) return date(end, "XXXX-WXX-WE", "weekend");
    Day day = *context_.published;
    // On a Monday "the weekend" is the one just past, on a Friday the one to come.
    const int weekday = calendar::weekday_of(day);
    if (shift < 0) day = day - days(weekday >= 6 ? 7 : weekday);
    if (shift > 0 && weekday >= 6) day = day + days(7);
    return date(end, calendar::iso_week(day) + "-WE", "weekend");
  }

  [[nodiscard]] std::optional<FoundTime> this_one(std::size_t i) const {
    std::size_t at = i + 1;
    const std::string_view next = x_.word(at);
    if (is_one_of(next, {"past", "coming"})) {
      auto rest = shifted(i, at, next == "past" ? -1 : 1, false);
      if (rest && rest->type == TimexType::duration) return in_unit(at + 1, 0);
      return rest;
    }
    if (const auto part = part_of_day_named(next); part && !next.ends_with("s")) {
      return found(at + 1, TimexType::time, today() + std::string(*part), "named-day");
    }
    if (x_[at].capital) {
      if (const auto weekday = weekday_named(next); weekday && next.size() >= 6) {
        return with_part_of_day(at + 1, this_week(*weekday), "weekday");
      }
      if (const auto month = month_named(next)) {
        const std::string value =
            context_.published ? calendar::iso_month(calendar::year_of(*context_.published), *month)
                               : fmt::format("XXXX-{:02}", *month);
        return date(at + 1, value, "month");
      }
    }
    if (const auto season = season_named(next)) {
      const std::string value =
          context_.published
              ? fmt::format("{:04}-{}", calendar::year_of(*context_.published), *season)
              : fmt::format("XXXX-{}", *season);
      return date(at + 1, value, "season");
    }
    if (next == "weekend") return weekend(at + 1, 0);
    if (next == "time" || next == "day") return std::nullopt;
    return in_unit(at, 0);
  }

  [[nodiscard]] std::string this_week(int weekday) const {
    if (!context_.published) return fmt::format("XXXX-WXX-{}", weekday);
    const Day day = *context_.published;
    return calendar::iso(day + days(weekday - calendar::weekday_of(day)));
  }

  // "that day", "the same month": the last in the text.
  [[nodiscard]] std::optional<FoundTime> that_one(std::size_t i) const {
    const auto unit = unit_named(x_.word(i + 1));
    if (!unit || unit->plural || unit->code == 'm' || unit->code == 'S' || unit->code == 'H') {
      return std::nullopt;
    }
    if (is_one_of(x_.word(i + 1), {"second"})) return std::nullopt;
    if (unit->code == 'Y' && unit->times == 1 && context_.last_year) {
      return date(i + 2, calendar::iso_year(*context_.last_year), "from-text");
    }
    if (x_.word(i + 1) == "night" && context_.last_day) {
      return found(i + 2, TimexType::time, calendar::iso(*context_.last_day) + "TNI", "from-text");
    }
    if (unit->code == 'Q' && !context_.last_quarter.empty()) {
      return date(i + 2, context_.last_quarter, "from-text");
    }
    if (!context_.last_day) return date(i + 2, unknown_unit(*unit), "from-text");
    return date(i + 2, *unit_value(*unit, *context_.last_day, 0), "from-text");
  }

  // "the year-earlier quarter", "the latest quarter", "year-ago": as business pages speak.
  [[nodiscard]] std::optional<FoundTime> business_period(std::size_t i) const {
    std::size_t at = i;
    if (x_.word(at) == "latest") {
      if (!word_is(at + 1, {"quarter", "period"})) return std::nullopt;
      return date(at + 2, quarter_in_mind(), "quarter");
    }
    if (!x_.mark(at + 1, "-") || !word_is(at + 2, {"earlier", "ago", "end"})) return std::nullopt;
    if (x_.word(at + 2) == "end") {
      if (!context_.published) return std::nullopt;
      FoundTime out =
          date(at + 3, calendar::iso_year(calendar::year_of(*context_.published)), "unit");
      out.part = TimePart::end;
      return out;
    }
    std::size_t end = at + 3;
    if (const auto ordinal = ordinal_at(x_, end)) end = ordinal->end;
    if (word_is(end, {"quarter", "period"})) ++end;
    return date(end, a_year_before(quarter_in_mind()), "comparison");
  }

  [[nodiscard]] std::string quarter_in_mind() const {
    if (!context_.last_quarter.empty()) return context_.last_quarter;
    if (!context_.published) return "XXXX-QX";
    return quarter_of(calendar::add_months(*context_.published, -3));
  }

  static std::string a_year_before(const std::string& value) {
    if (value.size() < 4 || value[0] == 'X') return "XXXX";
    return fmt::format("{:04}{}", std::max(1, std::atoi(value.substr(0, 4).c_str()) - 1),
                       value.substr(4));
  }

  // "the quarter", "the weekend", "the week of March 6", "the 1990s", "the morning".
  [[nodiscard]] std::optional<FoundTime> the_one(std::size_t begin, std::size_t i) const {
    const std::string_view word = x_.word(i);
    if (word == "quarter" && x_.word(begin) == "the")
      return date(i + 1, quarter_in_mind(), "quarter");
    if (word == "weekend") return weekend(i + 1, weekend_shift(begin, i + 1));
    if (word == "week" && x_.word(i + 1) == "of") {
      auto day = written_date(i + 2);
      if (day && day->value.size() == 10) {
        if (const auto at = calendar::day_of(day->value)) {
          return date(day->end, calendar::iso_week(*at), "week");
        }
      }
    }
    if (word == "day" && word_is(i + 1, {"before", "after"})) {
      const int shift = x_.word(i + 1) == "before" ? -1 : 1;
      if (const auto named = named_day(i + 2)) {
        const auto day = calendar::day_of(*named);
        if (!day) return date(i + 3, "XXXX-XX-XX", "named-day");
        return date(i + 3, calendar::iso(*day + days(shift)), "named-day");
      }
      if (x_[i + 2].kind != LexemeKind::mark && i + 2 < x_.size()) return std::nullopt;
      if (!context_.last_day) return date(i + 2, "XXXX-XX-XX", "from-text");
      return date(i + 2, calendar::iso(*context_.last_day + days(shift)), "from-text");
    }
    if (word == "year" && context_.published && is_one_of(before(begin), {"for", "of", "in"}) &&
        x_[i + 1].kind == LexemeKind::mark) {
      return date(i + 1, calendar::iso_year(calendar::year_of(*context_.published)), "unit");
    }
    if (const auto ordinal = ordinal_at(x_, i); ordinal && x_.number(i) && ordinal->value <= 31 &&
                                                x_[ordinal->end].kind == LexemeKind::mark &&
                                                before(begin) == "on" && context_.published) {
      // "on the 5th": of the month at hand.
      return date(ordinal->end,
                  month_day_value(calendar::month_of(*context_.published),
                                  static_cast<int>(ordinal->value), tense(begin, ordinal->end)),
                  "day-of-month");
    }
    return first_or_last_stretch(begin, i);
  }

  // "the first nine months", "the nine months": durations of business pages.
  [[nodiscard]] std::optional<FoundTime> first_or_last_stretch(std::size_t, std::size_t i) const {
    const std::size_t at = x_.word(i) == "first" ? i + 1 : i;
    const auto number = number_at(x_, at);
    if (!number || number->end == at) return std::nullopt;
    const auto unit = unit_named(x_.word(number->end));
    if (!unit || !(unit->plural)) return std::nullopt;
    if (at == i && unit->code != 'M' && unit->code != 'D' && unit->code != 'W') return std::nullopt;
    if (x_.word(number->end + 1) == "ago") return std::nullopt;
    return found(number->end + 1, TimexType::duration, duration(*unit, number->value), "stretch");
  }

  [[nodiscard]] int weekend_shift(std::size_t begin, std::size_t end) const {
    return tense(begin, end) == Tense::future ? 0 : -1;
  }

  // --- amounts of time --------------------------------------------------------------------------

  // How far the words before an amount reach that belong to it: "at least", "nearly".
  [[nodiscard]] std::size_t skip_about(std::size_t i) const {
    if (word_is(i, {"about", "around", "nearly", "almost", "roughly", "approximately", "over"})) {
      return i + 1;
    }
    if (x_.word(i) == "at" && word_is(i + 1, {"least", "most"})) return i + 2;
    if (word_is(i, {"more", "less", "fewer"}) && x_.word(i + 1) == "than") return i + 2;
    if (x_.word(i) == "up" && x_.word(i + 1) == "to") return i + 2;
    if (x_.word(i) == "no" && word_is(i + 1, {"more", "less", "fewer"}) &&
        x_.word(i + 2) == "than") {
      return i + 3;
    }
    return i;
  }

  // "three years ago", "two weeks", "a few days", "half an hour", "a 24-hour", "two-year-old".
  [[nodiscard]] std::optional<FoundTime> amount(std::size_t i) const {
    std::size_t at = skip_about(i);
    std::optional<double> count;
    bool article = false;
    if (word_is(at, {"a", "an"}) && !scale_after(at)) {
      article = true;
      if (word_is(at + 1, {"few", "couple", "half"})) {
        if (x_.word(at + 1) == "couple") count = 2;
        if (x_.word(at + 1) == "half") count = 0.5;
        at += 2;
        if (x_.word(at) == "of") ++at;
        at = skip_hyphen(at);
      } else {
        count = 1;
        ++at;
        if (word_is(at, {"full", "whole", "additional", "single"})) ++at;
      }
    } else if (word_is(at, {"several", "few", "many", "some"}) && unit_named(x_.word(at + 1)) &&
               unit_named(x_.word(at + 1))->plural) {
      ++at;
    } else if (x_.word(at) == "half" && word_is(at + 1, {"a", "an"})) {
      count = 0.5;
      at += 2;
    } else if (const auto number = number_at(x_, at)) {
      count = number->value;
      at = number->end;
      if (word_is(at, {"to", "or"}) || (x_.mark(at, "-") && x_.number(at + 1))) {
        // "two to three weeks": the first
        if (const auto more = number_at(x_, at + 1)) {
          const std::size_t hyphen = skip_hyphen(more->end);
          if (unit_named(x_.word(hyphen))) at = more->end;
        }
      }
      if (word_is(at, {"more", "full", "additional", "straight", "consecutive", "long"}) &&
          unit_named(x_.word(at + 1))) {
        ++at;
      }
    } else if (at > i) {
      return std::nullopt;
    }
    return with_unit(i, at, count, article);
  }

  [[nodiscard]] bool scale_after(std::size_t i) const {
    return word_is(i + 1, {"hundred", "thousand", "million", "dozen", "score"});
  }

  [[nodiscard]] std::optional<FoundTime> with_unit(std::size_t begin, std::size_t i,
                                                   std::optional<double> count,
                                                   bool article) const {
    const std::size_t at = skip_hyphen(i);
    const bool hyphen = at != i;
    if (hyphen && i == begin) return std::nullopt;  // "last-minute"
    if (word_is(at, {"quarter", "quarters"}) && x_.word(at + 1) == "of" &&
        x_.word(at + 2) == "an" && x_.word(at + 3) == "hour" && count && *count <= 3) {
      return found(at + 4, TimexType::duration, fmt::format("PT{}M", 15 * static_cast<int>(*count)),
                   "amount");
    }
    auto unit = unit_named(x_.word(at));
    if (!unit || (unit->code == 'S' && x_.word(at) == "second" && !hyphen && !count)) {
      return std::nullopt;
    }
    if (x_.word(at) == "second" && !hyphen) return std::nullopt;  // mostly the ordinal
    const bool bare = at == begin;  // "weeks", "years ago" without a number
    if (bare && !unit->plural) return std::nullopt;
    std::size_t end = at + 1;
    if (x_.word(end) == "and" && word_is(end + 1, {"a"}) && word_is(end + 2, {"half"}) && count) {
      *count += 0.5;
      end += 3;
    }
    if (x_.word(end) == "or" && x_.word(end + 1) == "so") end += 2;
    if (x_.word(end) == "or" && x_.word(end + 1) == "two" && article) end += 2;
    if (const auto ago = counted_from(begin, end, *unit, count)) return ago;
    if (x_.mark(end, "-") && x_.word(end + 1) == "old") return std::nullopt;  // an age
    if (x_.word(end) == "old") return std::nullopt;
    // "a quarter of the seats", "90 km an hour": no times.
    if (unit->code == 'Q' && x_.word(end) == "of") return std::nullopt;
    if (article && unit->code == 'H' &&
        is_one_of(before(begin), {"km", "kilometres", "kilometers", "miles", "mile", "knots"})) {
      return std::nullopt;
    }
    if (word_is(end, {"of"}) && x_.word(end + 1) == "age") return std::nullopt;
    if (article && count == 1.0) {
      if (unit->plural || hyphen) return std::nullopt;
      if (is_rate(begin)) {
        return found(end, TimexType::set, duration(*unit, 1), "rate");
      }
      if (x_[at].tag != PartOfSpeech::X && x_[end].tag == PartOfSpeech::NOUN) return std::nullopt;
    }
    if (word_is(at, {"quarter", "quarters"}) && count && *count == 3 && !unit->plural) {
      return std::nullopt;
    }
    if (bare && !word_is(end, {"of", "and"}) &&
        !is_one_of(before(begin), {"for", "in", "after", "within", "over", "of", "took", "take",
                                   "last", "lasted", "spent", "by", "until"})) {
      return std::nullopt;
    }
    if (!count) return found(end, TimexType::duration, vague_duration(*unit), "amount");
    return found(end, TimexType::duration, duration(*unit, *count), "amount");
  }

  // "$5 million a year", "twice a day", "40 miles an hour".
  [[nodiscard]] bool is_rate(std::size_t i) const {
    if (i == 0) return false;
    if (x_.number(i - 1) || x_.mark(i - 1, "%")) return true;
    if (is_one_of(before(i), {"once", "twice", "times", "million", "billion", "thousand", "dollars",
                              "euros", "pounds", "percent", "miles", "cents"})) {
      return true;
    }
    // "$2.50 a share a year", "3,000 tons a year": a counted plural right before.
    return x_[i - 1].tag == PartOfSpeech::NOUN && before(i).ends_with("s") && i >= 2 &&
           x_.number(i - 2);
  }

  // "ago", "earlier", "later", "from now".
  [[nodiscard]] std::optional<FoundTime> counted_from(std::size_t, std::size_t end,
                                                      const TimeUnit& unit,
                                                      std::optional<double> count) const {
    const std::string_view word = x_.word(end);
    const bool from_now = word == "from" && x_.word(end + 1) == "now";
    if (word == "ago" || from_now) {
      const std::size_t after = from_now ? end + 2 : end + 1;
      if (!count) return date(after, from_now ? "FUTURE_REF" : "PAST_REF", "ago");
      if (!context_.published) return date(after, unknown_unit(unit), "ago");
      if (unit.code == 'Y' && unit.times == 1 && *count == 1 && !context_.last_quarter.empty() &&
          !from_now) {
        return date(after, a_year_before(context_.last_quarter), "comparison");
      }
      return date(after, moved_value(*context_.published, unit, from_now ? *count : -*count),
                  "ago");
    }
    if (is_one_of(word, {"earlier", "later", "before", "afterward", "afterwards"}) && count) {
      const bool back = word == "earlier" || word == "before";
      // "a week before the vote" is no date of its own.
      const bool open = x_[end + 1].kind == LexemeKind::word &&
                        !word_is(end + 1, {"in", "on", "at", "and", "but", "when", "with", "he",
                                           "she", "they", "by", "to", "for", "from", "of"});
      if (word == "before" && (open || x_.number(end + 1) || word_is(end + 1, {"the"}))) {
        return std::nullopt;
      }
      if (unit.code == 'Y' && *count == 1 && back && !context_.last_quarter.empty()) {
        return date(end + 1, a_year_before(context_.last_quarter), "comparison");
      }
      if (unit.code == 'Y' && unit.times == 1 && back && !context_.last_day && context_.published) {
        return date(end + 1, moved_value(*context_.published, unit, -*count), "from-text");
      }
      const auto from = context_.last_day;
      if (!from) return found(end + 1, TimexType::duration, duration(unit, *count), "amount");
      return date(end + 1, moved_value(*from, unit, back ? -*count : *count), "from-text");
    }
    return std::nullopt;
  }

  // The day that is so far away, as exact as the unit is.
  static std::string moved_value(Day from, const TimeUnit& unit, double count) {
    const Day day = moved(from, unit, count);
    switch (unit.code) {
      case 'W':
        return calendar::iso_week(day);
      case 'M':
        return calendar::iso_month(calendar::year_of(day), calendar::month_of(day));
      case 'Q':
        return quarter_of(day);
      case 'Y':
        return calendar::iso_year(calendar::year_of(day));
      default:
        return calendar::iso(day);
    }
  }

  // --- sets -------------------------------------------------------------------------------------

  [[nodiscard]] std::optional<FoundTime> every(std::size_t i) const {
    if (word_is(i, {"every", "each"})) {
      if (const auto weekday = weekday_named(x_.word(i + 1));
          weekday && x_.word(i + 1).size() >= 6) {
        return found(i + 2, TimexType::set, fmt::format("XXXX-WXX-{}", *weekday), "every");
      }
      if (const auto month = month_named(x_.word(i + 1)); month && x_[i + 1].capital) {
        return found(i + 2, TimexType::set, fmt::format("XXXX-{:02}", *month), "every");
      }
      const auto number = number_at(x_, i + 1);
      const std::size_t at = number ? number->end : i + 1;
      if (const auto unit = unit_named(x_.word(at)); unit && x_.word(at) != "second") {
        return found(at + 1, TimexType::set, duration(*unit, number ? number->value : 1), "every");
      }
    }
    // "Tuesdays", "Tuesday nights"
    const auto weekday = x_[i].capital ? weekday_named(x_.word(i)) : std::nullopt;
    if (weekday && x_.word(i).ends_with("days")) {
      return found(i + 1, TimexType::set, fmt::format("XXXX-WXX-{}", *weekday), "every");
    }
    if (weekday && part_of_day_named(x_.word(i + 1)) && x_.word(i + 1).ends_with("s")) {
      return found(i + 2, TimexType::set,
                   fmt::format("XXXX-WXX-{}{}", *weekday, *part_of_day_named(x_.word(i + 1))),
                   "every");
    }
    return std::nullopt;
  }

  // --- "early", "late", "the end of" ------------------------------------------------------------

  [[nodiscard]] std::optional<FoundTime> modified(std::size_t i) const {
    std::size_t at = i;
    TimePart part = TimePart::whole;
    const bool the = x_.word(at) == "the";
    if (the) ++at;
    if (word_is(at, {"early", "earlier"})) {
      part = TimePart::begin;
      ++at;
    } else if (word_is(at, {"late", "later"})) {
      part = TimePart::end;
      ++at;
    } else if (x_.word(at) == "mid") {
      part = TimePart::middle;
      at = skip_hyphen(at + 1);
    } else if (word_is(at, {"end", "beginning", "start", "middle", "close"}) &&
               x_.word(at + 1) == "of") {
      part = x_.word(at) == "middle"         ? TimePart::middle
             : word_is(at, {"end", "close"}) ? TimePart::end
                                             : TimePart::begin;
      at += 2;
      if (!the) return std::nullopt;
    } else {
      return std::nullopt;
    }
    const bool comparative = word_is(at - 1, {"earlier", "later"});
    if (word_is(at, {"in", "on"}) && comparative && x_.word(at + 1) == "the") ++at;
    at = skip_hyphen(at);
    if (at == i) return std::nullopt;
    auto inner = unmodified(at, part);
    if (!inner || inner->value.starts_with("P") || inner->value.ends_with("_REF"))
      return std::nullopt;
    if (comparative && inner->value.size() == 4 && x_.number(at)) return std::nullopt;
    inner->part = part;
    return inner;
  }

  [[nodiscard]] std::optional<FoundTime> unmodified(std::size_t i, TimePart) const {
    for (auto& try_one : {date_with_clock(i), deictic(i), part_of_year(i), single_word(i)}) {
      if (try_one && try_one->type != TimexType::set && try_one->type != TimexType::duration) {
        return try_one;
      }
    }
    // "the end of the month", "later in the week"
    if (x_.word(i) == "the") return in_unit(i + 1, 0);
    return std::nullopt;
  }
};

}  // namespace

std::optional<FoundTime> time_at(const Lexemes& x, std::size_t begin, const TimeContext& context) {
  return Rules(x, context).at(begin);
}

void remember(TimeContext& context, const FoundTime& found) {
  if (found.type != TimexType::date && found.type != TimexType::time) return;
  if (std::string_view(found.rule) == "comparison") return;  // the text stays with its own quarter
  const auto interval = calendar::interval_of(found.value);
  if (!interval) return;
  context.last_year = calendar::year_of(interval->first);
  if (interval->first == interval->last) context.last_day = interval->first;
  const std::size_t quarter = found.value.find("-Q");
  if (quarter != std::string::npos && found.value.size() == quarter + 3) {
    context.last_quarter = found.value;
  }
}

}  // namespace hearsay
